"""One parse and one walk: HTML to a `Page`.

Every other module of this package works on the page's lines and never walks the tree again. Hidden elements,
scripts, comments and form controls never become lines, so what is not shown cannot be read.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from connectors.fields.lighten import keep, lighten, without_ends
from connectors.fields.page import EMBEDDED, HELD, SEAM, Line, Link, Named, Page, collapse, may_label, text_of
from connectors.fields.visibility import ASIDE, is_furniture, read_attributes

# fmt: off
_BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
))
_SKIP = frozenset((
    "audio", "button", "canvas", "frameset", "input", "map", "noscript", "option", "script", "select",
    "style", "svg", "template", "textarea", "video",
))
# fmt: on
_CELL = frozenset(("td", "th", "dd"))
_LINKING = frozenset(("a", "iframe", "embed", "object"))
_ANCHOR = frozenset(("name", "id"))
"""All that an `<a>` has which leads nowhere."""
_HEAD = frozenset(("meta", "title", "base", "link"))
_KIND = {
    **dict.fromkeys(_BLOCK, "block"),
    **dict.fromkeys(_SKIP, "skip"),
    **dict.fromkeys(_HEAD, "head"),
    "br": "break",
}
"""Tag → how it is read; every other element is inline."""
_HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MAX_DEPTH = 240
"""Deeper than any real page; below it a subtree is read as one line, so that the walk cannot overflow."""


def parse(content: bytes, *, whole: bool = False) -> Page | None:
    """Parse HTML in UTF-8; None where there is nothing to parse. Never raises for broken markup.

    `whole`: with what shows nowhere in a `Page` but stands in the tree, for those who look into it.
    """
    content = content.replace(b"\0", b"")
    if whole:
        return _read(without_ends(content))
    light = lighten(content)
    page = _read(light.content)
    if light.held and page is not None and (shown := _shown_menus(page, light.held)):
        keep(shown)
        return _read(without_ends(content))
    return page


def _read(content: bytes) -> Page | None:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    page = Page(root)
    walk = _Walk(page)
    walk.inline(root, root.tag, -1)
    walk.flush()
    if EMBEDDED.encode() in content:
        shown = ((element, page.spans.get(element)) for element in root.iter() if element.get(EMBEDDED))
        page.links += [Link(element, span[0], False) for element, span in shown if span]
    return page


def _shown_menus(page: Page, held: list[bytes]) -> list[bytes]:
    """The menus that were taken out where the page is read after all."""
    texts = [line.text for line in page.lines]
    texts += [script for _, script in page.scripts]
    texts += map(text_of, page.unread)
    text = "".join(texts)
    return [menu for menu, mark in zip(held, HELD, strict=False) if mark in text]


def _shown(text: str) -> int:
    """Characters of a text without the white space around its pieces."""
    return sum([len(piece.strip()) for piece in text.split(SEAM)]) if SEAM in text else len(text.strip())


def _leads_on(element: _Element) -> bool:
    """Whether a link is one, and no anchor that an editor or Word has set around text."""
    return element.tag != "a" or not _ANCHOR.issuperset(element.keys())


class _Walk:
    """The single walk. State: the line that is being gathered, and what elements inherit from those around
    them.

    One method a kind of element; the state is saved and restored around each, which costs a third of
    passing it.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = page.lines
        self.spans = page.spans
        self.buffer: list[str] = []
        self.linked = 0
        self.rows = -1
        self.block = page.root
        self.link = False
        self.noise = False
        self.row = -1
        self.cell: _Element | None = None

    def below(self, element: _Element, depth: int) -> None:
        """Read what an element holds: its text, its children and the text behind each of them."""
        if depth >= _MAX_DEPTH:
            self._add(text_of(element))
            return
        text = element.text
        if text:
            self._add(text)
        for child in element:
            tag = child.tag
            kind = _KIND.get(tag)
            if kind is None:
                self.inline(child, tag, depth)
            elif kind == "block":
                self._block(child, tag, depth)
            elif kind == "break":
                self.flush()
            elif kind == "head":
                self._head(child, tag)
            elif tag == "script":
                script = child.text
                if script:
                    self.page.scripts.append((len(self.lines), script))
            else:
                self.page.unread.append(child)
            text = child.tail
            if text and (self.buffer or not text.isspace()):
                self._add(text)

    def flush(self) -> None:
        """End the line."""
        raw = "".join(self.buffer)
        self.buffer.clear()
        seamed = SEAM in raw
        text = collapse(raw.replace(SEAM, "") if seamed else raw)
        if text:
            marked = ""
            if seamed and len(text) <= 400 and may_label(text):
                marked = " ".join(raw.split())
            self.lines.append(Line(text, self.block, self.linked, self.row, self.cell, self.noise, marked))
        self.linked = 0

    def _block(self, element: _Element, tag: str, depth: int) -> None:
        keys: tuple[str, ...] = ()
        outside = noise = self.noise
        items = element.items()
        if items or tag in ASIDE:
            keys, noise, hidden = read_attributes(items, tag, outside)
            if (noise is not outside or hidden) and self._drops(element, keys, noise, hidden):
                return
        if self.buffer:
            self.flush()
        if not len(element) and tag != "tr":
            self._leaf(element, tag, keys, noise)
            return
        block, row, cell = self.block, self.row, self.cell
        self.noise = noise
        self.block = element
        if tag == "tr":
            self.rows += 1
            self.row = self.rows
        elif tag in _CELL:
            self.cell = element
        start = len(self.lines)
        self.below(element, depth + 1)
        if self.buffer:
            self.flush()
        if tag in _CELL and len(self.lines) == start:
            self.lines.append(Line("", element, 0, self.row, self.cell, noise))
        end = len(self.lines)
        self.spans[element] = (start, end)
        if keys or tag in _HEADING:
            self.page.named.append(Named(element, keys, start, end, noise))
        self.block, self.row, self.cell = block, row, cell
        self.noise = outside

    def _leaf(self, element: _Element, tag: str, keys: tuple[str, ...], noise: bool) -> None:
        """A block that holds text alone, as most do."""
        lines = self.lines
        start = len(lines)
        cell = element if tag in _CELL else self.cell
        raw = element.text
        if raw and (text := collapse(raw.replace(SEAM, ""))):
            linked = len(raw.strip()) if self.link else 0
            lines.append(Line(text, element, linked, self.row, cell, noise))
        elif tag in _CELL:
            lines.append(Line("", element, 0, self.row, cell, noise))
        end = len(lines)
        self.spans[element] = (start, end)
        if keys or tag in _HEADING:
            self.page.named.append(Named(element, keys, start, end, noise))

    def inline(self, element: _Element, tag: str, depth: int) -> None:
        keys: tuple[str, ...] = ()
        outside = noise = self.noise
        items = element.items()
        if items or tag in ASIDE:
            keys, noise, hidden = read_attributes(items, tag, outside)
            if (noise is not outside or hidden) and self._drops(element, keys, noise, hidden):
                return
        link = self.link
        start = len(self.lines)
        if tag in _LINKING:
            self.page.links.append(Link(element, start, noise))
            self.link = self.link or _leads_on(element)
        elif tag == "time":
            self.page.times.append((start, element.get("datetime") or ""))
        self.buffer.append(SEAM)
        if len(element):
            self.noise = noise
            self.below(element, depth + 1)
            self.noise = outside
        elif text := element.text:
            self._add(text)
        self.buffer.append(SEAM)
        if keys:
            pending = any(piece != SEAM and not piece.isspace() for piece in self.buffer)
            end = len(self.lines) + pending
            self.spans[element] = (start, end)
            self.page.named.append(Named(element, keys, start, end, noise))
        self.link = link

    def _drops(self, element: _Element, keys: tuple[str, ...], noise: bool, hidden: bool) -> bool:
        """Note an element that is hidden, or where navigation begins or ends; whether to pass it over."""
        self.page.dropped.append((len(self.lines), element))
        return hidden or (noise and is_furniture(element, keys))

    def _add(self, text: str) -> None:
        if self.buffer or not text.isspace():
            self.buffer.append(text)
            if self.link:
                self.linked += _shown(text)

    def _head(self, element: _Element, tag: str) -> None:
        if tag == "meta":
            name = element.get("name") or element.get("property") or element.get("itemprop")
            content = element.get("content")
            if name and content is not None:
                self.page.metas.append((name.strip(), collapse(content)))
        elif tag == "title" and not self.page.head_title:
            self.page.head_title = text_of(element)
        elif tag == "base":
            self.page.base = element.get("href")
