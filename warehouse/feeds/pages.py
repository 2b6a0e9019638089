"""A feed in pages (分页): what most feeds are made of, kept up to date page by page.

A page covers `size` changes of its feed, and which ones it covers never moves. What it holds is compacted: a
change that a later one of the same item supersedes is left out, since the later one says everything. So each item
stands in one place of a feed; a reader who has read a page never needs it again; and a withdrawal takes the title
out of every page, old ones included.

Each change is one line of text in its page. So a page that changes is made from the page before: its lines
without those that are to go. Nothing of it is read from the warehouse again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from warehouse.feeds.edition import Edition
from warehouse.feeds.log import BEFORE_THE_FIRST

Line = tuple[int, str]
"""The change that made it so, and its text without line end."""


@dataclass(frozen=True, slots=True)
class Page:
    """The place of one document among those of its feed; pages are numbered from 1, the oldest first."""

    number: int | None
    """None: the newest document, which is written anew with every change of the feed."""
    older: int | None
    newer: int | None
    updated: str
    """Time of the newest change it covers."""


class Layout(Protocol):
    """How the documents of a feed look."""

    @property
    def name(self) -> str:
        """The feed's name in `pages.json`."""

    @property
    def separator(self) -> bytes:
        """What stands between two lines of a document."""

    def path(self, number: int | None) -> str:
        """Where a page lies in the edition; None: the newest document."""

    def marks(self, seq: int) -> tuple[bytes, ...]:
        """What only the line of this change has in it: one of these."""

    def document(self, page: Page, lines: Sequence[str]) -> bytes:
        """A document of these lines, the oldest first. The same lines give the same bytes."""

    def lines(self, content: bytes) -> Iterable[Line]:
        """The lines of a document that `document` made, the oldest first."""


class Pages:
    """The pages of one feed. `drop` what is superseded, then `add` what is new, then `close`."""

    def __init__(self, edition: Edition, layout: Layout, size: int, *, newest_repeats: bool) -> None:
        """`newest_repeats`: the newest document also holds the last full page, so that it is never nearly empty."""
        self._edition = edition
        self._layout = layout
        self._size = size
        self._repeats = newest_repeats
        index = edition.previous.index[layout.name] if edition.previous else {}
        self._changes: int = index.get("changes", 0)
        self._updated: str = index.get("updated", BEFORE_THE_FIRST)
        self._pages: list[tuple[int, str]] = [(seq, at) for seq, at in index.get("pages", ())]
        """Of each full page its last change and the time of that."""
        self._known = len(self._pages)
        self._dropped: set[int] = set()
        self._full: list[Line] = []
        """The last full page: it waits until it is known whether another follows."""
        self._partial: list[Line] = []
        self._is_loaded = edition.previous is None

    def drop(self, seq: int) -> None:
        """Take out what an earlier change of this feed said."""
        self._dropped.add(seq)

    def add(self, seq: int, at: str, line: str) -> None:
        """Take the next change of this feed; an empty line where a later change supersedes it already."""
        self._load()
        if line:
            self._partial.append((seq, line))
        self._changes += 1
        self._updated = at
        if self._changes % self._size == 0:
            self._write_full(newer=True)
            self._pages.append((seq, at))
            self._full, self._partial = self._partial, []

    def close(self) -> None:
        """Write what is not written yet. A feed of which nothing changed stays as it is."""
        index = self._edition.folder.index
        if self._is_loaded or self._dropped:
            self._load()
            self._write_dropped()
            self._write_full(newer=False)
            older = len(self._pages) or None
            newest = [*(self._full if self._repeats else ()), *self._partial]
            self._write(Page(None, older, None, self._updated), newest)
        index[self._layout.name] = {"changes": self._changes, "updated": self._updated, "pages": self._pages}

    def _load(self) -> None:
        """The last full page and what came after it, as the edition before had them."""
        if self._is_loaded:
            return
        self._is_loaded = True
        after = 0
        if self._pages:
            self._full = self._read(len(self._pages))
            after = self._pages[-1][0]
        self._partial = [line for line in self._read(None) if line[0] > after]

    def _read(self, number: int | None) -> list[Line]:
        assert self._edition.previous is not None, "only a page of the edition before is read"
        content = self._edition.previous.read(self._layout.path(number))
        return [line for line in self._layout.lines(content) if line[0] not in self._dropped]

    def _write_dropped(self) -> None:
        """Full pages that lose something, but for the last one of the edition before, which is in memory."""
        assert not self._dropped or self._edition.previous is not None, (
            "only what was shown before is dropped"
        )
        lasts = [seq for seq, _ in self._pages]
        for index, seqs in groupby(sorted(self._dropped), lambda seq: bisect_left(lasts, seq)):
            if index + 1 < self._known:
                self._lighten(self._layout.path(index + 1), seqs)

    def _lighten(self, path: str, seqs: Iterable[int]) -> None:
        """Take lines out of a full page as it lies in the edition before; all else on it stays as it is."""
        assert self._edition.previous is not None
        content, gone = self._edition.previous.read(path), 0
        for seq in seqs:
            lighter = without(content, self._layout.marks(seq), self._layout.separator)
            gone += lighter is not content
            content = lighter
        if gone:
            folder = self._edition.folder
            folder.write(path, content, folder.listed(path)["rows"] - gone)

    def _write_full(self, *, newer: bool) -> None:
        if self._pages:
            self._write(self._page(len(self._pages), newer=newer), self._full)

    def _page(self, number: int, *, newer: bool) -> Page:
        older = number - 1 or None
        return Page(number, older, number + 1 if newer else None, self._pages[number - 1][1])

    def _write(self, page: Page, lines: Sequence[Line]) -> None:
        content = self._layout.document(page, [text for _, text in lines])
        self._edition.folder.write(self._layout.path(page.number), content, len(lines))


def without(content: bytes, marks: Iterable[bytes], separator: bytes) -> bytes:
    """A document without the line that has one of these marks; the document itself where none has."""
    place = next((found for mark in marks if (found := content.find(mark)) >= 0), -1)
    if place < 0:
        return content
    start, end = content.rfind(b"\n", 0, place) + 1, content.index(b"\n", place)
    if content.endswith(separator, 0, end + 1):  # another line follows, or each line has its own end
        return content[:start] + content[end + 1 :]
    if content.endswith(separator, 0, start):  # it was the last one
        return content[: start - len(separator)] + content[end:]
    return content[:start] + content[end:]
