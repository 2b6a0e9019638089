"""The 政府信息公开 table page of gov.cn and its followers; also the JSON array behind its latest policies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from connectors.families import static
from connectors.families.jsonrows import read_json
from connectors.families.links import column_url
from connectors.families.markup import text_of
from connectors.families.model import ListPage, Reader
from connectors.fetch.model import Request, Response
from schemas.registry import Column, Source

_LATEST = re.compile(r"zuixin|latest|newest", re.IGNORECASE)


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Table or list rows over 下一页 links or numbered pages; labelled cells (索引号, 发文字号, 发布机构)
    come along as payload. An address that ends in .json is one array."""
    url = column_url(source, column)
    if urlsplit(url).path.lower().endswith(".json"):
        yield reader.page(Request(url, "list"), read_array)
    else:
        yield from static.pages(source, column, reader)


def recognise(url: str, html: str) -> float:
    """By the labels of a catalogue table, and by gov.cn's own addresses."""
    labels = len(re.findall(r"索\s*引\s*号|发文字号|文\s*号|成文日期|发布日期|发布机构|发文机关", html))
    score = 0.5 if labels >= 3 and "<table" in html.lower() else 0.0
    return min(0.9, score + (0.4 if re.search(r"/content_\d+\.htm|ZUIXINZHENGCE", url + html) else 0))


def read_array(response: Response) -> ListPage:
    """The whole list at once. One that calls itself the latest (最新) is a window: its end proves nothing."""
    answer = read_json(text_of(response), response.url)
    windowed = _LATEST.search(urlsplit(response.url).path)
    return ListPage(response.url, answer.rows, "unproven" if windowed else "proven", answer.total)
