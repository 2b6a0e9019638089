"""What the registry expects of a healthy source or column, checked against what was read (监测)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from connectors.fields.dates import Moment, find_date
from connectors.harvest.columns import ColumnWalk
from connectors.harvest.fault import Fault
from connectors.harvest.job import HarvestJob
from connectors.harvest.listing import Listed
from schemas.harvest import ListRow, Outcome
from schemas.platform import ColumnRead


def check_columns(job: HarvestJob, walks: list[ColumnWalk]) -> list[ColumnWalk]:
    """The walks; one that was full and is empty, or lists fewer than its `expect.min_items`, is broken."""
    for walk in walks:
        if walk.completeness == "broken":
            continue
        path, least = walk.column.path, walk.column.expect.min_items
        known = sum(1 for page in job.known.values() if path in page.columns and not page.withdrawn)
        if known and not walk.rows:
            walk.fail(f"it listed {known} items and is empty now", "too_few")
        elif least is not None and len(walk.rows) < least:
            walk.fail(f"it lists {len(walk.rows)} items, expect.min_items is {least}", "too_few")
    return walks


def shortfall(job: HarvestJob, listed: int) -> Fault | None:
    """Why the whole source lists too little, if it does."""
    least = job.source.expect.min_items
    if least is None or listed >= least:
        return None
    return Fault("too_few", f"the source lists {listed} items, expect.min_items is {least}")


def too_many_rejects(
    job: HarvestJob, listing: Mapping[str, Listed], outcomes: Mapping[str, Outcome]
) -> Fault | None:
    """Why the share of rejected items is too high, in the first column or over the source, if it is.

    A column's own `max_reject_ratio` takes the place of the source's for its items.
    """
    overall = job.source.expect.max_reject_ratio
    for column in job.source.column:
        ratio = column.expect.max_reject_ratio
        keys = [key for key, listed in listing.items() if column.path in listed.columns]
        if ratio is not None and (reason := _over(ratio, keys, outcomes)):
            return Fault("rejects", f"column {column.path}: {reason}")
    own = {c.path for c in job.source.column if c.expect.max_reject_ratio is not None}
    keys = [key for key, listed in listing.items() if not own.intersection(listed.columns)]
    reason = _over(overall, keys, outcomes) if overall is not None else None
    return Fault("rejects", reason) if reason else None


def _over(ratio: float, keys: list[str], outcomes: Mapping[str, Outcome]) -> str | None:
    rejected = sum(1 for key in keys if outcomes.get(key) == "rejected")
    if not keys or rejected <= ratio * len(keys):
        return None
    return f"{rejected} of {len(keys)} items were rejected, expect.max_reject_ratio is {ratio}"


def column_reads(job: HarvestJob, walks: Iterable[ColumnWalk]) -> Iterator[ColumnRead]:
    """How each column was read and what it prints; whether that is fresh enough, the rules judge."""
    today = job.run.started_at.date()
    for walk in walks:
        days = [row_date(row) for row in walk.rows.values()]
        yield ColumnRead(
            path=walk.column.path,
            completeness=walk.completeness,
            listed=len(walk.rows),
            undated=days.count(None),
            newest_on=max((day for day in days if day and day <= today), default=None),
        )


def row_date(row: ListRow) -> date | None:
    """The day a list row prints; None where it prints none or not the whole of it."""
    moment = row_moment(row)
    return moment.day if moment else None


def row_moment(row: ListRow) -> Moment | None:
    """When a list row says it was published; see `row_date`."""
    return find_date(row.payload.get("published_at") or row.date_text or "")
