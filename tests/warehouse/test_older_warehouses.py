"""Warehouses of former versions, with rows in every table: brought up to date, they have lost nothing and work on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemas.base import SHANGHAI
from tests.warehouse.county import County, many, open_county
from warehouse import database
from warehouse.checks import run_checks
from warehouse.database import Warehouse, migrate, open_warehouse
from warehouse.queries import names, sql

MIGRATIONS = names("migrations")
FIRST = MIGRATIONS.index("0003_exchange") + 1
"""So many migrations make the oldest warehouse that can hold an item: it has a row of the change log."""
VERSIONS = [
    FIRST,
    *(n for n in range(FIRST + 1, len(MIGRATIONS)) if "ALTER TABLE" in sql(f"migrations/{MIGRATIONS[n]}")),
]
"""Numbers of migrations after which a warehouse is filled: the next one changes tables that may have rows."""
WRITTEN_BY_MIGRATIONS = {"operations.migration", "operations.relation_state"}
"""One row a migration, and a single row: nobody adds to them."""
SPINE = {"catalogue.item_version", "catalogue.attachment", "exchange.change", "exchange.delivery"}
"""What the rows of other tables, and the checks, ask for: each version of the warehouse adds an item."""
OF_AN_ITEM: dict[str, tuple[object, object]] = {
    "version": (1, 2),
    "operation": ("withdraw", "upsert"),
    "source_id": ("portal", "portal"),
    "target_id": ("all", "all"),
}
"""What ties rows together: an item was withdrawn, and came back."""

TABLES = """
SELECT schema_name || '.' || table_name, list((column_name, data_type, is_nullable) ORDER BY column_index)
FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (database_oid, schema_oid, table_oid)
WHERE database_name = 'warehouse' AND NOT internal GROUP BY ALL ORDER BY ALL
"""

Kept = list[tuple[str, list[str], list[tuple[Any, ...]]]]
"""Tables with the columns they had and the rows they were given."""


def test_rows_of_every_former_version_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, known = Kept(), dict[str, object]()
    for number in VERSIONS:
        with _version(monkeypatch, number), open_warehouse(tmp_path, owner="tests", threads=1) as warehouse:
            kept += _filled(warehouse, VERSIONS.index(number) + 1, known)
    with open_county(tmp_path) as county:
        _has_kept(county, kept)
        assert county.harvest(*many(9)).new == 9
        found = run_checks(county.warehouse, county.begin())
        assert [str(finding) for finding in found if finding.check_id in names("checks")] == []


def test_a_process_that_is_killed_after_the_migrations_has_made_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, left = tmp_path / "home", tmp_path / "left"
    with _version(monkeypatch, FIRST), open_warehouse(home, owner="tests", threads=1) as warehouse:
        kept = _filled(warehouse, 1, {})
    with open_warehouse(home, owner="tests", threads=1) as warehouse:
        shutil.copytree(home, left)  # what was committed lies in the log beside the file
        assert (left / "warehouse.duckdb.wal").stat().st_size > 0
    with open_county(left) as county:
        assert migrate(county.warehouse) == []
        _has_kept(county, kept)


def _has_kept(county: County, kept: Kept) -> None:
    for table, columns, rows in kept:
        found = county.rows(f"SELECT {', '.join(columns)} FROM {table}")
        assert [row for row in rows if row not in found] == [], f"rows of {table} are lost or altered"


@contextmanager
def _version(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[None]:
    """As if only so many migrations had been written yet."""
    with monkeypatch.context() as patched:
        patched.setattr(database, "names", lambda folder: names(folder)[:number])
        yield


def _filled(warehouse: Warehouse, item: int, known: dict[str, object]) -> Kept:
    """Two rows in every table that is new or has new columns: one with all values, one with those that must be.

    `known`: tables with their columns as they were filled last.
    """
    kept = Kept()
    with warehouse.transaction() as connection:
        for table, columns in connection.execute(TABLES).fetchall():
            if table in WRITTEN_BY_MIGRATIONS or (known.get(table) == columns and table not in SPINE):
                continue
            known[table] = columns
            rows = [
                tuple(
                    None if row and spare else _value(name, kind, item, row) for name, kind, spare in columns
                )
                for row in (0, 1)
            ]
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
            kept.append((table, [f'"{name}"' for name, _, _ in columns], rows))
    return kept


def _value(name: str, kind: str, item: int, row: int) -> object:
    """An honest value: of its type, another in each row, and the same in all tables for the same row."""
    number = 2 * item - 1 + row
    if name == "item_id":
        return f"item-{item}"
    if name in OF_AN_ITEM and (kind == "INTEGER" or name != "version"):
        return OF_AN_ITEM[name][row]
    if kind == "VARCHAR[]":
        return [f"{name}-{number}"]
    if kind.startswith("DECIMAL"):
        return Decimal(number)
    at = datetime(2026, 11, 1, tzinfo=SHANGHAI) + timedelta(hours=number)
    values: dict[str, object] = {
        "VARCHAR": f"{name}-{number}",
        "INTEGER": number,
        "BIGINT": number,
        "UINTEGER": number,
        "DOUBLE": number / 4,
        "BOOLEAN": True,
        "DATE": date(2026, 1, 1) + timedelta(number),
        "TIMESTAMP WITH TIME ZONE": at,
        "BLOB": f"{name}-{number}".encode(),
        "MAP(VARCHAR, VARCHAR)": {name: f"{number}"},
    }
    return values[kind]
