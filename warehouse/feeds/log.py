"""The change log in windows: every change once, in order, with the version it speaks of.

The versions of a window are found by their place in the table, not by a join over all of it: a join would
read every body once a window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.queries import sql

WINDOW = 1_000
"""Changes read at once: with 1,500 characters a body some 10 MB, held a few times over."""

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


def locate(connection: duckdb.DuckDBPyConnection) -> None:
    """Find where the versions of all changes lie. Before any window is read, and before any writer is made."""
    connection.execute(sql("feeds/moved"))
    connection.execute(sql("feeds/located"))


def windows(connection: duckdb.DuckDBPyConnection, upto: int, known: int) -> Iterator[pa.Table]:
    """The log from its first change to `upto`, `WINDOW` rows at a time, in order of seq.

    An empty log yields one empty window, which has the columns. `document_head`, the JSON text of the item
    file without its bodies, is NULL up to change `known`: such a file exists already.
    """
    for after in range(0, max(upto, 1), WINDOW):
        yield _window(connection, {"after": after, "upto": min(after + WINDOW, upto)}, known)


def _window(connection: duckdb.DuckDBPyConnection, bounds: dict[str, int], known: int) -> pa.Table:
    first, last = connection.execute(sql("feeds/window_place"), bounds).fetchall()[0]
    place = bounds | {"first": first or 0, "last": last or 0}
    window = connection.execute(sql("feeds/change_window"), place | {"known": known}).to_arrow_table()
    bodies = connection.execute(sql("feeds/bodies"), place).to_arrow_table()
    found = pc.index_in(window["seq"], value_set=bodies["seq"])
    for name in ("body_text", "body_html"):
        window = window.append_column(name, bodies[name].combine_chunks().take(found))
    return window
