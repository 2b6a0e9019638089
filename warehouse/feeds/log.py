"""The change log in windows: every change once, in order, with the version it speaks of.

The versions of a window are found by their place in the table, not by a join over all of it: a join would
read every body once a window.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.queries import sql

WINDOW = 1000
"""Changes that writers take at once: with 1,500 characters a body some 10 MB, held a few times over."""

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


def locate(connection: duckdb.DuckDBPyConnection, known: int) -> None:
    """Find what changed after `known` and where its versions lie. Before anything else of this module."""
    for step in ("touched", "moved", "located"):
        connection.execute(sql(f"feeds/{step}"), {"known": known} if step != "moved" else None)


def changed_items(connection: duckdb.DuckDBPyConnection, after: int, upto: int) -> list[str]:
    """Items that changed after one row of the log, up to another, in no order."""
    rows = connection.execute(sql("feeds/changed_items"), {"after": after, "upto": upto}).fetchall()
    return [row[0] for row in rows]


def former_changes(connection: duckdb.DuckDBPyConnection, known: int) -> Iterator[pa.Table]:
    """The changes up to `known` of items that have changed since, in parts, in order of seq."""
    reader = connection.execute(sql("feeds/former_changes"), {"known": known}).to_arrow_reader(20_000)
    return (pa.Table.from_batches([batch]) for batch in reader)


def windows(connection: duckdb.DuckDBPyConnection, known: int, upto: int) -> Iterator[pa.Table]:
    """The log after `known`, up to `upto`, in order of seq, cut where seq is a multiple of `WINDOW`.

    An empty log yields one empty window, which has the columns. While one window is in use the next is read, in
    another thread: until the end nobody else may use the connection.
    """
    found = _read(connection, known, upto)
    with ThreadPoolExecutor(1, thread_name_prefix="windows") as reader:
        following = reader.submit(next, found, None)
        while (window := following.result()) is not None:
            following = reader.submit(next, found, None)
            yield window


def _read(connection: duckdb.DuckDBPyConnection, known: int, upto: int) -> Iterator[pa.Table]:
    for start in range(known - known % WINDOW, max(upto, known + 1), WINDOW):
        bounds = {"after": max(start, known), "upto": min(start + WINDOW, upto)}
        first, last = connection.execute(sql("feeds/window_place"), bounds).fetchall()[0]
        place = bounds | {"first": first or 0, "last": last or 0}
        window = connection.execute(sql("feeds/change_window"), place).to_arrow_table()
        bodies = connection.execute(sql("feeds/bodies"), place).to_arrow_table().combine_chunks()
        yield _with_bodies(window, bodies)


def _with_bodies(window: pa.Table, bodies: pa.Table) -> pa.Table:
    """Where they lie as the window wants them, as most do, they are not copied."""
    found = pc.index_in(window["seq"], value_set=bodies["seq"]).combine_chunks()
    places = found.to_pylist()
    start = places[0] or 0 if places else 0
    lie_so = places == list(range(start, start + len(places)))
    for name in bodies.column_names[1:]:
        column = bodies[name].slice(start, len(places)) if lie_so else bodies[name].take(found)
        window = window.append_column(name, column)
    return window
