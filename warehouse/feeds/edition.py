"""What every feed writer knows of the edition it writes, and what it has to offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import duckdb
import pyarrow as pa

from schemas.registry import County
from warehouse.feeds.folder import FeedFolder, PreviousEdition


@dataclass(frozen=True)
class Edition:
    """One edition of all feeds (一期数据), as of one row of the change log."""

    county: County
    connection: duckdb.DuckDBPyConnection
    folder: FeedFolder
    previous: PreviousEdition | None
    """The edition before, whose item files and Atom archives are linked where they have not changed."""
    as_of_seq: int
    """The last row of the change log it tells."""
    as_of: str
    """Time of that change, RFC 3339 in +08:00."""


class FeedWriter(Protocol):
    """A kind of feed: sees every change of the log once, in order, and then finishes its files."""

    def add(self, window: pa.Table) -> None:
        """Take the next changes: the rows of `sql/feeds/change_window.sql`."""

    def close(self) -> None:
        """Write what was held back. No change comes after."""


MakeWriter = Callable[[Edition], FeedWriter]
