"""The bytes and their seal."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.targets import encode_batch
from connectors.targets.signature import Message, SignatureError, sign, verify
from connectors.targets.xml_batch import encode_xml
from schemas.base import SHANGHAI
from schemas.exchange import Batch, Draft, DraftEntry, Entry, Sender
from tests.connectors.targets.column import entry, withdrawal

URL = "http://127.0.0.1:8201/batches?x=1"
MOMENT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KEYS = {"230522": b"secret"}


def batch(*entries: Entry) -> Batch:
    return Batch(
        batch_id="b-1",
        sender=Sender(division="230522", name="友谊县"),
        target="municipal",
        created_at=datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI),
        from_seq=1,
        to_seq=2,
        entries=entries,
    )


def sealed(body: bytes, **changes: Any) -> dict[str, str]:
    given = {"batch_id": "b-1", "key_id": "230522", "secret": b"secret", "created": MOMENT} | changes
    return sign("POST", URL, body, **given)


def test_a_batch_is_the_json_of_the_contract() -> None:
    body = encode_batch(batch(entry(1, summary=None), withdrawal(2, "item9", 3)))
    content = json.loads(body)
    assert list(content) == [
        "schema", "batch_id", "sender", "target", "created_at", "from_seq", "to_seq", "entries"
    ]  # fmt: skip
    assert content["schema"] == "gongkai.batch/1"
    assert content["created_at"] == "2026-11-23T09:30:00+08:00"
    assert content["entries"][0]["item"]["summary"] is None
    assert content["entries"][1] == {
        "seq": 2, "operation": "withdraw", "item_id": "item9", "version": 3, "reason": "来源已删除"
    }  # fmt: skip
    assert "通知" in body.decode()
    assert encode_batch(Batch.model_validate_json(body)) == body


def test_a_draft_gives_the_bytes_of_the_same_batch() -> None:
    whole = batch(entry(1, summary=None), withdrawal(2, "item9", 3))
    made = [
        DraftEntry(**{**dict(e), "item": e.item and json.dumps(e.item, ensure_ascii=False).encode()})
        for e in whole.entries
    ]
    head = {name: value for name, value in whole if name != "schema_"}
    draft = Draft(**{**head, "entries": tuple(made)})
    assert json.loads(encode_batch(draft)) == json.loads(encode_batch(whole))
    assert encode_xml(draft) == encode_xml(whole)


def test_the_signature_base_is_the_one_of_rfc_9421() -> None:
    body = b'{"a":1}'
    headers = sealed(body)
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    assert headers["Content-Digest"] == f"sha-256=:{digest}:"
    parameters = (
        '("@method" "@target-uri" "content-digest" "idempotency-key")'
        f';created={int(MOMENT.timestamp())};keyid="230522";alg="hmac-sha256"'
    )
    assert headers["Signature-Input"] == "gongkai=" + parameters
    base = "\n".join(
        [
            '"@method": POST',
            f'"@target-uri": {URL}',
            f'"content-digest": sha-256=:{digest}:',
            '"idempotency-key": b-1',
            f'"@signature-params": {parameters}',
        ]
    )
    expected = base64.b64encode(hmac.digest(b"secret", base.encode(), "sha256")).decode()
    assert headers["Signature"] == f"gongkai=:{expected}:"


@given(st.binary(max_size=200), st.sampled_from(["", "中文"]))
def test_what_is_sealed_is_verified(body: bytes, key: str) -> None:
    secret = ("secret" + key).encode()
    message = Message("POST", URL, sealed(body, secret=secret))
    assert verify(message, body, keys={"230522": secret}, now=MOMENT).key_id == "230522"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"body": b"other"}, "Content-Digest does not match"),
        ({"url": URL + "2"}, ""),
        ({"method": "GET"}, ""),
        ({"now": MOMENT + timedelta(seconds=301)}, "over 300 s"),
        ({"now": MOMENT - timedelta(seconds=301)}, "over 300 s"),
        ({"keys": {"230522": b"other"}}, ""),
        ({"keys": {}}, "resolve verification key"),
        ({"headers": {"Idempotency-Key": "b-2"}}, ""),
        ({"headers": {"Signature": "gongkai=:AAAA:"}}, ""),
        ({"headers": {"Signature-Input": "nonsense"}}, "Signature"),
        ({"drop": "Content-Digest"}, ""),
        ({"drop": "Signature"}, "Signature"),
        ({"drop": "Signature-Input"}, "Signature-Input"),
    ],
)
def test_what_was_changed_is_refused(change: dict[str, Any], words: str) -> None:
    headers = sealed(b"body") | change.get("headers", {})
    headers.pop(change.get("drop", ""), None)
    message = Message(change.get("method", "POST"), change.get("url", URL), headers)
    with pytest.raises(SignatureError, match=words or None) as caught:
        verify(
            message, change.get("body", b"body"), keys=change.get("keys", KEYS), now=change.get("now", MOMENT)
        )
    assert "secret" not in str(caught.value)


def test_a_signature_that_covers_less_is_refused() -> None:
    from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
    from http_message_signatures.algorithms import HMAC_SHA256

    headers = {k: v for k, v in sealed(b"body").items() if k in ("Idempotency-Key", "Content-Digest")}
    message = Message("POST", URL, headers)
    resolver = MappingKeyResolver(public_keys={}, private_keys=KEYS)
    HTTPMessageSigner(signature_algorithm=HMAC_SHA256, key_resolver=resolver).sign(
        message,
        key_id="230522",
        created=MOMENT,
        label="gongkai",
        covered_component_ids=("@method", "content-digest", "idempotency-key"),
        use_existing_digest=True,
    )
    with pytest.raises(SignatureError, match="target-uri"):
        verify(message, b"body", keys=KEYS, now=MOMENT)


def test_the_clock_may_be_five_minutes_off() -> None:
    message = Message("POST", URL, sealed(b"body"))
    for seconds in (-299, 299):
        assert verify(message, b"body", keys=KEYS, now=MOMENT + timedelta(seconds=seconds)).created == MOMENT
