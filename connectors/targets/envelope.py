"""What travels: a batch (报送批次) as JSON, and what of an item goes into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson

from connectors.privacy import mask
from schemas.base import SHANGHAI
from schemas.exchange import ITEM_FIELDS, Batch

ATTACHMENT_FIELDS = ("file_name", "url", "sha256", "byte_size")
PROSE = frozenset(("title", "summary", "keywords", "content_source", "body_text"))
"""Fields that a person wrote. A version that waited until it was superseded is masked once more at the door: that may
be because something in it had not been masked. The current one passed the gate as it is."""

_WHOLE = {name: name for name in (*ITEM_FIELDS, "attachments")}


def batch_content(batch: Batch) -> dict[str, Any]:
    """A batch as plain values in the order of the contract; what an entry does not have is left out."""
    return {
        "schema": batch.schema_,
        "batch_id": batch.batch_id,
        "sender": {"division": batch.sender.division, "name": batch.sender.name},
        "target": batch.target,
        "created_at": batch.created_at.isoformat(),
        "from_seq": batch.from_seq,
        "to_seq": batch.to_seq,
        "entries": [{n: v for n, v in vars(entry).items() if v is not None} for entry in batch.entries],
    }


def encode_batch(batch: Batch) -> bytes:
    """The body of a batch: UTF-8 JSON in the order of the contract; same batch, same bytes."""
    return orjson.dumps(batch_content(batch))


def item_payload(
    item_row: Mapping[str, Any],
    attachments: Sequence[Mapping[str, Any]],
    fields: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """An item as a target is to see it.

    `item_row` has the columns of `catalogue.item`; what the page lacks is sent as null, so that a correction
    can also empty a field. `fields` is `[target.fields]`, their name = ours; where it names anything, nothing
    else is sent, `attachments` included. `values` is `[target.values]`, by our name: our value = theirs.
    Raises `ValueError` for a name that we do not have.
    """
    named = fields or _WHOLE
    for theirs, ours in fields.items():
        if ours != "attachments" and ours not in item_row:
            raise ValueError(f"[target.fields] {theirs} = {ours!r}: an item has no such field")
    row = _masked_row(item_row) if item_row.get("valid_to") else item_row
    payload: dict[str, Any] = {theirs: row.get(ours) for theirs, ours in named.items()}
    for ours, words in (values or {}).items():
        for theirs in (theirs for theirs, name in named.items() if name == ours):
            payload[theirs] = words.get(payload[theirs], payload[theirs])
    for theirs, value in payload.items():
        if value is not None and type(value) is not str:
            payload[theirs] = _plain(value)
    for theirs in (theirs for theirs, ours in named.items() if ours == "attachments"):
        payload[theirs] = [{n: file.get(n) for n in ATTACHMENT_FIELDS} for file in attachments]
    return payload


def _masked_row(item_row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item with what was left to mask in its prose masked; then without the HTML of that text."""
    prose = {name: item_row[name] for name in PROSE if item_row.get(name)}
    masked = {name: mask(text).text for name, text in prose.items()}
    hidden: dict[str, Any] = {name: text for name, text in masked.items() if text != prose[name]}
    return {**item_row, **hidden, **({"body_html": None} if "body_text" in hidden else {})}


def _plain(value: Any) -> Any:
    """Dates and instants as ISO 8601, instants in +08:00."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    return value.isoformat() if isinstance(value, date) else value
