"""Batches in the making (组批): what waits in an outbox becomes bytes, which are kept until they are settled."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from schemas.exchange import Draft, DraftEntry, Outgoing, Sender
from schemas.registry import County, Target
from warehouse.item_json import item_columns, items
from warehouse.queries import sql
from warehouse.variables import set_variables

Encode = Callable[[Draft], bytes]
Conceal = Callable[[bytes], bytes]
"""The JSON of an item that was superseded before it was sent → the same, masked once more."""

Row = dict[str, Any]

BATCHES_AHEAD, ENTRIES_AHEAD = 5, 1000
"""How many batches are made at once, at least one: few, since a column may yet ask for smaller ones, and since what is
made while a column is busy should be made before it answers."""

_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Maker:
    """How the batches of a target are made."""

    target: Target
    county: County
    encode: Encode
    conceal: Conceal
    size: int
    """Entries of a batch at most."""

    def make(self, connection: duckdb.DuckDBPyConnection, now: datetime, *, ahead: bool) -> list[Outgoing]:
        """Gather the oldest pending deliveries into a batch, or what is made `ahead` into several, and keep them.

        Several at once, since bodies lie compressed in blocks of some thousand: one look at a block serves them all.
        They leave in the order of `created_at`, from `now` on.
        """
        batches = max(1, min(BATCHES_AHEAD, ENTRIES_AHEAD // self.size)) if ahead else 1
        set_variables(connection, target_id=self.target.id, size=self.size, wanted=batches * self.size)
        pending = _records(connection.execute(sql("exchange/pending")))
        entries = iter(self._entries(connection, pending))
        made: list[Outgoing] = []
        for number, (_, rows) in enumerate(groupby(pending, itemgetter("batch_number"))):
            listed = list(rows)
            batch = Draft(
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

    def _entries(self, connection: duckdb.DuckDBPyConnection, pending: Sequence[Row]) -> Iterable[DraftEntry]:
        found = self._items(connection) if pending else {}
        for row in pending:
            key = row["item_id"], row["version"]
            hash_, item = found.get(key, (None, None)) if row["operation"] == "upsert" else (None, None)
            yield DraftEntry(row["seq"], row["operation"], *key, hash_, item, row["reason"])

    def _items(self, connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, int], tuple[str, bytes]]:
        """Content hash and JSON of the versions to be sent.

        Ids stand in the text: a parameter costs DuckDB's Python client a fifth of a millisecond.
        """
        places = [int(row[0]) for row in connection.execute(sql("exchange/places")).fetchall()]
        if not places:
            return {}
        where = f"BETWEEN {places[0]} AND {places[-1]}"
        if places[-1] - places[0] > 2 * len(places):  # they lie scattered
            where = f"IN ({', '.join(map(str, places))})"
        text = sql("exchange/items").replace("{item}", item_columns(self.target)).replace("{places}", where)
        found = connection.execute(text).to_arrow_table()
        ids, versions, hashes, superseded = (found[n].to_pylist() for n in found.column_names[:4])
        return {
            key: (hash_, self.conceal(item) if is_old else item)
            for key, hash_, is_old, item in zip(
                zip(ids, versions, strict=True), hashes, superseded, items(found, self.target), strict=True
            )
        }


def kept_body(stored: bytes) -> bytes:
    """The bytes of a batch as they were sent. What an older version of this house kept lies there unpacked."""
    if not stored.startswith(_ZSTD):  # neither JSON nor XML begins so
        return stored
    with pa.CompressedInputStream(pa.BufferReader(stored), "zstd") as stream:
        content: bytes = stream.read()
    return content


def _keep(connection: duckdb.DuckDBPyConnection, batch: Draft, body: bytes, ordinals: Sequence[int]) -> None:
    """Packed: an item says its text twice, as text and as HTML, and each byte is written to the log and to the file."""
    packed = pa.Codec("zstd", compression_level=1).compress(body, asbytes=True)
    connection.execute(
        "INSERT INTO exchange.batch BY NAME SELECT ? AS batch_id, ? AS target_id, ? AS created_at, "
        "? AS from_seq, ? AS to_seq, ? AS entries, ? AS body, 'open' AS state, 0 AS attempts",
        [
            *(batch.batch_id, batch.target, batch.created_at, batch.from_seq, batch.to_seq),
            *(len(batch.entries), packed),
        ],
    )
    connection.execute(
        "UPDATE exchange.delivery SET batch_id = ? WHERE target_id = ? AND ordinal BETWEEN ? AND ? "
        "AND state = 'pending' AND batch_id IS NULL",
        [batch.batch_id, batch.target, min(ordinals), max(ordinals)],
    )


def _outgoing(batch: Draft, body: bytes) -> Outgoing:
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
