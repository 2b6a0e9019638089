"""The figures of a report: one dataclass a table of the page, filled by one query each."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import duckdb

from schemas.harvest import Cause, Completeness, Run, Severity
from warehouse.database import Warehouse
from warehouse.gate import GateState, gate_state
from warehouse.queries import sql
from warehouse.report.health import Health, read_health
from warehouse.report.heat import HeatMap
from warehouse.report.plots import Plot, read_plots

AT_MOST = 200
"""Rows of a list on the page; the counts beside it are of all."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """The run itself; times are RFC 3339 in +08:00."""

    run_id: str
    county: str | None
    """Name of the county's government."""
    kind: str
    is_full: bool
    started_at: str
    ended_at: str | None
    state: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How a source fared."""

    source_id: str
    unit_name: str
    family: str
    base_url: str
    completeness: Completeness
    listed: int
    fetched: int
    accepted: int
    unchanged: int
    rejected: int
    skipped: int
    declared_total: int | None
    requests: int
    created: int
    changed: int
    withdrawn: int
    returned: int
    missing: int
    is_held: bool
    seconds: float
    error: str | None
    cause: Cause | None

    @property
    def is_red(self) -> bool:
        """Whether somebody must look at it before it can be trusted again."""
        return self.completeness == "broken"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and how many items of each category it shows."""

    unit_id: str
    name: str
    kind: str
    items: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.items.values())


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One item that the run changed; kind: created, changed, withdrawn or returned."""

    kind: str
    item_id: str
    version: int
    title: str
    unit_name: str
    category: str
    url: str | None
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """Deliveries to one receiving column by state."""

    target_id: str
    name: str
    level: str
    accepted: int
    rejected: int
    pending: int
    sent: int
    unknown: int
    waits_until: str | None
    """The column asked us to wait until then."""


@dataclass(frozen=True, slots=True)
class RejectionLine:
    """An item that a column did not take, with its code and words."""

    target: str
    item_id: str
    version: int
    title: str | None
    unit_name: str | None
    code: str | None
    message: str | None
    at: str


@dataclass(frozen=True, slots=True)
class FindingCount:
    """Open findings of a unit by severity; no unit where they are of none."""

    unit_name: str | None
    fatal: int
    error: int
    warning: int
    info: int


@dataclass(frozen=True, slots=True)
class FindingLine:
    """An open finding."""

    severity: Severity
    check_id: str
    unit_name: str | None
    title: str | None
    url: str | None
    message: str
    clause: str | None
    first_seen_at: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty, and the units that show nothing for it."""

    category: str
    category_name: str
    basis: str | None
    units: list[str]


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """A township and the matters of its standard catalogues by how they stand; None without a catalogue."""

    unit_name: str
    items: int
    found: int | None
    incomplete: int | None
    overdue: int | None
    nothing: int | None
    not_testable: int | None
    covered_percent: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a report tells."""

    run: RunLine
    sources: list[SourceLine]
    categories: dict[str, str]
    """Code to official name, in the order of the code list."""
    units: list[UnitLine]
    change_counts: dict[str, int]
    changes: list[ChangeLine]
    deliveries: list[DeliveryLine]
    rejection_count: int
    rejections: list[RejectionLine]
    finding_counts: list[FindingCount]
    findings: list[FindingLine]
    gaps: list[Gap]
    gate: GateState
    health: Health
    plots: tuple[Plot | HeatMap, ...] = ()
    catalogues: tuple[CatalogueLine, ...] = ()


def read_figures(warehouse: Warehouse, run: Run) -> Figures:
    """The figures of a run as the warehouse stands. Raises `LookupError` for a run it does not know."""
    with closing(warehouse.cursor()) as connection:
        connection.execute(sql("feeds/instant"))
        this_run: dict[str, object] = {"run_id": run.run_id}
        at_most: dict[str, object] = {"at_most": AT_MOST}
        runs = _records(connection, "run", this_run)
        if not runs:
            raise LookupError(f"no run {run.run_id} in the warehouse")
        return Figures(
            run=RunLine(**runs[0]),
            sources=[SourceLine(**r) for r in _records(connection, "sources", this_run)],
            categories={r["category"]: r["name"] for r in _records(connection, "categories")},
            units=_units(connection),
            change_counts=_records(connection, "change_counts", this_run)[0],
            changes=[ChangeLine(**r) for r in _records(connection, "changes", this_run | at_most)],
            deliveries=[DeliveryLine(**r) for r in _records(connection, "deliveries", this_run)],
            rejection_count=_one(connection, "rejection_count"),
            rejections=[RejectionLine(**r) for r in _records(connection, "rejections", at_most)],
            finding_counts=[FindingCount(**r) for r in _records(connection, "finding_counts")],
            findings=[FindingLine(**r) for r in _records(connection, "findings", at_most)],
            gaps=[Gap(**r) for r in _records(connection, "gaps")],
            gate=gate_state(warehouse),
            health=read_health(connection),
            plots=read_plots(connection),
            catalogues=tuple(CatalogueLine(**r) for r in _records(connection, "catalogue")),
        )


def _units(connection: duckdb.DuckDBPyConnection) -> list[UnitLine]:
    items: dict[str, dict[str, int]] = {}
    for row in _records(connection, "items"):
        items.setdefault(row["unit_id"], {})[row["category"]] = row["items"]
    return [UnitLine(**u, items=items.get(u["unit_id"], {})) for u in _records(connection, "units")]


def _one(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    row = connection.execute(sql(f"report/{name}")).fetchone()
    return row[0] if row else 0


def _records(
    connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    cursor = connection.execute(sql(f"report/{name}"), dict(values or {}))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
