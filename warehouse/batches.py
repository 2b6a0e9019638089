"""Batches in the making (组批): what waits in an outbox becomes bytes, which are kept until they are settled."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from schemas.base import SHANGHAI
from schemas.exchange import ITEM_FIELDS, SENDABLE, Batch, Entry, Outgoing, Sender
from schemas.registry import County, Target
from warehouse.queries import sql
from warehouse.variables import set_variables

Encode = Callable[[Batch], bytes]
Payload = Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]], Mapping[str, str]], dict[str, Any]]
"""A row of `catalogue.item`, its attachments and `[target.fields]` → the item as the target is to see it."""

Row = dict[str, Any]

BATCHES_AHEAD, ENTRIES_AHEAD = 5, 1000
"""How many batches are made at once, at least one: few, since a column may yet ask for smaller ones, and since what is
made while a column is busy should be made before it answers."""

_ZSTD = b"\x28\xb5\x2f\xfd"
_INSTANTS = {
    name: f"make_timestamp(epoch_us({stored}) + 28800000000) AS {name}"
    for name, stored in (
        *((name, name) for name in ("valid_to", "published_at", "first_seen_at")),
        ("changed_at", "valid_from"),
    )
}
"""Instants leave DuckDB as local time without a zone: with one, its client looks the zone up for each value."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How the batches of a target are made."""

    target: Target
    county: County
    encode: Encode
    payload: Payload
    size: int
    """Entries of a batch at most."""

    def make(self, connection: duckdb.DuckDBPyConnection, now: datetime) -> list[Outgoing]:
        """Gather the oldest pending deliveries into batches and keep them.

        Several at once, since bodies lie compressed in blocks of some thousand: one look at a block serves them all.
        They leave in the order of `created_at`, from `now` on.
        """
        wanted = self.size * max(1, min(BATCHES_AHEAD, ENTRIES_AHEAD // self.size))
        set_variables(connection, target_id=self.target.id, size=self.size, wanted=wanted)
        pending = _records(connection.execute(sql("exchange/pending")))
        entries = iter(self._entries(connection, pending))
        made: list[Outgoing] = []
        for number, (_, rows) in enumerate(groupby(pending, itemgetter("batch_number"))):
            listed = list(rows)
            batch = Batch(
                batch_id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}",
                sender=Sender(division=self.county.division, name=self.county.name),
                target=self.target.id,
                created_at=now + number * timedelta(microseconds=1),
                from_seq=min(row["seq"] for row in listed),
                to_seq=max(row["seq"] for row in listed),
                entries=tuple(entry for _, entry in zip(listed, entries, strict=False)),
            )
            body = self.encode(batch)
            _keep(connection, batch, body, [row["ordinal"] for row in listed])
            made.append(_outgoing(batch, body))
        return made

    def _entries(self, connection: duckdb.DuckDBPyConnection, pending: Sequence[Row]) -> Iterable[Entry]:
        items = _items(connection, self.target) if pending else {}
        files: dict[str, list[Row]] = {}
        for file in _records(connection.execute(sql("exchange/forming_attachments"))) if items else ():
            files.setdefault(file["item_id"], []).append(file)
        for row in pending:
            key = row["item_id"], row["version"]
            item = items.get(key) if row["operation"] == "upsert" else None
            content: Row = {"reason": row["reason"]}
            if item is not None:
                seen = self.payload(item, files.get(row["item_id"], ()), self.target.fields)
                content = {"content_hash": item["content_hash"], "item": seen}
            yield Entry(seq=row["seq"], operation=row["operation"], item_id=key[0], version=key[1], **content)


def kept_body(stored: bytes) -> bytes:
    """The bytes of a batch as they were sent. What an older version of this house kept lies there unpacked."""
    if not stored.startswith(_ZSTD):  # neither JSON nor XML begins so
        return stored
    with pa.CompressedInputStream(pa.BufferReader(stored), "zstd") as stream:
        content: bytes = stream.read()
    return content


def _items(connection: duckdb.DuckDBPyConnection, target: Target) -> dict[tuple[str, int], Row]:
    """The versions to be sent, bodies included, read by row id so that few other bodies are decompressed.

    Ids stand in the text: a parameter costs DuckDB's Python client a fifth of a millisecond. So are only the
    columns that the target sees, and those that every entry has.
    """
    places = [int(row[0]) for row in connection.execute(sql("exchange/places")).fetchall()]
    if not places:
        return {}
    seen = {"item_id", "version", "content_hash", "body_text", *(target.fields.values() or ITEM_FIELDS)}
    names = ["valid_to", *(name for name in SENDABLE if name in seen and name != "attachments")]
    columns = ", ".join(_INSTANTS.get(name, name) for name in names)
    where = f"BETWEEN {places[0]} AND {places[-1]}"
    if places[-1] - places[0] > 2 * len(places):  # they lie scattered
        where = f"IN ({', '.join(map(str, places))})"
    versions = connection.execute(
        f"SELECT {columns} FROM catalogue.item_version WHERE rowid {where}"  # noqa: S608  names of the house and whole numbers
    ).to_arrow_table()
    # Column by column, in half the time that DuckDB's client takes to make its rows.
    values = [versions[name].to_pylist() for name in names]
    for place, name in enumerate(names):
        if name in _INSTANTS:
            values[place] = [at and at.replace(tzinfo=SHANGHAI) for at in values[place]]
    rows = (dict(zip(names, row, strict=True)) for row in zip(*values, strict=True))
    return {(row["item_id"], row["version"]): row for row in rows}


def _keep(connection: duckdb.DuckDBPyConnection, batch: Batch, body: bytes, ordinals: Sequence[int]) -> None:
    """Packed: an item says its text twice, as text and as HTML, and each byte is written to the log and to the file."""
    packed = pa.Codec("zstd", compression_level=1).compress(body, asbytes=True)
    connection.execute(
        "INSERT INTO exchange.batch BY NAME SELECT ? AS batch_id, ? AS target_id, ? AS created_at, "
        "? AS from_seq, ? AS to_seq, ? AS entries, ? AS body, 'open' AS state, 0 AS attempts",
        [
            batch.batch_id,
            batch.target,
            batch.created_at,
            batch.from_seq,
            batch.to_seq,
            len(batch.entries),
            packed,
        ],
    )
    connection.execute(
        "UPDATE exchange.delivery SET batch_id = ? WHERE target_id = ? AND ordinal BETWEEN ? AND ? "
        "AND state = 'pending' AND batch_id IS NULL",
        [batch.batch_id, batch.target, min(ordinals), max(ordinals)],
    )


def _outgoing(batch: Batch, body: bytes) -> Outgoing:
    return Outgoing(
        batch_id=batch.batch_id,
        target_id=batch.target,
        body=body,
        entries=len(batch.entries),
        sent=frozenset((entry.item_id, entry.version) for entry in batch.entries),
    )


def _records(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
