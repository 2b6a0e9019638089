"""博达 vsb: the first page is `{list}.htm`, the others are `{list}/{n}.htm`, counted down to 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from connectors.families.links import column_url
from connectors.families.model import ListPage, Reader
from connectors.families.picking import ways
from connectors.families.static import Sheet, by_number, follow
from connectors.fetch.model import Request
from schemas.registry import Column, Source


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Along the 下页 links; where there are none, by number: page k of m is `m-k+1`."""
    sheet = Sheet(*ways(source.selectors))
    first = reader.page(Request(column_url(source, column), "list"), sheet.read)
    count = sheet.pager.pages or 1
    if sheet.pager.next_url:
        yield from follow(first, reader, sheet)
    elif count > 1:
        folder = urlsplit(first.url).path.rpartition("/")[2].rpartition(".")[0] or "index"
        yield from by_number(
            first, count, lambda k: urljoin(first.url, f"{folder}/{count - k + 1}.htm"), reader, sheet
        )
    else:
        yield sheet.last(first)


def recognise(url: str, html: str) -> float:
    """By the marks of its templates: row ids `line…_n`, `vsb_content`, the pager's classes."""
    score = 0.6 if re.search(r"vsb_content|vsbcontent|_vsb|Vsb|/system/resource/", html) else 0.0
    score += 0.3 if re.search(r"""id=["']line[\w]*_\d+["']|class=["']p_(?:pages|next)""", html) else 0
    score += 0.1 if re.search(r"/info/\d+/\d+\.htm", html) else 0
    return min(0.95, score)
