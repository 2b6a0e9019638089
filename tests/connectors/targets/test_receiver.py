"""The reference column as strangers meet it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from connectors.targets import ask_status, send
from connectors.targets.signature import sign
from schemas.base import now
from tests.connectors.targets.column import KEY_ID, SECRET, Column, entry, outgoing, target, withdrawal
from warehouse.receiving import ColumnStore


@pytest.fixture
def column() -> Iterator[Column]:
    with Column(max_body_bytes=20_000).serving() as column:
        yield column


def post(column: Column, body: bytes, batch_id: str = "b-1", **headers: str) -> requests.Response:
    url = column.base + "/a/b%20c/batches?x=%E5%85%AC"
    seal = sign("POST", url, body, batch_id=batch_id, key_id=KEY_ID, secret=SECRET, created=now())
    return requests.post(url, data=body, headers=seal | headers, timeout=5)


def test_any_path_that_ends_in_batches(column: Column) -> None:
    out = outgoing("b-1", entry(1))
    first, again = post(column, out.body), post(column, out.body)
    assert (first.status_code, again.status_code) == (200, 409)
    assert first.json() == again.json()
    assert first.json()["receipts"][0] == {
        "item_id": "item1", "version": 1, "status": "accepted", "receipt_number": "S-item1-1"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"title": " "}, "R01", "标题为空"),
        ({"published_at": None}, "R02", "缺少发布日期"),
        ({"body_text": None}, "R03", "正文和附件均为空"),
        ({"body_text": "身份证号11010519491231002X"}, "R05", "含个人信息"),
    ],
)
def test_rules_reject_with_code_and_words(
    column: Column, changes: dict[str, str | None], code: str, words: str
) -> None:
    out = outgoing("b-1", entry(1), entry(2, **changes), withdrawal(3, "item0", 1))
    for _ in range(2):
        answer = send(target(column.url), out, SECRET)
        assert [r.status for r in answer.receipts] == ["accepted", "rejected", "accepted"]
        assert (answer.receipts[1].code, answer.receipts[1].message) == (code, words)
    assert "item2" not in column.store.held


def test_an_attachment_is_content_enough(column: Column) -> None:
    out = outgoing("b-1", entry(1, body_text=None, attachments=[{"file_name": "附件.pdf"}]))
    assert send(target(column.url), out, SECRET).receipts[0].status == "accepted"


def test_a_column_with_its_own_names() -> None:
    with Column(fields={"bt": "title", "fbsj": "published_at", "zw": "body_text"}).serving() as column:
        good = entry(1).model_copy(update={"item": {"bt": "通知", "fbsj": "2021-11-22", "zw": "正文"}})
        answer = send(target(column.url), outgoing("b-1", good, entry(2)), SECRET)
        assert [r.code for r in answer.receipts] == [None, "R01"]


def test_bad_bodies_are_told_apart(column: Column) -> None:
    good = json.loads(outgoing("b-1", entry(1)).body)
    assert post(column, b"{").status_code == 400
    assert post(column, b"[]").status_code == 422
    unknown = post(column, json.dumps(good | {"surprise": "值"}).encode())
    assert unknown.status_code == 422
    assert "surprise" in unknown.json()["message"]
    assert "值" not in unknown.json()["message"]
    assert post(column, json.dumps(good).encode(), batch_id="b-2").status_code == 422
    assert post(column, b"x" * 20_001).status_code == 413
    assert requests.post(column.url, data=iter([b"x" * 15_000] * 2), timeout=5).status_code == 413
    assert requests.post(column.url, data=b"{}", timeout=5).status_code == 401
    assert column.store.answers == {}


def test_a_signature_does_not_fit_another_body_or_path(column: Column) -> None:
    body = outgoing("b-1", entry(1)).body
    seal = sign("POST", column.url, body, batch_id="b-1", key_id=KEY_ID, secret=SECRET, created=now())
    other = outgoing("b-1", entry(1, title="改动")).body
    assert requests.post(column.url, data=other, headers=seal, timeout=5).status_code == 401
    assert requests.post(column.base + "/x/batches", data=body, headers=seal, timeout=5).status_code == 401
    assert requests.post(column.url, data=body, headers=seal, timeout=5).status_code == 200


def test_the_listing_pages_through_everything(column: Column) -> None:
    entries = [entry(n, f"item{n:03}") for n in range(1, 8)]
    send(target(column.url), outgoing("b-1", *entries, withdrawal(8, "item001", 2)), SECRET)
    url, found = column.base + "/items?limit=3", []
    while url:
        answer = requests.get(url, timeout=5).json()
        found += answer["items"]
        url = answer["next"]
    assert [i["item_id"] for i in found] == [f"item{n:03}" for n in range(1, 8)]
    assert found[0] == {
        "item_id": "item001",
        "version": 2,
        "content_hash": None,
        "withdrawn": True,
        "digest": None,
    }
    assert requests.get(column.base + "/items?limit=0", timeout=5).status_code == 400


def test_the_front_page_and_health(column: Column) -> None:
    send(target(column.url), outgoing("b-1", entry(1, title="<b>通知</b>")), SECRET)
    page = requests.get(column.base + "/", timeout=5)
    page.encoding = "utf-8"
    assert "市级政府信息公开专栏" in page.text
    assert "&lt;b&gt;通知" in page.text
    assert requests.get(column.base + "/health", timeout=5).json() == {"status": "ok", "level": "municipal"}


def test_with_the_store_that_ships(tmp_path: Path) -> None:
    with ColumnStore(tmp_path) as store, Column(store).serving() as column:
        first = outgoing("b-1", entry(1, title=""), entry(2, "x", 3), withdrawal(3, "y", 2))
        second = outgoing("b-2", entry(4, "x", 2), entry(5, "y", 1), entry(6, "x", 4))
        for _ in range(2):
            answers = [send(target(column.url), out, SECRET) for out in (first, second)]
            assert [[r.code for r in a.receipts] for a in answers] == [
                ["R01", None, None],
                ["R04", "R04", None],
            ]
        changed = outgoing("b-2", entry(4, "x", 2))
        assert send(target(column.url), changed, SECRET).kind == "refused"
        assert list(store.current_set()) == ["x"]
        assert requests.get(column.base + "/", timeout=5).status_code == 200
        assert len(requests.get(column.base + "/items", timeout=5).json()["items"]) == 2


def test_behind_a_proxy() -> None:
    with Column(public_url="https://column.example.gov.cn").serving() as column:
        body = outgoing("b-1", entry(1)).body
        url = "https://column.example.gov.cn/batches"
        seal = sign("POST", url, body, batch_id="b-1", key_id=KEY_ID, secret=SECRET, created=now())
        assert requests.post(column.url, data=body, headers=seal, timeout=5).status_code == 200


def test_what_was_promised_outlives_the_receiver(tmp_path: Path) -> None:
    """A restart between 202 and receipts: the sender that asks has them, and no batch is sent twice."""
    out = outgoing("b-later", entry(1), entry(2, "item2", body_text=None, published_at=None))
    with ColumnStore(tmp_path) as store, Column(store, later_seconds=60).serving() as column:
        answer = send(target(column.url), out, SECRET)
        assert (answer.kind, answer.status_url) == ("accepted_later", "batches/b-later/receipts")
    out = out.model_copy(update={"status_url": answer.status_url})
    with ColumnStore(tmp_path) as store, Column(store, later_seconds=60).serving() as column:
        assert ask_status(target(column.url), out, SECRET).kind == "accepted_later"
        column.clock = lambda: now() + timedelta(seconds=61)
        answer = ask_status(target(column.url), out, SECRET)
        assert [r.status for r in answer.receipts] == ["accepted", "rejected"]
        again = send(target(column.url), out, SECRET)
        assert again.receipts == answer.receipts, "sent again when it is due, it is answered at once"


def test_a_promise_is_kept_under_any_path(tmp_path: Path) -> None:
    out = outgoing("b-later", entry(1))
    with ColumnStore(tmp_path) as store, Column(store, later_seconds=60).serving() as column:
        under = target(column.url.replace("/batches", "/municipal/batches"))
        assert send(under, out, SECRET).kind == "accepted_later"
        promised = out.model_copy(update={"status_url": "batches/b-later/receipts"})
        assert ask_status(under, promised, SECRET).kind == "accepted_later"
