"""The body as safe HTML: a short list of tags, absolute links, nothing hidden, nothing of the page around
it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin

import nh3
from lxml import etree
from lxml.etree import _Element

from connectors.fields.page import SEAM
from connectors.fields.plain import as_cleaned

_TAGS = {
    *("p", "br", "div", "b", "strong", "i", "em", "u", "s", "sub", "sup", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption"),
    *("colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "img", "blockquote"),
    *("pre", "hr", "center", "section", "article"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "col": {"span"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    link_rel="noopener noreferrer",
    url_schemes={"http", "https", "mailto", "ftp", "tel"},
)


_SHED = (
    "style",
    "class",
    "id",
    "align",
    "valign",
    "width",
    "height",
    "border",
    "lang",
    "face",
    "size",
    "color",
)
"""What text pasted from Word is full of, and the cleaner would drop one by one: half of its time."""
_EMPTY = ("span", "font")
"""Tags that say nothing without their attributes."""


@lru_cache(maxsize=1024)
def absolute(base: str, address: str) -> str | None:
    """An address of the page made absolute; None for one that cannot be an address."""
    try:
        return urljoin(base, address.strip().replace("\\", "/"))
    except ValueError:
        return None


def sanitise(element: _Element, base: str, unwanted: list[_Element]) -> str:
    """The element as HTML that is safe to show. `unwanted` elements are taken out of the tree first (it
    changes)."""
    for item in unwanted:
        _drop(item)
    etree.strip_attributes(element, *_SHED)
    etree.strip_tags(element, *_EMPTY)
    for node in element.iter("a", "img"):
        name = "href" if node.tag == "a" else "src"
        if address := node.get(name):
            node.set(name, absolute(base, address) or "")
    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    markup = markup.replace(SEAM, "") if SEAM in markup else markup
    plain = as_cleaned(markup, _CLEANER.clean)
    return _CLEANER.clean(markup).strip() if plain is None else plain


def _drop(element: _Element) -> None:
    """Remove an element and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
