"""Runs (运行批次): begun, ended, and found again after a kill, to be gone on with under the same id."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from schemas.harvest import Run
from warehouse.database import Warehouse

RunState = Literal["done", "attention", "failed"]
"""`attention`: done, but something needs a hand."""


def begin_run(warehouse: Warehouse, run: Run, scope: str) -> None:
    """Record that a run begins. `scope` says what was asked for; a run that goes on is not recorded twice.

    Another run of this warehouse that never ended is closed as failed: there is one writer, so it is dead.
    """
    with warehouse.transaction() as connection:
        connection.execute(
            "UPDATE operations.run SET state = 'failed', ended_at = ? "
            "WHERE state = 'running' AND run_id <> ?",
            [run.started_at, run.run_id],
        )
        connection.execute(
            "INSERT INTO operations.run SELECT ?, ?, ?, ?, ?, NULL, 'running' "
            "WHERE NOT EXISTS (FROM operations.run WHERE run_id = ?)",
            [run.run_id, run.kind, scope, run.full, run.started_at, run.run_id],
        )


def end_run(warehouse: Warehouse, run: Run, state: RunState, at: datetime) -> None:
    """Record how a run ended."""
    with warehouse.transaction() as connection:
        connection.execute(
            "UPDATE operations.run SET state = ?, ended_at = ? WHERE run_id = ?", [state, at, run.run_id]
        )


def unfinished_run(warehouse: Warehouse) -> tuple[Run, str] | None:
    """The run that was killed, with its scope; to be gone on with under its own id and clock."""
    row = warehouse.connection.execute(
        "SELECT run_id, started_at, is_full, kind, scope FROM operations.run WHERE state = 'running' "
        "ORDER BY started_at DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    return Run(run_id=row[0], started_at=row[1], full=row[2], kind=row[3]), row[4]


def last_run(warehouse: Warehouse) -> Run | None:
    """The run that began last, whatever the clock said then, and however it ended."""
    row = warehouse.connection.execute(
        "SELECT run_id, started_at, is_full, kind FROM operations.run ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return Run(run_id=row[0], started_at=row[1], full=row[2], kind=row[3]) if row else None


def merged_sources(warehouse: Warehouse, run_id: str) -> set[str]:
    """Sources of a run whose stage is in the warehouse already."""
    rows = warehouse.connection.execute(
        "SELECT source_id FROM operations.stage WHERE run_id = ?", [run_id]
    ).fetchall()
    return {row[0] for row in rows}
