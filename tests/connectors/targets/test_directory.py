"""Delivery through a shared folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

from connectors.targets import ask_status, send
from schemas.registry import Target
from tests.connectors.targets.column import answer_to, entry, outgoing
from tests.connectors.targets.column import target as http_target

OUT = outgoing("b-1", entry(1))


def folder(path: Path) -> Target:
    return http_target(str(path), transport="directory")


def test_the_batch_lies_there_whole_before_its_ok(tmp_path: Path) -> None:
    answer = send(folder(tmp_path), OUT, b"")
    assert (answer.kind, answer.status_url) == ("accepted_later", None)
    assert (tmp_path / "b-1.json").read_bytes() == OUT.body
    assert (tmp_path / "b-1.json.ok").read_text().strip() == hashlib.sha256(OUT.body).hexdigest()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b-1.json", "b-1.json.ok"]


def test_sending_again_changes_nothing(tmp_path: Path) -> None:
    send(folder(tmp_path), OUT, b"")
    before = (tmp_path / "b-1.json").stat().st_mtime_ns
    send(folder(tmp_path), OUT, b"")
    assert (tmp_path / "b-1.json").stat().st_mtime_ns == before


def test_a_send_that_was_cut_off_is_completed(tmp_path: Path) -> None:
    (tmp_path / "b-1.json").write_bytes(OUT.body[:10])
    send(folder(tmp_path), OUT, b"")
    assert (tmp_path / "b-1.json").read_bytes() == OUT.body


def test_receipts_are_read_when_they_are_whole(tmp_path: Path) -> None:
    target = folder(tmp_path)
    assert ask_status(target, OUT, b"").kind == "accepted_later"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "receipts").mkdir()
    receipts = tmp_path / "receipts" / "b-1.json"
    whole = answer_to(OUT, {"item_id": "item1", "version": 1, "status": "rejected", "code": "R03"})
    receipts.write_text(whole[: len(whole) // 2])
    assert ask_status(target, OUT, b"").kind == "accepted_later"
    receipts.write_text(whole)
    for answer in (ask_status(target, OUT, b""), send(target, OUT, b"")):
        assert [(r.status, r.code) for r in answer.receipts] == [("rejected", "R03")]
    receipts.write_text(whole.replace("b-1", "b-2"))
    assert ask_status(target, OUT, b"").kind == "no_answer"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    answer = send(folder(tmp_path / "missing"), OUT, b"")
    assert answer.kind == "no_answer"
    assert "cannot write" in (answer.message or "")
    assert send(folder(tmp_path), OUT.model_copy(update={"batch_id": "../b"}), b"").kind == "no_answer"
    (tmp_path / "receipts" / "b-1.json").mkdir(parents=True)
    assert "cannot read" in (send(folder(tmp_path), OUT, b"").message or "")
