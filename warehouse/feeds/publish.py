"""Publishing: one walk through the change log feeds every writer; the edition appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.base import now
from schemas.registry import County
from warehouse.database import Warehouse
from warehouse.feeds import editions, log
from warehouse.feeds.atom_pages import AtomFeeds
from warehouse.feeds.boards import VillageBoards
from warehouse.feeds.data_package import DataPackage
from warehouse.feeds.dcat import Dcat
from warehouse.feeds.edition import Edition, MakeWriter
from warehouse.feeds.folder import (
    MANIFEST,
    SCHEMA,
    AlteredError,
    FeedFolder,
    PreviousEdition,
    manifest_digest,
    manifest_header,
)
from warehouse.feeds.items import ItemFiles
from warehouse.feeds.json_feed import JsonFeed
from warehouse.feeds.resource_sync import ResourceSync
from warehouse.feeds.signatures import SigningKey, sign_edition
from warehouse.memory import give_back_now
from warehouse.queries import sql

ITEMS = "items/2"
WRITERS: dict[str, MakeWriter] = {
    "atom/1": AtomFeeds,
    "jsonfeed/2": JsonFeed,
    "resourcesync/1": ResourceSync,
    "data/3": DataPackage,
    "villages/1": VillageBoards,
    "dcat/1": Dcat,
}
"""Every feed there is beside the files of items, with the version of its bytes. A new one is a class with `drop`, `add`
and `close`, named here.

The names stand in the manifest: where they differ, as after an upgrade, the whole edition is made anew.
"""


_OF_AN_EDITION = {"as_of_seq", "as_of", "readings"}
"""What of the header differs between editions that are made one of the other."""
MEMORY_LIMIT = "96MB"
"""What DuckDB may hold meanwhile: the rest of what a run may take is for the windows that the writers hold."""


@dataclass(frozen=True)
class FeedsResult:
    """Where the feeds lie."""

    path: Path
    """The edition's folder, `home/feeds/<as_of_seq>`."""
    as_of_seq: int
    changed: bool
    """False where nothing had changed and nothing was written."""
    lost: str | None = None
    """A file of the edition before that somebody removed or altered, so that the whole edition was made anew."""


def publish_feeds(
    warehouse: Warehouse, home: Path, county: County, keys: Sequence[SigningKey] = ()
) -> FeedsResult:
    """Bring `home/feeds/current` up to the last row of the change log, at a cost of what changed.

    An unchanged log, with the same files read into the finance tables, writes nothing but the signature of a new key.
    A process killed at any moment leaves `current` on a whole edition.
    """
    feeds = home / "feeds"
    feeds.mkdir(parents=True, exist_ok=True)
    editions.sweep(feeds)
    with warehouse.within(MEMORY_LIMIT), closing(warehouse.cursor()) as connection:
        connection.execute("BEGIN TRANSACTION")  # one state of the warehouse for every feed
        connection.execute(sql("feeds/instant"))
        connection.execute(sql("feeds/published_payment"))
        publisher = _Publisher(warehouse, connection, feeds, county, keys, log.head_of(connection))
        changed, seq = publisher.publish(), publisher.head.seq
        return FeedsResult(feeds / str(seq), seq, changed, publisher.lost)


