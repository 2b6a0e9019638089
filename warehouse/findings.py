"""Findings (问题): each keeps its first day while it lasts, and is closed when it is met no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal

import duckdb

from schemas.harvest import Finding, Run
from warehouse.database import Warehouse
from warehouse.queries import sql
from warehouse.variables import set_variables

Origin = Literal["merge", "datasets", "check", "push", "publish"]

_MET = """
CREATE OR REPLACE TEMP TABLE met (finding_id VARCHAR, origin VARCHAR, check_id VARCHAR, severity VARCHAR,
    source_id VARCHAR, unit_id VARCHAR, item_id VARCHAR, page_key VARCHAR, subject VARCHAR, message VARCHAR,
    evidence VARCHAR, clause VARCHAR, mark VARCHAR, remedy VARCHAR)
"""


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
    connection.execute(_MET)
    rows: dict[str, Finding] = {}
    for finding in findings:
        former = rows.get(finding_id(finding))
        words = {former.message: None, finding.message: None} if former else {finding.message: None}
        rows[finding_id(finding)] = finding.model_copy(update={"message": "; ".join(words)})
    for row in [_row(finding, origin) for finding in rows.values()]:
        connection.execute("INSERT INTO met VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
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
    connection.execute(
        "UPDATE operations.finding SET closed_at = ? WHERE closed_at IS NULL AND origin = ? "
        "AND list_contains(?, check_id) AND NOT list_contains(?, finding_id)",
        [at, origin, list(check_ids), [finding_id(f) for f in keep]],
    )


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
    connection.execute(
        "UPDATE operations.finding SET closed_at = ? WHERE closed_at IS NULL AND origin = ? "
        "AND NOT list_contains(?, finding_id)",
        [at, origin, [finding_id(f) for f in keep]],
    )


def _row(finding: Finding, origin: Origin) -> list[str | None]:
    return [
        finding_id(finding),
        origin,
        finding.check_id,
        finding.severity,
        finding.source_id,
        finding.unit_id,
        finding.item_id,
        finding.page_key,
        finding.subject,
        finding.message,
        finding.evidence,
        finding.clause,
        finding.mark,
        finding.remedy,
    ]
