"""Sitemaps (sitemaps.org 0.9): a urlset, or an index of several; `lastmod` tells when to read a page anew."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from connectors.families.links import column_url, native_id_of
from connectors.families.markup import Element, join, xml
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.fetch.model import Request, Response
from schemas.harvest import ListRow
from schemas.registry import Column, Source

_MOST_BYTES = 50_000_000
"""What the protocol allows a sitemap to be, unpacked."""
_INDEX = re.compile(r"/(?:index(?:_\d+)?\.\w+)?$", re.IGNORECASE)
_NUMBERED = re.compile(r"/[\w-]*\d{3,}[\w-]*/$")
"""A folder that is a page: `/archive/70214/`."""


class Maps:
    """Reads sitemaps; an index fills the queue of maps still to be read."""

    def __init__(self) -> None:
        self.queue: list[str] = []

    def read(self, response: Response) -> ListPage:
        """Raises `LayoutChanged` where the document is no sitemap."""
        root = xml(replace(response, body=_unpacked(response.body)))
        kind = str(root.tag).rpartition("}")[2]
        if kind not in ("urlset", "sitemapindex"):
            raise LayoutChanged(f"{urlsplit(response.url).path}: looked for <urlset> or <sitemapindex>")
        found = [entry for entry in root if isinstance(entry.tag, str)]
        if kind == "sitemapindex":
            self.queue = [url for entry in found if (url := _said(entry, "loc"))]
            return ListPage(response.url, (), "more")
        places = [place for entry in found if (place := join(response.url, _said(entry, "loc") or ""))]
        holders = {place[: place.rindex("/", 0, -1) + 1] for place in places}
        rows = (_row(entry, response.url, holders) for entry in found)
        return ListPage(response.url, tuple(row for row in rows if row), "more")


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """All maps, one page each. A sitemap claims to list everything, so its end is proven."""
    maps = Maps()
    url = column_url(source, column)
    first = maps.read(reader.raw(Request(url, "list")))
    queue = list(dict.fromkeys(maps.queue))
    if not queue:
        yield replace(
            reader.page(Request(url, "list"), maps.read) if not first.rows else first, ending="proven"
        )
    for number, address in enumerate(queue, 1):
        page = reader.page(Request(join(url, address) or address, "list"), maps.read)
        if maps.queue != queue:
            raise LayoutChanged(f"{urlsplit(address).path}: a sitemap index inside a sitemap index")
        yield replace(page, ending="proven" if number == len(queue) else "more")


def recognise(url: str, html: str) -> float:
    """By the root element."""
    return 0.97 if re.search(r"<(?:\w+:)?(?:urlset|sitemapindex)\b", html[:1000]) else 0.0


def _row(entry: Element, url: str, holders: set[str]) -> ListRow | None:
    """A posting; the home page and the first pages of columns, which sitemaps list too, are none.

    `holders` are the folders that hold another address of the map: columns, whatever their names.
    """
    address = join(url, _said(entry, "loc") or "")
    if address is None:
        return None
    path = urlsplit(address).path
    if _INDEX.search(path) and (address in holders or not _NUMBERED.search(path)):
        return None
    return ListRow(url=address, date_text=_said(entry, "lastmod"), native_id=native_id_of(address))


def _said(entry: Element, name: str) -> str | None:
    child = entry.find(f"{{*}}{name}")
    return child.text.strip() if child is not None and child.text else None


def _unpacked(body: bytes) -> bytes:
    """A .gz map unpacked. Raises `LayoutChanged` where it is damaged or larger than the protocol allows."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, _MOST_BYTES)
    except zlib.error as error:
        raise LayoutChanged("the packed sitemap is damaged") from error
    if unpacker.unconsumed_tail:
        raise LayoutChanged(f"the packed sitemap unpacks to more than {_MOST_BYTES} bytes")
    return unpacked
