"""The publication gate (发布关口): feeds and batches go out only from a state whose fatal checks pass.

Held means: the feeds stay at the former edition, no new batch is formed, all else goes on. What holds is a fatal
finding that is open and that nobody has released; a release is of a finding in its very words, until it is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from schemas.base import SHANGHAI
from schemas.errors import WrongUsageError
from schemas.harvest import Finding, Run
from warehouse.database import Warehouse
from warehouse.findings import close_findings, record_findings
from warehouse.queries import sql

CHECK_ID = "publication_held"


class ReleaseError(WrongUsageError):
    """There is nothing of that name to release; the message says what there is."""


@dataclass(frozen=True, slots=True)
class GateState:
    """How the gate stands."""

    head_seq: int
    """Last change of the log."""
    cleared_seq: int
    """Last change that may go out."""
    check_ids: tuple[str, ...]
    """Checks with fatal findings that nobody has released."""

    @property
    def is_open(self) -> bool:
        """Whether all that is there may go out."""
        return not self.check_ids and self.cleared_seq == self.head_seq

    def __str__(self) -> str:
        if self.is_open:
            return f"open, up to change {self.cleared_seq}"
        if not self.check_ids:
            return f"held: changes {self.cleared_seq + 1} to {self.head_seq} were not checked yet; `gongkai check`"
        return f"held back after change {self.cleared_seq}: {', '.join(self.check_ids)}"


def gate_state(warehouse: Warehouse) -> GateState:
    """How the gate stands now."""
    with warehouse.writing:
        return _state(warehouse.connection)


def pass_gate(warehouse: Warehouse, run: Run) -> GateState:
    """After the checks of a run: let out what it brought, or record a finding that says why not."""
    with warehouse.transaction() as connection:
        connection.execute(sql("gate/end_releases"))
        if not _state(connection).check_ids:
            connection.execute(sql("gate/clear"), {"run_id": run.run_id, "run_at": run.started_at})
        state = _state(connection)
        found = [] if state.is_open else [_finding(state)]
        close_findings(connection, [CHECK_ID], found, origin="check", at=run.started_at)
        record_findings(connection, found, origin="check", run_id=run.run_id, at=run.started_at)
        return state


def release(
    warehouse: Warehouse, run: Run, check_ids: Sequence[str], *, by: str, reason: str, at: datetime
) -> GateState:
    """Let the open fatal findings of these checks pass, recorded with who and why. Raises `ReleaseError`."""
    with warehouse.transaction() as connection:
        holding = _state(connection).check_ids
        for check_id in check_ids:
            if check_id not in holding:
                told = ", ".join(holding) or "nothing"
                raise ReleaseError(f"no fatal finding of {check_id!r} is held; held: {told}")
        values = {"check_ids": list(check_ids), "released_by": by, "reason": reason, "released_at": at}
        connection.execute(sql("gate/release"), values)
    return pass_gate(warehouse, run)


def baseline(connection: duckdb.DuckDBPyConnection) -> tuple[int, int, datetime]:
    """Change, standing items and start of the run of the last clearance; nothing, long ago, before the first."""
    rows = connection.execute(sql("gate/baseline")).fetchall()
    return rows[0] if rows else (0, 0, datetime.fromtimestamp(0, SHANGHAI))


def _state(connection: duckdb.DuckDBPyConnection) -> GateState:
    head, cleared, check_ids = connection.execute(sql("gate/state")).fetchall()[0]
    return GateState(head, cleared, tuple(check_ids))


def _finding(state: GateState) -> Finding:
    return Finding(
        check_id=CHECK_ID,
        severity="error",
        message=f"第 {state.cleared_seq} 条变更之后的数据供给和报送已暂停：{'、'.join(state.check_ids)}。",
    )
