"""大汉 JPAAS: a script names a unit of the page and its query; the unit comes as HTML inside JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from connectors.families import static
from connectors.families.links import column_url
from connectors.families.markup import Element, document, join, text_of
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.families.paged import by_page
from connectors.families.rows import find_rows
from connectors.fetch.model import Request, Response
from schemas.registry import Column, Source

_PAIR = re.compile(r"""['"]?(\w+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([\w.-]+))""")
_ROWS = 15
"""What the product shows on a page where it does not say."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a page that is built on request."""

    url: str
    query: dict[str, str]


class UnitPages:
    """Reads the answers for one unit; the first says how many rows a page has, and how the next is asked."""

    def __init__(self, unit: Unit, page_url: str, page_size: int | None) -> None:
        self._unit = unit
        self._page_url = page_url
        self._asked_size = page_size
        self._size = page_size or _ROWS

    def request(self, number: int) -> Request:
        """The request for page `number`; the first goes out as the page's own script sends it."""
        query = dict(self._unit.query)
        if number > 1 or self._asked_size:
            size = {"pageNo": number, "pageSize": self._size}
            query["paramJson"] = json.dumps(size, separators=(",", ":"))
        return Request(f"{self._unit.url}?{urlencode(query)}", "list")

    def read(self, response: Response) -> ListPage:
        """Raises `LayoutChanged` where the answer is not a unit that was built."""
        root = document(f"<div>{_html(response)}</div>")
        table = next((e for e in root.iter() if e.get("querydata") or e.get("count")), None)
        if table is not None:
            self._size = self._asked_size or int(table.get("rows") or _ROWS)
            self._unit = _unit(table, self._page_url) or self._unit
        count = (table.get("count") or "") if table is not None else ""
        rows = find_rows(root, self._page_url).rows
        return ListPage(response.url, rows, "more", int(count) if count.isdigit() else None)


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Page n of the list unit, by `paramJson={"pageNo":n,"pageSize":…}`; its pagination table has a total. Where the
    units are of other things (a menu), the list that stands in the page itself."""
    url = column_url(source, column)
    shell = reader.raw(Request(url, "list"))
    root = document(text_of(shell))
    faults = [f"{urlsplit(url).path}: looked for a unitbuild script with queryData and found none"]
    empty: tuple[UnitPages, ListPage] | None = None
    units = units_of(root, url)
    for unit in units:
        unit_pages = UnitPages(unit, url, column.page_size)
        try:
            first = reader.page(unit_pages.request(1), unit_pages.read)
        except LayoutChanged as error:
            faults.append(str(error))
            continue
        if first.rows or first.declared_total is not None:
            yield from by_page(reader, unit_pages.request, unit_pages.read, first)
            return
        empty = unit_pages, first
    if empty is None or len(faults) > 1:
        raise LayoutChanged(faults[-1])
    found = find_rows(root, url)
    if found.rows and found.is_local and not found.doubtful and not _is_list(units[0]):
        yield from static.pages(source, column, reader, shell=shell)
    else:
        yield from by_page(reader, empty[0].request, empty[0].read, empty[1])


def recognise(url: str, html: str) -> float:
    """By the script that builds units and by the gateway's address."""
    score = 0.9 if re.search(r"unitbuild|jpaas-publish-server", html) else 0.0
    return min(0.97, score + (0.1 if "/col/col" in url + html else 0)) if score else 0.0


def units_of(root: Element, url: str) -> list[Unit]:
    """The units a page declares, those that call themselves a list (信息列表) first."""
    units = [unit for element in root.iter() if element.get("querydata") and (unit := _unit(element, url))]
    return sorted(units, key=lambda unit: not _is_list(unit))


def _is_list(unit: Unit) -> bool:
    return re.search(r"列表|list", unit.query.get("tagId", ""), re.IGNORECASE) is not None


def _unit(element: Element, url: str) -> Unit | None:
    """The unit of an element with `queryData` and `url` (script) or `unitUrl` (pagination table)."""
    address = element.get("url") or element.get("uniturl") or ""
    found = _PAIR.findall(element.get("querydata") or "")
    query = {name: single or double or bare for name, single, double, bare in found}
    target = join(url, address) if address else None
    return Unit(target, query) if target and query else None


def _html(response: Response) -> str:
    try:
        answer = json.loads(text_of(response))
    except ValueError as error:
        raise LayoutChanged("the unit's answer is no JSON") from error
    data = answer.get("data") if isinstance(answer, dict) else None
    html = data.get("html") if isinstance(data, dict) else None
    if not isinstance(html, str) or answer.get("success") is False:
        raise LayoutChanged("looked for data.html in the unit's answer and found none")
    return html
