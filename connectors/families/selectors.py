"""Odd sites: the registry's XPaths say where rows, links, dates, the next page and the total are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from lxml import etree

from connectors.families import static
from connectors.families.dates import date_in
from connectors.families.links import is_wordless, link_of, title_of
from connectors.families.markup import Element, base_of, join, squeeze, texts
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.families.pager import Pager, read_pager, says_nothing_is_here
from connectors.families.rows import Found, find_rows
from schemas.harvest import ListRow
from schemas.registry import Column, Selectors, Source

Node: TypeAlias = Element | str


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Rows by `list_item`, `link`, `list_title` and `list_date`; the next page by `next`, else by a generic
    下一页 link or page numbers. Without `list_item` the rows are found by structure."""
    selectors = source.selectors
    return static.pages(
        source,
        column,
        reader,
        find=partial(_find, selectors) if selectors.list_item else find_rows,
        look=partial(_look, selectors),
    )


def recognise(url: str, html: str) -> float:
    """Always a little: it reads by structure what no other family shows clear marks of."""
    return 0.35


def _find(selectors: Selectors, root: Element, url: str, *, like: str | None, total: int | None) -> Found:
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
    date = (date_in([given]) or given) if given else date_in(texts(item))
    return ListRow(url=url, title=title, date_text=date)


def _anchor(item: Element) -> Element | None:
    """The item itself or its longest-worded link."""
    anchors = [a for a in item.iter("a") if (title := title_of(a)) and not is_wordless(title)]
    return max(anchors, key=lambda a: len(title_of(a) or ""), default=None)


def _address(link: Node | None, base: str) -> str | None:
    if link is None or isinstance(link, str):
        return join(base, link) if link and link.strip() else None
    anchor = link if link.get("href") else next(link.iter("a"), None)
    return link_of(anchor, base) if anchor is not None else None


def _look(selectors: Selectors, root: Element, url: str) -> Pager:
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
    """What an XPath yields, as a list. Raises `LayoutChanged` naming the key where it is no XPath."""
    if not xpath:
        return []
    try:
        found = node.xpath(xpath)
    except etree.XPathError as error:
        raise LayoutChanged(f"selectors.{key} {xpath!r} cannot be used: {error}") from error
    if isinstance(found, list):
        return [one for one in found if isinstance(one, str | etree._Element)]
    return [str(int(found)) if isinstance(found, float) and found.is_integer() else str(found)]
