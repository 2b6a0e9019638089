"""An item as a receiving column holds it (接收信息), and whether what arrives may replace it.

By item and sender: a newer version replaces; the same version again replaces too, under the receipt it had, so that
what was altered here is mended; an older one is rejected (R04), so is the same version with another content (R06); a
withdrawal is accepted even of an item never seen, and leaves a mark without content, so that a late older version
cannot bring the item back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from schemas.exchange import Batch, Entry, Receipt


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A row of `held_item`: an item as this column shows it."""

    sender: str
    item_id: str
    version: int
    content_hash: str | None
    is_withdrawn: bool
    title: str | None
    content: str | None
    receipt_number: str
    batch_id: str


def judged(
    batch: Batch, entry: Entry, held: dict[str, HeldItem], number: str, *, title_field: str
) -> Receipt:
    """The receipt of an entry; what it changes is changed in `held`, the items by their ids.

    `number`: of the receipt, where it is a new one.
    """
    known = held.get(entry.item_id)
    refusal = _refusal(entry, known)
    if refusal:
        code, message = refusal
        return Receipt(
            item_id=entry.item_id, version=entry.version, status="rejected", code=code, message=message
        )
    if known and _is_same(entry, known):
        number = known.receipt_number
    held[entry.item_id] = _row(batch, entry, number, title_field)
    return Receipt(item_id=entry.item_id, version=entry.version, status="accepted", receipt_number=number)


def is_news(before: HeldItem | None, now: HeldItem) -> bool:
    """Whether a row is another version, or gone or back; the same version again is not."""
    return before is None or (before.version, before.is_withdrawn) != (now.version, now.is_withdrawn)


def _row(batch: Batch, entry: Entry, number: str, title_field: str) -> HeldItem:
    mark = HeldItem(
        batch.sender.division,
        entry.item_id,
        entry.version,
        None,
        True,
        None,
        None,
        number,
        batch.batch_id,
    )
    if entry.operation == "withdraw":
        return mark
    item = entry.item or {}
    title = item.get(title_field)
    return replace(
        mark,
        content_hash=entry.content_hash,
        is_withdrawn=False,
        title=None if title is None else str(title),
        content=json.dumps(item, ensure_ascii=False),
    )


def _refusal(entry: Entry, known: HeldItem | None) -> tuple[str, str] | None:
    """Why an entry cannot be taken: code and words; None where it can."""
    if known is None:
        return None
    if entry.version < known.version:
        return "R04", f"版本 {entry.version} 低于已接收的版本 {known.version}"
    is_other = (
        entry.operation == "upsert" and not known.is_withdrawn and entry.content_hash != known.content_hash
    )
    if entry.version == known.version and is_other:
        return "R06", f"版本 {entry.version} 已接收，但内容不同"
    return None


def _is_same(entry: Entry, known: HeldItem) -> bool:
    return entry.version == known.version and (entry.operation == "withdraw") == known.is_withdrawn
