"""What a column hands on to the columns above it (转报): its own changes, in order, each batch until it is settled.

The same promises as the county's outbox, over the column's store: per target in order, the same bytes again under the
same key until there is an answer, and no target holds up another.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from schemas.exchange import Answer, Batch, Entry, Outgoing, Receipt, Sender
from schemas.registry import County
from schemas.target import Target
from warehouse.queries import sql
from warehouse.receiving import ColumnStore

Encode = Callable[[Batch], bytes]
Next = Literal["go_on", "later"]
PATIENCE = timedelta(days=1)
"""How long a column above may be asked for receipts that it promised."""


def next_forward(
    store: ColumnStore, target: Target, county: County, now: datetime, *, size: int, encode: Encode
) -> Outgoing | None:
    """What to send to a column above next: an unsettled batch before anything new; None when done.

    `county` is whoever keeps this column (the city, the province): it signs as sender. `size`: entries of a new batch.
    """
    with store.transaction() as connection:
        row = connection.execute(
            "SELECT batch_id, entries, attempts, status_url, first_sent_at, body "
            "FROM forward_batch WHERE target_id = ?",
            [target.id],
        ).fetchone()
        if row is not None:
            return _outgoing(target, row)
        batch = _formed(store, target, county, now, size)
        if batch is None:
            return None
        body = encode(batch)
        connection.execute(
            "INSERT INTO forward_batch VALUES (?, ?, ?, 0, NULL, ?, ?)",
            [batch.batch_id, target.id, len(batch.entries), now, body],
        )
        connection.executemany(
            "INSERT INTO forwarded BY NAME SELECT ? AS target_id, ? AS seq, ? AS item_id, ? AS version, "
            "? AS operation, ? AS batch_id, 'sent' AS state, ? AS \"at\"",
            [
                [target.id, e.seq, e.item_id, e.version, e.operation, batch.batch_id, now]
                for e in batch.entries
            ],
        )
        return _outgoing(target, (batch.batch_id, len(batch.entries), 0, None, now, body))


def record_forward(store: ColumnStore, outgoing: Outgoing, answer: Answer, now: datetime) -> Next:
    """Keep what a column above said; `later`: ask or send again another time.

    A batch that is too large is dissolved: its entries are to be sent again, fewer at once. A single one is refused.
    """
    with store.transaction() as connection:
        status_url, since = _promised(outgoing, answer, now)
        connection.execute(
            "UPDATE forward_batch SET attempts = attempts + 1, status_url = ?, "
            "first_sent_at = coalesce(?, first_sent_at) WHERE batch_id = ?",
            [status_url, since, outgoing.batch_id],
        )
        if answer.kind == "too_large" and outgoing.entries > 1:
            connection.execute("DELETE FROM forwarded WHERE batch_id = ?", [outgoing.batch_id])
        elif answer.kind in ("refused", "too_large"):  # no entry of it will be taken as it is
            refused = [
                Receipt(item_id=item_id, version=version, status="rejected", message=answer.message)
                for item_id, version in outgoing.sent
            ]
            _settle(store, outgoing, refused, now)
        elif answer.kind == "receipts":
            _settle(store, outgoing, answer.receipts, now)
        ((open_rows,),) = connection.execute(
            "SELECT count(*) FROM forwarded WHERE batch_id = ? AND state = 'sent'", [outgoing.batch_id]
        ).fetchall()
        if open_rows:
            return "later"
        connection.execute("DELETE FROM forward_batch WHERE batch_id = ?", [outgoing.batch_id])
        return "go_on"


def _promised(outgoing: Outgoing, answer: Answer, now: datetime) -> tuple[str | None, datetime | None]:
    """Where to ask for the receipts from now on, None: it is sent again; and since when, where that is new."""
    if answer.kind == "accepted_later" and outgoing.status_url is None:
        return answer.status_url, now
    if answer.kind == "receipts":  # what they leave out is sent again
        return None, None
    since = outgoing.first_sent_at
    is_overdue = since is not None and now - since >= PATIENCE
    return (None if is_overdue else answer.status_url or outgoing.status_url), None


def _formed(store: ColumnStore, target: Target, county: County, now: datetime, size: int) -> Batch | None:
    with store.transaction() as connection:
        values = {"target_id": target.id, "size": size}
        rows = connection.execute(sql("receiving/changes_above"), values).fetchall()
    if not rows:
        return None
    return Batch(
        batch_id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}",
        sender=Sender(division=county.division, name=county.name),
        target=target.id,
        created_at=now,
        from_seq=rows[0][0],
        to_seq=rows[-1][0],
        entries=tuple(_entry(target, *row) for row in rows),
    )


def _entry(
    target: Target,
    seq: int,
    item_id: str,
    version: int,
    operation: str,
    content_hash: str,
    content: str | None,
) -> Entry:
    if operation == "withdraw":
        return Entry(
            seq=seq, operation="withdraw", item_id=item_id, version=version, reason="withdrawn below"
        )
    held: dict[str, Any] = json.loads(content or "{}")
    item = {theirs: held.get(ours) for theirs, ours in target.fields.items()} if target.fields else held
    return Entry(
        seq=seq, operation="upsert", item_id=item_id, version=version, content_hash=content_hash, item=item
    )


def _settle(store: ColumnStore, outgoing: Outgoing, receipts: Sequence[Receipt], now: datetime) -> None:
    with store.transaction() as connection:
        connection.execute(
            sql("receiving/settle_forwarded"),
            {
                "items": [r.item_id for r in receipts],
                "versions": [r.version for r in receipts],
                "states": [r.status for r in receipts],
                "numbers": [r.receipt_number for r in receipts],
                "codes": [r.code for r in receipts],
                "messages": [r.message for r in receipts],
                "batch_id": outgoing.batch_id,
                "at": now,
            },
        )


def _outgoing(target: Target, row: Sequence[Any]) -> Outgoing:
    batch_id, entries, attempts, status_url, first_sent_at, body = row
    sent = frozenset((e["item_id"], e["version"]) for e in json.loads(body)["entries"])
    return Outgoing(
        batch_id=batch_id,
        target_id=target.id,
        body=body,
        entries=entries,
        sent=sent,
        attempts=attempts,
        status_url=status_url,
        first_sent_at=first_sent_at,
    )
