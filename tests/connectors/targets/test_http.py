"""Delivery over HTTP to a real column, and to one that misbehaves."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.targets import ask_status, send
from schemas.exchange import Answer
from tests.connectors.targets.column import (
    SECRET,
    Column,
    answer_to,
    entry,
    halves_the_reply,
    loses_the_reply,
    outgoing,
    says,
    target,
    withdrawal,
)

OUT = outgoing("b-1", entry(1), entry(2))


@pytest.fixture
def column() -> Iterator[Column]:
    with Column().serving() as column:
        yield column


def accepted(n: int) -> dict[str, Any]:
    return {"item_id": f"item{n}", "version": 1, "status": "accepted", "receipt_number": f"S-{n}"}


def test_a_batch_is_receipted(column: Column) -> None:
    answer = send(target(column.url), OUT, SECRET)
    assert answer.kind == "receipts"
    assert [(r.item_id, r.status, r.receipt_number) for r in answer.receipts] == [
        ("item1", "accepted", "S-item1-1"),
        ("item2", "accepted", "S-item2-1"),
    ]
    _, path, headers = column.seen[0]
    assert path == "/batches"
    assert headers[b"content-type"] == b"application/json; charset=utf-8"
    assert headers[b"idempotency-key"] == b"b-1"


def test_a_reply_lost_after_commit_is_made_good_by_the_same_key(column: Column) -> None:
    column.spoil = [loses_the_reply, halves_the_reply]
    assert send(target(column.url), OUT, SECRET).kind == "no_answer"
    assert send(target(column.url), OUT, SECRET).kind == "no_answer"
    assert list(column.store.held) == ["item1", "item2"]
    answer = send(target(column.url), OUT, SECRET)
    assert [r.status for r in answer.receipts] == ["accepted", "accepted"]
    assert len(column.store.answers) == 1


@pytest.mark.parametrize(
    ("spoil", "kind", "words"),
    [
        (says(500, "boom"), "no_answer", "HTTP 500: boom"),
        (says(404, ""), "no_answer", "HTTP 404"),
        (says(302, "", location="/elsewhere"), "no_answer", "HTTP 302"),
        (says(200, "<html>登录</html>"), "no_answer", "not a JSON object"),
        (says(200, b"\xff\xfe\x00"), "no_answer", "not a JSON object"),
        (says(200, "[" * 100_000), "no_answer", "not a JSON object"),
        (says(200, '{"batch_id": "b-1"}'), "no_answer", "no list of receipts"),
        (says(200, '{"batch_id": "b-2", "receipts": []}'), "no_answer", "another batch: b-2"),
        (says(409, '{"message": "working on it"}'), "no_answer", "another batch"),
        (says(400, '{"error": "not_json", "message": "不是 JSON"}'), "refused", "不是 JSON"),
        (says(422, '{"reason": "栏目不存在"}'), "refused", "栏目不存在"),
        (says(401, "{}"), "unauthorized", "HTTP 401"),
        (says(403, "no"), "unauthorized", "HTTP 403"),
        (says(413, ""), "too_large", "HTTP 413"),
        (says(202, "{}"), "no_answer", "202 without"),
        (
            says(202, '{"batch_id": "b-1", "status_url": "http://10.0.0.1/s"}'),
            "no_answer",
            "not on the target's host",
        ),
        (says(200, b"x" * 10, content_encoding="br"), "no_answer", "br"),
        (says(200, b"{}", content_length="900"), "no_answer", ""),
    ],
)
def test_whatever_comes_back_has_a_name(column: Column, spoil: Any, kind: str, words: str) -> None:
    column.spoil = [spoil]
    answer = send(target(column.url), OUT, SECRET)
    assert answer.kind == kind
    assert words in (answer.message or "")
    assert answer.receipts == ()


@pytest.mark.parametrize(("status", "value", "seconds"), [(429, "7", 7), (503, "0", 0), (503, None, None)])
def test_waiting_as_told(column: Column, status: int, value: str | None, seconds: float | None) -> None:
    column.spoil = [says(status, "busy", **({"retry_after": value} if value else {}))]
    answer = send(target(column.url), OUT, SECRET)
    assert (answer.kind, answer.retry_after_seconds) == ("wait", seconds)


def test_nobody_there() -> None:
    assert send(target("http://127.0.0.1:9/batches"), OUT, SECRET).kind == "no_answer"
    assert send(target("https://127.0.0.1:9/batches"), OUT, SECRET).message


def test_a_connection_that_is_reset_and_a_body_that_drips() -> None:
    for behave in (reset, drip):
        with misbehaving(behave) as url:
            answer = send(target(url, timeout_seconds=0.4), OUT, SECRET)
        assert (answer.kind, answer.receipts) == ("no_answer", ())


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.recv(100)


def drip(connection: socket.socket) -> None:
    connection.recv(100_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{")
    with contextlib.suppress(OSError):
        for _ in range(40):
            connection.sendall(b" ")
            time.sleep(0.05)


@contextlib.contextmanager
def misbehaving(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that treats one connection so."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                behave(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/batches"
        thread.join()


def test_only_receipts_for_what_was_sent_count(column: Column) -> None:
    contradiction = accepted(2) | {"status": "rejected"}
    rows = [accepted(1), accepted(1), accepted(7), accepted(2), contradiction, {"item_id": 5}, "x"]
    column.spoil = [says(200, answer_to(OUT, *rows, accepted(1) | {"version": 9}))]
    answer = send(target(column.url), OUT, SECRET)
    assert [r.item_id for r in answer.receipts] == ["item1"]
    for words in ("item7 version 1", "item1 version 9", "malformed", "both accepted and rejected: item2"):
        assert words in (answer.message or "")


def test_foreign_words_are_masked(column: Column) -> None:
    leak = "身份证号11010519491231002X"
    column.spoil = [says(200, answer_to(OUT, accepted(1) | {"message": leak})), says(400, leak)]
    first, second = (send(target(column.url), OUT, SECRET) for _ in range(2))
    assert "19491231002X" not in (first.receipts[0].message or "")
    assert "19491231002X" not in (second.message or "")


def test_foreign_words_are_cut_to_one_line(column: Column) -> None:
    column.spoil = [says(200, answer_to(OUT, accepted(1) | {"message": "a\nb" * 1000}))]
    (receipt,) = send(target(column.url), OUT, SECRET).receipts
    assert "\n" not in (receipt.message or "")
    assert len(receipt.message or "") <= 300


def test_202_then_the_receipts(column: Column) -> None:
    column.spoil = [
        says(202, json.dumps({"batch_id": "b-1", "status_url": "/status/b-1"})),
        says(202, json.dumps({"batch_id": "b-1", "status_url": "/status/b-1"})),
        says(200, answer_to(OUT, accepted(1), accepted(2))),
    ]
    answer = send(target(column.url), OUT, SECRET)
    assert (answer.kind, answer.status_url) == ("accepted_later", "/status/b-1")
    waiting = OUT.model_copy(update={"status_url": answer.status_url})
    assert ask_status(target(column.url), waiting, SECRET).kind == "accepted_later"
    assert len(ask_status(target(column.url), waiting, SECRET).receipts) == 2
    method, path, headers = column.seen[-1]
    assert (method, path) == ("GET", "/status/b-1")
    assert headers[b"content-digest"] == b"sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
    assert b"signature" in headers


@pytest.mark.parametrize(
    "status_url", ["http://10.0.0.1/s", "//10.0.0.1/s", None, "https:/s", "http://[::1/s"]
)
def test_a_status_url_elsewhere_is_not_asked(column: Column, status_url: str | None) -> None:
    answer = ask_status(target(column.url), OUT.model_copy(update={"status_url": status_url}), SECRET)
    assert answer.kind == "no_answer"
    assert column.seen == []


def test_the_column_checks_signature_key_and_clock(column: Column) -> None:
    assert send(target(column.url), OUT, b"another").kind == "unauthorized"
    assert send(target(column.url, key_id="999999"), OUT, SECRET).kind == "unauthorized"
    column.clock = lambda: datetime.now(UTC) + timedelta(seconds=400)
    late = send(target(column.url), OUT, SECRET)
    assert late.kind == "unauthorized"
    assert "300" in (late.message or "")
    assert column.store.held == {}


def test_the_same_key_with_other_bytes_is_refused(column: Column) -> None:
    assert send(target(column.url), OUT, SECRET).kind == "receipts"
    answer = send(target(column.url), outgoing("b-1", entry(1, title="另一个标题")), SECRET)
    assert answer.kind == "refused"
    assert "首次报送" in (answer.message or "")


def test_an_older_version_is_rejected_and_a_withdrawal_passes(column: Column) -> None:
    newer = outgoing("b-1", entry(1, "item1", version=3))
    older = outgoing("b-2", entry(2, "item1", version=2), withdrawal(3, "item9", 1))
    assert send(target(column.url), newer, SECRET).receipts[0].status == "accepted"
    first, second = send(target(column.url), older, SECRET).receipts
    assert (first.status, first.code) == ("rejected", "R04")
    assert second.status == "accepted"


def test_answers_of_every_kind_are_models() -> None:
    assert Answer(kind="wait").retry_after_seconds is None
