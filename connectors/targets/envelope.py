"""The bytes that travel: a batch (报送批次) as JSON, and what of an item goes into it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from schemas.base import SHANGHAI
from schemas.exchange import Batch

ITEM_FIELDS = (
    "document_id",
    "unit_id",
    "unit_name",
    "category",
    "title",
    "index_number",
    "document_number",
    "publisher",
    "publisher_unit_id",
    "content_source",
    "written_on",
    "published_at",
    "theme",
    "genre",
    "validity",
    "keywords",
    "summary",
    "body_text",
    "body_html",
    "url",
)
"""Columns of `catalogue.item` that a target without `[target.fields]` is sent, besides `attachments`."""

ATTACHMENT_FIELDS = ("file_name", "url", "sha256", "byte_size")


def encode_batch(batch: Batch) -> bytes:
    """The body of a batch: UTF-8 JSON in the order of the contract; same batch, same bytes."""
    content = batch.model_dump(mode="json", by_alias=True, exclude={"entries"})
    content["entries"] = [
        {name: value for name, value in entry.model_dump(mode="json").items() if value is not None}
        for entry in batch.entries
    ]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def item_payload(
    item_row: Mapping[str, Any],
    attachments: Sequence[Mapping[str, Any]],
    fields: Mapping[str, str],
) -> dict[str, Any]:
    """An item as a target is to see it.

    `item_row` has the columns of `catalogue.item`; what the page lacks is sent as null, so that a correction
    can also empty a field. `fields` is `[target.fields]`, their name = ours; where it names anything, nothing
    else is sent, `attachments` included. Raises `ValueError` for a name that we do not have.
    """
    files = [{name: row.get(name) for name in ATTACHMENT_FIELDS} for row in attachments]
    if not fields:
        return {name: _plain(item_row.get(name)) for name in ITEM_FIELDS} | {"attachments": files}
    payload: dict[str, Any] = {}
    for theirs, ours in fields.items():
        if ours == "attachments":
            payload[theirs] = files
        elif ours in item_row:
            payload[theirs] = _plain(item_row[ours])
        else:
            raise ValueError(f"[target.fields] {theirs} = {ours!r}: an item has no such field")
    return payload


def _plain(value: Any) -> Any:
    """Dates and instants as ISO 8601, instants in +08:00."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    return value.isoformat() if isinstance(value, date) else value
