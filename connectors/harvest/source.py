"""The crawl loop: columns → list pages → detail pages → files, with proof of completeness and books."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from connectors.fetch.model import Fetch
from connectors.fields.units import UnitNames
from connectors.harvest.absence import probes
from connectors.harvest.choice import choose
from connectors.harvest.columns import ColumnWalk, walk_columns
from connectors.harvest.dropped import read_drop
from connectors.harvest.fault import Fault
from connectors.harvest.health import check_columns, column_reads, shortfall, too_many_rejects
from connectors.harvest.job import HarvestJob, Progress, Sink
from connectors.harvest.links import LinkWatch
from connectors.harvest.listing import Listed, listing_of
from connectors.harvest.pages import PageLoop
from connectors.harvest.reader import ListReader, Meter
from connectors.harvest.tally import Tally
from schemas.base import now
from schemas.harvest import Cause, Completeness, SourceReport

SILENT = frozenset(("unreachable", "blocked"))
"""What made a site give nothing: then it is left alone, and its links are not asked for."""


def harvest_source(
    job: HarvestJob, fetch: Fetch, sink: Sink, progress: Progress | None = None
) -> SourceReport:
    """Harvest one source and hand every record to `sink`.

    Never raises for what a site does: an error makes the run `broken` and is named in the report, all
    else goes on. Every listed address gets one sighting, so that listed = accepted + unchanged + rejected +
    skipped.
    """
    started, step = now(), progress or _silent
    watch = LinkWatch(job, sink)
    meter, tally, units = Meter(fetch), Tally(job, watch), UnitNames(job.registry)
    loop = PageLoop(job, meter, watch, tally, units)
    if job.source.family == "drop":
        walks = read_drop(job, sink, tally, units)
        listing = listing_of(check_columns(job, walks), job.known)
    else:
        reader = ListReader(meter, 0 if job.replays else job.pause_seconds)
        walks = walk_columns(job.source, reader, lambda done: step("list", done, len(job.source.column)))
        listing = listing_of(check_columns(job, walks), job.known)
        _read_pages(job, listing, tally, loop, lambda done, of: step("detail", done, of))
    faults = [loop.fault, shortfall(job, len(tally.outcomes)), too_many_rejects(job, listing, tally.outcomes)]
    verdict = _verdict(walks, [fault for fault in faults if fault])
    beside = 0
    if not job.replays and job.source.family != "drop":
        for probe in probes(job, listing, meter) if verdict.completeness == "proven" else ():
            sink(probe)
        beside = _platform(job, watch, meter) if verdict.cause not in SILENT else 0
    for read in column_reads(job, walks):
        sink(read)
    counted = {"fetched": loop.fetched, "requests": meter.requests + beside}
    return _report(job, tally, walks, verdict, started_at=started, **counted)


def _platform(job: HarvestJob, watch: LinkWatch, meter: Meter) -> int:
    """Links and files whose turn it is, and the site as a whole; gives what was asked for past the meter."""
    watch.check(meter)
    if job.site_check is None:
        return 0
    check = job.site_check()
    watch(check)
    return check.requests


def _read_pages(
    job: HarvestJob,
    listing: Mapping[str, Listed],
    tally: Tally,
    loop: PageLoop,
    step: Callable[[int, int], None],
) -> None:
    """Every listed page to its outcome: skipped, read, or unchanged without reading."""
    inside = _without_strangers(job, listing, tally)
    loop.read(choose(job, inside), step)
    for key, listed in inside.items():
        if key not in tally.outcomes:
            tally.sight(listed, "unchanged")


def _without_strangers(job: HarvestJob, listing: Mapping[str, Listed], tally: Tally) -> dict[str, Listed]:
    """The listing without the rows that lead to hosts the source does not declare; those are skipped."""
    inside = {key: listed for key, listed in listing.items() if job.is_inside(listed.row.url)}
    for key, listed in listing.items():
        if key not in inside:
            tally.sight(listed, "skipped", "it leads to a host that the source does not declare")
    return inside


class _Verdict(NamedTuple):
    completeness: Completeness
    error: str | None = None
    cause: Cause | None = None


def _verdict(walks: Sequence[ColumnWalk], faults: Sequence[Fault]) -> _Verdict:
    """The worst of the columns, and why; a fault of the whole source breaks it."""
    broken = [Fault(walk.cause, walk.error) for walk in walks if walk.cause and walk.error]
    doubts = [walk.error for walk in walks if walk.completeness == "unproven" and walk.error]
    if reasons := [*broken, *faults]:
        return _Verdict("broken", "; ".join(fault.words for fault in reasons), reasons[0].cause)
    return _Verdict("unproven", "; ".join(doubts)) if doubts else _Verdict("proven")


def _report(
    job: HarvestJob,
    tally: Tally,
    walks: Sequence[ColumnWalk],
    verdict: _Verdict,
    *,
    started_at: datetime,
    fetched: int,
    requests: int,
) -> SourceReport:
    totals = [walk.declared_total for walk in walks if walk.declared_total is not None]
    report = SourceReport(
        source_id=job.source.id,
        completeness=verdict.completeness,
        listed=len(tally.outcomes),
        fetched=fetched,
        requests=requests,
        unchanged=tally.count("unchanged"),
        accepted=tally.count("accepted"),
        rejected=tally.count("rejected"),
        skipped=tally.count("skipped"),
        declared_total=sum(totals) if totals else None,
        started_at=started_at,
        ended_at=now(),
        error=verdict.error,
        cause=verdict.cause,
        transient=bool(walks) and all(walk.unreachable for walk in walks),
    )
    assert report.adds_up, report
    return report


def _silent(step: str, done: int, of: int | None) -> None: ...
