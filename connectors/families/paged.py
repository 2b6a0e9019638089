"""Lists that are asked for by page number: read until the declared total is reached, or a page is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from connectors.families.model import LayoutChanged, ListPage, Parse, Reader
from connectors.fetch.model import Request

PageRequest = Callable[[int], Request]
"""The request for page n, counted from 1."""


def by_page(
    reader: Reader, request: PageRequest, parse: Parse, first: ListPage | None = None
) -> Iterator[ListPage]:
    """Pages 1, 2, … A declared total that is reached proves the end, and so does an empty page where no total
    is declared; an empty page before the total leaves it unproven.

    Raises `LayoutChanged` where a page repeats the one before (the page number is not honoured), or where the
    first page is empty though a total is declared.
    """
    page = first or reader.page(request(1), parse)
    total, number = page.declared_total, 1
    if total and not page.rows:
        raise LayoutChanged(f"the list declares {total} items and shows none")
    seen = {row.url for row in page.rows}
    while page.rows and not (total is not None and len(seen) >= total):
        number += 1
        following = reader.page(request(number), parse)
        if not following.rows:
            break
        if [row.url for row in following.rows] == [row.url for row in page.rows]:
            raise LayoutChanged(f"page {number} repeats page {number - 1}: the page number is not honoured")
        yield page
        seen |= {row.url for row in following.rows}
        total = following.declared_total if following.declared_total is not None else total
        page = replace(following, declared_total=total)
    reached = total is None or len(seen) >= total
    yield replace(page, ending="proven" if reached else "unproven")
