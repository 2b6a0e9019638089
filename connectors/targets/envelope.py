"""What travels: a batch (报送批次) as JSON, and the mask at the door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from connectors.fields.protect import mask_html
from connectors.privacy import mask
from schemas.exchange import BATCH_SCHEMA, Batch, Draft

PROSE = ("title", "summary", "keywords", "content_source", "body_text")
"""Fields that a person wrote, besides `body_html`."""


def batch_content(batch: Batch | Draft) -> dict[str, Any]:
    """A batch as plain values in the order of the contract; what an entry does not have is left out. The items of a
    draft are JSON."""
    return {
        "schema": BATCH_SCHEMA,
        "batch_id": batch.batch_id,
        "sender": {"division": batch.sender.division, "name": batch.sender.name},
        "target": batch.target,
        "created_at": batch.created_at.isoformat(),
        "from_seq": batch.from_seq,
        "to_seq": batch.to_seq,
        "entries": [{n: v for n, v in vars(entry).items() if v is not None} for entry in batch.entries],
    }


def encode_batch(batch: Batch | Draft) -> bytes:
    """The body of a batch: UTF-8 JSON in the order of the contract; same batch, same bytes."""
    content = batch_content(batch)
    for entry in content["entries"]:
        if isinstance(entry.get("item"), bytes):
            entry["item"] = orjson.Fragment(entry["item"])
    return orjson.dumps(content)


def conceal(item: bytes, fields: Mapping[str, str]) -> bytes:
    """An item with what was left to mask in its prose masked; then without the HTML of that text.

    For a version that was superseded while it waited: that may be because something in it had not been masked. The
    current one passed the gate as it is. `fields` is `[target.fields]`, their name = ours; empty: our names.
    """
    content: dict[str, Any] = orjson.loads(item)
    theirs: dict[str, list[str]] = {}
    for name in content:
        theirs.setdefault(fields.get(name, name), []).append(name)
    hidden = False
    for name in (name for ours in PROSE for name in theirs.get(ours, ()) if content[name]):
        text, content[name] = content[name], mask(content[name]).text
        hidden |= content[name] != text and name in theirs.get("body_text", ())
    for name in theirs.get("body_html", ()):
        if content[name] and (hidden or mask_html(content[name])[1]):
            content[name] = None
    return orjson.dumps(content)
