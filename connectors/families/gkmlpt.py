"""广东 gkmlpt 政府信息公开平台: the column's page names a site id, a JSON interface gives the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import urldefrag, urljoin, urlsplit

from connectors.families.jsonrows import read_json
from connectors.families.links import column_url
from connectors.families.markup import text_of
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.families.paged import by_page
from connectors.fetch.model import Request, Response
from schemas.registry import Column, Source

_SITE = re.compile(r"""\bsid["']?\s*[:=]\s*(?:["']([\w-]+)["']|(\d+))|[?&]sid=([\w-]+)""", re.IGNORECASE)
_COLUMN = re.compile(r"/api/all/(\d+)|#/?(\d+)")


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Rows from `/gkmlpt/api/all/{column}?page=n&sid=…`. The total may exceed what the interface gives: then
    the end is unproven."""
    url = column_url(source, column)
    number = _COLUMN.search(url)
    if number is None:
        raise LayoutChanged(f"{column.path}: looked for the column's number behind # and found none")
    shell = urljoin(url, _root(url) + "index") if "/api/all/" in url else urldefrag(url)[0]
    site = _SITE.search(url) or _SITE.search(text_of(reader.raw(Request(shell, "list"))))
    if site is None:
        raise LayoutChanged(f"{urlsplit(shell).path}: looked for the site's id (SID) and found none")
    address = urljoin(url, f"{_root(url)}api/all/{number[1] or number[2]}")
    sid = next(group for group in site.groups() if group)
    yield from by_page(reader, partial(_request, address, sid), _read)


def recognise(url: str, html: str) -> float:
    """By its name, which is in every address."""
    return 0.95 if "/gkmlpt/" in url else 0.7 if "/gkmlpt/" in html else 0.0


def _root(url: str) -> str:
    """The path of the platform, `/gkmlpt/` or `/<site>/gkmlpt/`."""
    before, found, _ = urlsplit(url).path.partition("/gkmlpt/")
    return f"{before}/gkmlpt/" if found else "/gkmlpt/"


def _request(address: str, site: str, number: int) -> Request:
    return Request(f"{address}?page={number}&sid={site}", "list")


def _read(response: Response) -> ListPage:
    answer = read_json(text_of(response), response.url)
    return ListPage(response.url, answer.rows, "more", answer.total)
