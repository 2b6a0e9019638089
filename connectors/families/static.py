"""Static list pages: read one after the other by their 下一页 links, or by number beside a page count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

from connectors.families.links import column_url
from connectors.families.markup import Element, document, is_cut, squeeze, text_of
from connectors.families.model import LayoutChanged, ListPage, Parse, Reader
from connectors.families.pager import (
    Pager,
    has_list_to_fill,
    has_unread_pager,
    is_filled_by_script,
    leads_on_unread,
    read_pager,
    says_nothing,
    says_nothing_is_here,
)
from connectors.families.rows import Found, find_rows
from connectors.fetch.model import Blocked, Gone, Request, Response, Unusable
from schemas.registry import Column, Source

_PAGE_PARAMETER = re.compile(
    r"([?&](?:cur|current)?_?(?:page|p|pi)(?:_?(?:no|num|index))?=)(\d+)(?=&|$)", re.I
)

PageUrl = Callable[[int], str]
"""The address of page k of a list, k from 2."""

Look = Callable[[Element, str], Pager]
"""Reads the pager of a page."""


class Find(Protocol):
    """Finds the rows of a page: by structure, or by the XPaths of the registry."""

    def __call__(self, root: Element, url: str, *, like: str | None, total: int | None) -> Found: ...


class Sheet:
    """Reads the pages of one list; remembers from the first how the list is marked up, and each pager."""

    def __init__(self, find: Find = find_rows, look: Look = read_pager) -> None:
        self._find = find
        self._look = look
        self.like: str | None = None
        self.signature: str | None = None
        self.pager = Pager()
        self.unread_pager = False
        """The page makes a pager that says nothing to us."""
        self.leads_on = False
        """There surely are further pages, and nothing says where."""
        self._is_whole = True
        self._total: int | None = None

    def read(self, response: Response) -> ListPage:
        """Raises `LayoutChanged` where no list is found and nothing shows that the column is empty."""
        text = text_of(response)
        root = document(text)
        self.pager = self._look(root, response.url)
        self.unread_pager = has_unread_pager(root, self.pager)
        is_first = self.like is None
        self.leads_on = leads_on_unread(root, response.url, self.pager, is_first=is_first)
        self._is_whole = self._is_whole and not is_cut(text)
        self._total = self.pager.items if self.pager.items is not None else self._total
        found = self._find(root, response.url, like=self.like, total=self.pager.items)
        if self.pager.items == 0 or _is_side_box(found, root, self.like):
            found = Found((), None)
        self.signature = found.signature
        self.like = self.like or found.signature
        if not found.rows:
            _check_empty(root, text, self.pager, response.url)
        return ListPage(response.url, found.rows, "more", self.pager.items)

    def last(self, page: ListPage, *, is_doubtful: bool = False) -> ListPage:
        """The page as the last of its list: proven, unless something leads on. Where a page broke off or
        `is_doubtful`, only a declared total can show that nothing is lacking."""
        lacks = (is_doubtful or not self._is_whole) and self._total is None
        return replace(page, ending="unproven" if lacks or self.leads_on else "proven")


def pages(
    source: Source,
    column: Column,
    reader: Reader,
    *,
    find: Find = find_rows,
    look: Look = read_pager,
    suffix: str = "html",
    shell: Response | None = None,
) -> Iterator[ListPage]:
    """The pages of a static list: along the 下一页 links where there are any, else `index_n` by number.
    `shell`: the first page, where it was fetched already."""
    sheet = Sheet(find, look)
    first = first_page(reader, Request(column_url(source, column), "list"), sheet.read, shell)
    pager = sheet.pager
    if pager.next_url:
        yield from follow(first, reader, sheet)
    elif (pager.pages or 1) > 1:
        yield from _numbered(source, column, first, reader, sheet, suffix)
    elif first.rows and (sheet.unread_pager or sheet.leads_on):
        yield from _as_far_as_it_goes(first, reader, sheet, suffix)
    else:
        yield sheet.last(first)


def first_page(reader: Reader, request: Request, parse: Parse, shell: Response | None) -> ListPage:
    """The first page from a response at hand; asked (again) where there is none or it shows no rows."""
    try:
        page = parse(shell) if shell else None
    except LayoutChanged:
        page = None
    return page if page and page.rows else reader.page(request, parse)


def follow(first: ListPage, reader: Reader, sheet: Sheet) -> Iterator[ListPage]:
    """The first page and those that its 下一页 links lead to. Where the links stop short of the declared
    number of pages, the end is unproven."""
    page, number, promised = first, 1, sheet.pager.pages
    seen = {_bare(first.url)}
    while (next_url := sheet.pager.next_url) and _bare(next_url) not in seen:
        yield page
        seen.add(_bare(next_url))
        page = reader.page(Request(next_url, "list"), sheet.read)
        number += 1
    falls_short = bool(promised and number < promised)
    yield replace(page, ending="unproven") if falls_short else sheet.last(page)


def by_number(
    first: ListPage,
    count: int,
    page_url: PageUrl,
    reader: Reader,
    sheet: Sheet,
    *,
    second: ListPage | None = None,
) -> Iterator[ListPage]:
    """Pages 1 to `count` by their numbers; `second` where page 2 was read already. A page with fewer rows than both
    its neighbours may have lost some."""
    page, sizes = first, [len(first.rows)]
    for number in range(2, count + 1):
        yield page
        page = (
            second if number == 2 and second else reader.page(Request(page_url(number), "list"), sheet.read)
        )
        sizes.append(len(page.rows))
    dips = any(
        size < min(before, after) for before, size, after in zip(sizes, sizes[1:], sizes[2:], strict=False)
    )
    yield sheet.last(page, is_doubtful=dips)


def _numbered(
    source: Source, column: Column, first: ListPage, reader: Reader, sheet: Sheet, suffix: str
) -> Iterator[ListPage]:
    pager, count = sheet.pager, sheet.pager.pages or 1
    if at := _PAGE_PARAMETER.search(first.url):
        start, end = at.span(2)
        url = first.url
        yield from by_number(
            first, count, lambda k: f"{url[:start]}{int(at[2]) + k - 1}{url[end:]}", reader, sheet
        )
        return
    if behind := pager.number_behind:
        yield from by_number(first, count, lambda k: f"{behind}{k}", reader, sheet)
        return
    name = _naming(first.url, pager, suffix)
    offset = column.first_page_index if column.first_page_index is not None else source.first_page_index
    second = None
    if offset is None:
        second = _further(name(1), first, reader, sheet)
        offset = 0 if second else 1
    shift = 1 - offset
    yield from by_number(first, count, lambda k: name(k - shift), reader, sheet, second=second)


def _as_far_as_it_goes(first: ListPage, reader: Reader, sheet: Sheet, suffix: str) -> Iterator[ListPage]:
    """Pages under the usual names, beside a pager that cannot be read. No second page: the first was all, unless
    something leads on. Where there is one, the page that is missing ends the list and proves nothing."""
    name, leads_on = _naming(first.url, sheet.pager, suffix), sheet.leads_on
    offset, page = 0, _further(name(1), first, reader, sheet)
    if page is None:
        offset, page = 1, _further(name(2), first, reader, sheet)
    if page is None:
        yield replace(first, ending="unproven") if leads_on else sheet.last(first)
        return
    yield first
    number, before = 2, page
    while page := _further(name(number + offset), before, reader, sheet):
        yield before
        number, before = number + 1, page
    yield replace(before, ending="unproven")


def _further(url: str, first: ListPage, reader: Reader, sheet: Sheet) -> ListPage | None:
    """The page of this address where it goes on with the list; None where it is missing, or the one before again."""
    signature = sheet.signature
    try:
        page = reader.page(Request(url, "list"), sheet.read)
    except (Gone, Unusable, LayoutChanged):
        return None  # no page of this name: the site counts from 1, or the list ends
    same = {row.url for row in page.rows} & {row.url for row in first.rows}
    return None if sheet.signature != signature or len(same) * 2 >= len(page.rows) else page


def _naming(url: str, pager: Pager, suffix: str) -> Callable[[int], str]:
    """How the numbered pages beside a first page are called: `index.html` → `index_1.html`."""
    path = urlsplit(url).path
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    folder = "" if stem or path.endswith("/") else path.rpartition("/")[2] + "/"
    stem, ending = pager.stem or stem or "index", pager.suffix or (ending if stem else "") or suffix
    return lambda number: urljoin(url, f"{folder}{stem}_{number}.{ending}")


def _is_side_box(found: Found, root: Element, like: str | None) -> bool:
    """Whether the rows are those of a box beside a list that is empty, or that a script fills.

    `like`: how the list stands on its first page; on a later one what stands otherwise is doubted the more, though a
    pager be near: beside an emptied list it is near to all.
    """
    if found.doubtful:
        return _shows_only_side_boxes(root)
    if like and found.signature != like and not found.is_local and _has_hollow_list(root):
        return True
    return not found.anchored and (
        like is not None
        or has_list_to_fill(root)
        or says_nothing(root)
        or (_has_hollow_list(root) and _is_of_another_column(found, root))
    )


def _is_of_another_column(found: Found, root: Element) -> bool:
    """Whether the rows have a heading that the page itself has not."""
    title = squeeze(root.findtext(".//title") or "")
    return 0 < len(found.heading) <= 12 and bool(title) and found.heading not in title


def _shows_only_side_boxes(root: Element) -> bool:
    """Whether the list proper is empty or to be filled by a script, so that a side box is all there is."""
    return is_filled_by_script(root) or says_nothing(root) or _has_hollow_list(root)


def _has_hollow_list(root: Element) -> bool:
    """Whether a list stands on the page without a single row: emptied for a moment, or for good."""
    return any(not len(found) and not (found.text or "").strip() for found in root.iter("ul", "ol", "tbody"))


def _check_empty(root: Element, text: str, pager: Pager, url: str) -> None:
    where = urlsplit(url).path
    if "$_ts" in text:
        raise Blocked(f"{where}: a script challenge ($_ts) stands where the list should be")
    if says_nothing_is_here(root, pager):
        return
    why = (
        "the page fills its list by script"
        if is_filled_by_script(root)
        else "nothing says the column is empty"
    )
    raise LayoutChanged(f"{where}: looked for repeated rows with a link and found none; {why}")


def _bare(url: str) -> str:
    return re.sub(r"^https?:", "", urldefrag(url)[0])
