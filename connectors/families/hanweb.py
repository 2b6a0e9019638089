"""大汉 hanweb jcms with jpage: the first window of rows lies in the page as CDATA, POST brings the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

from connectors.families import querylist, static, xxgk
from connectors.families.jpage import Recordset, own_store, recordset_of
from connectors.families.links import column_url
from connectors.families.markup import document, text_of
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.families.rows import row_of
from connectors.fetch.model import FetchError, Request, Response
from schemas.harvest import ListRow
from schemas.registry import Column, Source

_DATASTORE = re.compile(r"<datastore>.*?</datastore>|<recordset>.*?</recordset>", re.DOTALL | re.IGNORECASE)
_NEXT_GROUP = re.compile(r"<nextgroup>.*?</nextgroup>", re.DOTALL | re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)|\btotalrecord['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_ARRAYS = re.compile(r"\b(urls|headers|year|month|day)\[(\d+)\]\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
_LISTS = re.compile(
    r"<datastore>|dataproxy\.jsp|\.jpage\(|/module/xxgk/search\.jsp|\bloadPageData\(", re.IGNORECASE
)


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """The window in the page, then windows by POST until the declared total is reached; all by POST where the one in
    the page is empty. Windows may overlap: each starts where the rows of the one before end. Without a recordset: by
    `queryList` or the catalogue search where the page calls one, else as a static list."""
    url = column_url(source, column)
    if column.form:
        yield from _as_given(url, column, reader)
        return
    shell = reader.raw(Request(url, "list"))
    text = text_of(shell)
    recordset = recordset_of(text, url, column.page_size)
    shown = read_page(shell) if _DATASTORE.search(text) or _ARRAYS.search(text) else None
    if shown and shown.rows:
        first = shown
    elif shown and (shown.declared_total == 0 or not recordset):
        first = reader.page(Request(url, "list"), read_page)
    elif recordset:
        first = reader.page(recordset.request(1), read_window)
    else:
        yield from _other(source, column, reader, shell)
        return
    total = first.declared_total if first.declared_total is not None or not shown else shown.declared_total
    yield from _windows(replace(first, declared_total=total), recordset, reader)


def _as_given(url: str, column: Column, reader: Reader) -> Iterator[ListPage]:
    """The list behind the form of the registry: of the catalogue search, or of the data proxy."""
    if xxgk.PATH in url:
        yield from xxgk.pages(xxgk.given(url, column.form), reader)
        return
    recordset = Recordset(urldefrag(url)[0], dict(column.form), column.page_size or 15, 3)
    yield from _windows(reader.page(recordset.request(1), read_window), recordset, reader)


def _other(source: Source, column: Column, reader: Reader, shell: Response) -> Iterator[ListPage]:
    text = text_of(shell)
    if query := querylist.query_of(text, shell.url, column.page_size):
        yield from querylist.pages(query, reader)
    elif search := xxgk.search_of(text, shell.url):
        yield from xxgk.pages(search, reader)
    else:
        yield from static.pages(source, column, reader, shell=shell)


def recognise(url: str, html: str) -> float:
    """By the recordset, the data proxy and the addresses of columns and postings."""
    score = 0.6 if _LISTS.search(html) else 0.0
    score += 0.3 if re.search(r"/col/col\d+/", url + html) else 0
    score += 0.2 if re.search(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html|大汉版通|jcms", html) else 0
    return min(score, 0.95)


def read_page(response: Response) -> ListPage:
    """The first window, from the recordset (or, on old sites, the script arrays) inside the column's page."""
    text = text_of(response)
    stores = _DATASTORE.findall(text)
    if not stores:
        return ListPage(response.url, _array_rows(text, response.url), "more", _total(text))
    own = own_store(document(text), response.url) if len(stores) > 1 else None
    store, call = own or (max(stores, key=len), "")
    said = (_total(part) for part in (store, call, text))
    return _read(store, next((total for total in said if total is not None), None), response.url)


def read_window(response: Response) -> ListPage:
    """A later window, from the answer of the data proxy. Raises `LayoutChanged` where it is no recordset."""
    text = text_of(response)
    if not _DATASTORE.search(text) and _total(text) is None:
        raise LayoutChanged(f"{urlsplit(response.url).path}: looked for a <recordset> and found none")
    return _read(text, _total(text), response.url)


def _read(recordset: str, total: int | None, url: str) -> ListPage:
    inner = _NEXT_GROUP.sub("", recordset)  # its link asks for the next window and is no item
    rows = (_row(record, url) for record in _RECORD.findall(inner))
    return ListPage(url, tuple(row for row in rows if row), "more", total)


def _row(record: str, url: str) -> ListRow | None:
    if "<a" not in record.lower():
        return None
    return row_of(document(f"<ul>{record}</ul>"), url)


def _array_rows(text: str, url: str) -> tuple[ListRow, ...]:
    """Rows of the old form `urls[0]='…';headers[0]="…";year[0]='…'`."""
    entries: dict[int, dict[str, str]] = {}
    for name, number, single, double in _ARRAYS.findall(text):
        entries.setdefault(int(number), {})[name] = single or double
    rows = []
    for _, entry in sorted(entries.items()):
        date = "-".join(entry[part] for part in ("year", "month", "day") if entry.get(part))
        link = f'<li><a href="{entry.get("urls", "")}">{entry.get("headers", "")}</a><b>{date}</b></li>'
        if row := _row(link, url):
            rows.append(row)
    return tuple(rows)


def _total(text: str) -> int | None:
    found = _TOTAL.search(text)
    return int(found[1] or found[2]) if found else None


def _windows(first: ListPage, recordset: Recordset | None, reader: Reader) -> Iterator[ListPage]:
    """`first` and the windows behind it; unproven where they end before the declared total. Raises `LayoutChanged`
    where there are none though a total is declared."""
    page, total, start = first, first.declared_total, 1 + len(first.rows)
    if total and not page.rows:
        raise LayoutChanged(f"the list declares {total} items and shows none")
    while page.rows and recordset and (total is None or start <= total):
        try:
            window = reader.page(recordset.request(start), read_window)
        except (FetchError, LayoutChanged):
            yield page  # what was read stays
            raise
        if not window.rows:
            break
        yield page
        total = window.declared_total if window.declared_total is not None else total
        page = replace(window, declared_total=total)
        start += min(len(window.rows), recordset.window)
    read_all = total is None or start > total
    yield replace(page, ending="proven" if read_all else "unproven")
