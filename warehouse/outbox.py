"""The outbox (发件箱): deliveries leave in order, in batches whose bytes are kept until they are settled."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import duckdb

from schemas.exchange import ITEM_FIELDS, SENDABLE, Batch, Entry, Outgoing, Sender
from schemas.registry import County, Target
from warehouse.database import Warehouse
from warehouse.queries import sql
from warehouse.variables import set_variables

Encode = Callable[[Batch], bytes]
Payload = Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]], Mapping[str, str]], dict[str, Any]]
"""A row of `catalogue.item`, its attachments and `[target.fields]` → the item as the target is to see it."""

BATCHES_AHEAD, ENTRIES_AHEAD = 5, 2000
"""How many batches are made at once, at least one: few, since a column may yet ask for smaller ones."""


def next_batch(
    warehouse: Warehouse,
    target: Target,
    county: County,
    now: datetime,
    *,
    encode: Encode,
    payload: Payload,
    may_form: bool = True,
) -> Outgoing | None:
    """What to send to a target next: an unsettled batch, byte for byte, before anything new; None when done.

    None also while the target asked us to wait. A new batch is in the warehouse before it is returned; without
    `may_form` (the gate is held) what is under way is finished and nothing new begun.
    """
    with warehouse.writing:
        standing = warehouse.connection.execute(
            "SELECT retry_at > ?, batch_limit FROM exchange.target WHERE target_id = ?", [now, target.id]
        ).fetchone()
        if standing is None or standing[0]:
            return None
        unsettled = _unsettled(warehouse.connection, target)
        if unsettled or not may_form:
            return unsettled
        size = min(target.batch_size, standing[1] or target.batch_size)
        return _form(warehouse, target, county, now, encode, payload, size)


def open_outbox(warehouse: Warehouse, target: Target, now: datetime, *, at_once: bool = False) -> bool:
    """Whether batches may leave now by the target's schedule; where they may, the next time counts from here."""
    with warehouse.writing:
        row = warehouse.connection.execute(
            "SELECT pushed_at FROM exchange.target WHERE target_id = ?", [target.id]
        ).fetchone()
        if not at_once and not target.is_due(row[0] if row else None, now):
            return False
        if target.schedule:
            warehouse.connection.execute(
                "UPDATE exchange.target SET pushed_at = ? WHERE target_id = ?", [now, target.id]
            )
        return True


