"""The receiving column's store: idempotent by batch, never backwards by item, whole or not at all."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.base import SHANGHAI
from schemas.exchange import Batch, Entry, Receipt, Sender
from warehouse.receiving import ColumnStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ColumnStore]:
    with ColumnStore(tmp_path) as store:
        yield store


def upsert(item_id: str, version: int, content_hash: str | None = None, **item: Any) -> Entry:
    item = {"title": f"{item_id} 第{version}版"} | item
    content_hash = content_hash or f"{item_id}{version}"
    return Entry(
        seq=version,
        operation="upsert",
        item_id=item_id,
        version=version,
        content_hash=content_hash,
        item=item,
    )


def withdraw(item_id: str, version: int) -> Entry:
    return Entry(seq=version, operation="withdraw", item_id=item_id, version=version, reason="gone")


def batch(batch_id: str, *entries: Entry, division: str = "230522") -> Batch:
    return Batch(
        batch_id=batch_id,
        sender=Sender(division=division, name="友谊县"),
        target="municipal",
        created_at=datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI),
        from_seq=1,
        to_seq=9,
        entries=entries,
    )


def states(receipts: tuple[Receipt, ...]) -> list[str]:
    return [r.code or r.status for r in receipts]


def test_a_batch_is_applied_and_receipted(store: ColumnStore) -> None:
    receipts = store.apply(batch("b1", upsert("a", 1), upsert("b", 1), withdraw("x", 3)), "d1")
    assert states(receipts) == ["accepted"] * 3
    assert len({r.receipt_number for r in receipts}) == 3
    assert store.current_set() == {"a": (1, "a1"), "b": (1, "b1")}
    assert store.counts() == {"在库信息": 2, "已撤下": 1, "收到批次": 1, "收到条目": 3, "退回条目": 0}


def test_the_same_batch_again_changes_nothing_and_gets_the_same_answer(store: ColumnStore) -> None:
    first = store.apply(batch("b1", upsert("a", 1), upsert("a", 2)), "d1")
    store.apply(batch("b2", upsert("a", 3)), "d2")
    assert store.apply(batch("b1", upsert("a", 1), upsert("a", 2)), "d1") == first
    assert store.current_set() == {"a": (3, "a3")}
    assert store.counts()["收到批次"] == 2


def test_the_stored_answer_is_json(store: ColumnStore) -> None:
    assert store.known("b1") is None
    receipts = store.apply(batch("b1", upsert("a", 1)), "d1")
    stored = store.known("b1")
    assert stored is not None
    assert [Receipt(**r) for r in json.loads(stored)] == list(receipts)


def test_a_known_batch_id_with_other_content_is_refused(store: ColumnStore) -> None:
    store.apply(batch("b1", upsert("a", 1)), "d1")
    with pytest.raises(ValueError, match="other content"):
        store.apply(batch("b1", upsert("a", 2)), "d2")
    assert store.current_set() == {"a": (1, "a1")}


def test_an_older_version_never_replaces_a_newer_one(store: ColumnStore) -> None:
    store.apply(batch("b1", upsert("a", 5)), "d1")
    receipts = store.apply(batch("b2", upsert("a", 4), withdraw("a", 3), upsert("a", 6)), "d2")
    assert states(receipts) == ["R04", "R04", "accepted"]
    assert receipts[0].message == "版本 4 低于已接收的版本 5"
    assert store.current_set() == {"a": (6, "a6")}


def test_the_same_version_again_is_known_unless_it_says_something_else(store: ColumnStore) -> None:
    (first,) = store.apply(batch("b1", upsert("a", 1)), "d1")
    again, other = store.apply(batch("b2", upsert("a", 1), upsert("a", 1, content_hash="z")), "d2")
    assert again.receipt_number == first.receipt_number
    assert (other.status, other.code) == ("rejected", "R06")
    assert store.current_set() == {"a": (1, "a1")}


def test_a_withdrawal_takes_the_content_away_and_holds_against_late_versions(store: ColumnStore) -> None:
    store.apply(batch("b1", upsert("a", 1, title="张某某低保公示")), "d1")
    store.apply(batch("b2", withdraw("a", 2)), "d2")
    assert states(store.apply(batch("b3", upsert("a", 1)), "d3")) == ["R04"]
    mark = {"item_id": "a", "version": 2, "content_hash": None, "withdrawn": True}
    expected = mark | {"title": None, "content": None}
    assert store.listing(None, 10) == [expected]
    assert states(store.apply(batch("b4", upsert("a", 3)), "d4")) == ["accepted"]
    assert store.current_set() == {"a": (3, "a3")}


def test_a_withdrawal_of_the_version_held_is_taken(store: ColumnStore) -> None:
    """A target whose filter became narrower takes back what it has, at the version it has."""
    store.apply(batch("b1", upsert("a", 2)), "d1")
    assert states(store.apply(batch("b2", withdraw("a", 2)), "d2")) == ["accepted"]
    assert store.current_set() == {}


def test_one_county_cannot_touch_the_items_of_another(store: ColumnStore) -> None:
    store.apply(batch("b1", upsert("a", 1)), "d1")
    store.apply(batch("b2", withdraw("a", 9), division="230521"), "d2")
    assert store.current_set() == {"a": (1, "a1")}


def test_the_listing_is_walked_page_by_page(store: ColumnStore) -> None:
    store.apply(batch("b1", *(upsert(f"i{n}", 1) for n in range(5))), "d1")
    first = store.listing(None, 3)
    assert [r["item_id"] for r in first] == ["i0", "i1", "i2"]
    assert first[0]["title"] == "i0 第1版"
    assert [r["item_id"] for r in store.listing("i2", 3)] == ["i3", "i4"]
    assert store.listing(None, 3, "230521") == []
    assert store.listing(None, 3, "230522") == first


def test_the_title_may_come_under_another_name(tmp_path: Path) -> None:
    with ColumnStore(tmp_path, title_field="bt") as store:
        store.apply(batch("b1", upsert("a", 1, bt="标题")), "d1")
        assert store.listing(None, 1)[0]["title"] == "标题"


def test_what_was_answered_survives_a_restart(tmp_path: Path) -> None:
    with ColumnStore(tmp_path) as store:
        first = store.apply(batch("b1", upsert("a", 1)), "d1")
    with ColumnStore(tmp_path) as store:
        assert store.apply(batch("b1", upsert("a", 1)), "d1") == first
        assert store.current_set() == {"a": (1, "a1")}


def test_a_failure_midway_leaves_nothing(store: ColumnStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ColumnStore, "_keep", broken)
    with pytest.raises(OSError, match="No space left"):
        store.apply(batch("b1", upsert("a", 1)), "d1")
    assert store.current_set() == {}
    assert store.known("b1") is None


ENTRY = st.tuples(st.sampled_from("abc"), st.integers(1, 6), st.booleans())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(ENTRY, min_size=1, max_size=5), max_size=6))
def test_whatever_arrives_the_newest_version_stands(batches: list[list[tuple[str, int, bool]]]) -> None:
    newest: dict[str, tuple[int, bool]] = {}
    with tempfile.TemporaryDirectory() as folder, ColumnStore(Path(folder)) as store:
        for number, entries in enumerate(batches):
            sent = [withdraw(i, v) if gone else upsert(i, v) for i, v, gone in entries]
            receipts = store.apply(batch(f"b{number}", *sent), f"d{number}")
            for (item_id, version, gone), receipt in zip(entries, receipts, strict=True):
                older = item_id in newest and version < newest[item_id][0]
                assert (receipt.status == "rejected") == older
                if not older:
                    newest[item_id] = (version, gone)
        shown = {i: (v, f"{i}{v}") for i, (v, gone) in newest.items() if not gone}
        assert store.current_set() == shown
