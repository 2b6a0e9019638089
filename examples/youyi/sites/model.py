"""What the sites are asked and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from examples.youyi.addresses import address, native_id
from examples.youyi.county import SitePlan
from examples.youyi.model import Day, Posting
from examples.youyi.tuesday import postings


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as a page sees it."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer; text is encoded in the site's charset."""

    text: str
    media_type: str = "text/html"


Handler = Callable[[Ask], Page]
Routes = dict[str, Handler]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list."""

    url: str
    path: str
    """As linked inside the site."""
    title: str
    published: datetime
    dated: bool
    native_id: str
    posting: Posting

    @property
    def date(self) -> str:
        return f"{self.published:%Y-%m-%d}" if self.dated else ""

    def link(self, *, cut: int = 0, marks: str = "") -> str:
        """`<a>` with the full title in @title; the words are cut to `cut` characters where that is given."""
        title = escape(self.title)
        words = escape(self.title[:cut]) + "..." if cut and len(self.title) > cut else title
        return f'<a href="{escape(self.path)}" target="_blank" title="{title}"{marks}>{words}</a>'


def rows(plan: SitePlan, position: int, day: Day) -> list[Row]:
    """What a column lists, newest first."""
    listed = [p for p in postings(plan.id, day) if position in p.columns]
    listed.sort(key=lambda p: (p.published, p.serial), reverse=True)
    return [_row(p, plan) for p in listed]


def _row(posting: Posting, plan: SitePlan) -> Row:
    url = address(posting, plan)
    path = url if posting.offsite else url.removeprefix(plan.base_url)
    own = native_id(posting, plan)
    return Row(url, path, posting.title, posting.published, posting.fault != "undated", own, posting)


def pages(found: list[Row], size: int) -> list[list[Row]]:
    """The rows by pages; an empty list has one empty page."""
    return [found[i : i + size] for i in range(0, len(found), size)] or [[]]
