"""One parse and one walk: a page as lines of visible text, each knowing where it stands.

Every other module of this package works on these lines and never walks the tree again. Hidden elements,
scripts, comments and form controls never become lines, so what is not shown cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from connectors.fields.containers import EDITOR

_BLOCK = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_CELL = frozenset(("td", "th", "dd"))
_SKIP = frozenset(
    "script style noscript template select option textarea input button canvas svg map audio video frameset".split()
)
_EMBED = frozenset(("iframe", "embed", "object"))
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)"
    r"|opacity\s*:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
_HIDDEN_CLASS = frozenset(("hide", "hidden", "d-none", "display-none", "sr-only"))
_NOISE = re.compile(
    r"(?:^|[\s_#.-])(?:nav|navbar|menu|submenu|crumbs?|bread\w*|position|dqwz|location|copyright|copy|sidebar|"
    r"share\w*|bdshare\w*|bshare\w*|fenxiang|related|relate|xg\w{0,4}|recommend|tuijian|hot|links?|friend\w*|"
    r"qr\w*|ewm|erweima|xlewm|sweep|pagination|prevnext|prenext\w*|search\w*|toolbar|comments?|"
    r"login\w*)(?:$|[\s_-])|(?:^|[\s_#.-])foot|breadcrumb|(?:^|[\s_])page_?(?:foot|nav)|jiathis|socialshare",
    re.IGNORECASE,
)
_MAY_LABEL = re.compile("[:：【\\[］]")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_CLOSING = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""Included page heads close the document early, and the parser would stop there."""
SEAM = "\ue000"
"""Stands in `Line.marked` where an inline element begins or ends: `来源：县政府</span><span>日期：…` has no space."""
_MAX_DEPTH = 240
"""Deeper than any real page; below it a subtree is read as one line, so that the walk cannot overflow."""


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
    """The text with `SEAM` at the borders of inline elements, for short lines that may hold labels; else empty."""

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


@dataclass(slots=True)
class Page:
    """A parsed page, flattened."""

    root: _Element
    lines: list[Line] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    spans: dict[_Element, tuple[int, int]] = field(default_factory=dict)
    """First and past-last line of every block and every named element."""
    metas: list[tuple[str, str]] = field(default_factory=list)
    """Names as spelled, contents collapsed, in order."""
    head_title: str = ""
    base: str | None = None
    dropped: list[_Element] = field(default_factory=list)
    """Elements that are hidden, or where navigation and the like begins."""


def collapse(text: str) -> str:
    """White space of any width to single spaces, zero-width characters away."""
    text = " ".join(text.split())
    return text if text.isascii() else _ZERO_WIDTH.sub("", text)


def parse(text: str) -> Page | None:
    """Parse HTML text; None where there is nothing to parse. Never raises for broken markup."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_CLOSING.sub("", text.replace("\0", "")).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    page = Page(root)
    walk = _Walk(page)
    walk.enter(root, 0, root, False, False, -1, None)
    walk.flush(root, -1, None, False)
    return page


class _Walk:
    """The single walk. State: the text of the line that is being gathered."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.buffer: list[str] = []
        self.linked = 0
        self.rows = -1

    def flush(self, block: _Element, row: int, cell: _Element | None, noise: bool) -> None:
        """End the line."""
        if self.buffer:
            raw = "".join(self.buffer)
            self.buffer.clear()
            text = collapse(raw.replace(SEAM, "")) if SEAM in raw else collapse(raw)
            if text:
                labelled = SEAM in raw and len(text) <= 400 and _MAY_LABEL.search(text) is not None
                marked = " ".join(raw.split()) if labelled else ""
                self.page.lines.append(Line(text, block, self.linked, row, cell, noise, marked))
        self.linked = 0

    def enter(
        self,
        element: _Element,
        depth: int,
        block: _Element,
        link: bool,
        noise: bool,
        row: int,
        cell: _Element | None,
    ) -> None:
        """Read an element with all below it; its tail belongs to the parent."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIP:
            return
        if tag in ("meta", "title", "base", "link"):
            self._head(element, tag)
            return
        keys: tuple[str, ...] = ()
        outside = noise
        for name, value in element.items():
            if name == "style":
                if _HIDDEN_STYLE.search(value):
                    self.page.dropped.append(element)
                    return
            elif name == "class":
                tokens = value.lower().split()
                if not _HIDDEN_CLASS.isdisjoint(tokens):
                    self.page.dropped.append(element)
                    return
                keys += tuple("." + t for t in tokens)
                noise = noise or _is_noise(value)
            elif name == "id":
                keys += ("#" + value.strip().lower(),)
                noise = noise or _is_noise(value)
            elif name == "hidden":
                self.page.dropped.append(element)
                return
        if noise:
            if not EDITOR.isdisjoint(keys):
                noise = False  # an editor's container is the body, whatever it stands in
            elif not outside:
                self.page.dropped.append(element)
        self._content(element, tag, keys, depth, block, link, noise, row, cell)

    def _content(
        self,
        element: _Element,
        tag: str,
        keys: tuple[str, ...],
        depth: int,
        block: _Element,
        link: bool,
        noise: bool,
        row: int,
        cell: _Element | None,
    ) -> None:
        page = self.page
        is_block = tag in _BLOCK
        if is_block:
            self.flush(block, row, cell, noise)
            block = element
            if tag == "tr":
                self.rows += 1
                row = self.rows
            elif tag in _CELL:
                cell = element
            elif tag in ("footer", "nav", "aside"):
                noise = True
        elif tag == "br":
            self.flush(block, row, cell, noise)
            return
        elif tag == "a" or tag in _EMBED:
            page.links.append(Link(element, len(page.lines), noise))
            link = True
        start = len(page.lines)
        if not is_block:
            self.buffer.append(SEAM)
        self._add(element.text, link)
        if depth >= _MAX_DEPTH:
            self._add("".join(element.itertext()), link)
        else:
            for child in element:
                self.enter(child, depth + 1, block, link, noise, row, cell)
                self._add(child.tail, link)
        if not is_block:
            self.buffer.append(SEAM)
        else:
            self.flush(block, row, cell, noise)
            if tag in _CELL and len(page.lines) == start:
                page.lines.append(Line("", element, 0, row, cell, noise))
        end = len(page.lines) + (bool(self.buffer) and any(not b.isspace() and b != SEAM for b in self.buffer))
        if is_block or keys:
            page.spans[element] = (start, end)
            if keys or tag in ("h1", "h2", "h3", "h4"):
                page.named.append(Named(element, keys, start, end, noise))

    def _add(self, text: str | None, link: bool) -> None:
        if text:
            self.buffer.append(text)
            if link:
                self.linked += len(text.strip())

    def _head(self, element: _Element, tag: str) -> None:
        if tag == "meta":
            name = element.get("name") or element.get("property") or element.get("itemprop")
            content = element.get("content")
            if name and content is not None:
                self.page.metas.append((name.strip(), collapse(content)))
        elif tag == "title" and not self.page.head_title:
            self.page.head_title = collapse("".join(element.itertext()))
        elif tag == "base":
            self.page.base = element.get("href")


def _is_noise(name: str) -> bool:
    return _NOISE_CACHE[name] if name in _NOISE_CACHE else _remember(name)


_NOISE_CACHE: dict[str, bool] = {}


def _remember(name: str) -> bool:
    """Class attributes repeat within a page and across a site; the cache is bounded for the odd generated ones."""
    if len(_NOISE_CACHE) > 4096:
        _NOISE_CACHE.clear()
    found = _NOISE_CACHE[name] = bool(_NOISE.search(name))
    return found
