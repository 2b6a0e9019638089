"""The main job as a Prefect flow: harvest → merge → datasets → check → publish → push → report."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from prefect import flow, task, unmapped
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import task_run as this_task
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from flows import steps
from flows.county_run import CountyRun, open_last_run, open_run
from flows.push import PushReport, push_target, stopped_by_us
from flows.reconcile import reconcile
from flows.secrets import secret_or_block
from flows.settings import settings
from flows.statutes import harvest_statutes
from schemas.base import now
from schemas.harvest import SourceReport
from schemas.registry import Target
from warehouse.report import Summary

NEEDS_A_HAND = "NeedsHand"
"""Name of the Failed state of a run that did its work and found something red."""

THREADS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=8))

PATIENCE = 2
"""Further tries for a site that gives nothing, where the run is not watched by anybody."""


logging.getLogger("flows.steps").setLevel(logging.INFO)  # Prefect hands its lines on, but not below WARNING


def waiting_helps(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Only a site that gave nothing at all is asked again later; a changed layout never mends itself."""
    return isinstance(state.data, steps.SourceUnreachableError)


@task(
    task_run_name="harvest {source_id}",
    retries=PATIENCE,
    retry_delay_seconds=[120, 600],
    retry_jitter_factor=0.3,
    retry_condition_fn=waiting_helps,
    cache_policy=NO_CACHE,
)
def harvest_source(source_id: str, county: CountyRun, patient: bool) -> SourceReport:
    """One site, to its stage."""
    last_try = not patient or (this_task.run_count or 1) > PATIENCE
    return steps.harvest_to_stage(county, source_id, last_try=last_try)


@task(cache_policy=NO_CACHE)
def merge(county: CountyRun) -> int:
    """All stages into the warehouse, one transaction a source; gives the number of changes."""
    return sum(counts.changes for counts in steps.merge_stages(county).values())


@task(cache_policy=NO_CACHE)
def datasets(county: CountyRun) -> None:
    """New and changed files into the finance tables."""
    steps.datasets(county)


@task(cache_policy=NO_CACHE)
def check(county: CountyRun) -> None:
    """The warehouse against its own rules."""
    steps.check(county)


@task(cache_policy=NO_CACHE)
def publish(county: CountyRun) -> None:
    """Feeds and snapshot."""
    steps.publish(county, secret_of=secret_or_block)


@task(task_run_name="push {target.id}", cache_policy=NO_CACHE)
def push(target: Target, county: CountyRun) -> PushReport:
    """One column's outbox."""
    run_id = county.run.run_id
    return push_target(county.warehouse, county.registry, target, run_id=run_id, secret_of=secret_or_block)


@task(cache_policy=NO_CACHE)
def report(county: CountyRun) -> Summary:
    """The end of the run in the books, on its page, and in the snapshot."""
    summary = steps.end(county)
    steps.report(county)
    steps.conclude(county, summary)
    return summary


@flow(name="county", task_runner=THREADS, validate_parameters=False)
def county_run(
    home: str | None = None,
    registry: str | None = None,
    sources: list[str] | None = None,
    full: bool = False,
    patient: bool = False,
) -> State[Any]:
    """The county's main job. Fails, naming the red sources, while the good ones' work stands."""
    with open_run(settings(home, registry), owner="run", sources=sources or (), full=full) as county:
        harvested, faults = harvest_all(county, patient=patient)
        harvest_statutes(county)
        merge(county)
        datasets(county)
        check(county)
        publish(county)
        pushed = push_all(county)
        summary = report(county)
        show(harvested, pushed)
    return verdict(summary, faults)


