"""Who gives the records of the edition that is current."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from schemas.records import Cursor, Record, Selection


class RecordStore(Protocol):
    """Called from worker threads."""

    def earliest(self) -> datetime | None:
        """The first datestamp; None where there is no record."""
        ...

    def count(self, selection: Selection) -> int:
        """How many records a selection has."""
        ...

    def page(
        self, selection: Selection, after: Cursor | None, limit: int, *, bodies: bool
    ) -> Sequence[Record]:
        """The next records by datestamp and id. Without `bodies` their content is empty."""
        ...

    def record(self, item_id: str) -> Record | None:
        """One record; None where there never was such an item."""
        ...
