"""The rule data and the calendar of working days as tables, so that a query can rest on them."""

from __future__ import annotations

from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from schemas.rules import RULES, Rule
from schemas.workdays import calendar
from warehouse.queries import sql

_RULE = pa.schema(
    [("rule_id", pa.string()), ("position", pa.int32())]
    + [(name, pa.string()) for name in ("name", "demand", "remedy", "severity", "clause", "mark")]
    + [("parameters", pa.map_(pa.string(), pa.string()))]
)
_DAY = pa.schema(
    {"day": pa.date32(), "is_working": pa.bool_(), "ordinal": pa.int32(), "holiday": pa.string()}
)


def _told(rule: Rule) -> dict[str, Any]:
    parameters = [(name, str(value)) for name, value in rule.parameters.items()]
    return {**rule.model_dump(include=set(_RULE.names)), "parameters": parameters}


@cache
def _rule_data() -> pa.Table:
    rows = [{"rule_id": rule.id, "position": n, **_told(rule)} for n, rule in enumerate(RULES.values(), 1)]
    return pa.Table.from_pylist(rows, schema=_RULE)


@cache
def _calendar_data() -> pa.Table:
    days = list(calendar())
    return pa.table({name: [getattr(day, name) for day in days] for name in _DAY.names}, schema=_DAY)


def sync_rules(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring `governance.rule` and `governance.workday` in line with the data, within the transaction in hand."""
    connection.register("rule_data", _rule_data())
    connection.register("calendar_data", _calendar_data())
    connection.execute(sql("registry/rules"))
