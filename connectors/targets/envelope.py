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
        "entries": [{n: v for n, v in entry if v is not None} for entry in batch.entries],
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
    hidden = _masked_prose(item_row) if item_row.get("valid_to") else {}
    payload: dict[str, Any] = {}
    for theirs, ours in (fields or _WHOLE).items():
        if ours == "attachments":
            payload[theirs] = [{n: row.get(n) for n in ATTACHMENT_FIELDS} for row in attachments]
            continue
        if fields and ours not in item_row:
            raise ValueError(f"[target.fields] {theirs} = {ours!r}: an item has no such field")
        value: Any = item_row.get(ours)
        if hidden:
            value = None if ours == "body_html" and "body_text" in hidden else hidden.get(ours, value)
        if values and ours in values:
            value = values[ours].get(value, value)
        payload[theirs] = value if value is None or type(value) is str else _plain(value)
    return payload


def _masked_prose(item_row: Mapping[str, Any]) -> dict[str, str]:
    """The fields in which something was left to mask, masked."""
    prose = {name: item_row[name] for name in PROSE if item_row.get(name)}
    masked = {name: mask(text).text for name, text in prose.items()}
    return {name: text for name, text in masked.items() if text != prose[name]}


def _plain(value: Any) -> Any:
    """Dates and instants as ISO 8601, instants in +08:00."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    return value.isoformat() if isinstance(value, date) else value
