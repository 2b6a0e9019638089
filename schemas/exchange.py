"""The push protocol, version 1: batches out, receipts back (报送与回执)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from schemas.base import Model

Operation = Literal["upsert", "withdraw"]
DeliveryState = Literal["pending", "sent", "accepted", "rejected", "unknown"]

BATCH_SCHEMA: Literal["gongkai.batch/1"] = "gongkai.batch/1"

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

SENDABLE = (
    *ITEM_FIELDS,
    "attachments",
    *("item_id", "version", "content_hash", "county", "source_id", "attachment_count"),
    *("first_seen_at", "changed_at"),
)
"""Our names that `[target.fields]` may give another name to."""


class Sender(Model):
    division: str
    name: str


class Entry(Model):
    """One change of one item, as a target is to see it."""

    seq: int
    operation: Operation
    item_id: str
    version: int
    content_hash: str | None = None
    item: dict[str, Any] | None = None
    """For upsert: fields under the target's names, `attachments` as a list of objects."""
    reason: str | None = None
    """For withdraw."""


class Batch(Model):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal["gongkai.batch/1"] = Field(default=BATCH_SCHEMA, alias="schema")
    batch_id: str
    sender: Sender
    target: str
    created_at: AwareDatetime
    from_seq: int
    to_seq: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class DraftEntry:
    """An entry in the making. Its item is JSON already, as the target is to see it."""

    seq: int
    operation: Operation
    item_id: str
    version: int
    content_hash: str | None = None
    item: bytes | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Draft:
    """A batch in the making (组批), out of our own rows: what a `Batch` is to those who take it."""

    batch_id: str
    sender: Sender
    target: str
    created_at: datetime
    from_seq: int
    to_seq: int
    entries: tuple[DraftEntry, ...]


class Receipt(Model):
    """What a column says of one entry (回执). Unknown keys of other implementations are let pass."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    item_id: str
    version: int
    status: Literal["accepted", "rejected"]
    receipt_number: str | None = None
    code: str | None = None
    message: str | None = None


class ShownItem(Model):
    """An item as a column says that it shows it (展示信息); what it does not say is None."""

    item_id: str
    version: int | None = None
    content_hash: str | None = None
    """As we gave it."""
    digest: str | None = None
    """Of what it shows, see `item_digest`: tells an edit on its side."""


def item_digest(item: dict[str, Any]) -> str:
    """The sha256, hexadecimal, of an item's fields as a column holds them.

    Over UTF-8 JSON without white space, keys sorted, so that both sides come to the same.
    """
    text = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Answer(Model):
    """What became of one attempt to deliver a batch, whatever the transport."""

    kind: Literal["receipts", "accepted_later", "refused", "unauthorized", "too_large", "wait", "no_answer"]
    receipts: tuple[Receipt, ...] = ()
    status_url: str | None = None
    """For `accepted_later` (202)."""
    retry_after_seconds: float | None = None
    """For `wait` (429, 503)."""
    message: str | None = None


class Outgoing(Model):
    """A batch as it lies in the outbox: the very bytes that are sent, and sent again."""

    batch_id: str
    target_id: str
    body: bytes
    entries: int
    sent: frozenset[tuple[str, int]] = frozenset()
    """Item and version of each entry; receipts of anything else count for nothing."""
    attempts: int = 0
    status_url: str | None = None
    first_sent_at: AwareDatetime | None = None
