"""Columns that lose, keep, alter and invent items are found out, and mended on request."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from schemas.exchange import Answer, Receipt, ShownItem, item_digest
from tests.warehouse.county import MONDAY, REGISTRY, County, many
from warehouse.outbox import next_batch
from warehouse.receipts import record_answer
from warehouse.reconcile import Reconciled, reconcile_target

ALL = REGISTRY.target[0]
NOW = MONDAY + timedelta(days=30)


class Column:
    """A column that takes everything, as it shows it."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.shown: dict[str, ShownItem] = {}
        self.refuse: set[str] = set()

    def take_all(self) -> None:
        warehouse, at = self.county.warehouse, NOW
        entries: list[Any] = []

        def encode(batch: Any) -> bytes:
            entries[:] = batch.entries
            return b"{}"

        while out := next_batch(warehouse, ALL, REGISTRY.county, at, encode=encode, conceal=bytes):
            receipts = []
            for entry in entries:
                status = "rejected" if entry.item_id in self.refuse else "accepted"
                receipts.append(Receipt(item_id=entry.item_id, version=entry.version, status=status))
                if status == "accepted":
                    self.apply(entry)
            answer = Answer(kind="receipts", receipts=tuple(receipts))
            record_answer(warehouse, ALL, out, answer, at, run_id=self.county.runs[-1].run_id)

    def apply(self, entry: Any) -> None:
        if entry.operation == "withdraw":
            self.shown.pop(entry.item_id, None)
        else:
            self.shown[entry.item_id] = ShownItem(
                item_id=entry.item_id,
                version=entry.version,
                content_hash=entry.content_hash,
                digest=item_digest(json.loads(entry.item)),
            )

    def compare(self, days: float = 0, *, redeliver: bool = False) -> Reconciled:
        return reconcile_target(
            self.county.warehouse,
            ALL,
            list(self.shown.values()),
            run=self.county.runs[-1],
            at=NOW + timedelta(days=days),
            redeliver=redeliver,
        )

    def alter(self, item_id: str, **changes: Any) -> None:
        self.shown[item_id] = self.shown[item_id].model_copy(update=changes)


@pytest.fixture
def column(county: County) -> Column:
    column = Column(county)
    county.harvest(*many(6, files=(("a.pdf", "1"),)))
    column.take_all()
    return column


def findings(county: County) -> dict[str, int]:
    rows = county.rows(
        "SELECT check_id, count(*)::INTEGER FROM operations.finding WHERE closed_at IS NULL GROUP BY ALL"
    )
    return {name: number for name, number in rows if name.startswith("column_")}


def test_a_column_that_shows_what_it_took_agrees(column: Column) -> None:
    result = column.compare()
    assert (result.shown, result.present, result.agrees) == (6, 6, True)
    assert findings(column.county) == {}


def test_every_kind_of_difference_is_told_and_mended(column: Column) -> None:
    lost, old, edited, other, *_ = sorted(column.shown)
    county = column.county
    del column.shown[lost]
    column.alter(old, version=0)
    column.alter(edited, digest=item_digest({"title": "改过的标题"}))
    column.alter(other, content_hash="another")
    column.shown["stranger"] = ShownItem(item_id="stranger")
    result = column.compare(redeliver=True)
    assert result.differences == {
        "missing": (lost,),
        "stale": (old,),
        "altered": tuple(sorted((edited, other))),
        "extra": ("stranger",),
    }
    assert result.redelivered == 4
    assert findings(county) == {
        "column_missing": 1, "column_stale": 1, "column_altered": 2, "column_extra": 1
    }  # fmt: skip
    column.take_all()
    del column.shown["stranger"]
    assert column.compare(1).agrees
    assert findings(county) == {}
    closed = county.rows("SELECT count(*)::INTEGER FROM exchange.difference WHERE closed_at IS NOT NULL")
    assert closed == [(5,)]


def test_a_take_down_is_tracked_until_the_column_is_seen_without_it(column: Column) -> None:
    county = column.county
    pages = many(6, files=(("a.pdf", "1"),))
    for _ in range(2):
        county.harvest(*pages[1:])
    (item_id,) = {
        row[0] for row in county.rows("SELECT item_id FROM exchange.change WHERE operation = 'withdraw'")
    }
    kept = column.shown[item_id]
    column.take_all()
    column.shown[item_id] = kept
    assert column.compare().differences == {"still_shown": (item_id,)}
    state = (
        "SELECT accepted_at IS NOT NULL, confirmed_at, hours FROM exchange.take_down WHERE target_id = 'all'"
    )
    assert county.rows(state) == [(True, None, None)]
    column.compare(redeliver=True)
    column.take_all()
    assert column.compare(2).agrees
    ((accepted, confirmed, hours),) = county.rows(state)
    assert accepted
    assert confirmed == NOW + timedelta(days=2)
    assert hours > 24


def test_what_waits_for_its_receipt_is_no_difference(column: Column) -> None:
    county = column.county
    pages = many(6, files=(("a.pdf", "1"),))
    edited = replace(pages[0], body="改了正文")
    county.harvest(edited, *pages[1:])
    result = column.compare()
    assert (result.in_transit, result.present, result.agrees) == (1, 5, True)


def test_a_rejected_item_is_expected_nowhere(county: County) -> None:
    column = Column(county)
    county.harvest(*many(2))
    (first, *_) = county.rows("SELECT item_id FROM exchange.change ORDER BY seq")
    column.refuse = {first[0]}
    column.take_all()
    assert column.compare().agrees
    column.shown[first[0]] = ShownItem(item_id=first[0])
    assert column.compare(1).differences == {"extra": (first[0],)}


def test_a_withdrawal_that_was_rejected_is_asked_for_until_it_is_gone(column: Column) -> None:
    county = column.county
    for _ in range(2):
        county.harvest(*many(6, files=(("a.pdf", "1"),))[1:])
    ((item_id, version),) = county.rows(
        "SELECT item_id, version FROM catalogue.item WHERE withdrawn_at IS NOT NULL"
    )
    column.refuse = {item_id}
    column.take_all()
    told = column.compare(redeliver=True)
    assert (told.agrees, told.differences, told.redelivered) == (False, {"still_shown": (item_id,)}, 1)
    assert ("column_still_shown", "error") in county.rows(
        "SELECT check_id, severity FROM operations.finding WHERE closed_at IS NULL"
    )
    column.take_all()
    assert column.compare(1).differences == {"still_shown": (item_id,)}
    column.shown.pop(item_id)  # taken down without a receipt
    assert column.compare(2, redeliver=True).agrees
    gone = "SELECT version FROM exchange.gone WHERE target_id = 'all' AND item_id = ?"
    assert county.rows(gone, item_id) == [(version,)]
