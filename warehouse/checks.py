"""The checks (核验): queries that return rows that must not be; the first line says how grave it is."""

from __future__ import annotations

from schemas.harvest import Finding, Run
from warehouse.database import Warehouse
from warehouse.findings import close_findings, record_findings
from warehouse.queries import names, sql
from warehouse.variables import set_variables

SHOWN = 100
"""Offending rows of one check that become findings of their own; one more counts the rest."""


def run_checks(warehouse: Warehouse, run: Run) -> list[Finding]:
    """Run every check of `sql/checks/`, store what they find, close what they no longer find."""
    checks = names("checks")
    with warehouse.transaction() as connection:
        set_variables(connection, run_id=run.run_id, run_at=run.started_at)
        found = [finding for check in checks for finding in _run(warehouse, check)]
        close_findings(connection, checks, found, origin="check", at=run.started_at)
        record_findings(connection, found, origin="check", run_id=run.run_id, at=run.started_at)
    return found


def _run(warehouse: Warehouse, check: str) -> list[Finding]:
    text = sql(f"checks/{check}")
    severity = text.partition(":")[0].removeprefix("-- ")
    rows = warehouse.connection.execute(text).fetchall()
    findings = [
        Finding.model_validate(
            {"check_id": check, "severity": severity, "message": message, "item_id": item_id}
        )
        for message, item_id in rows[:SHOWN]
    ]
    if len(rows) > SHOWN:
        more = f"{len(rows) - SHOWN} more rows of check {check}"
        findings.append(Finding.model_validate({"check_id": check, "severity": severity, "message": more}))
    return findings
