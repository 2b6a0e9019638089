"""What the other side said, read without trust: only receipts for what was sent count."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from connectors.privacy import address_has_personal_data, mask
from connectors.targets.xml_batch import decode_xml_answer
from schemas.exchange import Answer, Outgoing, Receipt

_SHOWN = 300
_CODE = 64
_LETTERS = re.compile("[A-WYZa-wyz]+")
"""But X, which is a check digit."""


def read_object(body: bytes) -> dict[str, Any] | None:
    """A JSON object, or an answer in XML as one; None for anything else, half-written ones included."""
    if _is_xml(body):
        return decode_xml_answer(body)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _is_xml(body: bytes) -> bool:
    """By its first character, behind a byte order mark too, and in UTF-16: many servers write them unasked."""
    start = body[:64]
    return start.decode(json.detect_encoding(start), "ignore").lstrip("\ufeff \t\r\n").startswith("<")


def read_receipts(outgoing: Outgoing, content: Mapping[str, Any] | None) -> Answer:
    """The receipts (回执) of a batch, one an entry at most.

    Left out, and named in `message`: receipts for what was never sent, malformed ones, and contradictions;
    the entry they spoke of stays unknown.
    """
    if content is None:
        return no_answer("the answer is not a JSON object, nor our XML")
    if content.get("batch_id") != outgoing.batch_id:
        return no_answer(f"the answer is for another batch: {shown(content.get('batch_id'))}")
    rows = content.get("receipts")
    if not isinstance(rows, list):
        return no_answer("the answer has no list of receipts")
    kept: dict[tuple[str, int], Receipt] = {}
    odd: list[str] = []
    contradicted: set[tuple[str, int]] = set()
    for row in rows:
        receipt = _receipt(row)
        key = (receipt.item_id, receipt.version) if receipt else None
        if receipt is None or key is None:
            odd.append(f"malformed: {shown(row)}")
        elif key not in outgoing.sent:
            odd.append(f"never sent: {shown(receipt.item_id)} version {receipt.version}")
        elif kept.setdefault(key, receipt).status != receipt.status:
            contradicted.add(key)
    odd += [
        f"both accepted and rejected: {item_id} version {version}"
        for item_id, version in sorted(contradicted)
    ]
    receipts = tuple(receipt for key, receipt in kept.items() if key not in contradicted)
    return Answer(kind="receipts", receipts=receipts, message=_listed(odd))


def no_answer(message: str) -> Answer:
    """Nothing certain is known; the same bytes are to be sent again."""
    return Answer(kind="no_answer", message=message)


def shown(value: Any) -> str:
    """Foreign words for an operator's eyes: one line, masked, short, and text: half a character, as software leaves it
    that cuts in UTF-16, becomes a question mark."""
    words = str(value).encode("utf-8", "replace").decode()
    return mask(" ".join(words.split())).text[:_SHOWN]


def _receipt(row: Any) -> Receipt | None:
    try:
        receipt = Receipt.model_validate(row)
    except ValidationError:
        return None
    words = receipt.receipt_number, receipt.code, receipt.message
    told = tuple(word if word is None or _is_plain_code(word) else shown(word) for word in words)
    if told == words:
        return receipt
    return receipt.model_copy(update=dict(zip(("receipt_number", "code", "message"), told, strict=True)))


def _is_plain_code(word: str) -> bool:
    """A number that the other side issued: division, day and serial look like an identity number, and are none unless
    the check digit says so. Masked, the receipts of every day would be one and the same."""
    if len(word) > _CODE or not word.isascii() or not word.isalnum():
        return False
    return not address_has_personal_data(_LETTERS.sub(" ", word), checked=True)


def _listed(odd: list[str]) -> str | None:
    if not odd:
        return None
    more = f" and {len(odd) - 5} more" if len(odd) > 5 else ""
    return "receipts left out: " + "; ".join(odd[:5]) + more
