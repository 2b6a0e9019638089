"""Links, buttons and whatever else a click does something to: what they say, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast
from urllib.parse import urldefrag

from lxml import etree

from connectors.families.markup import Element, join, squeeze, texts

_LOCATION = re.compile(
    r"""\blocation(?:\.href)?\s*=\s*['"]([^'"]+)['"](?!\s*\+)|\blocation\.(?:assign|replace)\(\s*['"]([^'"]+)['"]\s*\)"""
)
_IDLE = re.compile(
    r"javascript:|void\s*\(?\s*(?:0|null)?\s*\)?|return\s+(?:false|true)|event\.\w+\(\)|(?:window\.)?alert\([^)]*\)|[;\s#]",
    re.IGNORECASE,
)
_OFF = re.compile(r"disab|unable|nolink|hidden|gr[ae]y", re.IGNORECASE)
NUMBERED = ("data-page", "data-pageno", "data-page-no", "data-pagenum", "data-pageindex", "data-index-page")
_HANDLERS = ("onclick", "@click", "v-on:click", "ng-click")
_CLICKED = etree.XPath(
    "//a | //button | //input[@type='button' or @type='submit' or @type='image'] | //*[@onclick or "
    + " or ".join(f"@{name}" for name in NUMBERED)
    + " or @*[name()='@click' or name()='v-on:click' or name()='ng-click']]"
)
Controls = Sequence[tuple[Element, str]]
"""Links, buttons and whatever else a click does something to, each with what it says."""
_PAGER_NAMES = frozenset(
    ("page", "pages", "pager", "paging", "pagination", "pagenav", "fenye", "newspage", "fy", "pg")
)


def elements(path: etree.XPath, root: Element) -> list[Element]:
    """What a path that names elements finds, in the order of the page."""
    return cast("list[Element]", path(root))


def names_a_pager(element: Element) -> bool:
    """Whether an element is called a pager by its class or id."""
    marks = re.split(r"[^a-z]+", f"{element.get('class')} {element.get('id')}".lower())
    return not _PAGER_NAMES.isdisjoint(marks)


def controls_of(root: Element) -> Controls:
    """The controls of a page, in its order."""
    always = {"a", "button", "input"}
    return [(e, label_of(e)) for e in elements(_CLICKED, root) if e.tag in always or handler_of(e)]


def label_of(element: Element) -> str:
    """What a link or button says: its words, its title, or the words for its picture."""
    if element.tag == "input":
        return squeeze(element.get("value") or element.get("alt") or element.get("title") or "")
    shown = squeeze(" ".join(texts(element))) or element.get("title") or element.get("aria-label")
    return squeeze(shown or " ".join(image.get("alt") or "" for image in element.iter("img")))


def address_of(element: Element) -> str | None:
    """The address a control leads to, plain or set by its script (`location.href='…'`); None where there is none."""
    href = (element.get("href") or "").strip()
    if href and not href.lower().startswith(("javascript", "#")):
        return href
    found = _LOCATION.search(f"{href} {element.get('onclick') or ''}")
    return (found[1] or found[2]) if found else None


def leads_to(element: Element, base: str) -> str:
    """The address or the script of a control; "" where it leads nowhere."""
    if address := address_of(element):
        return re.sub(r"index\.\w+$", "", urldefrag(join(base, address) or "")[0])
    return handler_of(element)


def handler_of(element: Element) -> str:
    """What a click does; "" where it does nothing. A page number in the markup is what some script turns to."""
    href = (element.get("href") or "").strip()
    scripted = href if href.lower().startswith("javascript") else ""
    does = _IDLE.sub("", " ".join([scripted, *(element.get(name) or "" for name in _HANDLERS)]))
    numbers = (element.get(name) or "" for name in NUMBERED)
    return does or next((number for number in numbers if number.isdigit() and int(number) > 1), "")


def is_off(element: Element) -> bool:
    around = [element, *list(element.iterancestors())[:1]]
    return any(
        e.get("disabled") is not None or e.get("aria-disabled") == "true" or _OFF.search(e.get("class") or "")
        for e in around
    )
