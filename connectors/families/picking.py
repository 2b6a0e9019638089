"""What the registry's selectors pick from a list page: rows, the next page, the total; from HTML or from JSON."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from lxml import etree

from connectors.families.dates import date_in
from connectors.families.jsonpath import at, loads
from connectors.families.jsonrows import row_of
from connectors.families.links import is_wordless, link_of, title_of
from connectors.families.markup import Element, base_of, join, squeeze, texts
from connectors.families.model import LayoutChanged, ListPage
from connectors.families.pager import Pager, read_pager, says_nothing_is_here
from connectors.families.rows import Found, find_rows
from connectors.families.static import Find, Look
from connectors.selecting import compiled
from schemas.harvest import ListRow
from schemas.registry import Selectors

Node: TypeAlias = Element | str

_INSERTED = re.compile(r"\{(\$[^{}]*)\}")
"""A place in JSON inside an address: `/article/{$.id}.html`."""


def ways(selectors: Selectors) -> tuple[Find, Look]:
    """How the rows and the pager of a page are found: by the selectors where they say so, else by structure."""
    return partial(find, selectors) if selectors.list_item else find_rows, partial(look, selectors)


def find(selectors: Selectors, root: Element, url: str, *, like: str | None, total: int | None) -> Found:
    """The rows of an HTML page. Raises `LayoutChanged` where nothing is picked and nothing says that nothing is
    there."""
    base = base_of(root, url)
    items = [node for node in _select(root, selectors.list_item, "list_item") if not isinstance(node, str)]
    rows = tuple(row for item in items if (row := _row(selectors, item, base)))
    if items and not rows:
        raise LayoutChanged(f"selectors.list_item {selectors.list_item!r} matches, but no match holds a link")
    if not items and not says_nothing_is_here(root, read_pager(root, url)):
        raise LayoutChanged(f"selectors.list_item {selectors.list_item!r} matches nothing")
    return Found(rows, selectors.list_item if rows else None)


def _row(selectors: Selectors, item: Element, base: str) -> ListRow | None:
    link = next(iter(_select(item, selectors.link, "link")), None) if selectors.link else _anchor(item)
    url = _address(link, base)
    if url is None:
        return None
    title = _words(item, selectors.list_title, "list_title")
    anchor = link if link is not None and not isinstance(link, str) else _anchor(item)
    if title is None and anchor is not None:
        title = title_of(anchor)
    given = _words(item, selectors.list_date, "list_date")
    date = (date_in([given]) or given) if given else _date(item)
    return ListRow(url=url, title=title, date_text=date)


def _anchor(item: Element) -> Element | None:
    """The item itself or its longest-worded link."""
    anchors = [a for a in item.iter("a") if (title := title_of(a)) and not is_wordless(title)]
    return max(anchors, key=lambda a: len(title_of(a) or ""), default=None)


def _date(item: Element) -> str | None:
    """The date in an item, or beside one that is but the link of its row."""
    for around in itertools.islice([item, *item.iterancestors()], 3):
        if around is not item and sum(1 for _ in around.iter("a")) > 1:
            return None
        if date := date_in(texts(around)):
            return date
    return None


def _address(link: Node | None, base: str) -> str | None:
    if link is None or isinstance(link, str):
        return join(base, link) if link and link.strip() else None
    anchor = link if link.get("href") else next(link.iter("a"), None)
    return link_of(anchor, base) if anchor is not None else None


def look(selectors: Selectors, root: Element, url: str) -> Pager:
    """What the page says of paging; `next` and `total` outrank its words."""
    pager = read_pager(root, url)
    if selectors.total:
        number = re.search(r"\d+", (_words(root, selectors.total, "total") or "").replace(",", ""))
        pager = replace(pager, items=int(number[0]) if number else None)
    if selectors.next:
        following = next(iter(_select(root, selectors.next, "next")), None)
        pager = replace(pager, next_url=_address(following, base_of(root, url)))
    return pager


def _words(node: Element, xpath: str | None, key: str) -> str | None:
    found = next(iter(_select(node, xpath, key)), None) if xpath else None
    if found is None:
        return None
    return squeeze(found if isinstance(found, str) else " ".join(texts(found))) or None


def _select(node: Element, xpath: str | None, key: str) -> list[Node]:
    """What a selector yields, as a list. Raises `LayoutChanged` naming the key where it cannot be used."""
    if not xpath:
        return []
    try:
        found = compiled(xpath)(node)
    except (ValueError, etree.XPathError) as error:
        raise LayoutChanged(f"selectors.{key} {xpath!r} cannot be used: {error}") from error
    if isinstance(found, list):
        return [one for one in found if isinstance(one, str | etree._Element)]
    return [str(int(found)) if isinstance(found, float) and found.is_integer() else str(found)]


def json_page(selectors: Selectors, text: str, url: str) -> ListPage:
    """The rows of a JSON answer. Raises `LayoutChanged` where `list_item` names no list, or rows without
    address."""
    data = loads(text)
    entries = at(data, selectors.list_item or "$")
    if not isinstance(entries, list):
        raise LayoutChanged(f"selectors.list_item {selectors.list_item!r} names no list in the answer")
    rows = tuple(row for entry in entries if (row := _json_row(selectors, entry, url)))
    if entries and not rows:
        raise LayoutChanged(f"selectors.link {selectors.link!r} yields no address in the answer")
    total = str(at(data, selectors.total)) if selectors.total else ""
    return ListPage(url, rows, "more", int(total) if total.isdigit() else None)


def _json_row(selectors: Selectors, entry: Any, url: str) -> ListRow | None:
    """By the selectors; what they do not name, by the names that products give their fields."""
    picked = dict(entry) if isinstance(entry, dict) else {}
    if selectors.link:
        picked["url"] = _inserted(entry, selectors.link)
    for name, place in (("title", selectors.list_title), ("publishedtimestr", selectors.list_date)):
        if place:
            picked[name] = at(entry, place)
    return row_of(picked, url)


def _inserted(entry: Any, link: str) -> str | None:
    """The address, from one place or from several inside a template; None where one of them is empty."""
    places = _INSERTED.findall(link) or [link]
    values = {place: at(entry, place) for place in places}
    if not all(isinstance(value, str | int) and str(value).strip() for value in values.values()):
        return None
    if not _INSERTED.search(link):
        return str(values[link])
    return _INSERTED.sub(lambda found: str(values[found[1]]), link)
