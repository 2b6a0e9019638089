"""What the ledger's pages print: entries by task and work item, counted, each with its proofs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from schemas.codes import Mark
from schemas.governance import Verdict
from warehouse.database import read_snapshot
from warehouse.ledger import AsOf, judge
from warehouse.queries import sql

PROOFS = 3
"""Items named beside a verdict; the count is of all."""


@dataclass(frozen=True, slots=True)
class ProvingItem:
    """An item that proves a duty (佐证)."""

    item_id: str
    title: str
    url: str | None
    published_on: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A duty of a unit as it stands."""

    duty_id: str
    unit_id: str
    unit_name: str
    text: str
    due_on: date
    due_mark: Mark
    verdict: Verdict
    reason: str | None
    proofs: tuple[ProvingItem, ...]
    proof_count: int


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to be disclosed, over all units that owe it: a row of the main table."""

    text: str
    due_on: date
    due_mark: Mark
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Units by verdict."""
        return Counter(entry.verdict for entry in self.entries)

    def units(self, verdict: Verdict) -> list[str]:
        """Names of the units that stand so."""
        return [entry.unit_name for entry in self.entries if entry.verdict == verdict]


STANDING = "常设"
"""Instead of a number: what law asks of every county each year."""


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A task with its works."""

    number: str
    """As the plan numbers it, or `STANDING`."""
    item: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    clause: str
    mark: Mark
    plan_title: str
    document_number: str | None
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class LedgerPages:
    """A ledger as it is printed."""

    as_of: AsOf
    county: str
    occasion: str | None
    unit_name: str | None
    tasks: tuple[TaskPart, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        """All duties, in the order of the tasks."""
        return (entry for task in self.tasks for work in task.works for entry in work.entries)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Duties by verdict."""
        return Counter(entry.verdict for entry in self.entries)


def ledger_pages(
    home: Path, county: str, as_of: AsOf, *, unit_id: str | None = None, plan_id: str | None = None
) -> LedgerPages:
    """The ledger of a day as it is printed, from the snapshot. Raises `QueryError`."""
    with read_snapshot(home) as connection:
        judge(connection, as_of)
        chosen: dict[str, Any] = {"unit_id": unit_id, "plan_id": plan_id}
        entries = _records(connection, "entries", chosen | {"at_most": PROOFS})
        tasks = _records(connection, "tasks", {"plan_id": plan_id})
        occasion = _records(connection, "occasion", {"plan_id": plan_id})
    by_task = {key: list(rows) for key, rows in groupby(entries, key=lambda row: row["task_id"])}
    return LedgerPages(
        as_of=as_of,
        county=county,
        occasion=occasion[0]["name"] if occasion else None,
        unit_name=entries[0]["unit_name"] if unit_id and entries else None,
        tasks=tuple(_task(task, by_task[task["task_id"]]) for task in tasks if task["task_id"] in by_task),
    )


def _task(task: dict[str, Any], rows: list[dict[str, Any]]) -> TaskPart:
    works = [
        Work(text, due_on, mark, tuple(map(_entry, group)))
        for (text, due_on, mark), group in groupby(
            rows, key=lambda r: (r["text"], r["due_on"], r["due_mark"])
        )
    ]
    return TaskPart(
        number=STANDING if task["plan_id"] == "standing" else task["number"],
        item=task["item"],
        lead=tuple(task["lead"]),
        responsible=tuple(task["responsible"]),
        clause=task["clause"],
        mark=task["mark"],
        plan_title=task["plan_title"],
        document_number=task["document_number"],
        works=tuple(works),
    )


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        duty_id=row["duty_id"],
        unit_id=row["unit_id"],
        unit_name=row["unit_name"] or row["unit_id"],
        text=row["text"],
        due_on=row["due_on"],
        due_mark=row["due_mark"],
        verdict=row["verdict"],
        reason=row["reason"],
        proofs=tuple(ProvingItem(**proof) for proof in row["proofs"] or ()),
        proof_count=row["evidence_count"],
    )


def _records(
    connection: duckdb.DuckDBPyConnection, name: str, values: dict[str, Any]
) -> list[dict[str, Any]]:
    cursor = connection.execute(sql(f"ledger/{name}"), values)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
