"""开普云 UCAP: the list comes from the channel search, as HTML or JSON; some columns are static pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

from connectors.families import static
from connectors.families.jsonrows import read_json
from connectors.families.links import column_url
from connectors.families.markup import Element, document, scripts, text_of
from connectors.families.model import ListPage, Reader
from connectors.families.paged import by_page
from connectors.families.pager import is_filled_by_script, read_pager
from connectors.families.rows import find_rows
from connectors.fetch.model import EmptyBody, Request, Response
from schemas.registry import Column, Source

_CHANNEL = re.compile(
    r"""\bchannel_?id['"]?\s*[:=]\s*['"]([0-9a-zA-Z]{6,})['"]|/common/search/([0-9a-f]{32})""", re.I
)
_SEARCH = re.compile(r"""['"]([^'"\s]*/common/search/)""")
_JSON = re.compile(r"""\b_?isJson['"]?\s*[:=]\s*['"]?true""", re.IGNORECASE)
_SIZE = re.compile(r"""_?pageSize['"]?\s*[:=]\s*['"]?(\d+)""", re.IGNORECASE)


class ChannelPages:
    """Asks the channel search page by page, for HTML or for JSON, and reads either."""

    def __init__(self, root: Element, channel: str, page_url: str, page_size: int | None) -> None:
        prefix = _SEARCH.search(scripts(root))
        shown = _SIZE.search(scripts(root)) or _SIZE.search(_hidden_size(root))
        self._search_url = urljoin(page_url, (prefix[1] if prefix else "/common/search/") + channel)
        self._page_url = page_url
        self._size = page_size or (int(shown[1]) if shown else 20)
        self.as_json = _JSON.search(scripts(root)) is not None

    def request(self, number: int) -> Request:
        """The request that the product's `page_list.js` sends for page `number`."""
        query = {
            "sort": "",
            "_isAgg": "false",
            "_isJson": "true" if self.as_json else "false",
            "_pageSize": self._size,
            "_template": "index",
            "_channelName": "",
            "page": number,
        }
        return Request(f"{self._search_url}?{urlencode(query)}", "list")

    def read(self, response: Response) -> ListPage:
        """Raises `LayoutChanged` where a JSON answer holds no list."""
        text = text_of(response)
        if text.lstrip().startswith(("{", "[")):
            answer = read_json(text, self._page_url)
            return ListPage(response.url, answer.rows, "more", answer.total)
        root = document(f"<div>{text}</div>")
        total = read_pager(root, self._page_url).items
        return ListPage(response.url, find_rows(root, self._page_url, total=total).rows, "more", total)


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Static pages where the column's page lists postings itself, otherwise the channel search."""
    url = column_url(source, column)
    shell = reader.raw(Request(url, "list"))
    root = document(text_of(shell))
    channel = channel_of(root)
    if channel is None or _is_static(root, url):
        yield from static.pages(source, column, reader, suffix="shtml", shell=shell)
        return
    search = ChannelPages(root, channel, url, column.page_size)
    try:
        first = reader.page(search.request(1), search.read)
    except EmptyBody:
        first = ListPage(url, (), "more")
    if not first.rows and not first.declared_total:
        search.as_json = not search.as_json  # some sites answer only one of the two
        first = reader.page(search.request(1), search.read)
    yield from by_page(reader, search.request, search.read, first)


def recognise(url: str, html: str) -> float:
    """By the channel's meta and the product's scripts and addresses."""
    score = 0.6 if re.search(r"""name=["']channelId["']|/common/search/[0-9a-f]{32}""", html, re.I) else 0.0
    score += 0.2 if re.search(r"UCAP|page_list\.js|页面生成时间", html) else 0
    score += 0.2 if re.search(r"/c\d{6}/\w*\.?s?html?", url + html) else 0
    return min(0.95, score)


def channel_of(root: Element) -> str | None:
    """The channel's id, from its meta or from a script."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "channelid" and (
            content := (meta.get("content") or "").strip()
        ):
            return content
    found = _CHANNEL.search(scripts(root))
    return (found[1] or found[2]) if found else None


def _is_static(root: Element, url: str) -> bool:
    """Whether the page lists postings itself: it has rows and a pager of its own, or rows and no script that
    would fetch them (a sidebar has rows too)."""
    pager = read_pager(root, url)
    if not find_rows(root, url, total=pager.items).rows:
        return False
    return bool(pager.pages or pager.next_url) or not is_filled_by_script(root)


def _hidden_size(root: Element) -> str:
    field = next((e for e in root.iter("input") if e.get("id") == "pageSize"), None)
    return f"pageSize={field.get('value')}" if field is not None else ""
