"""Lists that are asked for by page number: read until the declared total is reached, or a page is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from connectors.families.model import LayoutChanged, ListPage, Parse, Reader
from connectors.fetch.model import EmptyBody, FetchError, Gone, Request

PageRequest = Callable[[int], Request]
"""The request for page n, counted from 1."""


def by_page(
    reader: Reader,
    request: PageRequest,
    parse: Parse,
    first: ListPage | None = None,
    *,
    open_end: bool = False,
) -> Iterator[ListPage]:
    """Pages 1, 2, … A declared total that is reached proves the end, and so does an empty page where no total
    is declared; an empty page before the total leaves it unproven. `open_end`: a page from the second on that
    is missing, shows no list, or shows the one before again ends the list too, unproven.

    Raises `LayoutChanged` where a page repeats the one before (the page number is not honoured), or where the
    first page is empty though a total is declared. Where the next page fails, the one before it is yielded first.
    """
    page = first or reader.page(request(1), parse)
    total, number, cut = page.declared_total, 1, False
    if total and not page.rows:
        raise LayoutChanged(f"the list declares {total} items and shows none")
    seen = {row.url for row in page.rows}
    while page.rows and not (total is not None and len(seen) >= total):
        number += 1
        try:
            following = _following(reader, request(number), parse, open_end=open_end)
            repeats = following is not None and [r.url for r in following.rows] == [r.url for r in page.rows]
            if repeats and not (open_end and number > 2):
                raise LayoutChanged(
                    f"page {number} repeats page {number - 1}: the page number is not honoured"
                )
        except (FetchError, LayoutChanged):
            yield page  # what was read stays
            raise
        cut = following is None or repeats
        if following is None or repeats or not following.rows:
            break
        yield page
        seen |= {row.url for row in following.rows}
        total = following.declared_total if following.declared_total is not None else total
        page = replace(following, declared_total=total)
    reached = len(seen) >= total if total is not None else not cut
    yield replace(page, ending="proven" if reached else "unproven")


def _following(reader: Reader, request: Request, parse: Parse, *, open_end: bool) -> ListPage | None:
    """The next page, an empty one for an empty body; None where an open list has none."""
    try:
        return reader.page(request, parse)
    except EmptyBody:
        return ListPage(request.url, (), "more")
    except (Gone, LayoutChanged):
        if open_end:
            return None
        raise
