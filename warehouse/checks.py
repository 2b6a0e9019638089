"""The checks (核验): queries that return rows that must not be.

`sql/checks/` holds the warehouse against its own rules; the first line of a file says how grave a row is. `sql/rules/`
holds what units disclose against the rules of `schemas.rules`; a file is named after its rule. Either names its
columns after the fields of `Finding`; only `message` is a must.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv

from schemas.harvest import Finding, Run
from schemas.registry import Gate
from schemas.rules import RULES
from warehouse.database import Warehouse
from warehouse.findings import close_findings, record_findings
from warehouse.gate import baseline
from warehouse.ledger import keep_ledger
from warehouse.memory import give_back_now
from warehouse.queries import names, sql
from warehouse.standards import keep_coverage
from warehouse.statutes import keep_verdicts
from warehouse.variables import set_variables

SHOWN = 100
"""Offending rows of one check of the warehouse that become findings of their own; one more counts the rest."""


def run_checks(warehouse: Warehouse, run: Run, gate: Gate | None = None) -> list[Finding]:
    """Run every check and rule, store what they find, close what they no longer find.

    What is measured by time is measured from the last clearance, not from the last run: what was held stays so.
    """
    checks, rules = names("checks"), names("rules")
    with warehouse.transaction() as connection:
        judge(connection, run, gate or Gate())
        found = [finding for check in checks for finding in failed(warehouse, check)]
        found += [finding for rule in rules for finding in broken(warehouse, rule)]
        close_findings(connection, [*checks, *rules], found, origin="check", at=run.started_at)
        record_findings(connection, found, origin="check", run_id=run.run_id, at=run.started_at)
    return found


def judge(connection: duckdb.DuckDBPyConnection, run: Run, gate: Gate) -> None:
    """Lay out what checks and rules read: duties, statutes, columns and standard matters as of the run, within the
    transaction in hand."""
    seq, items, cleared_at = baseline(connection)
    set_variables(connection, run_id=run.run_id, run_at=run.started_at, cleared_seq=seq)
    set_variables(connection, cleared_items=items, cleared_at=cleared_at, max_shrink=gate.max_shrink)
    connection.register("promised_column", promised_columns())
    keep_ledger(connection, run.started_at)
    keep_verdicts(connection, run.started_at)
    connection.execute(sql("platform/judge"))
    keep_coverage(connection)


@cache
def promised_columns() -> pa.Table:
    """Columns and types that outsiders rely on: table_name, column_name, data_type."""
    with files("schemas").joinpath("data", "promised_columns.csv").open("rb") as file:
        return pa.csv.read_csv(file)


def failed(warehouse: Warehouse, check: str) -> Iterator[Finding]:
    """Where one check of the warehouse fails, by what `judge` has laid out."""
    text = sql(f"checks/{check}")
    severity = text.partition(":")[0].removeprefix("-- ")
    rows = _rows(warehouse, text)
    for row in rows[:SHOWN]:
        yield Finding.model_validate({"check_id": check, "severity": severity, **row})
    if len(rows) > SHOWN:
        told = "\n".join(sorted(f"{row.get('item_id')} {row['message']}" for row in rows[SHOWN:]))
        digest = hashlib.sha256(told.encode()).hexdigest()[:8]  # a release is of these rows, not of so many
        more = f"{len(rows) - SHOWN} more rows of check {check} ({digest})"
        yield Finding.model_validate({"check_id": check, "severity": severity, "message": more})


def broken(warehouse: Warehouse, rule_id: str) -> Iterator[Finding]:
    """Where one rule is broken, by what `judge` has laid out."""
    rule = RULES[rule_id]
    set_variables(warehouse.connection, **rule.parameters)
    for row in _rows(warehouse, sql(f"rules/{rule_id}")):
        yield Finding.model_validate({"check_id": rule_id, "severity": rule.severity, **row})


def _rows(warehouse: Warehouse, text: str) -> list[dict[str, Any]]:
    give_back_now()
    cursor = warehouse.connection.execute(text)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
