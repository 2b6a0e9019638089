"""The change log in windows: every change once, in order, with the version it speaks of.

The versions of a window are found by their place in the table, not by a join over all of it: a join would
read every body once a window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from warehouse.queries import sql

WINDOW = 2_000
"""Changes read at once: with 1,500 characters a body some 30 MB."""

BEFORE_THE_FIRST = "1970-01-01T08:00:00+08:00"
"""The `updated` of a feed to which nothing ever happened (RFC 4287 asks for one)."""


@dataclass(frozen=True)
class Head:
    """The last row of the log."""

    seq: int
    at: str


def head_of(connection: duckdb.DuckDBPyConnection) -> Head:
    """The newest change; seq 0 where the log is empty."""
    seq, at = connection.execute(sql("feeds/head")).fetchall()[0]
    return Head(seq or 0, at or BEFORE_THE_FIRST)


def time_of(connection: duckdb.DuckDBPyConnection, seq: int) -> str | None:
    """When change `seq` was made; None where the log has no such row."""
    rows = connection.execute(sql("feeds/time_of_change"), [seq]).fetchall()
    return rows[0][0] if rows else None


def windows(connection: duckdb.DuckDBPyConnection, upto: int, known: int) -> Iterator[pa.Table]:
    """The log from its first change to `upto`, `WINDOW` rows at a time, in order of seq.

    An empty log yields one empty window, which has the columns. `document`, the JSON text of the item file, is NULL up to change `known`: such a file exists already.
    """
    connection.execute(sql("feeds/moved"))
    connection.execute(sql("feeds/located"))
    for after in range(0, max(upto, 1), WINDOW):
        bounds = {"after": after, "upto": min(after + WINDOW, upto)}
        first, last = connection.execute(sql("feeds/window_place"), bounds).fetchall()[0]
        places = {"first": first or 0, "last": last or 0, "known": known}
        yield connection.execute(sql("feeds/change_window"), bounds | places).to_arrow_table()
