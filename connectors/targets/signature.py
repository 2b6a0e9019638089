"""Who sent it, and that it is whole: Content-Digest (RFC 9530) and HTTP Message Signatures (RFC 9421).

Label `gongkai`, hmac-sha256 over "@method" "@target-uri" "content-digest" "idempotency-key".
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from http_message_signatures import (
    ContentDigest,
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    MappingKeyResolver,
)
from http_message_signatures.algorithms import HMAC_SHA256

LABEL = "gongkai"
COMPONENTS = ("@method", "@target-uri", "content-digest", "idempotency-key")
TOLERANCE = timedelta(seconds=300)
"""How far the sender's clock may be from ours, either way."""


class SignatureError(Exception):
    """The message is not what a known sender signed; the text says why and holds no secret."""


class HeaderFields(Protocol):
    """Header lines by name, as Starlette or a dict has them."""

    def items(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP request as far as a signature sees it; `url` as on the wire."""

    method: str
    url: str
    headers: HeaderFields


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a verified signature says."""

    key_id: str
    created: datetime


def sign(
    method: str, url: str, body: bytes, *, batch_id: str, key_id: str, secret: bytes, created: datetime
) -> dict[str, str]:
    """The header fields that seal a request: Idempotency-Key, Content-Digest, Signature-Input, Signature."""
    headers: MutableMapping[str, str] = {
        "Idempotency-Key": batch_id,
        "Content-Digest": ContentDigest.create(body),
    }
    signer = HTTPMessageSigner(
        signature_algorithm=HMAC_SHA256,
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={key_id: secret}),
    )
    signer.sign(
        Message(method, url, headers),
        key_id=key_id,
        created=created,
        label=LABEL,
        include_alg=True,
        covered_component_ids=COMPONENTS,
        use_existing_digest=True,
    )
    return dict(headers)


def verify(message: Message, body: bytes, *, keys: Mapping[str, bytes], now: datetime) -> Sealed:
    """Check digest, signature, key and clock, secrets compared in constant time.

    `keys` has the shared secret by key id. Raises `SignatureError`.
    """
    verifier = HTTPMessageVerifier(
        signature_algorithm=HMAC_SHA256,
        key_resolver=MappingKeyResolver(public_keys=keys, private_keys={}),
    )
    # The library measures age by its own clock and lets the future be 5 s away; ours is checked below.
    verifier.max_clock_skew = timedelta(days=36_500)
    try:
        results = verifier.verify(message, max_age=None, require_components=COMPONENTS, body=body)
    except HTTPMessageSignaturesException as error:
        raise SignatureError(str(error)) from error
    result = results[0]
    if result.label != LABEL or "alg" not in result.parameters:
        raise SignatureError(f"the signature must be labelled {LABEL!r} and name its alg")
    created = datetime.fromtimestamp(int(result.parameters["created"]), UTC)
    if abs(now - created) > TOLERANCE:
        ours = now.astimezone(UTC).isoformat(timespec="seconds")
        raise SignatureError(f"created {created.isoformat()} is over {TOLERANCE.seconds} s off our {ours}")
    return Sealed(str(result.parameters["keyid"]), created)
