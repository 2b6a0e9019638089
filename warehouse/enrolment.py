"""Enrolment (接入): a new target gets all items its filter takes; a changed filter, the differences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from schemas.registry import Target
from warehouse.database import Warehouse
from warehouse.queries import sql
from warehouse.variables import set_variables


def enrol_target(warehouse: Warehouse, target: Target, at: datetime) -> bool:
    """Bring the deliveries of one target in line with its filter. True where it was new or had changed."""
    with warehouse.transaction() as connection:
        return _enrol(connection, target, at)


def enrol_targets(connection: duckdb.DuckDBPyConnection, targets: Sequence[Target], at: datetime) -> None:
    """Enrol a registry's targets within the transaction in hand; one that left it is sent nothing more."""
    connection.execute(
        "DELETE FROM exchange.target WHERE NOT list_contains(?::VARCHAR[], target_id)",
        [[t.id for t in targets]],
    )
    for target in targets:
        _enrol(connection, target, at)


def _enrol(connection: duckdb.DuckDBPyConnection, target: Target, at: datetime) -> bool:
    filters = (sorted(target.categories), sorted(target.units))
    former = connection.execute(
        "SELECT categories, units FROM exchange.target WHERE target_id = ?", [target.id]
    ).fetchone()
    if former == filters:
        return False
    if former is None:
        connection.execute(
            "INSERT INTO exchange.target BY NAME SELECT ? AS target_id, ? AS level, ? AS name, "
            "? AS categories, ? AS units, ? AS enrolled_at",
            [target.id, target.level, target.name, *filters, at],
        )
    else:
        connection.execute(
            "UPDATE exchange.target SET categories = ?, units = ? WHERE target_id = ?", [*filters, target.id]
        )
    set_variables(connection, target_id=target.id, run_at=at)
    connection.execute(sql("exchange/enrol"))
    return True
