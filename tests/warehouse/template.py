"""Warehouses that are there at once: made once in a process, and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.harvest import Finding, Run
from schemas.registry import Gate, Registry
from tests.warehouse.feeds.log_book import START
from warehouse.checks import broken, judge
from warehouse.database import Warehouse, open_warehouse
from warehouse.registry import sync_registry

FILE = "warehouse.duckdb"


@contextmanager
def fresh_warehouse(home: Path, registry: Registry | None = None) -> Iterator[Warehouse]:
    """A warehouse that knows a registry and holds nothing else; or the one that is there already."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / FILE).exists():
        (home / FILE).write_bytes(_made(None if registry is None else registry.model_dump_json()))
    with open_warehouse(home, owner="tests", threads=1) as warehouse:
        yield warehouse


def found_by(warehouse: Warehouse, run: Run, rule_id: str) -> list[Finding]:
    """What one rule finds, and nothing is kept of it: a fiftieth of what all of them cost."""
    with warehouse.transaction() as connection:
        judge(connection, run, Gate())
        return list(broken(warehouse, rule_id))


@cache
def _made(registry: str | None) -> bytes:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with open_warehouse(home, owner="tests") as warehouse:
            if registry is not None:
                sync_registry(warehouse, Registry.model_validate_json(registry), START)
        return (home / FILE).read_bytes()
