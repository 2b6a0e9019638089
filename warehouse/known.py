"""What the warehouse remembers of a source, for the harvest to decide what to fetch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from schemas.harvest import KnownLink, KnownPage, Run
from schemas.registry import Source
from warehouse.database import Warehouse
from warehouse.queries import sql

_PAGES = """
SELECT page_key, address, item_id, columns, row_hash, content_hash, fetched_at, missing_runs,
    gone_at IS NOT NULL AS withdrawn
FROM operations.page WHERE source_id = ? ORDER BY page_key
"""
_LAST = """
SELECT max(r.started_at) FROM operations.source_run AS s JOIN operations.run AS r ON r.run_id = s.run_id
WHERE s.source_id = ? AND r.kind = 'run' AND s.completeness IN ('proven', 'unproven')
"""
_LINKS_LEFT = """
SELECT ?::INTEGER - count(DISTINCT address) FROM operations.link
WHERE source_id = ? AND checked_at >= date_trunc('day', ?::TIMESTAMPTZ)
"""
_CHUNK = 2_000
Reader = Warehouse | duckdb.DuckDBPyConnection
"""The warehouse in its own thread, a `cursor()` in any other."""


def known_pages(reader: Reader, source_id: str) -> dict[str, KnownPage]:
    """Every page ever accepted from a source, by key. A page that is gone is `withdrawn`: not to be probed.

    Threads other than the warehouse's own pass a `cursor()`. Some 700 bytes of memory a page.
    """
    cursor = _connection(reader).execute(_PAGES, [source_id])
    known: dict[str, KnownPage] = {}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    while rows := cursor.fetchmany(_CHUNK):
        for key, address, item_id, columns, row_hash, content_hash, fetched_at, missing, withdrawn in rows:
            listed = tuple(columns)
            known[key] = KnownPage(
                page_key=key,
                address=address,
                item_id=item_id,
                columns=shared.setdefault(listed, listed),
                row_hash=row_hash,
                content_hash=content_hash,
                fetched_at=fetched_at,
                missing_runs=missing,
                withdrawn=withdrawn,
            )
    return known


def last_source_run_at(reader: Reader, source_id: str) -> datetime | None:
    """Start of the last run that read the source to its end; None where there was none."""
    row = _connection(reader).execute(_LAST, [source_id]).fetchone()
    at: datetime | None = row[0] if row else None
    return at


@dataclass(frozen=True, slots=True)
class LinkTurn:
    """Links and files whose turn it is, and how many more may be asked for today."""

    links: tuple[KnownLink, ...]
    left: int


def links_due(reader: Reader, source: Source, run: Run) -> LinkTurn:
    """What to ask for: first what was found dead once, whatever the day; then, within what is left of the source's
    number for today, what is known to be dead and what was asked longest ago."""
    connection = _connection(reader)
    ((left,),) = connection.execute(_LINKS_LEFT, [source.links_per_day, source.id, run.started_at]).fetchall()
    rows = connection.execute(
        sql("merge/links_due"),
        {"source_id": source.id, "at": run.started_at, "most": source.links_per_day, "left": max(0, left)},
    ).fetchall()
    return LinkTurn(tuple(KnownLink(*row) for row in rows), max(0, left))


def site_checked_on(reader: Reader, host: str) -> date | None:
    """The day on which a site was last checked."""
    row = (
        _connection(reader)
        .execute("SELECT max(checked_at)::DATE FROM operations.site_check WHERE host = ?", [host])
        .fetchone()
    )
    day: date | None = row[0] if row else None
    return day


def _connection(reader: Reader) -> duckdb.DuckDBPyConnection:
    return reader.connection if isinstance(reader, Warehouse) else reader
