"""The ledger (工作台账): plans and duties as tables, and how each duty stands on a day, by what was known then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.base import SHANGHAI
from schemas.governance import Line, OwedDuty, Plan, Proof
from warehouse.database import Warehouse, read_snapshot
from warehouse.queries import sql
from warehouse.variables import set_variables

_TEXT, _TEXTS, _DAY = pa.string(), pa.list_(pa.string()), pa.date32()
_SCHEMAS = {
    "plan_data": pa.schema(
        {"plan_id": _TEXT, "title": _TEXT, "document_number": _TEXT, "issued_on": _DAY}
        | {"year": pa.int32(), "based_on": _TEXTS}
    ),
    "occasion_data": pa.schema({"plan_id": _TEXT, "on": _DAY, "name": _TEXT}),
    "task_data": pa.schema(
        {"task_id": _TEXT, "plan_id": _TEXT, "position": pa.int32(), "number": _TEXT, "item": _TEXT}
        | {"lead": _TEXTS, "responsible": _TEXTS, "due_on": _DAY, "clause": _TEXT, "mark": _TEXT}
    ),
    "duty_data": pa.schema(
        {"duty_id": _TEXT, "task_id": _TEXT, "position": pa.int32(), "unit_id": _TEXT, "text": _TEXT}
        | {"due_on": _DAY, "due_mark": _TEXT, "valid_from": _DAY, "valid_to": _DAY, "categories": _TEXTS}
        | {"keywords": _TEXTS, "all_keywords": _TEXTS, "body_words": _TEXTS, "link_kind": _TEXT}
        | {"posted_by": _TEXT, "published_from": _DAY, "published_to": _DAY, "at_least": pa.int32()}
        | {"without_words": _TEXTS, "statute": _TEXTS, "no_statute": _TEXTS, "form_version": _TEXT}
        | {"with_file": pa.bool_(), "not_testable": _TEXT}
    ),
}


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day a ledger is of, and the moment whose knowledge it rests on."""

    day: date
    known_at: datetime

    @classmethod
    def of(cls, day: date, known_on: date | None = None) -> AsOf:
        """As was known at the end of the day itself, or of another one."""
        return cls(day, datetime.combine(known_on or day, time.max, SHANGHAI))


def sync_plans(warehouse: Warehouse, plans: Sequence[Plan], duties: Sequence[OwedDuty]) -> None:
    """Bring plans, tasks and duties in line with their files, in one transaction."""
    rows: dict[str, list[dict[str, Any]]] = {
        "plan_data": [{"plan_id": p.id, **p.model_dump(exclude={"id", "task", "occasion"})} for p in plans],
        "occasion_data": [{"plan_id": p.id, **o.model_dump()} for p in plans for o in p.occasion],
        "task_data": [
            {
                "task_id": f"{plan.id}/{task.id}",
                "plan_id": plan.id,
                "position": n,
                "number": task.id,
                **task.model_dump(exclude={"id", "duty"}),
            }
            for plan in plans
            for n, task in enumerate(plan.task, 1)
        ],
        "duty_data": [_duty(duty) for duty in duties],
    }
    with warehouse.transaction() as connection:
        for name, schema in _SCHEMAS.items():
            connection.register(name, pa.Table.from_pylist(rows[name], schema=schema))
        connection.execute(sql("registry/plans"))


def keep_ledger(connection: duckdb.DuckDBPyConnection, at: datetime) -> None:
    """Judge every duty as of the run, within the transaction in hand; the rules read `governance.ledger`."""
    judge(connection, AsOf(at.astimezone(SHANGHAI).date(), at))
    connection.execute(sql("ledger/keep"))


def ledger(home: Path, as_of: AsOf, *, unit_id: str | None = None, plan_id: str | None = None) -> list[Line]:
    """The duties as they stood, in the order of the plans, from the snapshot. Raises `QueryError`."""
    with read_snapshot(home) as connection:
        return judged_lines(connection, as_of, unit_id=unit_id, plan_id=plan_id)


def judged_lines(
    connection: duckdb.DuckDBPyConnection,
    as_of: AsOf,
    *,
    unit_id: str | None = None,
    plan_id: str | None = None,
) -> list[Line]:
    """As `ledger`, from an open database."""
    judge(connection, as_of)
    rows = connection.execute(sql("ledger/lines"), {"unit_id": unit_id, "plan_id": plan_id}).fetchall()
    names = ("duty_id", "task_id", "unit_id", "due_on", "verdict", "reason", "evidence")
    return [Line.model_validate(dict(zip(names, row, strict=True))) for row in rows]


def judge(connection: duckdb.DuckDBPyConnection, as_of: AsOf) -> None:
    """Judge every duty on a day into the temporary table `judged`."""
    set_variables(connection, as_of=as_of.day, known_at=as_of.known_at)
    connection.execute(sql("ledger/judge"))


def _duty(duty: OwedDuty) -> dict[str, Any]:
    proof = duty.proof or Proof()
    return {
        **duty.model_dump(exclude={"proof"}),
        "categories": proof.category,
        "keywords": proof.keywords,
        "all_keywords": proof.all_keywords,
        "without_words": proof.without,
        "body_words": proof.text,
        "statute": proof.statute,
        "no_statute": proof.no_statute,
        "form_version": proof.form,
        "with_file": proof.with_file,
        "link_kind": proof.link,
        "posted_by": proof.posted_by if duty.proof else None,
        "published_from": proof.published_from,
        "published_to": proof.published_to,
        "at_least": proof.at_least,
    }
