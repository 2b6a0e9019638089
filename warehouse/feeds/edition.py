"""What every feed writer knows of the edition it writes, and what it has to offer: the seam for new feeds."""

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
    """Where files are written. With an edition before, it holds all of that one's files already."""
    previous: PreviousEdition | None
    """The edition before. None: the whole log is walked, from its first change."""
    as_of_seq: int
    """The last row of the change log it tells."""
    as_of: str
    """Time of that change, RFC 3339 in +08:00."""


class FeedWriter(Protocol):
    """A kind of feed: brings its files from the edition before to this one, or makes them from nothing.

    First it is told what is no longer so, then each change since, once, in order; then it finishes its files.
    It writes only files whose content changes; all others stay as they were. Windows are taken in a thread of their
    own: `connection` is for `drop` and `close` only.
    """

    def drop(self, former: pa.Table) -> None:
        """Earlier changes of items that have changed since: the rows of `sql/feeds/former_changes.sql`.

        What a feed showed because of them is to go, since a later change says everything. Never called where
        there is no edition before.
        """

    def add(self, window: pa.Table) -> None:
        """Take the next changes: the rows of `sql/feeds/change_window.sql`, with those of `bodies.sql`, and size and
        sha256 of the file of each item that stands (`file_bytes`, `file_sha256`)."""

    def close(self) -> None:
        """Write what was held back. No change comes after."""


MakeWriter = Callable[[Edition], FeedWriter]
