"""The registry of the county as tables, so that a query can name units, sources and categories."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from schemas.codes import CATEGORIES, SECTORS
from schemas.divisions import divisions_of
from schemas.registry import Registry, Source, Unit
from warehouse.database import Warehouse
from warehouse.enrolment import enrol_targets
from warehouse.queries import sql
from warehouse.rules import sync_rules
from warehouse.standards import sync_standards

_TEXTS = pa.list_(pa.string())
_SCHEMAS = {
    "registry_unit": pa.schema(
        {
            "unit_id": pa.string(),
            "name": pa.string(),
            "kind": pa.string(),
            "division": pa.string(),
            "aliases": _TEXTS,
            "credit_code": pa.string(),
            "parent_unit_id": pa.string(),
            "valid_from": pa.date32(),
            "valid_to": pa.date32(),
        }
    ),
    "registry_source": pa.schema(
        {
            "source_id": pa.string(),
            "unit_id": pa.string(),
            "family": pa.string(),
            "base_url": pa.string(),
            "active": pa.bool_(),
            "min_items": pa.int32(),
            "position": pa.int32(),
        }
    ),
    "registry_column": pa.schema(
        {
            "source_id": pa.string(),
            "position": pa.int32(),
            "path": pa.string(),
            "category": pa.string(),
            "kind": pa.string(),
            "max_age_days": pa.int32(),
        }
    ),
    "registry_division": pa.schema(
        {
            "code": pa.string(),
            "name": pa.string(),
            "kind": pa.string(),
            "parent": pa.string(),
            "population": pa.int32(),
            "population_year": pa.int32(),
            "mark": pa.string(),
        }
    ),
    "registry_sector": pa.schema(
        {
            "sector": pa.string(),
            "position": pa.int32(),
            "name": pa.string(),
            "words": _TEXTS,
            "lead": _TEXTS,
        }
    ),
    "registry_category": pa.schema(
        {
            "category": pa.string(),
            "name": pa.string(),
            "position": pa.int32(),
            "basis": pa.string(),
            "mark": pa.string(),
            "levels": _TEXTS,
            "deadline": pa.string(),
        }
    ),
}


def sync_registry(warehouse: Warehouse, registry: Registry, at: datetime) -> None:
    """Bring units, sources, columns, categories, rules and targets in line with the data, in one transaction.

    A unit or source that left the registry stays, since its items still name it; the source is not active.
    """
    with warehouse.transaction() as connection:
        _load(connection, "registry_unit", [_unit(unit) for unit in registry.unit])
        _load(
            connection, "registry_source", [_source(source, n) for n, source in enumerate(registry.source, 1)]
        )
        _load(connection, "registry_column", [row for source in registry.source for row in _columns(source)])
        _load(connection, "registry_category", _categories())
        _load(connection, "registry_division", [d.model_dump() for d in divisions_of(registry)])
        _load(connection, "registry_sector", _sectors())
        connection.execute(sql("registry/sync"))
        sync_rules(connection)
        sync_standards(connection)
        enrol_targets(connection, registry.target, at)


def _load(connection: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]]) -> None:
    """Hand rows over whole, as one Arrow table: parameters go over one by one, and slowly."""
    connection.register(name, pa.Table.from_pylist(rows, schema=_SCHEMAS[name]))


def _unit(unit: Unit) -> dict[str, Any]:
    row = unit.model_dump(exclude={"id", "parent"})
    return {"unit_id": unit.id, "parent_unit_id": unit.parent, **row}


def _source(source: Source, position: int) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "unit_id": source.unit,
        "family": source.family,
        "base_url": source.base_url,
        "active": source.active,
        "min_items": _least(source),
        "position": position,
    }


def _least(source: Source) -> int | None:
    """The greatest of the minima that the source and its columns set."""
    expected = [source.expect, *(column.expect for column in source.column)]
    return max((e.min_items for e in expected if e.min_items is not None), default=None)


def _columns(source: Source) -> list[dict[str, Any]]:
    return [
        {
            "source_id": source.id,
            "position": n,
            "path": column.path,
            "category": column.category,
            "kind": column.inspected_as,
            "max_age_days": column.expect.max_age_days or source.expect.max_age_days,
        }
        for n, column in enumerate(source.column, 1)
    ]


def _categories() -> list[dict[str, Any]]:
    return [
        {"category": c.code, "position": n, **c.model_dump(exclude={"code"})}
        for n, c in enumerate(CATEGORIES.values(), 1)
    ]


def _sectors() -> list[dict[str, Any]]:
    return [
        {"sector": s.code, "position": n, **s.model_dump(exclude={"code"})}
        for n, s in enumerate(SECTORS.values(), 1)
    ]
