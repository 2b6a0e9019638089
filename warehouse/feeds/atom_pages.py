"""Atom feeds page by page: `atom/all.xml`, `atom/<category>.xml` and their archives (RFC 5005 §4).

A page is a window of `PAGE` changes of its feed, and which changes it covers never moves. What it holds is
compacted: a change that a later one of the same item supersedes is left out, since the later one says
everything. So each item stands in one place of a feed; a reader who has read a page never needs it again; and
a withdrawal takes the title out of every page, old archives included.

Archives in which nothing moved since the edition before are taken over from it; `sql/feeds/stale_pages.sql`
says which must be written.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from schemas.codes import CATEGORIES
from warehouse.feeds import atom
from warehouse.feeds.edition import Edition
from warehouse.feeds.log import BEFORE_THE_FIRST
from warehouse.queries import sql

PAGE = 500

_COLUMNS = [
    *("seq", "at_text", "operation", "is_current", "item_id", "county", "unit_name", "category", "title"),
    *("publisher", "published_text", "summary", "url", "version", "content_hash", "withdrawn_reason"),
    *("left_category", "left_for_good", "attachments"),
]
_ROUTE = ("category", "left_category")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one change in a feed; `text` is empty where a later change supersedes it."""

    at: str
    text: str


_UNREAD = (Place("", ""),) * 3
"""What a change says that goes into no page that must be written."""


class AtomFeeds:
    """All Atom feeds of an edition; an entry is rendered once for both feeds it goes into."""

    def __init__(self, edition: Edition) -> None:
        stale = _stale_pages(edition)
        self._all = AtomFeed("all", "", edition, stale)
        self._by_category = {
            c.code: AtomFeed(c.code, f"·{c.name}", edition, stale) for c in CATEGORIES.values()
        }

    def add(self, window: pa.Table) -> None:
        """Take the changes of a window."""
        routes = [
            self._route(category, left)
            for category, left in zip(*(window[n].to_pylist() for n in _ROUTE), strict=True)
        ]
        # A sum, since every feed of a change has to count it.
        wanted = [n for n, feeds in enumerate(routes) if sum(feed.awaits_next() for feed in feeds)]
        rows = window.select(_COLUMNS).take(pa.array(wanted, pa.int64())).to_pylist()
        changes = dict(zip(wanted, rows, strict=True))
        for number, feeds in enumerate(routes):
            change = changes.get(number)
            for feed, place in zip(feeds, _places(change) if change else _UNREAD, strict=False):
                feed.add(place)

    def close(self) -> None:
        """Write the subscription documents."""
        for feed in (self._all, *self._by_category.values()):
            feed.close()

    def _route(self, category: str, left_category: str | None) -> list[AtomFeed]:
        """The feeds a change goes into: all, its category, and the category it left."""
        feeds = [self._all, self._by_category[category]]
        return [*feeds, self._by_category[left_category]] if left_category else feeds


class AtomFeed:
    """One feed: pages go out as archives as they fill; the newest `PAGE` changes are the subscription."""

    def __init__(
        self, name: str, suffix: str, edition: Edition, stale: Container[tuple[str, int]] | None
    ) -> None:
        self._name = name
        self._edition = edition
        self._stale = stale
        self._awaited = 0
        self._title = f"{edition.county.name}政府信息公开{suffix}"
        self._pages = 0
        """Full pages so far; the last of them waits in `_full` until it is known whether another follows."""
        self._full: list[Place] = []
        self._page: list[Place] = []

    def awaits_next(self) -> bool:
        """Count one more change that will come; whether its page must be written."""
        self._awaited += 1
        return self._is_stale((self._awaited - 1) // PAGE)

    def add(self, place: Place) -> None:
        """Take the next change of this feed."""
        self._page.append(place)
        if len(self._page) == PAGE:
            if self._full:
                self._archive(followed=True)
            self._pages += 1
            self._full, self._page = self._page, []

    def close(self) -> None:
        """Write the last archive and the subscription document."""
        if self._full:
            self._archive(followed=False)
        links = [("self", f"{self._name}.xml")]
        if self._pages:
            links.append(("prev-archive", self._archive_name(self._pages)))
        newest = (self._full + self._page)[-PAGE:]
        self._write(f"{self._name}.xml", newest, links, archive=False)

    def _archive(self, *, followed: bool) -> None:
        number = self._pages
        if not self._is_stale(number - 1):
            assert self._edition.previous is not None, "without an edition before every page is stale"
            self._edition.folder.link(f"atom/{self._archive_name(number)}", self._edition.previous)
            return
        links = [("self", self._archive_name(number)), ("current", f"{self._name}.xml")]
        if number > 1:
            links.append(("prev-archive", self._archive_name(number - 1)))
        if followed:
            links.append(("next-archive", self._archive_name(number + 1)))
        self._write(self._archive_name(number), self._full, links, archive=True)

    def _write(self, name: str, places: list[Place], links: list[tuple[str, str]], *, archive: bool) -> None:
        texts = [place.text for place in reversed(places) if place.text]
        content = atom.document(
            feed_id=f"urn:gongkai:{self._edition.county.division}:feed:{self._name}",
            title=self._title,
            author=self._edition.county.name,
            updated=places[-1].at if places else BEFORE_THE_FIRST,
            links=links,
            body="".join(texts),
            archive=archive,
        )
        self._edition.folder.write(f"atom/{name}", content, len(texts))

    def _is_stale(self, page: int) -> bool:
        return self._stale is None or (self._name, page) in self._stale

    def _archive_name(self, number: int) -> str:
        return f"{self._name}-{number:06}.xml"


def _stale_pages(edition: Edition) -> set[tuple[str, int]] | None:
    """Pages to be written, by feed and number from 0; None for all of them."""
    if edition.previous is None:
        return None
    bounds = {"known": edition.previous.seq, "size": PAGE}
    return set(edition.connection.execute(sql("feeds/stale_pages"), bounds).fetchall())


def _places(change: dict[str, Any]) -> list[Place]:
    """What a change says in the feeds of its route."""
    place = Place(change["at_text"], _rendered(change) if change["is_current"] else "")
    moved = atom.deleted_entry(change, "moved") if change["left_for_good"] else ""
    return [place, place, Place(change["at_text"], moved)]


def _rendered(change: dict[str, Any]) -> str:
    if change["operation"] == "withdraw":
        return atom.deleted_entry(change, change["withdrawn_reason"] or "withdrawn")
    return atom.entry(change)
