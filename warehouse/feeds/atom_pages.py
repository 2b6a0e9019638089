"""Atom feeds page by page: `atom/all.xml`, `atom/<category>.xml` and their archives (RFC 5005 §4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from schemas.codes import CATEGORIES
from schemas.registry import County
from warehouse.feeds import atom
from warehouse.feeds.edition import Edition
from warehouse.feeds.pages import Line, Page, Pages

PAGE = 500

_COLUMNS = [
    *("seq", "at_text", "operation", "is_current", "item_id", "county", "unit_name", "category", "title"),
    *("publisher", "published_text", "summary", "url", "version", "content_hash", "withdrawn_reason"),
    *("left_category", "left_for_good", "attachments"),
]
_SEQ = re.compile(r'<gk:change seq="(\d+)"')


class AtomFeeds:
    """All Atom feeds of an edition; an entry is rendered once for both feeds it goes into."""

    def __init__(self, edition: Edition) -> None:
        names = {"all": "", **{c.code: f"·{c.name}" for c in CATEGORIES.values()}}
        self._feeds = {
            name: Pages(edition, AtomLayout(edition.county, name, suffix), PAGE, newest_repeats=True)
            for name, suffix in names.items()
        }

    def drop(self, former: pa.Table) -> None:
        """Take out entries, and what told of a move to another category where the item came back."""
        columns = [former[n].to_pylist() for n in ("seq", "category", "left_category", "left_for_good")]
        for seq, category, left_category, left_for_good in zip(*columns, strict=True):
            self._feeds["all"].drop(seq)
            self._feeds[category].drop(seq)
            if left_category and not left_for_good:
                self._feeds[left_category].drop(seq)

    def add(self, window: pa.Table) -> None:
        """Take the changes of a window: each goes into all, its category, and the category it left."""
        for change in window.select(_COLUMNS).to_pylist():
            seq, at = change["seq"], change["at_text"]
            line = _rendered(change) if change["is_current"] else ""
            self._feeds["all"].add(seq, at, line)
            self._feeds[change["category"]].add(seq, at, line)
            if change["left_category"]:
                moved = atom.deleted_entry(change, "moved") if change["left_for_good"] else ""
                self._feeds[change["left_category"]].add(seq, at, moved)

    def close(self) -> None:
        """Finish every feed."""
        for feed in self._feeds.values():
            feed.close()


class AtomLayout:
    """The documents of one feed: archives, and the subscription document with the last archive in it."""

    separator = b"\n"

    def __init__(self, county: County, feed: str, suffix: str) -> None:
        self.name = f"atom/{feed}"
        self._feed = feed
        self._county = county
        self._title = f"{county.name}政府信息公开{suffix}"

    def path(self, number: int | None) -> str:
        """`atom/<feed>.xml`, or an archive."""
        return f"atom/{self._file(number)}"

    def marks(self, seq: int) -> tuple[bytes, ...]:
        """The change, which entries and withdrawals name alike."""
        return (b'<gk:change seq="%d"' % seq,)

    def document(self, page: Page, lines: Sequence[str]) -> bytes:
        """The newest entry first."""
        links = [("self", self._file(page.number))]
        if page.number is not None:
            links.append(("current", self._file(None)))
        if page.older is not None:
            links.append(("prev-archive", self._file(page.older)))
        if page.newer is not None:
            links.append(("next-archive", self._file(page.newer)))
        return atom.document(
            feed_id=f"urn:gongkai:{self._county.division}:feed:{self._feed}",
            title=self._title,
            author=self._county.name,
            updated=page.updated,
            links=links,
            body="".join(f"{line}\n" for line in reversed(lines)),
            archive=page.number is not None,
        )

    def lines(self, content: bytes) -> Iterator[Line]:
        """The lines of entries and withdrawals, the oldest first."""
        for line in reversed(content.decode().split("\n")):
            if line.startswith(("<entry>", "<at:deleted-entry ")):
                seqs = _SEQ.findall(line)
                yield int(seqs[-1]), line

    def _file(self, number: int | None) -> str:
        return f"{self._feed}.xml" if number is None else f"{self._feed}-{number:06}.xml"


def _rendered(change: dict[str, Any]) -> str:
    if change["operation"] == "withdraw":
        return atom.deleted_entry(change, change["withdrawn_reason"] or "withdrawn")
    return atom.entry(change)
