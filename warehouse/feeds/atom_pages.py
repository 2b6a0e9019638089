"""Atom feeds page by page: `atom/all.xml`, `atom/<category>.xml` and their archives (RFC 5005 §4).

A page is a window of `PAGE` changes of its feed, and which changes it covers never moves. What it holds is
compacted: a change that a later one of the same item supersedes is left out, since the later one says
everything. So each item stands in one place of a feed; a reader who has read a page never needs it again; and
a withdrawal takes the title out of every page, old archives included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from schemas.codes import CATEGORIES
from warehouse.feeds import atom
from warehouse.feeds.edition import Edition
from warehouse.feeds.log import BEFORE_THE_FIRST

PAGE = 500

_COLUMNS = [
    *("seq", "at_text", "operation", "is_current", "item_id", "county", "unit_name", "category", "title"),
    *("publisher", "published_text", "summary", "url", "version", "content_hash", "withdrawn_reason"),
    *("left_category", "left_for_good", "attachments"),
]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one change in a feed; `text` is empty where a later change supersedes it."""

    at: str
    text: str


class AtomFeeds:
    """All Atom feeds of an edition; an entry is rendered once for both feeds it goes into."""

    def __init__(self, edition: Edition) -> None:
        self._all = AtomFeed("all", "", edition)
        self._by_category = {c.code: AtomFeed(c.code, f"·{c.name}", edition) for c in CATEGORIES.values()}

    def add(self, window: pa.Table) -> None:
        """Take the changes of a window."""
        columns = [window.column(name).to_pylist() for name in _COLUMNS]
        for values in zip(*columns, strict=True):
            self._take(dict(zip(_COLUMNS, values, strict=True)))

    def close(self) -> None:
        """Write the subscription documents."""
        for feed in (self._all, *self._by_category.values()):
            feed.close()

    def _take(self, change: dict[str, Any]) -> None:
        place = Place(change["at_text"], _rendered(change) if change["is_current"] else "")
        self._all.add(place)
        self._by_category[change["category"]].add(place)
        if change["left_category"]:
            moved = atom.deleted_entry(change, "moved") if change["left_for_good"] else ""
            self._by_category[change["left_category"]].add(Place(change["at_text"], moved))


class AtomFeed:
    """One feed: pages go out as archives as they fill; the newest `PAGE` changes are the subscription."""

    def __init__(self, name: str, suffix: str, edition: Edition) -> None:
        self._name = name
        self._edition = edition
        self._title = f"{edition.county.name}政府信息公开{suffix}"
        self._pages = 0
        """Full pages so far; the last of them waits in `_full` until it is known whether another follows."""
        self._full: list[Place] = []
        self._page: list[Place] = []

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

    def _archive_name(self, number: int) -> str:
        return f"{self._name}-{number:06}.xml"


def _rendered(change: dict[str, Any]) -> str:
    if change["operation"] == "withdraw":
        return atom.deleted_entry(change, change["withdrawn_reason"] or "withdrawn")
    return atom.entry(change)
