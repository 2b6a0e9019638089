"""A parsed page, flattened to lines of visible text that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from lxml.etree import _Element

SEAM = "\ue000"
"""Stands in `Line.marked` where an inline element begins or ends: `来源：县政府</span><span>日期：…` has no
space there, and yet two labels."""
HELD = tuple(map(chr, range(0xE001, 0xE041)))
"""One of them stands in for the entries of each menu that was not parsed; see `lighten`."""
EMBEDDED = "pdfsrc"
"""Attribute in which the product of 博达 keeps the document that a script shows in an empty element."""
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(slots=True)
class Line:
    """A run of visible text between two breaks, white space collapsed. Empty only for an empty table cell."""

    text: str
    block: _Element
    linked: int
    """How many characters stand inside links."""
    row: int
    """Number of the innermost table row, or -1."""
    cell: _Element | None
    noise: bool
    """Inside navigation, footer, share bar or the like, by the container's name."""
    marked: str = ""
    """The text with `SEAM` at the borders of inline elements, for short lines that may hold labels; else
    empty."""

    @property
    def is_link(self) -> bool:
        """Nearly all of it is link text."""
        return self.linked > 0 and self.linked * 10 >= len(self.text) * 8


@dataclass(slots=True)
class Named:
    """An element with an id or a class, or a heading, and the lines it spans."""

    element: _Element
    keys: tuple[str, ...]
    """`#id` and `.class`, in lower case."""
    start: int
    end: int
    noise: bool


@dataclass(slots=True)
class Link:
    """A link or an embedded document, and the line it stands in."""

    element: _Element
    line: int
    noise: bool


class Feet(NamedTuple):
    """Numbers of the lines that are of a page's foot by their own words."""

    signs: frozenset[int]
    """Record numbers, rights: they stand in no article."""
    hosts: frozenset[int]
    """Who runs the site, or holds an event."""


@dataclass(slots=True)
class Page:
    """All that the walk over a page has gathered."""

    root: _Element
    lines: list[Line] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    """What `<time datetime>` says of the lines in which it stands."""
    spans: dict[_Element, tuple[int, int]] = field(default_factory=dict)
    """First and past-last line of every block and every named element."""
    metas: list[tuple[str, str]] = field(default_factory=list)
    """Names as spelled, contents collapsed, in order."""
    head_title: str = ""
    base: str | None = None
    scripts: list[tuple[int, str]] = field(default_factory=list)
    """Scripts that stand in the page, with the line before which each stands; some write links."""
    unread: list[_Element] = field(default_factory=list)
    """Elements whose content is no text of the page: form controls, styles, drawings."""
    dropped: list[tuple[int, _Element]] = field(default_factory=list)
    """Elements that are hidden, or where navigation and the like begins, with the line before which each
    stands."""
    feet: Feet | None = None
    """See `foot.feet`; found when first asked for."""


def collapse(text: str) -> str:
    """White space of any width to single spaces, zero-width characters away.

    Those are not printable, and to ask that of a line is far cheaper than to search it.
    """
    text = " ".join(text.split())
    return text if text.isprintable() else _ZERO_WIDTH.sub("", text)


def may_label(text: str) -> bool:
    """Whether a text holds a colon or bracket, without which no label stands beside its value."""
    return "：" in text or ":" in text or "【" in text or "[" in text or "［" in text


def text_of(element: _Element) -> str:
    """All text below an element, collapsed."""
    return collapse("".join(cast("list[str]", list(element.itertext()))).replace(SEAM, ""))
