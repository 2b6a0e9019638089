"""The consumers of docs/downstream.md are run as a platform runs them: as scripts."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from connectors.targets.http import send_http
from schemas.base import SHANGHAI
from schemas.exchange import Batch, Entry, Outgoing, Sender
from schemas.registry import Target
from tests.warehouse.feeds.log_book import COUNTY, LogBook
from warehouse.database import open_warehouse
from warehouse.feeds import atom_pages, publish_feeds, resource_sync

PAGE = (Path(__file__).parents[1] / "docs" / "downstream.md").read_text(encoding="utf-8")
SCRIPTS = dict(re.findall(r"```python (\w+\.py)\n(.*?)```", PAGE, re.DOTALL))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[LogBook]:
    with open_warehouse(tmp_path, owner="test") as warehouse:
        yield LogBook(warehouse)


def run(script: str, *arguments: object) -> str:
    command = [sys.executable, "-c", SCRIPTS[script], *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def publish(book: LogBook, home: Path) -> Path:
    return publish_feeds(book.warehouse, home, COUNTY).path.with_name("current")


def test_the_atom_consumer_keeps_up(book: LogBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom_pages, "PAGE", 4)
    for n in range(11):
        book.upsert(f"i{n}")
    feed, state = (publish(book, tmp_path) / "atom" / "all.xml").as_uri(), tmp_path / "state.json"
    assert run("consume_atom.py", feed, state) == "11 items, 3 pages read\n"
    book.withdraw("i0")
    book.upsert("i1", title="改过的标题")
    publish(book, tmp_path)
    assert run("consume_atom.py", feed, state) == "10 items, 2 pages read\n"
    items = json.loads(state.read_text())["items"]
    assert {i.rsplit(":", 1)[1] for i in items} == set(book.standing)
    assert items["urn:gongkai:230522:i1"]["title"] == "改过的标题"
    assert items["urn:gongkai:230522:i1"]["item"].endswith("/current/items/i1.json")


def test_the_resourcesync_consumer_mirrors(
    book: LogBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource_sync, "PAGE", 2)
    for name in "abc":
        book.upsert(name)
    index, mirror = (
        (publish(book, tmp_path) / "resourcesync" / "changelist.xml").as_uri(),
        tmp_path / "mirror",
    )
    assert run("consume_resourcesync.py", index, mirror) == "3 items brought up to date, 3 held\n"
    book.withdraw("a")
    book.upsert("b", title="改过的标题")
    items = publish(book, tmp_path) / "items"
    assert run("consume_resourcesync.py", index, mirror) == "2 items brought up to date, 2 held\n"
    assert {p.stem for p in mirror.glob("*.json")} == set(book.standing)
    assert all(p.read_bytes() == (items / p.name).read_bytes() for p in mirror.glob("*.json"))


def test_the_parquet_consumer_loads_and_takes_down(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    book.upsert("b")
    have = tmp_path / "have.json"
    feeds = publish(book, tmp_path)
    assert run("consume_parquet.py", feeds, have) == "as of change 2: load 2, take down 0\n"
    book.upsert("a", title="改过的标题")
    book.withdraw("b")
    publish(book, tmp_path)
    assert run("consume_parquet.py", feeds, have) == "as of change 4: load 1, take down 1\n"
    assert json.loads(have.read_text()) == {"a": 2}


def test_the_receiving_column_answers_our_sender() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/batches"
    command = [sys.executable, "-c", SCRIPTS["receive_push.py"], str(port), address, "230522", "密钥"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as column:
        try:
            assert column.stdout is not None
            assert column.stdout.readline() == "listening\n"
            _exchange(address)
        finally:
            column.terminate()


def _exchange(address: str) -> None:
    target = Target(
        id="municipal",
        level="municipal",
        name="市",
        transport="http",
        url=address,
        key_id="230522",
        secret="NAME",
    )
    first = _outgoing("b1", ("a", 2), ("b", 1))
    answer = send_http(target, first, "密钥".encode())
    assert [(r.item_id, r.status) for r in answer.receipts] == [("a", "accepted"), ("b", "accepted")]
    assert send_http(target, first, "密钥".encode()).receipts == answer.receipts
    older = send_http(target, _outgoing("b2", ("a", 1)), "密钥".encode())
    assert [(r.status, r.code) for r in older.receipts] == [("rejected", "R04")]
    assert send_http(target, first, b"another secret").kind == "unauthorized"


def _outgoing(batch_id: str, *items: tuple[str, int]) -> Outgoing:
    entries = tuple(
        Entry(
            seq=n,
            operation="upsert",
            item_id=item_id,
            version=version,
            content_hash="h",
            item={"title": "标题"},
        )
        for n, (item_id, version) in enumerate(items, 1)
    )
    batch = Batch(
        batch_id=batch_id,
        sender=Sender(division="230522", name="友谊县"),
        target="municipal",
        created_at=datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI),
        from_seq=1,
        to_seq=len(entries),
        entries=entries,
    )
    body = batch.model_dump_json(by_alias=True, exclude_none=True).encode()
    return Outgoing(
        batch_id=batch_id,
        target_id="municipal",
        body=body,
        entries=len(entries),
        sent=frozenset((e.item_id, e.version) for e in entries),
    )
