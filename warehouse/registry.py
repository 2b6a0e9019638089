"""The registry of the county as tables, so that a query can name units, sources and categories."""

from __future__ import annotations

from datetime import datetime

from schemas.codes import CATEGORIES
from schemas.registry import Registry, Source, Unit
from warehouse.database import Warehouse
from warehouse.enrolment import enrol_targets


def sync_registry(warehouse: Warehouse, registry: Registry, at: datetime) -> None:
    """Bring units, sources, columns, categories and targets in line with the registry, in one transaction.

    A unit or source that left the registry stays, since its items still name it; the source is not active.
    """
    with warehouse.transaction() as connection:
        connection.execute("UPDATE catalogue.source SET active = false")
        for unit in registry.unit:
            connection.execute("DELETE FROM catalogue.unit WHERE unit_id = ?", [unit.id])
            connection.execute("INSERT INTO catalogue.unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _unit(unit))
        for source in registry.source:
            connection.execute("DELETE FROM catalogue.source WHERE source_id = ?", [source.id])
            connection.execute("INSERT INTO catalogue.source VALUES (?, ?, ?, ?, ?)", _source(source))
        connection.execute("DELETE FROM catalogue.source_column")
        columns = [row for source in registry.source for row in _columns(source)]
        if columns:
            connection.executemany("INSERT INTO catalogue.source_column VALUES (?, ?, ?, ?)", columns)
        connection.execute("DELETE FROM catalogue.category")
        connection.executemany("INSERT INTO catalogue.category VALUES (?, ?, ?, ?, ?, ?, ?)", _categories())
        enrol_targets(connection, registry.target, at)


def _unit(unit: Unit) -> list[object]:
    return [
        unit.id,
        unit.name,
        unit.kind,
        unit.division,
        list(unit.aliases),
        unit.credit_code,
        unit.parent,
        unit.valid_from,
        unit.valid_to,
    ]


def _source(source: Source) -> list[object]:
    return [source.id, source.unit, source.family, source.base_url, source.active]


def _columns(source: Source) -> list[list[object]]:
    return [[source.id, n, column.path, column.category] for n, column in enumerate(source.column, 1)]


def _categories() -> list[list[object]]:
    return [
        [c.code, c.name, n, c.basis, c.mark, list(c.levels), c.deadline]
        for n, c in enumerate(CATEGORIES.values(), 1)
    ]
