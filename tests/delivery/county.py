"""A county whose items change one by one, straight in the warehouse, as a merge does in a hundred times the time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from flows.push import PushReport, Seam, push_target
from schemas.base import SHANGHAI
from schemas.harvest import Run
from schemas.registry import County, Registry, Target, Unit
from tests.delivery.receiver import Receiver
from warehouse.database import Warehouse, open_warehouse
from warehouse.enrolment import enrol_targets
from warehouse.queries import sql
from warehouse.runs import begin_run
from warehouse.variables import set_variables

CATEGORIES, UNITS = ("policy", "plan", "budget"), ("office", "town")
_CHANGE = (
    "UPDATE catalogue.item_version SET valid_to = getvariable('run_at') "
    "WHERE valid_to IS NULL AND item_id IN (SELECT item_id FROM changed_item)",
    """
    INSERT INTO catalogue.item_version BY NAME
    SELECT item_id, version, getvariable('run_at') AS valid_from, item_id AS document_id, '230522' AS county,
        's' AS source_id, item_id AS page_key, unit AS unit_id, unit AS unit_name, category, title,
        'text' AS body_text, 0 AS attachment_count, md5(title || category || unit) AS content_hash,
        getvariable('run_at') AS first_seen_at, CASE WHEN gone THEN getvariable('run_at') END AS withdrawn_at,
        CASE WHEN gone THEN 'gone' END AS withdrawn_reason, 'r' AS run_id
    FROM changed_item
    """,
    """
    CREATE OR REPLACE TEMP TABLE fresh_change AS
    SELECT (SELECT coalesce(max(seq), 0) FROM exchange.change) + row_number() OVER (ORDER BY item_id) AS seq, item_id,
        version, CASE WHEN gone THEN 'withdraw' ELSE 'upsert' END AS operation, category, unit AS unit_id
    FROM changed_item
    """,
    "INSERT INTO exchange.change SELECT seq, getvariable('run_at'), item_id, version, operation FROM fresh_change",
)


def target(name: str, **settings: Any) -> Target:
    return Target(
        id=name,
        level="municipal",
        name=name,
        transport="http",
        url="http://c/b",
        key_id="k",
        secret="S",
        **settings,
    )


TARGETS = (
    target("all", batch_size=18),
    target("plans", categories=("plan", "budget"), batch_size=8),
    target("towns", units=("town",), batch_size=6),
)


@dataclass
class Item:
    """An item as it stands."""

    version: int
    title: str
    category: str
    unit: str
    gone: bool = False


@dataclass
class DeliveringCounty:
    """A warehouse, a clock, three columns, and the catalogue as it should be."""

    warehouse: Warehouse
    receivers: dict[str, Receiver]
    now: datetime = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
    targets: dict[str, Target] = field(default_factory=lambda: {t.id: t for t in TARGETS})
    catalogue: dict[str, Item] = field(default_factory=dict)
    run: Run = field(init=False)

    def __post_init__(self) -> None:
        self.run = Run(run_id="r", started_at=self.now)
        begin_run(self.warehouse, self.run, "all")
        with self.warehouse.transaction() as connection:
            enrol_targets(connection, TARGETS, self.now)

    @property
    def registry(self) -> Registry:
        units = tuple(Unit(id=u, name=u, kind="department") for u in UNITS)
        county = County(name="友谊县", division="230522")
        return Registry(county=county, unit=units, target=tuple(self.targets.values()))

    def change(self, items: Mapping[str, Item]) -> None:
        """New versions of items, their rows in the change log and their deliveries, in one transaction."""
        rows = [{"item_id": item_id, **vars(item)} for item_id, item in items.items()]
        with self.warehouse.transaction() as connection:
            set_variables(connection, run_at=self.now, run_id="r")
            connection.register("changed_item", pa.Table.from_pylist(rows))
            for statement in _CHANGE:
                connection.execute(statement)
            connection.execute(sql("exchange/deliver"))
            connection.execute(sql("gate/clear"), {"run_id": "r", "run_at": self.now})
        self.catalogue.update(items)

    def push(self, name: str) -> PushReport:
        """One push of one column."""
        seam = Seam(self.receivers[name].attempt, lambda: self.now)
        return push_target(
            self.warehouse, self.registry, self.targets[name], run_id="r", secret_of=lambda _: b"", seam=seam
        )

    def settle(self, name: str) -> None:
        """Push until nothing waits, with the patience of days. Fails where it never ends."""
        for _ in range(200):
            states = self.push(name).states
            if not set(states) - {"accepted", "rejected"}:
                return
            self.now += timedelta(hours=5)
        raise AssertionError(f"{name} never comes to rest: {states}")

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self.warehouse.connection.execute(statement, list(values)).fetchall()

    def turned_away(self, name: str) -> set[str]:
        """Items whose last word from the column is no."""
        last = "QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY ordinal DESC) = 1"
        rows = self.rows(f"SELECT item_id, state FROM exchange.delivery WHERE target_id = ? {last}", name)
        return {item_id for item_id, state in rows if state == "rejected"}

    def compare(self, name: str) -> None:
        """At rest: the column shows the filtered catalogue, but for what it or its rules have turned away."""
        receiver, target = self.receivers[name], self.targets[name]
        turned_away = self.turned_away(name)
        expected = {
            item_id: (item.version, item.title)
            for item_id, item in self.catalogue.items()
            if not item.gone and target.takes(item.category, item.unit)
        }
        for item_id in expected.keys() | receiver.held.keys():
            if item_id not in turned_away:
                assert receiver.held.get(item_id) == expected.get(item_id), (name, item_id)
        sent = self.rows(
            "SELECT d.item_id, d.version, d.operation FROM exchange.delivery AS d JOIN exchange.batch AS b "
            "ON b.batch_id = d.batch_id WHERE d.target_id = ? AND b.state = 'settled' ORDER BY d.ordinal",
            name,
        )
        assert receiver.log == sent, "all that was settled arrived, once, in its order, and nothing else"

    def check(self) -> None:
        """The house's own rules."""
        for name in (
            "delivery_order",
            "gapless_change_log",
            "change_of_version",
            "unique_keys",
            "current_version",
        ):
            assert self.rows(sql(f"checks/{name}")) == []


@cache
def _fresh_warehouse() -> bytes:
    """A warehouse as the migrations leave it."""
    with TemporaryDirectory() as folder:
        with open_warehouse(Path(folder), owner="machine"):
            pass
        return (Path(folder) / "warehouse.duckdb").read_bytes()


@contextmanager
def delivering_county(seed: int = 0) -> Iterator[DeliveringCounty]:
    memory = (
        "/dev/shm" if Path("/dev/shm").is_dir() else None
    )  # each commit is synced, and a disk takes its time
    with TemporaryDirectory(dir=memory) as folder:
        (Path(folder) / "warehouse.duckdb").write_bytes(_fresh_warehouse())
        with open_warehouse(Path(folder), owner="machine", threads=1) as warehouse:
            # For some dozen rows a plan takes longer than what it plans; what comes out is the same.
            warehouse.connection.execute("PRAGMA disable_optimizer")
            chance = random.Random(seed)
            yield DeliveringCounty(warehouse, {t.id: Receiver(chance) for t in TARGETS})
