"""Findings (问题): each keeps its first day while it lasts, and is closed when it is met no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal

import duckdb
import pyarrow as pa

from schemas.harvest import Finding, Run
from warehouse.database import Warehouse
from warehouse.queries import sql
from warehouse.variables import set_variables

Origin = Literal["merge", "datasets", "check", "push", "publish"]

_MET = pa.schema(
    [
        (name, pa.string())
        for name in (
            *("finding_id", "origin", "check_id", "severity", "source_id", "unit_id", "item_id", "page_key"),
            *("subject", "message", "evidence", "clause", "mark", "remedy"),
        )
    ]
)


def finding_id(finding: Finding) -> str:
    """The same for the same check and subject on the same page, item or unit; see `18_findings.sql`."""
    place = finding.page_key or finding.item_id or finding.unit_id or ""
    subject = [] if finding.subject is None else [finding.subject]
    text = "\n".join([finding.check_id, finding.source_id or "", place, *subject])
    return sha256(text.encode()).hexdigest()[:24]


def record_findings(
    connection: duckdb.DuckDBPyConnection,
    findings: Sequence[Finding],
    *,
    origin: Origin,
    run_id: str,
    at: datetime,
) -> None:
    """Write findings within the transaction in hand; several of one id become one with all their words."""
    set_variables(connection, run_id=run_id, run_at=at)
    rows: dict[str, Finding] = {}
    for finding in findings:
        former = rows.get(finding_id(finding))
        words = {former.message: None, finding.message: None} if former else {finding.message: None}
        rows[finding_id(finding)] = finding.model_copy(update={"message": "; ".join(words)})
    told = [{"finding_id": i, "origin": origin, **f.model_dump()} for i, f in rows.items()]
    # Whole, as one Arrow table: values go over one by one, and slowly; it was half the time of the checks.
    connection.register("met_now", pa.Table.from_pylist(told, schema=_MET))
    connection.execute("CREATE OR REPLACE TEMP TABLE met AS FROM met_now")
    connection.execute(sql("findings/record"))


def close_findings(
    connection: duckdb.DuckDBPyConnection,
    check_ids: Sequence[str],
    keep: Sequence[Finding],
    *,
    origin: Origin,
    at: datetime,
) -> None:
    """Close the open findings of these checks, of this origin, that were not met this time."""
    _keep(connection, keep)
    connection.register("closing", pa.table({"check_id": pa.array(check_ids, pa.string())}))
    connection.execute(sql("findings/close_of_checks"), {"at": at, "origin": origin})


def settle_findings(
    warehouse: Warehouse, check_id: str, findings: Sequence[Finding], *, origin: Origin, run: Run
) -> None:
    """What one check finds now, in a transaction of its own: that is open, what it found before is closed."""
    with warehouse.transaction() as connection:
        close_findings(connection, [check_id], findings, origin=origin, at=run.started_at)
        record_findings(connection, findings, origin=origin, run_id=run.run_id, at=run.started_at)


def close_absent(
    connection: duckdb.DuckDBPyConnection, keep: Sequence[Finding], *, origin: Origin, at: datetime
) -> None:
    """Close the open findings of this origin that were not met this time, whatever their check."""
    _keep(connection, keep)
    connection.execute(sql("findings/close"), {"at": at, "origin": origin})


def _keep(connection: duckdb.DuckDBPyConnection, findings: Sequence[Finding]) -> None:
    connection.register("kept", pa.table({"finding_id": pa.array(map(finding_id, findings), pa.string())}))
