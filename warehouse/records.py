"""The records of the current edition, for those who harvest them one by one: its `items.parquet` and item files.

What is served is what was published: an edition that the gate holds back is not seen here either.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.records import Cursor, Record, Selection
from warehouse.absent import remember_absence
from warehouse.queries import sql


class EditionRecords:
    """Records by datestamp. `current` is the link to the edition, looked up with every call."""

    def __init__(self, current: Path) -> None:
        self._current = current

    def earliest(self) -> datetime | None:
        """The first datestamp; None where there is no record."""
        rows = self._rows("earliest", {})
        return rows[0][0] if rows else None

    def count(self, selection: Selection) -> int:
        """How many records a selection has."""
        return int(self._rows("count", _chosen(selection))[0][0])

    def page(
        self, selection: Selection, after: Cursor | None, limit: int, *, bodies: bool
    ) -> Sequence[Record]:
        """The next records by datestamp and id."""
        place = {"after": after[0] if after else None, "after_id": after[1] if after else ""}
        edition = self._current.resolve()
        rows = self._rows("page", _chosen(selection) | place | {"limit": limit})
        return [_record(edition, row, bodies=bodies) for row in rows]

    def record(self, item_id: str) -> Record | None:
        """One record; None where there never was such an item."""
        rows = self._rows("one", {"item_id": item_id})
        return _record(self._current.resolve(), rows[0], bodies=True) if rows else None

    def _rows(self, name: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        table = self._current.resolve() / "data" / "items.parquet"
        if not table.exists():
            return [(0,)] if name == "count" else []
        config: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "memory_limit": "256MB"}
        remember_absence()
        with closing(duckdb.connect(config=config)) as connection:
            connection.execute("SET TimeZone = 'Asia/Shanghai'")
            rows: list[tuple[Any, ...]] = connection.execute(
                sql(f"records/{name}"), {**values, "items": str(table)}
            ).fetchall()
        return rows


def _chosen(selection: Selection) -> dict[str, Any]:
    return {"since": selection.since, "until": selection.until, "category": selection.category}


def _record(edition: Path, row: Sequence[Any], *, bodies: bool) -> Record:
    item_id, changed_at, category, is_deleted = row
    content: dict[str, Any] = {}
    if bodies and not is_deleted:
        content = json.loads((edition / "items" / f"{item_id}.json").read_bytes())
    return Record(item_id, changed_at, category, is_deleted, content)