@dataclass
class _Publisher:
    """The making of one edition."""

    warehouse: Warehouse
    connection: duckdb.DuckDBPyConnection
    feeds: Path
    county: County
    keys: Sequence[SigningKey]
    head: log.Head
    lost: str | None = None

    def publish(self) -> bool:
        """Make the edition of the head and switch to it; False where `current` is that edition."""
        seq = self.head.seq
        edition = self.feeds / str(seq)
        if self._is_of_head(self.feeds / "current"):
            sign_edition(edition, self.keys)
            editions.provide_spare(self.feeds, self._is_ours)  # where a kill came before it
            return False
        if not self._is_of_head(edition):
            editions.retire(self.feeds, keep=editions.KEPT - 1)
            made = self._made()
            self._keep(made)  # before it has its name: what nobody knows of would be made once more
            editions.put_in_place(made, self.feeds, seq)
        sign_edition(edition, self.keys)
        editions.switch(self.feeds, seq)
        editions.retire(self.feeds, keep=editions.KEPT)
        editions.provide_spare(self.feeds, self._is_ours)
        editions.sweep(self.feeds)
        return True

    def _made(self) -> Path:
        try:
            previous = self._previous()
            log.locate(self.connection, previous.seq if previous else 0)
            if previous:
                path = editions.begin_from(self.feeds, self.head.seq, previous, self._is_ours, self._changed)
                return self._filled(FeedFolder(path, previous), previous)
        except (FileNotFoundError, AlteredError) as error:
            # Somebody touched files of the edition before: write all of them anew. Any other file is not meant.
            path = error.path if isinstance(error, AlteredError) else Path(error.filename or "")
            if not path.is_relative_to((self.feeds / "current").resolve()):
                raise
            self.lost = str(path.relative_to(self.feeds.resolve()))
            editions.sweep(self.feeds)
            log.locate(self.connection, 0)
        return self._filled(FeedFolder(editions.begin(self.feeds, self.head.seq), None), None)

    def _filled(self, folder: FeedFolder, previous: PreviousEdition | None) -> Path:
        known = previous.seq if previous else 0
        try:
            edition = Edition(self.county, self.connection, folder, previous, self.head.seq, self.head.at)
            items, writers = ItemFiles(edition), [make(edition) for make in WRITERS.values()]
            if previous:
                for former in log.former_changes(self.connection, known):
                    for writer in (items, *writers):
                        writer.drop(former)
            with ThreadPoolExecutor(
                1, thread_name_prefix="feeds"
            ) as pool:  # more would only wait for each other
                others: list[Future[None]] = []
                for window in log.windows(self.connection, known, self.head.seq):
                    located = items.add(window)  # while the others are still at the window before
                    _wait(others)
                    others = [pool.submit(writer.add, located) for writer in writers]
                    give_back_now()
                _wait(others)
            for writer in (items, *writers):
                writer.close()
            folder.finish(self._header())
        except BaseException:
            folder.abandon()
            raise
        return folder.path

    def _keep(self, edition: Path) -> None:
        """Write down which manifest this edition was given."""
        with self.warehouse.transaction() as connection:
            connection.execute(sql("feeds/keep_edition"), [self.head.seq, manifest_digest(edition), now()])

    def _previous(self) -> PreviousEdition | None:
        """The edition before, unless it is of another history of this log (a warehouse restored from a copy), or from
        before editions were written down. Raises `AlteredError` where its manifest is another."""
        current = (self.feeds / "current").resolve()
        header = manifest_header(current)
        if not header or not self._is_ours(header):
            return None
        kept = self._kept(header["as_of_seq"])
        if kept and manifest_digest(current) not in kept:
            raise AlteredError(current / MANIFEST)
        return PreviousEdition(current, header) if kept else None

    def _kept(self, seq: int) -> set[str]:
        """Digests of the manifests that editions up to this change were given."""
        return {digest for (digest,) in self.connection.execute(sql("feeds/kept_editions"), [seq]).fetchall()}

    def _is_ours(self, header: dict[str, Any] | None) -> bool:
        """Whether an edition is an earlier one of this log, made as this one will be."""
        if header is None or not 0 < header["as_of_seq"] <= self.head.seq:
            return False
        alike = all(
            header.get(name) == value for name, value in self._header().items() if name not in _OF_AN_EDITION
        )
        return alike and log.time_of(self.connection, header["as_of_seq"]) == header["as_of"]

    def _is_of_head(self, folder: Path) -> bool:
        return manifest_header(folder) == self._header() and manifest_digest(folder) in self._kept(
            self.head.seq
        )

    def _changed(self, after: int, upto: int) -> Iterable[str]:
        return log.changed_items(self.connection, after, upto)

    def _readings(self) -> str | None:
        """Tables of money are made of the files that were read by then, by readers that may be better next time."""
        ((digest,),) = self.connection.execute(sql("feeds/readings")).fetchall()
        return str(digest) if digest else None

    def _header(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "feeds": [ITEMS, *WRITERS],
            "as_of_seq": self.head.seq,
            "as_of": self.head.at,
            "readings": self._readings(),
            "county": {"division": self.county.division, "name": self.county.name},
            **({"url": self.county.feeds_url} if self.county.feeds_url else {}),
        }


def _wait(writing: Iterable[Future[None]]) -> None:
    """Raises what went wrong in one of them."""
    for added in writing:
        added.result()
