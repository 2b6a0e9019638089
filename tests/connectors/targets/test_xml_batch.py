"""The XML body: the same content as the JSON, valid by the grammar that ships, and nothing a stranger sends expands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from connectors.targets import send
from connectors.targets.envelope import encode_batch
from connectors.targets.signature import sign
from connectors.targets.xml_batch import (
    XmlError,
    decode_xml,
    decode_xml_answer,
    encode_xml,
    encode_xml_answer,
    schema,
)
from schemas.base import now
from schemas.exchange import Batch, Outgoing
from tests.connectors.targets.column import KEY_ID, SECRET, Column, entry, outgoing, target, withdrawal

FILE = {"file_name": "附件.pdf", "url": "http://a/1.pdf", "sha256": None, "byte_size": 7}
PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")))
VALUE = st.one_of(st.none(), PLAIN, st.integers(-5, 10**12), st.just([FILE]), st.just([]))


def batch_of(out: Outgoing) -> Batch:
    return Batch.model_validate_json(out.body)


def as_xml(out: Outgoing) -> Outgoing:
    return out.model_copy(update={"body": encode_xml(batch_of(out))})


@pytest.fixture
def column() -> Iterator[Column]:
    with Column().serving() as column:
        yield column


@given(st.dictionaries(st.sampled_from(["title", "标题", "pcode", "fj", "version"]), VALUE))
def test_xml_and_json_have_the_same_content(item: dict[str, Any]) -> None:
    batch = batch_of(outgoing("b-1", entry(1), withdrawal(2, "item9", 3)))
    first = batch.entries[0].model_copy(update={"item": item})
    batch = batch.model_copy(update={"entries": (first, batch.entries[1])})
    body = encode_xml(batch)
    assert decode_xml(body) == json.loads(encode_batch(batch))
    assert encode_xml(Batch.model_validate(decode_xml(body))) == body
    schema().assertValid(etree.fromstring(body))


def test_what_xml_cannot_carry_is_marked() -> None:
    batch = batch_of(
        outgoing("b-1", entry(1, body_text="甲\x00\x0b乙\ud83d".encode("utf-8", "replace").decode()))
    )
    item = decode_xml(encode_xml(batch))["entries"][0]["item"]
    assert item["body_text"] == "甲\ufffd\ufffd乙?"


def test_answers_go_both_ways() -> None:
    receipt = {"item_id": "a", "version": 3, "status": "rejected", "code": "R02", "message": "缺少发布日期"}
    for answer in (
        {"batch_id": "b-1", "receipts": [receipt]},
        {"batch_id": "b-1", "receipts": []},
        {"batch_id": "b-1", "status_url": "/s"},
        {"error": "not_xml", "message": "不是"},
    ):
        body = encode_xml_answer(answer)
        schema().assertValid(etree.fromstring(body))
        assert decode_xml_answer(body) == answer


@pytest.mark.parametrize("body", [b"<html>x</html>", b"<answer", b"", b"\xff\xfe", b"<a><b/></a>"])
def test_other_xml_is_no_answer(body: bytes) -> None:
    assert decode_xml_answer(body) is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<batch", "not well-formed"),
        (b"<batch xmlns='urn:gongkai:batch:1'/>", "not valid by batch.xsd"),
        (b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "document type"),
        (encode_xml_answer({"batch_id": "b-1", "receipts": []}), "not batch"),
    ],
)
def test_a_bad_body_is_told_by_place(body: bytes, words: str) -> None:
    with pytest.raises(XmlError, match=words):
        decode_xml(body)


def test_a_column_is_delivered_to_in_xml(column: Column) -> None:
    out = as_xml(outgoing("b-1", entry(1), entry(2, title="")))
    answer = send(target(column.url, format="xml"), out, SECRET)
    assert [r.code for r in answer.receipts] == [None, "R01"]
    assert column.seen[0][2][b"content-type"] == b"application/xml; charset=utf-8"
    assert list(column.store.held) == ["item1"]


def test_a_column_that_gets_bad_xml_says_so_in_xml(column: Column) -> None:
    seal = sign("POST", column.url, b"<x/>", batch_id="b-1", key_id=KEY_ID, secret=SECRET, created=now())
    answer = requests.post(column.url, b"<x/>", headers=seal | {"Content-Type": "application/xml"}, timeout=5)
    assert answer.status_code == 400
