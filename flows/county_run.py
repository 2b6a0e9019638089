"""One run over one county: what all its steps share, begun, gone on with after a kill, and ended."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from connectors.fetch import Archive, Hosts
from connectors.plans import Planned, load_plans
from connectors.powers import PowerReading, load_powers
from connectors.registry import load_registry
from connectors.sites import SYSTEM, Network
from flows.settings import Settings
from schemas.base import now
from schemas.errors import WrongUsageError
from schemas.harvest import Run, RunKind
from schemas.registry import Registry, Source, Target
from warehouse.database import Warehouse, open_warehouse
from warehouse.registry import sync_registry
from warehouse.relations import relate
from warehouse.runs import begin_run, last_run, merged_sources, unfinished_run

RESUME_WITHIN = timedelta(hours=6)
"""A killed run is gone on with while what it has read is this fresh; later a new one begins."""


STANDING_SINCE = 2020
"""The first year whose standing duties the ledger knows: the year after the regulation in force."""


class UnknownSourceError(WrongUsageError):
    """A source or target was named that the registry does not have."""


class NoRunError(WrongUsageError):
    """A step was asked for before the first run."""


class CountyRun:
    """A run in hand. Not a dataclass: Prefect looks into those when they are passed to a task."""

    def __init__(
        self,
        home: Path,
        registry: Registry,
        warehouse: Warehouse,
        archive: Archive,
        run: Run,
        sources: Sequence[Source],
        replayed_run: str | None,
        planned: Planned,
        powers: PowerReading,
        registry_folder: Path,
    ) -> None:
        self.home = home
        self.registry = registry
        self.warehouse = warehouse
        self.archive = archive
        self.run = run
        self.sources = {source.id: source for source in sources}
        self.hosts = Hosts(registry.source)
        self.network: Network = SYSTEM
        """How names become IPv6 addresses."""
        self.replayed_run = replayed_run
        """For a replay: the run whose captures are read; None for the latest of each address."""
        self.planned = planned
        """The plans that the registry names, and what each unit owes by them."""
        self.registry_folder = registry_folder
        """What the registry names lies relative to it."""
        self.powers = powers
        """The lists of powers and duties that the registry names."""

    def to_harvest(self) -> list[str]:
        """Ids of the sources that still have to be read: all, but for a run that is gone on with."""
        done = merged_sources(self.warehouse, self.run.run_id)
        staged = {p.name for p in (self.home / "stage" / self.run.run_id).glob("[!.]*")}
        return [source_id for source_id in self.sources if source_id not in done | staged]


@contextmanager
def open_run(
    at: Settings,
    *,
    owner: str,
    sources: Sequence[str] = (),
    full: bool = False,
    kind: RunKind = "run",
    replayed_run: str | None = None,
) -> Iterator[CountyRun]:
    """Open the warehouse for a run over these sources, or all active ones.

    Raises `RegistryError`, `UnknownSourceError`, `WriterBusyError`.
    """
    registry = load_registry(at.registry)
    planned, powers = _planned(registry, at), load_powers(registry, at.registry)
    chosen = chosen_sources(registry, sources)
    with open_warehouse(at.home, owner=owner) as warehouse, Archive(at.home / "archive") as archive:
        scope = json.dumps([kind, full, replayed_run, [s.id for s in chosen]])
        run = _resumed(warehouse, scope) or new_run(full=full, kind=kind)
        begin_run(warehouse, run, scope)
        sync_registry(warehouse, registry, run.started_at)
        owed = planned, powers, at.registry_folder
        yield CountyRun(at.home, registry, warehouse, archive, run, chosen, replayed_run, *owed)


@contextmanager
def open_last_run(at: Settings, *, owner: str) -> Iterator[CountyRun]:
    """Open the warehouse for one step on its own: it speaks for the newest run, and begins none. What a killed run
    merged and did not relate is related first, so that no step shows an item without its document.

    Raises `NoRunError` where nothing was ever harvested, else as `open_run`.
    """
    registry = load_registry(at.registry)
    planned, powers = _planned(registry, at), load_powers(registry, at.registry)
    with open_warehouse(at.home, owner=owner) as warehouse, Archive(at.home / "archive") as archive:
        run = last_run(warehouse)
        if run is None:
            raise NoRunError(f"nothing was harvested into {at.home} yet: `gongkai run` comes first")
        relate(warehouse, run)
        owed = planned, powers, at.registry_folder
        yield CountyRun(at.home, registry, warehouse, archive, run, registry.source, None, *owed)


def _planned(registry: Registry, at: Settings) -> Planned:
    """The plans, with the standing duties of every year a ledger may be asked for."""
    return load_plans(registry, at.registry, years=range(STANDING_SINCE, now().year + 2))


def chosen_sources(registry: Registry, names: Sequence[str]) -> list[Source]:
    """The active sources, or those named, in the order of the registry. Raises `UnknownSourceError`."""
    known = {source.id for source in registry.source}
    for name in names:
        if name not in known:
            raise UnknownSourceError(f"no source {name!r} in the registry; known: {', '.join(sorted(known))}")
    return [s for s in registry.source if (s.id in names if names else s.active)]


def chosen_targets(registry: Registry, names: Sequence[str]) -> list[Target]:
    """All targets, or those named, in the order of the registry. Raises `UnknownSourceError`."""
    known = {target.id for target in registry.target}
    for name in names:
        if name not in known:
            raise UnknownSourceError(f"no target {name!r} in the registry; known: {', '.join(sorted(known))}")
    return [target for target in registry.target if not names or target.id in names]


def new_run(*, full: bool = False, kind: RunKind = "run") -> Run:
    """A run that begins now."""
    started = now()
    stamp = f"{started:%Y%m%dT%H%M%S}"
    return Run(run_id=f"{stamp}-{secrets.token_hex(2)}", started_at=started, full=full, kind=kind)


def _resumed(warehouse: Warehouse, scope: str) -> Run | None:
    """The killed run of the same scope, if it is fresh: its proven lists must not count twice as missing."""
    former = unfinished_run(warehouse)
    if former is None:
        return None
    run, asked = former
    return run if asked == scope and now() - run.started_at < RESUME_WITHIN else None
