"""What goes on to a column above, under every answer it may give."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import relay
from schemas.base import now
from schemas.exchange import Answer, Batch, Entry, Outgoing, Receipt, Sender
from tests.warehouse.county import REGISTRY
from warehouse.receiving import ColumnStore
from warehouse.relaying import PATIENCE

ABOVE = REGISTRY.target[0].model_copy(update={"batch_size": 4})
STATES = "SELECT state, count(*) FROM forwarded GROUP BY ALL ORDER BY ALL"


class Above:
    """A column above that gives the answers it is told to, one after the other, the last one for ever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[Answer | Exception] = []
        self.met: list[tuple[int, str | None]] = []
        monkeypatch.setattr(relay, "send", self.answer)
        monkeypatch.setattr(relay, "ask_status", self.answer)

    def answer(self, _: object, outgoing: Outgoing, __: bytes) -> Answer:
        self.met.append((outgoing.entries, outgoing.status_url))
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(given, Exception):
            raise given
        if given.kind != "receipts" or given.receipts:
            return given
        accepted = [Receipt(item_id=i, version=v, status="accepted") for i, v in outgoing.sent]
        return given.model_copy(update={"receipts": tuple(accepted)})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ColumnStore]:
    with ColumnStore(tmp_path) as store:
        entries = (
            Entry(
                seq=n,
                operation="upsert",
                item_id=f"i{n}",
                version=1,
                content_hash="h",
                item={"title": "标题"},
            )
            for n in range(1, 5)
        )
        sender = Sender(division="230522", name="友谊县")
        batch = Batch(
            batch_id="b",
            sender=sender,
            target="m",
            created_at=now(),
            from_seq=1,
            to_seq=4,
            entries=tuple(entries),
        )
        store.apply(batch, "digest")
        yield store


@pytest.fixture
def above(monkeypatch: pytest.MonkeyPatch) -> Above:
    return Above(monkeypatch)


def handing_on(store: ColumnStore) -> relay._Relay:
    return relay._Relay(store, REGISTRY, ABOVE, b"", 0.01)


def states(store: ColumnStore) -> dict[str, int]:
    with store.transaction() as connection:
        return dict(connection.execute(STATES).fetchall())


def says(kind: str, **content: Any) -> Answer:
    return Answer.model_validate({"kind": kind, **content})


def test_too_large_is_halved_down_to_one(store: ColumnStore, above: Above) -> None:
    above.answers = [
        says("too_large"),
        says("too_large"),
        says("too_large", message="太大"),
        says("receipts"),
    ]
    assert handing_on(store).forward() is None
    assert [entries for entries, _ in above.met] == [4, 2, 1, 1, 2]
    assert states(store) == {"accepted": 3, "rejected": 1}


def test_a_column_is_left_alone_as_long_as_it_asks(store: ColumnStore, above: Above) -> None:
    above.answers = [says("wait", retry_after_seconds=3600)]
    handed = handing_on(store)
    assert handed._until_next(handed.forward()) == 3600
    assert handed._until_next(says("wait", retry_after_seconds=1e15)) <= 7 * 86_400
    assert handed._until_next(says("wait")) == 60


@pytest.mark.parametrize("kind", ["unauthorized", "no_answer", "accepted_later"])
def test_what_does_not_settle_is_asked_ever_less_often(store: ColumnStore, above: Above, kind: str) -> None:
    above.answers = [says(kind, status_url="batches/x" if kind == "accepted_later" else None)]
    handed, pauses = handing_on(store), []
    for _ in range(16):
        handed._pause = handed._until_next(handed.forward())
        pauses.append(handed._pause)
    assert pauses == sorted(pauses)
    assert pauses[-1] == relay.LONGEST_PAUSE_SECONDS
    above.answers = [says("receipts")]
    assert handed._until_next(handed.forward()) == 0.01
    assert states(store) == {"accepted": 4}


def test_receipts_that_leave_something_out_let_the_batch_go_again(store: ColumnStore, above: Above) -> None:
    some = Receipt(item_id="i1", version=1, status="accepted")
    above.answers = [
        says("accepted_later", status_url="batches/x"),
        says("receipts", receipts=[some]),
        says("receipts"),
    ]
    handed = handing_on(store)
    while handed.forward() is not None:
        pass
    assert [url for _, url in above.met] == [None, "batches/x", None]
    assert states(store) == {"accepted": 4}


def test_a_promise_that_is_not_kept_for_a_day_is_forgotten(
    store: ColumnStore, above: Above, monkeypatch: pytest.MonkeyPatch
) -> None:
    above.answers = [
        says("accepted_later", status_url="batches/x"),
        says("no_answer"),
        says("no_answer"),
        says("receipts"),
    ]
    handed = handing_on(store)
    handed.forward()
    handed.forward()
    monkeypatch.setattr(relay, "now", lambda: now() + PATIENCE)
    handed.forward()
    assert handed.forward() is None
    assert [url for _, url in above.met] == [None, "batches/x", "batches/x", None]


def test_a_fault_of_ours_ends_no_thread(
    store: ColumnStore, above: Above, caplog: pytest.LogCaptureFixture
) -> None:
    above.answers = [KeyError("秘密"), says("receipts")]
    stopped = threading.Event()
    thread = threading.Thread(target=handing_on(store).keep_on, args=(stopped,))
    thread.start()
    for _ in range(1000):
        if states(store) == {"accepted": 4} or not thread.is_alive():
            break
        stopped.wait(0.01)
    stopped.set()
    thread.join()
    assert states(store) == {"accepted": 4}
    assert "KeyError" in caplog.text
    assert "秘密" not in caplog.text
