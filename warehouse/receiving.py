"""What the reference receiving column (接收端) holds: items as they stand and the answer to every batch.

What may replace what is said in `held_items`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa
from pydantic import TypeAdapter

from schemas.exchange import Batch, Receipt
from warehouse.absent import remember_absence
from warehouse.held_items import HeldItem, is_news, judged
from warehouse.queries import sql

_RECEIPTS = TypeAdapter(tuple[Receipt, ...])


class ColumnStore:
    """The store of one column, in `home/column.duckdb`. Its threads wait for each other.

    `title_field` is the name under which the sender gives the title, where it maps names.
    Raises `duckdb.IOException` where another process has it open.
    """

    def __init__(self, home: Path, *, title_field: str = "title", memory_limit: str = "256MB") -> None:
        home.mkdir(parents=True, exist_ok=True)
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "threads": 1,
            "checkpoint_threshold": "64MB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        remember_absence()
        self._connection = duckdb.connect(str(home / "column.duckdb"), config=config)
        self._lock = RLock()
        self._depth = 0
        self._connection.execute(sql("receiving/tables"))
        self._title_field = title_field

    def __enter__(self) -> ColumnStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file free."""
        self._connection.close()

    def known(self, batch_id: str) -> bytes | None:
        """The stored answer to a batch, a JSON list of receipts; None for one never seen."""
        with self._lock:
            answered = self._answered(batch_id)
        return answered[1] if answered else None

    def apply(self, batch: Batch, digest: str) -> tuple[Receipt, ...]:
        """Apply the entries in their order and keep the answer, in one transaction.

        The same batch again gives the same receipts. `digest` is the sha256 of its bytes, hexadecimal.
        Raises `ValueError` where the batch id is known with another digest.
        """
        with self.transaction():
            answered = self._answered(batch.batch_id)
            if answered:
                if answered[0] != digest:
                    raise ValueError(f"batch {batch.batch_id} is known with other content")
                return _RECEIPTS.validate_json(answered[1])
            held = self._held(batch)
            before = dict(held)
            first = self._received()
            receipts = tuple(
                judged(
                    batch,
                    entry,
                    held,
                    f"{batch.created_at:%Y%m%d}-{number:08}",
                    title_field=self._title_field,
                )
                for number, entry in enumerate(batch.entries, first + 1)
            )
            self._replace(batch, [row for key, row in held.items() if before.get(key) != row])
            self._log(batch, [held[key] for key in held if is_news(before.get(key), held[key])])
            self._keep(batch, digest, receipts)
            return receipts

    def promise(self, batch_id: str, due: datetime, answer: bytes) -> datetime:
        """Keep an answer that is to be given at `due`, through restarts; gives when, which is the first time said.

        Promises a month old are forgotten: who asks so late sends again, and has the answer at once.
        """
        with self.transaction() as connection:
            promised = self.promised(batch_id)
            if promised:
                return promised[0]
            connection.execute("DELETE FROM promised_answer WHERE due < ?", [due - timedelta(days=30)])
            connection.execute("INSERT INTO promised_answer VALUES (?, ?, ?)", [batch_id, due, answer])
            return due

    def promised(self, batch_id: str) -> tuple[datetime, bytes] | None:
        """When an answer is to be given, and the answer; None where none was promised."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT due, answer FROM promised_answer WHERE batch_id = ?", [batch_id]
            ).fetchall()
        return (rows[0][0], rows[0][1]) if rows else None

    def listing(self, after: str | None, limit: int, sender: str | None = None) -> list[dict[str, Any]]:
        """Up to `limit` items after this item_id, of all senders or one.

        Each has item_id, version, content_hash, withdrawn, title and content.
        """
        return self._records("listing", {"after": after or "", "sender": sender, "limit": limit})

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """Up to `limit` items as they came or went, the last first: item_id, version, withdrawn, title, came_at."""
        return self._records("newest", {"limit": limit})

    def trail(self, item_id: str) -> dict[str, Any] | None:
        """An item as it is held, with the newest word of each column above; None where it never came."""
        rows = self._records("trail", {"item_id": item_id})
        return rows[0] if rows else None

    def counts(self) -> Mapping[str, int]:
        """Numbers for the front page, by Chinese label."""
        return {name: int(number) for name, number in self._records("counts", {})[0].items()}

    def current_set(self) -> dict[str, tuple[int, str | None]]:
        """What the column shows: item_id → version and content_hash."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT item_id, version, content_hash FROM held_item WHERE NOT is_withdrawn"
            ).fetchall()
        return {item_id: (version, content_hash) for item_id, version, content_hash in rows}

    def _records(self, name: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._lock:
            cursor = self._connection.execute(sql(f"receiving/{name}"), dict(values))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _answered(self, batch_id: str) -> tuple[str, bytes] | None:
        rows = self._connection.execute(
            "SELECT digest, answer FROM answered_batch WHERE batch_id = ?", [batch_id]
        ).fetchall()
        return (rows[0][0], rows[0][1]) if rows else None

    def _received(self) -> int:
        rows = self._connection.execute(
            "SELECT coalesce(sum(entries), 0)::BIGINT FROM answered_batch"
        ).fetchall()
        return int(rows[0][0])

    def _held(self, batch: Batch) -> dict[str, HeldItem]:
        rows = self._connection.execute(
            "SELECT * FROM held_item WHERE sender = ? AND item_id IN (SELECT unnest(?))",
            [batch.sender.division, [entry.item_id for entry in batch.entries]],
        ).fetchall()
        return {row[1]: HeldItem(*row) for row in rows}

    def _replace(self, batch: Batch, rows: list[HeldItem]) -> None:
        if not rows:
            return
        self._connection.execute(
            "DELETE FROM held_item WHERE sender = ? AND item_id IN (SELECT unnest(?))",
            [batch.sender.division, [row.item_id for row in rows]],
        )
        columns = {name: [getattr(row, name) for row in rows] for name in HeldItem.__slots__}
        strings = ("content_hash", "title", "content")
        table = pa.table({n: pa.array(v, pa.string() if n in strings else None) for n, v in columns.items()})
        self._append("held_item", table)

    def _log(self, batch: Batch, rows: list[HeldItem]) -> None:
        """What was news, for whoever takes it from here."""
        if not rows:
            return
        ((last,),) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM held_change").fetchall()
        columns = {
            "seq": range(last + 1, last + 1 + len(rows)),
            "sender": [row.sender for row in rows],
            "item_id": [row.item_id for row in rows],
            "version": [row.version for row in rows],
            "operation": ["withdraw" if row.is_withdrawn else "upsert" for row in rows],
            "at": pa.array([batch.created_at] * len(rows), pa.timestamp("us", "UTC")),
        }
        self._append("held_change", pa.table(columns))

    def _append(self, name: str, table: pa.Table) -> None:
        """Rows go over whole, as one Arrow table: values go over one by one, and slowly."""
        self._connection.register("arrived", table)
        self._connection.execute(f"INSERT INTO {name} BY NAME FROM arrived")
        self._connection.unregister("arrived")

    def _keep(self, batch: Batch, digest: str, receipts: tuple[Receipt, ...]) -> None:
        rejected = sum(receipt.status == "rejected" for receipt in receipts)
        self._connection.execute(
            sql("receiving/keep_answer"),
            {
                "batch_id": batch.batch_id,
                "sender": batch.sender.division,
                "digest": digest,
                "created_at": batch.created_at,
                "entries": len(receipts),
                "rejected": rejected,
                "answer": _RECEIPTS.dump_json(receipts),
            },
        )

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection, to one thread at a time; within another transaction of that thread a part of it."""
        with self._lock:
            if self._depth:
                yield self._connection
                return
            self._depth += 1
            self._connection.execute("BEGIN TRANSACTION")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            else:
                self._connection.execute("COMMIT")
            finally:
                self._depth -= 1
