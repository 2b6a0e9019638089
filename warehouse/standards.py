"""Standard catalogues (基层政务公开标准目录) held against what their units disclose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from schemas.standard import Power, standard_data
from warehouse.database import Warehouse
from warehouse.queries import names, sql

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_SCHEMAS = {
    "standard_field_data": pa.schema({"field": _TEXT, "position": pa.int32(), "name": _TEXT, "mark": _TEXT}),
    "standard_matter_data": pa.schema(
        {"matter": _TEXT, "position": pa.int32(), "field": _TEXT, "name": _TEXT, "mark": _TEXT}
        | dict.fromkeys(("words", "categories", "keywords"), _TEXTS)
    ),
    "standard_element_data": pa.schema(
        {"element": _TEXT, "position": pa.int32(), "name": _TEXT}
        | dict.fromkeys(("words", "categories", "proof"), _TEXTS)
    ),
}
_POWER = pa.schema({"name": _TEXT, "kind": _TEXT, "unit_id": _TEXT, "file": _TEXT, "row_number": pa.int32()})


def load_powers(warehouse: Warehouse, powers: Sequence[Power]) -> None:
    """Replace the lists of powers and duties, in one transaction."""
    with warehouse.transaction() as connection:
        rows = [power.model_dump() for power in powers]
        connection.register("power_data", pa.Table.from_pylist(rows, schema=_POWER))
        connection.execute(sql("standards/powers"))


@cache
def _data() -> dict[str, pa.Table]:
    data = standard_data()
    rows: dict[str, list[dict[str, Any]]] = {
        "standard_field_data": [{"field": f.code, **f.model_dump()} for f in data.field],
        "standard_matter_data": [{"matter": m.code, **m.model_dump()} for m in data.matter],
        "standard_element_data": [{"element": e.code, **e.model_dump()} for e in data.element],
    }
    return {
        name: pa.Table.from_pylist(
            [{"position": n, **row} for n, row in enumerate(rows[name], 1)], schema=schema
        )
        for name, schema in _SCHEMAS.items()
    }


def sync_standards(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring fields, matters and elements in line with the data, within the transaction in hand."""
    for name, table in _data().items():
        connection.register(name, table)
    connection.execute(sql("standards/data"))


def keep_coverage(connection: duckdb.DuckDBPyConnection) -> None:
    """Judge every matter of every catalogue as of `run_at`, within the transaction in hand; the rules read
    `governance.standard_coverage` and the temporary table `catalogued`."""
    for step in names("standards/judge"):
        connection.execute(sql(f"standards/judge/{step}"))
