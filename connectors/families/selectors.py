"""Odd sites: the registry says where rows, links, dates, the next page and the total are, and how pages are
asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urldefrag, urljoin

from connectors.families import static
from connectors.families.jsonpath import is_json, is_path
from connectors.families.jsonrows import read_json
from connectors.families.links import column_url
from connectors.families.markup import text_of
from connectors.families.model import ListPage, Reader
from connectors.families.paged import by_page
from connectors.families.picking import json_page, ways
from connectors.fetch.model import Request, Response
from schemas.registry import Column, Selectors, Source


class Pages:
    """Reads the list pages of one column, HTML or JSON."""

    def __init__(self, selectors: Selectors) -> None:
        self._selectors = selectors
        self.sheet = static.Sheet(*ways(selectors))

    def read(self, response: Response) -> ListPage:
        """Raises `LayoutChanged` where no list is found and nothing shows that the column is empty."""
        if is_path(self._selectors.list_item):
            return json_page(self._selectors, text_of(response), response.url)
        if self._selectors.list_item is None and is_json(text := text_of(response)):
            answer = read_json(text, response.url)
            return ListPage(response.url, answer.rows, "more", answer.total)
        return self.sheet.read(response)


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Rows by `list_item`, `link`, `list_title` and `list_date`; without `list_item` by structure, or by the
    usual names of a JSON answer. Pages by `page_path` and `form`; else by `next`, by a generic 下一页 link, or
    by page numbers."""
    read = Pages(source.selectors)
    if column.page_path or column.form:
        yield from _asked(source, column, reader, read)
    elif is_path(source.selectors.list_item):
        yield replace(reader.page(page_request(source, column, 1), read.read), ending="proven")
    else:
        find, look = ways(source.selectors)
        yield from static.pages(source, column, reader, find=find, look=look)


def page_request(source: Source, column: Column, number: int) -> Request:
    """The request for page `number` of a column, counted from 1."""
    template = column.page_path if number > 1 else None
    address = column_url(source, column)
    if template:
        address = urljoin(address, column.of_page(template, number))
    form = {name: column.of_page(value, number) for name, value in column.form.items()}
    return Request(urldefrag(address)[0], "list", form=form or None)


def recognise(url: str, html: str) -> float:
    """Always a little: it reads by structure what no other family shows clear marks of."""
    return 0.35


def _asked(source: Source, column: Column, reader: Reader, read: Pages) -> Iterator[ListPage]:
    """The pages that the registry says how to ask for: as many as the first one declares, else until one is
    missing or shows nothing new."""
    request = partial(page_request, source, column)
    first = reader.page(request(1), read.read)
    count = read.sheet.pager.pages
    if request(2) == request(1):
        is_all = first.declared_total is None or len(first.rows) >= first.declared_total
        only = is_all and (count or 1) == 1
        yield read.sheet.last(first) if only else replace(first, ending="unproven")
        return
    if not count:
        yield from by_page(reader, request, read.read, first, open_end=True)
        return
    page = first
    for number in range(2, count + 1):
        yield page
        page = reader.page(request(number), read.read)
    yield read.sheet.last(page)
