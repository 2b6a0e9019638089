"""`run` and its steps, one verb each."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict

import click
from click.core import ParameterSource
from rich.console import Console

from connectors.registry import load_registry
from flows import steps
from flows.cli.names import must_be_known
from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.console import ConsoleProgress
from flows.county_run import CountyRun, chosen_sources, chosen_targets, open_last_run, open_run
from flows.progress import shown_by
from flows.push import PushReport, pending, push_target, stopped_by_us
from flows.settings import Settings, prepare_prefect
from flows.statutes import harvest_statutes
from schemas.base import now
from schemas.errors import CannotRunError
from schemas.harvest import RunKind
from schemas.target import Target
from warehouse.database import DISK_FAULTS
from warehouse.report import Summary
from warehouse.retry import queue_again

THREADS = 8
_sources = click.argument("sources", nargs=-1, metavar="[SOURCE]...")
_full = click.option("--full", is_flag=True, help="Read every detail page again, without validators.")


@click.command()
@_sources
@_full
@click.option("--sample", is_flag=True, help="The sample county, served on loopback.")
@click.option("--day", type=click.Choice(["monday", "tuesday"]), default="monday", help="With --sample.")
@click.option("--ports-from", type=int, default=18101, help="With --sample: first of 103 ports.")
@at_home
def run(sources: tuple[str, ...], full: bool, sample: bool, day: str, ports_from: int) -> int:
    """The main job: harvest, merge, datasets, check, publish, push, report."""
    if not sample:
        _only_with_sample("day", "ports_from")
        return _run_flow(chosen(), sources, full)
    from flows.sample import SampleError, sample_county

    try:
        with sample_county(chosen().home, "tuesday" if day == "tuesday" else "monday", ports_from) as at:
            return _run_flow(at, sources, full)
    except SampleError as error:
        click.echo(f"gongkai: {error}", err=True)
        return 3


def _only_with_sample(*names: str) -> None:
    given = click.get_current_context().get_parameter_source
    for name in names:
        if given(name) is not ParameterSource.DEFAULT:
            raise click.UsageError(
                f"--{name.replace('_', '-')} is of the sample county: it goes with --sample"
            )


@click.command()
@_sources
@_full
@click.option("--dry-run", is_flag=True, help="Read the sites, keep nothing, say what would be taken.")
@at_home
def harvest(sources: tuple[str, ...], full: bool, dry_run: bool) -> int:
    """Harvest and merge; no feeds, no deliveries."""
    if dry_run:
        return _dry_run(sources)
    return _harvest(sources, full, "run", None)


@click.command()
@_sources
@click.option("--run", "replayed", help="Only what this run and those before it captured.")
@at_home
def replay(sources: tuple[str, ...], replayed: str | None) -> int:
    """Parse again from the archive, without the network."""
    must_be_known("run", replayed)
    return _harvest(sources, True, "replay", replayed)


@click.command()
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@at_home
def datasets(kinds: tuple[str, ...]) -> int:
    """Read new and changed files into the finance tables."""
    with open_last_run(chosen(), owner="datasets") as county, _shown():
        counts = steps.datasets(county, kinds)
        steps.snapshot(county)
    if wants_json():
        print_json(asdict(counts))
    return 0


@click.command()
@at_home
def check() -> int:
    """The warehouse against its own rules."""
    with open_last_run(chosen(), owner="check") as county, _shown():
        found = steps.check(county)
        steps.snapshot(county)
    if wants_json():
        print_json([finding.model_dump(mode="json") for finding in found])
    else:
        for finding in found:
            click.echo(f"{finding.severity:<8}{finding.check_id}: {finding.message}")
    return int(any(finding.severity == "fatal" for finding in found))


@click.command()
@at_home
def publish() -> int:
    """Feeds and snapshot."""
    with open_last_run(chosen(), owner="publish") as county, _shown():
        published = steps.publish(county)
    return int(not published.gate.is_open)


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--dry-run", is_flag=True, help="Say what waits, send nothing.")
@click.option(
    "--retry",
    type=click.Choice(["refused", "rejected"]),
    help="Send once more what a column turned away.",
)
@at_home
def push(targets: tuple[str, ...], dry_run: bool, retry: str | None) -> int:
    """Deliver what waits to the columns, or to those named."""
    with open_last_run(chosen(), owner="push") as county, _shown():
        picked = chosen_targets(county.registry, targets)
        if dry_run:
            print_json({t.id: pending(county.warehouse, t) for t in picked})
            return 0
        for target in picked if retry else ():
            queue_again(county.warehouse, target, now(), rejected_too=retry == "rejected")
        with ThreadPoolExecutor(THREADS) as pool:
            reports = list(pool.map(lambda target: _pushed(county, target, at_once=bool(targets)), picked))
        steps.snapshot(county)
    if wants_json():
        print_json([report.model_dump() for report in reports])
    return int(any(report.stopped or report.states.get("rejected") for report in reports))


def _pushed(county: CountyRun, target: Target, *, at_once: bool) -> PushReport:
    """A mistake of ours stops one target, and no other."""
    try:
        return push_target(
            county.warehouse, county.registry, target, run_id=county.run.run_id, at_once=at_once
        )
    except (CannotRunError, OSError, *DISK_FAULTS):  # no target can go on
        raise
    except Exception as fault:
        return stopped_by_us(target, fault)


@click.command()
@at_home
def report() -> int:
    """The report page of the newest run."""
    with open_last_run(chosen(), owner="report") as county, _shown():
        click.echo(steps.report(county))
    return 0


def _run_flow(at: Settings, sources: tuple[str, ...], full: bool) -> int:
    chosen_sources(load_registry(at.registry), sources)  # wrong usage is told before Prefect starts
    prepare_prefect(quiet=True)
    from flows.county import NEEDS_A_HAND, county_run

    with _shown() as progress:
        state = county_run(str(at.home), str(at.registry), list(sources), full, return_state=True)
    if wants_json() and progress.summary:
        print_json(asdict(progress.summary))
    if state.is_completed():
        return 0
    if state.name == NEEDS_A_HAND:
        click.echo(f"gongkai: {state.message}", err=True)
        return 1
    error = state.result(raise_on_failure=False)
    raise error if isinstance(error, Exception) else OSError(state.message or "the run did not end")


def _harvest(sources: tuple[str, ...], full: bool, kind: RunKind, replayed: str | None) -> int:
    with (
        open_run(
            chosen(), owner=kind, sources=sources, full=full, kind=kind, replayed_run=replayed
        ) as county,
        _shown(),
    ):
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda source_id: steps.harvest_to_stage(county, source_id), county.to_harvest()))
        harvest_statutes(county)
        steps.merge_stages(county)
        steps.check(county)
        summary = steps.end(county)
        steps.conclude(county, summary)
    return _told(summary)


def _dry_run(sources: tuple[str, ...]) -> int:
    from flows.trial import trial

    at = chosen()
    registry = load_registry(at.registry)
    reports = [trial(at.home, registry, source) for source in chosen_sources(registry, sources)]
    print_json([r.model_dump(mode="json", exclude_none=True) for r in reports])
    return int(any(r.completeness == "broken" for r in reports))


def _told(summary: Summary) -> int:
    if wants_json():
        print_json(asdict(summary))
    if summary.needs_a_hand:
        click.echo(f"gongkai: {steps.red_line(summary)}", err=True)
    return int(summary.needs_a_hand)


@contextmanager
def _shown() -> Iterator[ConsoleProgress]:
    console = Console(stderr=wants_json())  # standard output is then for the JSON alone
    with ConsoleProgress(console) as progress, shown_by(progress):
        yield progress
