"""What other platforms write into their answers, unasked."""

from __future__ import annotations

import json

import pytest

from connectors.targets.answers import read_object, read_receipts, shown
from tests.connectors.targets.column import entry, outgoing

OUT = outgoing("b-1", entry(1))
XML = (
    '<?xml version="1.0" encoding="{}"?><answer xmlns="urn:gongkai:batch:1" batch_id="b-1">'
    '<receipt item_id="item1" version="1" status="accepted"/></answer>'
)


def receipt(**content: str) -> dict[str, object]:
    (item_id, version), *_ = OUT.sent
    return {"item_id": item_id, "version": version, "status": "accepted", **content}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_answer_is_read_behind_a_byte_order_mark(encoding: str) -> None:
    told = {"batch_id": "b-1", "receipts": []}
    assert read_object(json.dumps(told).encode(encoding)) == told
    answer = read_object(XML.format("utf-16" if encoding == "utf-16" else "utf-8").encode(encoding))
    assert answer is not None
    assert answer["batch_id"] == "b-1"


def test_half_a_character_can_be_stored() -> None:
    assert shown("标题\ud83d") == "标题?"
    content = json.loads(
        json.dumps({"batch_id": "b-1", "receipts": [receipt(message="\ud83d", code="R\ud83d")]})
    )
    (read,) = read_receipts(OUT, content).receipts
    assert (read.message, read.code) == ("?", "R?")
    strange = {"batch_id": "b-1", "receipts": [receipt() | {"item_id": "\ud83d"}]}
    assert "never sent" in (read_receipts(OUT, strange).message or "").encode().decode()


def test_numbers_of_receipts_stay_apart() -> None:
    """Division, day and serial are no identity number; one whose check digit is right is masked, and so is a mobile."""
    numbers = ["230522202611230001", "HZ230522202601010042", "230522202609150001"]
    content = {"batch_id": "b-1", "receipts": [receipt(receipt_number=numbers[0])]}
    assert read_receipts(OUT, content).receipts[0].receipt_number == numbers[0]
    kept = [
        read_receipts(OUT, content | {"receipts": [receipt(receipt_number=n)]}).receipts[0] for n in numbers
    ]
    assert [k.receipt_number for k in kept] == numbers
    for personal in ("11010519491231002X", "13800138000", "230522 19490101 0001 身份证"):
        (read,) = read_receipts(OUT, content | {"receipts": [receipt(receipt_number=personal)]}).receipts
        assert "*" in (read.receipt_number or "")
