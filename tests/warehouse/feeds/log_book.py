"""Writes a change log row by row, straight into the tables, as a merge would leave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from schemas.base import SHANGHAI
from schemas.registry import County
from warehouse.database import Warehouse

COUNTY = County(name="友谊县", division="230522")
START = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)


@dataclass
class LogBook:
    """The log of a warehouse and what it should amount to: the items that are not withdrawn."""

    warehouse: Warehouse
    seq: int = 0
    versions: dict[str, int] = field(default_factory=dict)
    standing: dict[str, tuple[int, str]] = field(default_factory=dict)
    """item_id → version and category."""
    _last: dict[str, dict[str, Any]] = field(default_factory=dict)

    def upsert(self, item_id: str, category: str = "plan", **columns: Any) -> None:
        """A new item, an edit, a move to another category, or a return."""
        row = (
            self._row(item_id)
            | {"category": category, "withdrawn_at": None, "withdrawn_reason": None}
            | columns
        )
        self._append(row, "upsert")
        self.standing[item_id] = (self.versions[item_id], row["category"])

    def withdraw(self, item_id: str, reason: str = "gone") -> None:
        """A withdrawal: a version like the last one, with the time it went."""
        row = self._row(item_id) | {"withdrawn_at": self.now, "withdrawn_reason": reason}
        self._append(row, "withdraw")
        self.standing.pop(item_id, None)

    def attach(self, item_id: str, file_name: str, **columns: Any) -> None:
        """A file of an item."""
        row = {
            "attachment_id": f"{item_id}-{file_name}",
            "item_id": item_id,
            "position": 1,
            "url": f"http://127.0.0.1/{item_id}/{file_name}",
            "file_name": file_name,
            "first_seen_at": self.now,
            "last_seen_at": self.now,
        }
        self.insert("catalogue.attachment", row | columns)

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """One row, by column name."""
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        self.warehouse.connection.execute(statement, list(row.values()))

    @property
    def now(self) -> datetime:
        """The clock of the log: a minute a change."""
        return START + timedelta(minutes=self.seq)

    def _row(self, item_id: str) -> dict[str, Any]:
        fresh = {
            "item_id": item_id,
            "document_id": f"d-{item_id}",
            "county": COUNTY.division,
            "source_id": "xinglong",
            "page_key": f"p-{item_id}",
            "unit_id": "xinglong",
            "unit_name": "兴隆镇人民政府",
            "category": "plan",
            "title": f"关于{item_id}的通知",
            "publisher": "兴隆镇人民政府",
            "published_at": START - timedelta(days=30),
            "summary": f"概述 {item_id}",
            "body_text": f"正文 {item_id}",
            "body_html": f"<p>正文 {item_id}</p>",
            "url": f"http://127.0.0.1/{item_id}.html",
            "attachment_count": 0,
            "content_hash": f"hash-{item_id}",
            "first_seen_at": self.now,
            "withdrawn_at": None,
            "withdrawn_reason": None,
            "run_id": "20261123T093000-test",
        }
        return self._last.get(item_id, fresh)

    def _append(self, row: dict[str, Any], operation: str) -> None:
        item_id = row["item_id"]
        self.seq += 1
        self.versions[item_id] = self.versions.get(item_id, 0) + 1
        version = {"version": self.versions[item_id], "valid_from": self.now, "valid_to": None}
        self._last[item_id] = row
        close = "UPDATE catalogue.item_version SET valid_to = ? WHERE item_id = ? AND valid_to IS NULL"
        self.warehouse.connection.execute(close, [self.now, item_id])
        self.insert("catalogue.item_version", row | version)
        change = {"seq": self.seq, "at": self.now, "item_id": item_id, "operation": operation}
        self.insert("exchange.change", change | {"version": self.versions[item_id]})


def digests(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
