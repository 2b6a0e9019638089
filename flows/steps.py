"""The steps of the main job, as plain functions: where connectors and the warehouse meet.

harvest → stage → merge → datasets → check → publish → push → report. Nothing here knows Prefect.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from connectors.fetch import Fetch, LiveFetch, ReplayFetch
from connectors.harvest import HarvestJob, harvest_source
from connectors.powers import RULE as POWERS
from flows.county_run import CountyRun
from flows.datasets import DatasetCounts, read_datasets
from flows.faults import fault_in_words
from flows.progress import current
from flows.registers import take_registers
from flows.settings import secret_named
from flows.signing import CHECK_ID, FILES_LOST, files_lost, signing_keys
from flows.sites import site_check_due
from flows.statutes import take_statutes
from schemas.base import now
from schemas.harvest import Finding, SourceReport
from schemas.registry import Source
from warehouse.checks import run_checks
from warehouse.feeds import FeedsResult, publish_feeds
from warehouse.findings import settle_findings
from warehouse.gate import GateState, gate_state, pass_gate
from warehouse.known import known_pages, last_source_run_at, links_due
from warehouse.ledger import sync_plans
from warehouse.merge import MergeCounts, merge_source
from warehouse.relations import Relations, relate
from warehouse.report import Summary, run_summary, write_report
from warehouse.runs import RunState, end_run
from warehouse.snapshot import publish_snapshot
from warehouse.stage import StageWriter, sweep_stages, unmerged_stages
from warehouse.standards import load_powers

log = logging.getLogger(__name__)


BOOKS_LIMIT = "96MB"
"""What DuckDB may hold while a run ends."""


@dataclass(frozen=True, slots=True)
class Published:
    """What officers and downstream platforms read."""

    snapshot: Path
    feeds: FeedsResult | None
    """None where the gate held them: the former edition stands."""
    gate: GateState


class SourceUnreachableError(Exception):
    """A site gave nothing at all; the message says why. Waiting may help."""


def harvest_to_stage(county: CountyRun, source_id: str, *, last_try: bool = True) -> SourceReport:
    """Harvest one source and lay what it gave in the stage, whole or not at all.

    A mistake in this program breaks the source it happened in, and no other. Raises `SourceUnreachableError`
    where nothing came and this is not the last try, `OSError` where the disk gives out.
    """
    source, progress = county.sources[source_id], current()
    progress.begin(source_id)
    begun = now()
    try:
        report = _staged(county, source, last_try=last_try)
    except (SourceUnreachableError, OSError):
        raise
    except Exception as fault:
        report = _broken(county, source_id, begun, fault)
    progress.end(report)
    return report


def merge_stages(county: CountyRun) -> dict[str, MergeCounts]:
    """Merge every stage of the run, one transaction each, in the order of the registry."""
    waiting = {stage.name: stage for stage in unmerged_stages(county.warehouse, county.run.run_id)}
    counts = {
        source_id: merge_source(
            county.warehouse,
            waiting[source_id],
            run=county.run,
            source=source,
            registry=county.registry,
        )
        for source_id, source in county.sources.items()
        if source_id in waiting
    }
    changes = sum(c.changes for c in counts.values())
    current().step(f"merge: {len(counts)} sources, {changes} changes")
    relate_changes(county)
    return counts


def datasets(county: CountyRun, kinds: Sequence[str] = ()) -> DatasetCounts:
    """Read new and changed files into the finance tables, and hold their tables against each other."""
    counts = read_datasets(county, kinds)
    told = f"datasets: {counts.files} files, {counts.records} records, {counts.findings} findings"
    current().step(told + (f", {counts.expired} lists past their period" if counts.expired else ""))
    return counts


def relate_changes(county: CountyRun) -> Relations:
    """Give what changed its documents and links, before any other step reads the catalogue."""
    relations = relate(county.warehouse, county.run)
    if relations.related:
        joined = relations.joined + relations.united
        current().step(f"relate: {relations.related} items, {joined} joined to another document")
    return relations


def check(county: CountyRun) -> list[Finding]:
    """Judge what the units owe and run the checks; what they find is stored, and the gate opened or held."""
    sync_plans(county.warehouse, county.planned.plans, county.planned.duties)
    take_registers(county)
    take_statutes(county)
    load_powers(county.warehouse, county.powers.powers)
    settle_findings(county.warehouse, POWERS, county.powers.findings, origin="check", run=county.run)
    found = run_checks(county.warehouse, county.run, county.registry.gate)
    gate = pass_gate(county.warehouse, county.run)
    told = f"check: {len(found)} findings" if found else "check: nothing found"
    current().step(told if gate.is_open else f"{told}; publication {gate}")
    return found


def publish(county: CountyRun, *, secret_of: Callable[[str], bytes] = secret_named) -> Published:
    """Bring the officers' snapshot up to what is committed, and the signed feeds unless the gate holds them."""
    gate = gate_state(county.warehouse)
    if not gate.is_open:
        current().step(f"publish: feeds as before, {gate}")
        return Published(snapshot(county), None, gate)
    keys, unsigned = signing_keys(county.registry.county, secret_of)
    settle_findings(county.warehouse, CHECK_ID, unsigned, origin="publish", run=county.run)
    feeds = publish_feeds(county.warehouse, county.home, county.registry.county, keys)
    settle_findings(county.warehouse, FILES_LOST, files_lost(feeds.lost), origin="publish", run=county.run)
    copy = snapshot(county)
    anew = f", all made anew: {feeds.lost} was gone" if feeds.lost else ""
    current().step(
        f"publish: feeds up to change {feeds.as_of_seq}{anew}" + ("" if feeds.changed else " (as before)")
    )
    return Published(copy, feeds, gate)


