"""What the warehouse remembers of a source, for the harvest to decide what to fetch."""

from __future__ import annotations

from datetime import datetime

import duckdb

from schemas.harvest import KnownPage
from warehouse.database import Warehouse

_PAGES = """
SELECT page_key, address, item_id, columns, row_hash, content_hash, fetched_at, missing_runs,
    gone_at IS NOT NULL AS withdrawn
FROM operations.page WHERE source_id = ? ORDER BY page_key
"""
_LAST = """
SELECT max(r.started_at) FROM operations.source_run AS s JOIN operations.run AS r ON r.run_id = s.run_id
WHERE s.source_id = ? AND r.kind = 'run' AND s.completeness IN ('proven', 'unproven')
"""
_CHUNK = 2_000


def known_pages(reader: Warehouse | duckdb.DuckDBPyConnection, source_id: str) -> dict[str, KnownPage]:
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


def last_source_run_at(reader: Warehouse | duckdb.DuckDBPyConnection, source_id: str) -> datetime | None:
    """Start of the last run that read the source to its end; None where there was none."""
    row = _connection(reader).execute(_LAST, [source_id]).fetchone()
    at: datetime | None = row[0] if row else None
    return at


def _connection(reader: Warehouse | duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    return reader.connection if isinstance(reader, Warehouse) else reader
