"""A source tried out: what one page a column, or a whole harvest, would give. Nothing is kept."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from connectors.families import FAMILIES
from connectors.families.drop import read_folder
from connectors.families.model import LayoutChanged, ListPage
from connectors.fetch import FetchError, Hosts, LiveFetch, Request
from connectors.fields import NotAPageError, read_page
from connectors.harvest import HarvestJob, harvest_source
from connectors.harvest.reader import ListReader, Meter
from flows.county_run import new_run
from flows.preview import shown
from schemas.harvest import KnownPage, SourceReport
from schemas.registry import Column, Registry, Source
from warehouse.database import SNAPSHOT, read_snapshot
from warehouse.known import known_pages

ROWS_SHOWN = 5


def trial(home: Path, registry: Registry, source: Source) -> SourceReport:
    """Harvest a source as the next run would, and throw away what it gives."""
    known: dict[str, KnownPage] = {}
    if (home / SNAPSHOT).exists():
        with read_snapshot(home) as snapshot:
            known = known_pages(snapshot, source.id)
    job = HarvestJob(
        source=source,
        registry=registry,
        run=new_run(),
        known=known,
        drop_folder=home / "drop" / source.id if source.family == "drop" else None,
        elapsed_days=0.0,
    )
    with LiveFetch(source, Hosts(registry.source)) as fetch:
        return harvest_source(job, fetch, lambda record: None)


def first_pages(home: Path, source: Source) -> list[dict[str, Any]]:
    """For each column its first list page, and its first item read; an error takes the place of either."""
    if source.family == "drop":
        return [_drop(home / "drop" / source.id, source)]
    with LiveFetch(source, Hosts([source])) as fetch:
        return [_column(source, column, fetch) for column in source.column]


def _column(source: Source, column: Column, fetch: LiveFetch) -> dict[str, Any]:
    told: dict[str, Any] = {"column": column.path, "category": column.category}
    try:
        pages = FAMILIES[source.family].pages(source, column, ListReader(Meter(fetch), 1.0))
        page = next(islice(pages, 1))
    except (FetchError, LayoutChanged) as error:
        return told | {"error": str(error)}
    told |= {
        "rows": len(page.rows),
        "declared_total": page.declared_total,
        "more_pages": page.ending == "more",
        "first_rows": [{"title": r.title, "date": r.date_text, "url": r.url} for r in page.rows[:ROWS_SHOWN]],
    }
    return told | _first_item(source, page, fetch)


def _first_item(source: Source, page: ListPage, fetch: LiveFetch) -> dict[str, Any]:
    if not page.rows:
        return {}
    row = page.rows[0]
    try:
        response = fetch(Request(url=row.url, purpose="detail"))
        reading = read_page(response.body, response.url, row=row, selectors=source.selectors)
    except (FetchError, NotAPageError) as error:
        return {"first_item_error": str(error)}
    return {"first_item": shown(reading, row.url)}


def _drop(folder: Path, source: Source) -> dict[str, Any]:
    reading = read_folder(folder, source)
    return {
        "folder": str(folder),
        "rows": len(reading.rows),
        "rejects": [str(reject) for reject in reading.rejects],
        "errors": list(reading.errors),
    }