def harvest_all(county: CountyRun, *, patient: bool) -> tuple[list[SourceReport], list[str]]:
    """A task a source, on eight threads; the bar in the UI moves as they end.

    What a site does never fails a task. One that fails is a fault of ours: told beside the reports, by source,
    and no reason to keep from the county what the others gave.
    """
    waiting = county.to_harvest()
    bar = cast("UUID", create_progress_artifact(progress=0.0, key="harvest-progress"))
    futures: list[PrefectFuture[SourceReport]] = list(
        harvest_source.map(waiting, unmapped(county), unmapped(patient))
    )
    source_of = {future.task_run_id: source_id for future, source_id in zip(futures, waiting, strict=True)}
    reports: list[SourceReport] = []
    faults: list[str] = []
    for done, future in enumerate(as_completed(futures), start=1):
        result = future.result(raise_on_failure=False)
        if isinstance(result, SourceReport):
            reports.append(result)
        else:  # by its kind alone: its words may quote a page
            faults.append(f"{source_of[future.task_run_id]}: a fault of ours, {type(result).__name__}")
        if done % 10 == 0 or done == len(futures):  # the API is slow: not once a source
            update_progress_artifact(bar, progress=100 * done / len(futures))
    return reports, faults


def push_all(county: CountyRun) -> list[PushReport]:
    """All columns side by side; none holds up another, not even where a mistake of ours stops it."""
    futures = push.map(county.registry.target, unmapped(county))
    results = [future.result(raise_on_failure=False) for future in futures]
    return [
        result if isinstance(result, PushReport) else stopped_by_us(target, result)
        for target, result in zip(county.registry.target, results, strict=True)
    ]


def show(harvested: list[SourceReport], pushed: list[PushReport]) -> None:
    """Tables for the Prefect UI; the truth is in `operations`."""
    columns = ("source_id", "completeness", "listed", "accepted", "unchanged", "rejected", "skipped", "error")
    create_table_artifact(
        key="harvest-report",
        table=[r.model_dump(mode="json", include=set(columns)) for r in harvested],
    )
    create_table_artifact(
        key="push-report", table=[{"target": p.name, **p.states, "stopped": p.stopped} for p in pushed]
    )


def verdict(summary: Summary, faults: list[str]) -> State[Any]:
    """Failed with the red sources' names, or completed."""
    if summary.needs_a_hand or faults:
        told = [*faults, steps.red_line(summary)]
        return Failed(name=NEEDS_A_HAND, message=" · ".join(part for part in told if part))
    return Completed(message="nothing changed" if summary.nothing_changed else "done")


@flow(name="push", task_runner=THREADS, validate_parameters=False)
def push_run(home: str | None = None, registry: str | None = None) -> State[Any]:
    """Deliver what waits, between two harvests."""
    with open_last_run(settings(home, registry), owner="push") as county:
        pushed = push_all(county)
        steps.snapshot(county)
    stopped = [f"{p.name}: {p.stopped}" for p in pushed if p.stopped]
    if stopped:
        return Failed(name=NEEDS_A_HAND, message="; ".join(stopped))
    return Completed(message="outboxes empty")


@flow(name="reconcile", validate_parameters=False)
def reconcile_run(home: str | None = None, registry: str | None = None, redeliver: bool = True) -> State[Any]:
    """What the columns show against what they accepted; what differs is queued for the next push."""
    with open_last_run(settings(home, registry), owner="reconcile") as county:
        results = [
            reconcile(county.warehouse, county.registry, target, run=county.run, redeliver=redeliver)
            for target in county.registry.target
        ]
        steps.snapshot(county)
    if differing := [result.in_words for result in results if not result.agrees]:
        return Failed(name=NEEDS_A_HAND, message="; ".join(differing))
    return Completed(message="all columns agree")


@flow(name="report", validate_parameters=False)
def report_run(home: str | None = None, registry: str | None = None, archive_days: int = 400) -> str:
    """The Monday report: checks, feeds and the page anew, without asking any site; old captures go."""
    with open_last_run(settings(home, registry), owner="report") as county:
        check(county)
        publish(county)
        county.archive.prune(now() - timedelta(days=archive_days))
        return str(steps.report(county))
