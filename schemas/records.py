"""Records of an edition, as those see them who harvest one by one (逐条收割)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """An item as a harvester sees it; of one that was withdrawn only this header is left."""

    item_id: str
    changed_at: datetime
    """Its datestamp."""
    category: str
    is_deleted: bool
    content: Mapping[str, Any]
    """Fields of the item file `items/<item_id>.json`; empty where it was withdrawn, or was not asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records: changed from and until, both included, in one category; None: any."""

    since: datetime | None = None
    until: datetime | None = None
    category: str | None = None


Cursor = tuple[datetime, str]
"""Datestamp and id of the last record that was given."""
