"""Who sent it, and that it is whole: Content-Digest (RFC 9530) and HTTP Message Signatures (RFC 9421).

Label `gongkai`, over "@method" "@target-uri" "content-digest" "idempotency-key", by hmac-sha256, ed25519, or
hmac-sm3 (GB/T 32905 in place of SHA-256; no registered algorithm of RFC 9421, and for columns that ask for it).
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hmac
from http_message_signatures import (
    ContentDigest,
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    MappingKeyResolver,
)
from http_message_signatures.algorithms import ED25519, HMAC_SHA256, HTTPSignatureAlgorithm

LABEL = "gongkai"
COMPONENTS = ("@method", "@target-uri", "content-digest", "idempotency-key")
TOLERANCE = timedelta(seconds=300)
"""How far the sender's clock may be from ours, either way."""


class HmacSm3(HTTPSignatureAlgorithm):
    """HMAC with SM3 (GB/T 32905)."""

    algorithm_id = "hmac-sm3"

    def __init__(self, public_key: bytes | None = None, private_key: bytes | None = None) -> None:
        self._key = public_key or private_key or b""

    def sign(self, message: bytes) -> bytes:
        """The 32 bytes of the code."""
        return self._of(message).finalize()

    def verify(self, signature: bytes, message: bytes) -> None:
        """Compared in constant time. Raises `InvalidSignature` of cryptography."""
        self._of(message).verify(signature)

    def _of(self, message: bytes) -> hmac.HMAC:
        code = hmac.HMAC(self._key, hashes.SM3())
        code.update(message)
        return code


SCHEMES: dict[str, type[HTTPSignatureAlgorithm]] = {
    algorithm.algorithm_id: algorithm for algorithm in (HMAC_SHA256, HmacSm3, ED25519)
}
"""By the word of the registry. A key is the shared secret, or for ed25519 a PEM."""


class SignatureError(Exception):
    """The message is not what a known sender signed; the text says why and holds no secret."""


class KeyUnusableError(Exception):
    """Our own key does not fit the scheme, or this machine lacks the algorithm; the text holds no secret."""


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
    method: str,
    url: str,
    body: bytes,
    *,
    batch_id: str,
    key_id: str,
    secret: bytes,
    created: datetime,
    scheme: str = "hmac-sha256",
) -> dict[str, str]:
    """The header fields that seal a request: Idempotency-Key, Content-Digest, Signature-Input, Signature.

    Raises `KeyUnusableError`.
    """
    headers: MutableMapping[str, str] = {
        "Idempotency-Key": batch_id,
        "Content-Digest": ContentDigest.create(body),
    }
    signer = HTTPMessageSigner(
        signature_algorithm=SCHEMES[scheme],
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={key_id: secret}),
    )
    try:
        signer.sign(
            Message(method, url, headers),
            key_id=key_id,
            created=created,
            label=LABEL,
            include_alg=True,
            covered_component_ids=COMPONENTS,
            use_existing_digest=True,
        )
    except UnsupportedAlgorithm:
        raise KeyUnusableError(f"this machine's OpenSSL has no {scheme}") from None
    except (ValueError, TypeError, HTTPMessageSignaturesException) as error:  # told by kind: no byte of a key
        raise KeyUnusableError(f"the secret is no key for {scheme} ({type(error).__name__})") from None
    return dict(headers)


def verify(
    message: Message, body: bytes, *, keys: Mapping[str, bytes], now: datetime, scheme: str = "hmac-sha256"
) -> Sealed:
    """Check digest, signature, key and clock, secrets compared in constant time.

    `keys` has the shared secret, or the public key as PEM, by key id. Raises `SignatureError`.
    """
    verifier = HTTPMessageVerifier(
        signature_algorithm=SCHEMES[scheme],
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
