"""Publishing: one walk through the change log feeds every writer; the edition appears whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.registry import County
from warehouse.database import Warehouse
from warehouse.feeds import folder as folders
from warehouse.feeds.atom_pages import AtomFeeds
from warehouse.feeds.data_package import DataPackage
from warehouse.feeds.edition import Edition, MakeWriter
from warehouse.feeds.folder import FeedFolder, PreviousEdition
from warehouse.feeds.items import ItemFiles
from warehouse.feeds.log import Head, head_of, locate, time_of, windows
from warehouse.feeds.signatures import SigningKey, sign_edition
from warehouse.queries import sql

WRITERS: tuple[MakeWriter, ...] = (ItemFiles, AtomFeeds, DataPackage)
"""Every feed there is. A new one is a class with `add` and `close`, named here."""


@dataclass(frozen=True)
class FeedsResult:
    """Where the feeds lie."""

    path: Path
    """The edition's folder, `home/feeds/<as_of_seq>`."""
    as_of_seq: int
    changed: bool
    """False where nothing had changed and nothing was written."""


def publish_feeds(
    warehouse: Warehouse, home: Path, county: County, keys: Sequence[SigningKey] = ()
) -> FeedsResult:
    """Bring `home/feeds/current` up to the last row of the change log.

    An unchanged log writes nothing but the signature of a new key. A process killed at any moment leaves
    `current` on a whole edition.
    """
    feeds = home / "feeds"
    feeds.mkdir(parents=True, exist_ok=True)
    folders.sweep(feeds)
    with closing(warehouse.cursor()) as connection:
        connection.execute("BEGIN TRANSACTION")  # one state of the warehouse for every feed
        connection.execute(sql("feeds/instant"))
        head = head_of(connection)
        current = feeds / "current"
        if current.exists() and _is_edition_of(current, head):
            sign_edition(current.resolve(), keys)
            return FeedsResult(feeds / str(head.seq), head.seq, changed=False)
        if not _is_edition_of(feeds / str(head.seq), head):
            _write_edition(connection, feeds, county, head)
        sign_edition(feeds / str(head.seq), keys)
        folders.switch(feeds, head.seq)
        folders.prune(feeds)
        folders.sweep(feeds)
    return FeedsResult(feeds / str(head.seq), head.seq, changed=True)


def _is_edition_of(folder: Path, head: Head) -> bool:
    header = folders.manifest_header(folder)
    return header is not None and (header["as_of_seq"], header["as_of"]) == (head.seq, head.at)


def _write_edition(connection: duckdb.DuckDBPyConnection, feeds: Path, county: County, head: Head) -> None:
    previous = _previous_edition(connection, feeds / "current", county, head)
    locate(connection)
    try:
        folder = _filled_folder(connection, feeds, county, head, previous)
    except FileNotFoundError:
        if previous is None:
            raise
        # Somebody removed files of the edition before: write all of them anew.
        folder = _filled_folder(connection, feeds, county, head, None)
    folders.put_in_place(folder, feeds, head.seq)


def _filled_folder(
    connection: duckdb.DuckDBPyConnection,
    feeds: Path,
    county: County,
    head: Head,
    previous: PreviousEdition | None,
) -> FeedFolder:
    folder = FeedFolder(feeds, head.seq)
    try:
        edition = Edition(county, connection, folder, previous, head.seq, head.at)
        writers = [make(edition) for make in WRITERS]
        for window in windows(connection, head.seq, known=previous.seq if previous else 0):
            for writer in writers:
                writer.add(window)
        for writer in writers:
            writer.close()
        folder.finish(
            {
                "schema": folders.SCHEMA,
                "as_of_seq": head.seq,
                "as_of": head.at,
                "county": _named(county),
            }
        )
    except BaseException:
        folder.abandon()
        raise
    return folder


def _previous_edition(
    connection: duckdb.DuckDBPyConnection, current: Path, county: County, head: Head
) -> PreviousEdition | None:
    """The edition before, unless it is of another history of this log (a warehouse restored from a copy)."""
    header = folders.manifest_header(current)
    if header is None or not 0 < header["as_of_seq"] < head.seq or header["county"] != _named(county):
        return None
    if time_of(connection, header["as_of_seq"]) != header["as_of"]:
        return None
    return PreviousEdition(current.resolve(), header)


def _named(county: County) -> dict[str, str]:
    return {"division": county.division, "name": county.name}
