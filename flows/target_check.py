"""Trying a target (报送对象联调): a signed empty batch, and in words what came back."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from connectors.targets import encode, send
from flows.settings import secret_named
from schemas.base import Model, now
from schemas.exchange import Answer, Batch, Outgoing, Sender
from schemas.registry import County, Target

WORDS: dict[str, str] = {
    "receipts": "the column took an empty batch and answered: address, key, signature and clock are right",
    "accepted_later": "the empty batch was handed over: address and key are right; receipts are read at the next push",
    "refused": "the column knows us, but refuses what was sent; if it only minds that the batch is empty, all is right",
    "unauthorized": "we are not let in: compare key_id, secret, signature scheme, host_key and both clocks",
    "too_large": "even an empty batch is too large for it: something in front of the column limits requests",
    "wait": "the column is there and busy: try again later",
    "no_answer": "nothing came back that is an answer of this protocol: look at the address, and at what stands there",
}


class TargetCheck(Model):
    """What came of it."""

    target_id: str
    transport: str
    url: str
    signature: str | None
    """For `http`."""
    outcome: str
    """Kind of the answer."""
    said: str | None
    """What the other side said, masked and short."""
    meaning: str

    @property
    def is_well(self) -> bool:
        return self.outcome in ("receipts", "accepted_later")


def check_target(
    county: County, target: Target, secret_of: Callable[[str], bytes] = secret_named
) -> TargetCheck:
    """Send a batch without entries. Nothing is recorded. Raises `SecretMissingError`."""
    at = now()
    batch = Batch(
        batch_id=f"check-{at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
        sender=Sender(division=county.division, name=county.name),
        target=target.id,
        created_at=at,
        from_seq=0,
        to_seq=0,
        entries=(),
    )
    body = encode(target, batch)
    outgoing = Outgoing(batch_id=batch.batch_id, target_id=target.id, body=body, entries=0)
    secret = secret_of(target.secret) if target.secret else b""
    return _told(target, send(target, outgoing, secret))


def _told(target: Target, answer: Answer) -> TargetCheck:
    return TargetCheck(
        target_id=target.id,
        transport=target.transport,
        url=target.url,
        signature=target.signature if target.transport == "http" else None,
        outcome=answer.kind,
        said=answer.message,
        meaning=WORDS[answer.kind],
    )
