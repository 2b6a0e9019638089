"""The signature schemes besides hmac-sha256: each opens its own door and no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from connectors.targets import send
from connectors.targets.signature import (
    SCHEMES,
    HmacSm3,
    KeyUnusableError,
    Message,
    SignatureError,
    sign,
    verify,
)
from tests.connectors.targets.column import Column, entry, outgoing, target

PRIVATE = Ed25519PrivateKey.generate()
PEM = PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
PUBLIC = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
KEYS = {"hmac-sha256": (b"shared", b"shared"), "hmac-sm3": (b"shared", b"shared"), "ed25519": (PEM, PUBLIC)}
URL = "http://127.0.0.1/batches"
MOMENT = datetime(2026, 11, 23, tzinfo=UTC)


def sealed(scheme: str) -> dict[str, str]:
    secret = KEYS[scheme][0]
    return sign("POST", URL, b"{}", batch_id="b", key_id="k", secret=secret, created=MOMENT, scheme=scheme)


def test_each_scheme_has_a_case() -> None:
    assert set(KEYS) == set(SCHEMES)


@pytest.mark.parametrize("ours", KEYS)
@pytest.mark.parametrize("theirs", KEYS)
def test_a_scheme_opens_its_own_door_only(ours: str, theirs: str) -> None:
    message = Message("POST", URL, sealed(ours))
    if ours == theirs:
        assert verify(message, b"{}", keys={"k": KEYS[theirs][1]}, now=MOMENT, scheme=theirs).key_id == "k"
        return
    with pytest.raises(SignatureError):
        verify(message, b"{}", keys={"k": KEYS[theirs][1]}, now=MOMENT, scheme=theirs)


def test_hmac_sm3_is_the_standards() -> None:
    """HMAC by hand over SM3 (GB/T 32905), whose digest of `abc` is in the standard's annex."""
    from cryptography.hazmat.primitives.hashes import SM3, Hash

    def sm3(data: bytes) -> bytes:
        state = Hash(SM3())
        state.update(data)
        return state.finalize()

    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    key = b"shared".ljust(64, b"\0")
    inner = sm3(bytes(b ^ 0x36 for b in key) + b"message")
    assert HmacSm3(private_key=b"shared").sign(b"message") == sm3(bytes(b ^ 0x5C for b in key) + inner)


@pytest.mark.parametrize("scheme", ["hmac-sm3", "ed25519"])
def test_a_column_may_ask_for_it(scheme: str) -> None:
    private, public = KEYS[scheme]
    with Column(scheme=scheme, key=public).serving() as column:
        out = outgoing("b-1", entry(1))
        assert send(target(column.url, signature=scheme), out, private).kind == "receipts"
        assert send(target(column.url), out, private).kind == "unauthorized"


def test_a_secret_that_is_no_key_is_told_without_it() -> None:
    secret = b"-----BEGIN PRIVATE KEY-----\nabcdefg"
    with pytest.raises(KeyUnusableError) as error:
        sign("POST", URL, b"", batch_id="b", key_id="k", secret=secret, created=MOMENT, scheme="ed25519")
    assert "abcdefg" not in str(error.value)
    answer = send(target("http://127.0.0.1:9/b", signature="ed25519"), outgoing("b-1", entry(1)), secret)
    assert answer.kind == "unauthorized"
    assert "ed25519" in (answer.message or "")
    assert "abcdefg" not in (answer.message or "")
