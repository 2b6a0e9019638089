"""RSS 2.0 and Atom (RFC 4287), with paging and archives (RFC 5005) and tombstones (RFC 6721)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from connectors.families.links import column_url
from connectors.families.markup import Element, document, join, squeeze, texts, xml
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.fetch.model import Request, Response
from schemas.base import SHANGHAI
from schemas.harvest import ListRow
from schemas.registry import Column, Source

_ATOM = "{http://www.w3.org/2005/Atom}"
_HISTORY = "{http://purl.org/syndication/history/1.0}"
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class Documents:
    """Reads the documents of one feed, newest first: which is next, what was deleted, whether it is all."""

    def __init__(self) -> None:
        self.next_url: str | None = None
        self.complete = False
        self._deleted: dict[str, datetime | None] = {}
        self._seen: set[str] = set()

    def read(self, response: Response) -> ListPage:
        """Raises `LayoutChanged` where the document is neither RSS nor Atom."""
        root = xml(response)
        if not any(True for _ in root.iter(f"{_ATOM}feed", "channel", "{*}channel")):
            raise LayoutChanged(f"{urlsplit(response.url).path}: looked for an RSS channel or an Atom feed")
        self.next_url = _next(root, response.url)
        self.complete = self.complete or root.find(f".//{_HISTORY}complete") is not None
        for stone in root.iter(_TOMBSTONE):
            self._deleted.setdefault(stone.get("ref") or "", _moment(stone.get("when") or ""))
        return ListPage(response.url, tuple(self._rows(root, response.url)), "more")

    def _rows(self, root: Element, url: str) -> Iterator[ListRow]:
        """The newest version of each entry; one that was deleted after its last change is none."""
        for entry in root.iter(f"{_ATOM}entry", "item", "{*}item"):
            row = _row(entry, url)
            identity = _text(entry, f"{_ATOM}id", "guid") or (row.url if row else "")
            if row is None or identity in self._seen:
                continue
            self._seen.add(identity)
            if not self._is_deleted(identity, row):
                yield row

    def _is_deleted(self, identity: str, row: ListRow) -> bool:
        if identity not in self._deleted:
            return False
        deleted, changed = self._deleted[identity], _moment(row.date_text or "")
        return deleted is None or changed is None or changed <= deleted


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """The feed and its archives. A feed is a window: only `fh:complete` shows that it lists everything."""
    documents = Documents()
    url = column_url(source, column)
    page = reader.page(Request(url, "list"), documents.read)
    seen = {url}
    while (next_url := documents.next_url) and next_url not in seen:
        yield page
        seen.add(next_url)
        page = reader.page(Request(next_url, "list"), documents.read)
    yield replace(page, ending="proven" if documents.complete else "unproven")


def recognise(url: str, html: str) -> float:
    """By the root element."""
    return (
        0.97
        if re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", html, re.DOTALL)
        else 0.0
    )


def _next(root: Element, url: str) -> str | None:
    """The next older document: `prev-archive` before `next`."""
    links = {link.get("rel"): link.get("href") for link in root.iter(f"{_ATOM}link") if _is_of_feed(link)}
    href = links.get("prev-archive") or links.get("next")
    return join(url, href) if href else None


def _is_of_feed(link: Element) -> bool:
    parent = link.getparent()
    return parent is not None and not str(parent.tag).endswith(("entry", "item"))


def _row(entry: Element, url: str) -> ListRow | None:
    base = next((b for e in [entry, *entry.iterancestors()] if (b := e.get(_XML_BASE))), None)
    href = _link(entry)
    address = join(join(url, base) or url if base else url, href) if href else None
    if address is None:
        return None
    title = _text(entry, f"{_ATOM}title", "title", "{*}title")
    published = _text(entry, f"{_ATOM}published", "pubDate", "{http://purl.org/dc/elements/1.1/}date")
    changed = _text(entry, f"{_ATOM}updated") or published
    moment = _moment(published or "")
    guid = _text(entry, f"{_ATOM}id", "guid") or ""
    return ListRow(
        url=address,
        title=_plain(title) if title else None,
        date_text=changed,
        native_id=guid if re.fullmatch(r"[\w:.-]{4,100}", guid) and "://" not in guid else None,
        payload={"published_at": moment.isoformat()} if moment else {},
    )


def _link(entry: Element) -> str | None:
    for link in entry.iter(f"{_ATOM}link"):
        if link.get("rel") in (None, "alternate") and link.get("href"):
            return link.get("href")
    return _text(entry, "link", "{*}link") or _permalink(entry)


def _permalink(entry: Element) -> str | None:
    guid = entry.find("guid")
    named = guid is not None and guid.get("isPermaLink", "true") == "true" and guid.text
    return named.strip() if named else None


def _text(entry: Element, *names: str) -> str | None:
    """The text of the first of these children that has any."""
    found = (child.text.strip() for name in names for child in entry.findall(name) if child.text)
    return next((text for text in found if text), None)


def _plain(title: str) -> str:
    return squeeze(" ".join(texts(document(title)))) if "<" in title else squeeze(title)


def _moment(text: str) -> datetime | None:
    """An instant of RFC 3339 or RFC 822, in +08:00 where it names no zone; None where it is neither."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except ValueError:
            continue
        return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    return None
