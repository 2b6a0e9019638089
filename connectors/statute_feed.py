"""Official texts of statutes from an Atom feed (RFC 4287): another library's, a legal database's, or one of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from connectors.documents import read_document
from connectors.families.markup import Element, document, join, squeeze, texts, xml
from connectors.families.model import LayoutChanged
from connectors.fetch.model import Fetch, FetchError, Request
from schemas.base import Model
from schemas.registry import Column, Source
from schemas.statute_text import read_statute

_ATOM = "{http://www.w3.org/2005/Atom}"
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_FEED_LINKS = ("prev-archive", "next")
MOST_PAGES = 500


class FeedText(Model):
    """An entry with its text."""

    entry_id: str
    updated: str
    """As the feed has it: an entry that was not updated is not asked for again."""
    title: str
    text: str
    url: str | None = None


class FeedError(Exception):
    """The feed cannot be read whole; the message says why. What was known of it stands."""


def feed_source(url: str) -> Source:
    """A feed as a source, so that it is asked as politely as any other."""
    parts = urlsplit(url)
    column = Column(path=url, category="regulation")
    return Source(
        id="statutes",
        unit="statutes",
        family="feed",
        base_url=f"{parts.scheme}://{parts.netloc}",
        column=(column,),
    )


def read_feed(url: str, fetch: Fetch, known: Mapping[str, FeedText]) -> list[FeedText]:
    """All entries of a feed and its archives with their texts, newest first, each once.

    The text of an entry is its content; else that of its item file, its files or its page, the first that has
    articles. Raises `FeedError`.
    """
    found: dict[str, FeedText] = {}
    gone: set[str] = set()
    address: str | None = url
    for _ in range(MOST_PAGES):
        if address is None:
            return list(found.values())
        root = _document(address, fetch)
        for entry in root.iter(f"{_ATOM}entry"):
            identity, updated = _child(entry, "id"), _child(entry, "updated")
            if identity in found or identity in gone:
                continue
            former = known.get(identity)
            is_known = former is not None and former.updated == updated
            found[identity] = (
                former if former and is_known else _read(entry, identity, updated, address, fetch)
            )
        gone |= {stone.get("ref") or "" for stone in root.iter(_TOMBSTONE)} - set(found)
        address = _next(root, address)
    raise FeedError(f"{url}: it has more than {MOST_PAGES} pages")


def _document(url: str, fetch: Fetch) -> Element:
    try:
        root = xml(fetch(Request(url, "list")))
    except (FetchError, LayoutChanged) as error:
        raise FeedError(f"{url}: {error}") from error
    if root.tag != f"{_ATOM}feed":
        raise FeedError(f"{url}: it is no Atom feed")
    return root


def _read(entry: Element, identity: str, updated: str, base: str, fetch: Fetch) -> FeedText:
    title = squeeze(_child(entry, "title"))
    page = _link(entry, "alternate", base)
    for text in _candidates(entry, base, fetch):
        if read_statute(text, title).articles:
            return FeedText(entry_id=identity, updated=updated, title=title, text=text, url=page)
    summary = _child(entry, "summary") or _content(entry)
    return FeedText(entry_id=identity, updated=updated, title=title, text=summary, url=page)


def _candidates(entry: Element, base: str, fetch: Fetch) -> Iterator[str]:
    """Texts that an entry gives or leads to, the nearest first."""
    yield _content(entry)
    if item := _link(entry, "related", base):
        yield _item_text(_bytes(item, fetch))
    for relation in ("enclosure", "alternate"):
        if url := _link(entry, relation, base):
            yield read_document(_bytes(url, fetch), urlsplit(url).path.rpartition("/")[2]).text or ""


def _content(entry: Element) -> str:
    content = entry.find(f"{_ATOM}content")
    if content is None:
        return ""
    if content.get("type") == "xhtml":
        return "\n".join(texts(content))
    words = content.text or ""
    return "\n".join(texts(document(words))) if content.get("type") == "html" and words.strip() else words


def _item_text(content: bytes) -> str:
    """The body of an item file of our own feeds."""
    try:
        item = json.loads(content)
    except ValueError:
        return ""
    return str(item.get("body_text") or "") if isinstance(item, dict) else ""


def _bytes(url: str, fetch: Fetch) -> bytes:
    try:
        return fetch(Request(url, "attachment")).body
    except FetchError as error:
        raise FeedError(f"{url}: {error.reason}") from error


def _next(root: Element, base: str) -> str | None:
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{_ATOM}link")}
    href = next((links[relation] for relation in _FEED_LINKS if links.get(relation)), None)
    return join(base, href) if href else None


def _link(entry: Element, relation: str, base: str) -> str | None:
    for link in entry.findall(f"{_ATOM}link"):
        if (link.get("rel") or "alternate") == relation and link.get("href"):
            return join(base, link.get("href") or "")
    return None


def _child(entry: Element, name: str) -> str:
    return (entry.findtext(f"{_ATOM}{name}") or "").strip()