def delivery_counts(warehouse: Warehouse) -> dict[str, dict[str, int]]:
    """Deliveries by target and state."""
    with warehouse.writing:
        rows = warehouse.connection.execute(
            "SELECT target_id, state, count(*) FROM exchange.delivery GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    counts: dict[str, dict[str, int]] = {}
    for target_id, state, number in rows:
        counts.setdefault(target_id, {})[state] = number
    return counts


def _unsettled(connection: duckdb.DuckDBPyConnection, target: Target) -> Outgoing | None:
    row = connection.execute(
        "SELECT batch_id, body, entries, attempts, status_url, first_sent_at FROM exchange.batch "
        "WHERE target_id = ? AND state = 'open' ORDER BY created_at LIMIT 1",
        [target.id],
    ).fetchone()
    if row is None:
        return None
    batch_id, body, entries, attempts, status_url, first_sent_at = row
    sent = connection.execute(
        "SELECT item_id, version FROM exchange.delivery WHERE target_id = ? AND batch_id = ?",
        [target.id, batch_id],
    ).fetchall()
    return Outgoing(
        sent=frozenset(sent),
        batch_id=batch_id,
        target_id=target.id,
        body=body,
        entries=entries,
        attempts=attempts,
        status_url=status_url,
        first_sent_at=first_sent_at,
    )


def _form(
    warehouse: Warehouse,
    target: Target,
    county: County,
    now: datetime,
    encode: Encode,
    payload: Payload,
    size: int,
) -> Outgoing | None:
    """Gather the oldest pending deliveries into batches; the first of them. The others wait in the warehouse.

    Several at once, since bodies lie compressed in blocks of some thousand: one look at a block serves them all.
    """
    with warehouse.transaction() as connection:
        wanted = size * max(1, min(BATCHES_AHEAD, ENTRIES_AHEAD // size))
        set_variables(connection, target_id=target.id, size=size, wanted=wanted)
        pending = _records(connection.execute(sql("exchange/pending")))
        entries = _entries(connection, pending, target, payload)
        first: Outgoing | None = None
        for number, (_, rows) in enumerate(groupby(zip(pending, entries, strict=True), _batch_number)):
            listed = list(rows)
            batch = Batch(
                batch_id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}",
                sender=Sender(division=county.division, name=county.name),
                target=target.id,
                created_at=now + number * timedelta(microseconds=1),  # they leave in this order
                from_seq=min(row["seq"] for row, _ in listed),
                to_seq=max(row["seq"] for row, _ in listed),
                entries=tuple(entry for _, entry in listed),
            )
            outgoing = _outgoing(batch, encode(batch))
            _persist(connection, batch, outgoing, [row["ordinal"] for row, _ in listed])
            first = first or outgoing
        return first


def _batch_number(pair: tuple[Mapping[str, Any], Entry]) -> int:
    return int(pair[0]["batch_number"])


def _outgoing(batch: Batch, body: bytes) -> Outgoing:
    return Outgoing(
        batch_id=batch.batch_id,
        target_id=batch.target,
        body=body,
        entries=len(batch.entries),
        sent=frozenset((entry.item_id, entry.version) for entry in batch.entries),
    )


def _entries(
    connection: duckdb.DuckDBPyConnection,
    pending: Sequence[Mapping[str, Any]],
    target: Target,
    payload: Payload,
) -> list[Entry]:
    items = _items(connection, target) if pending else {}
    files: dict[str, list[dict[str, Any]]] = {}
    for file in _records(connection.execute(sql("exchange/forming_attachments"))) if items else ():
        files.setdefault(file["item_id"], []).append(file)
    entries = []
    for row in pending:
        item = items.get((row["item_id"], row["version"])) if row["operation"] == "upsert" else None
        content: dict[str, Any] = {"reason": row["reason"]}
        if item is not None:
            seen = payload(item, files.get(row["item_id"], ()), target.fields)
            content = {"content_hash": item["content_hash"], "item": seen}
        entries.append(
            Entry(
                seq=row["seq"],
                operation=row["operation"],
                item_id=row["item_id"],
                version=row["version"],
                **content,
            )
        )
    return entries


def _items(connection: duckdb.DuckDBPyConnection, target: Target) -> dict[tuple[str, int], dict[str, Any]]:
    """The versions to be sent, bodies included, read by row id so that no other body is decompressed.

    The ids stand in the text: a parameter costs DuckDB's Python client a fifth of a millisecond. So are only the
    columns that the target sees, and those that every entry has.
    """
    places = ", ".join(str(int(row[0])) for row in connection.execute(sql("exchange/places")).fetchall())
    if not places:
        return {}
    seen = {"item_id", "version", "content_hash", "body_text", *(target.fields.values() or ITEM_FIELDS)}
    stored = ["valid_to", *(name for name in SENDABLE if name in seen and name != "attachments")]
    columns = ", ".join("valid_from AS changed_at" if name == "changed_at" else name for name in stored)
    versions = connection.execute(
        f"SELECT {columns} FROM catalogue.item_version WHERE rowid IN ({places})"  # noqa: S608  names of the house and whole numbers
    )
    return {(row["item_id"], row["version"]): row for row in _records(versions)}


def _persist(
    connection: duckdb.DuckDBPyConnection, batch: Batch, outgoing: Outgoing, ordinals: Sequence[int]
) -> None:
    connection.execute(
        "INSERT INTO exchange.batch BY NAME SELECT ? AS batch_id, ? AS target_id, ? AS created_at, "
        "? AS from_seq, ? AS to_seq, ? AS entries, ? AS body, 'open' AS state, 0 AS attempts",
        [
            batch.batch_id,
            batch.target,
            batch.created_at,
            batch.from_seq,
            batch.to_seq,
            outgoing.entries,
            outgoing.body,
        ],
    )
    connection.execute(
        "UPDATE exchange.delivery SET batch_id = ? WHERE target_id = ? AND ordinal BETWEEN ? AND ? "
        "AND state = 'pending' AND batch_id IS NULL",
        [batch.batch_id, batch.target, min(ordinals), max(ordinals)],
    )


def _records(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