def report(county: CountyRun) -> Path:
    """Write the report page of the run."""
    path = write_report(county.warehouse, county.home, county.run)
    current().step(f"report: {path}")
    return path


def end(county: CountyRun) -> Summary:
    """Enter the end of the run in the books, and sweep old stages; what the pushes have read need not be held on."""
    with county.warehouse.within(BOOKS_LIMIT):
        summary = run_summary(county.warehouse, county.run)
    state: RunState = "attention" if summary.needs_a_hand else "done"
    end_run(county.warehouse, county.run, state, now())
    sweep_stages(county.home)
    return summary


def conclude(county: CountyRun, summary: Summary) -> None:
    """The run as it ended into the snapshot, and before the eyes of whoever looks on."""
    snapshot(county)
    current().conclude(summary, county.home)


def snapshot(county: CountyRun) -> Path:
    """Bring the officers' copy up to what is committed; a no-op where it is."""
    return publish_snapshot(county.warehouse, county.home)


def red_line(summary: Summary) -> str:
    """What needs a hand, in one line, the red sources by name."""
    parts = [f"{s.source_id}: {s.error}" for s in summary.red_sources]
    parts += [f"{s.source_id}: held, too much vanished at once" for s in summary.held_sources]
    red = f"{len(parts)} of {summary.sources} sources need a hand: {'; '.join(parts)}" if parts else ""
    rejected = f"{summary.rejections} deliveries rejected" if summary.rejections else ""
    held = ", feeds and batches held back" if summary.is_held_back else ""
    fatal = f"{summary.fatal} fatal findings{held}" if summary.fatal else ""
    return " · ".join(part for part in (red, rejected, fatal) if part)


def _staged(county: CountyRun, source: Source, *, last_try: bool) -> SourceReport:
    with _stage(county, source.id) as stage:
        report = _harvest(county, source, stage)
        if report.transient and not report.listed and not last_try:
            raise SourceUnreachableError(f"{source.id}: {report.error}")
        stage.commit(report)
    return report


def _broken(county: CountyRun, source_id: str, begun: datetime, fault: Exception) -> SourceReport:
    """A report instead of a harvest: the kind of the fault and its place, since its words may quote a page."""
    report = SourceReport(
        source_id=source_id,
        completeness="broken",
        started_at=begun,
        ended_at=now(),
        error=fault_in_words(fault),
    )
    with _stage(county, source_id) as stage:
        stage.commit(report)
    return report


@contextmanager
def _stage(county: CountyRun, source_id: str) -> Iterator[StageWriter]:
    stage = StageWriter(county.home, county.run, source_id)
    try:
        yield stage
    except BaseException:
        stage.abandon()
        raise


def _harvest(county: CountyRun, source: Source, stage: StageWriter) -> SourceReport:
    with closing(county.warehouse.cursor()) as cursor:
        known = known_pages(cursor, source.id)
        last_run = last_source_run_at(cursor, source.id)
        due = links_due(cursor, source, county.run)
        site_check = site_check_due(county, source, cursor)
    job = HarvestJob(
        source=source,
        registry=county.registry,
        run=county.run,
        known=known,
        drop_folder=county.home / "drop" / source.id if source.family == "drop" else None,
        elapsed_days=_days_since(last_run, county.run.started_at),
        links=due.links,
        links_left=due.left,
        site_check=site_check,
    )

    def step(name: str, done: int, of: int | None) -> None:
        current().advance(source.id, name, done, of)

    def harvested_by(fetch: Fetch) -> SourceReport:
        return harvest_source(job, fetch, stage, step)

    if county.run.kind == "replay":
        return harvested_by(ReplayFetch(county.archive, source, county.replayed_run))
    with (
        county.archive.recorder(county.run.run_id, source.id) as recorder,
        LiveFetch(source, county.hosts, recorder) as fetch,
    ):
        return harvested_by(fetch)


def _days_since(last: datetime | None, at: datetime) -> float | None:
    return None if last is None else (at - last).total_seconds() / 86_400
