"""What a column shows now (展示核对), read back from it: a JSON listing, an Atom feed, or a file in its folder.

The listing is that of the reference column: `{"items": [{"item_id", "version", "content_hash", "withdrawn",
"digest"}], "next": address or null}`, all but `item_id` optional. An Atom feed is followed through its archives
(RFC 5005), or through its pages where it has none, newest first; for each item its newest entry or tombstone (RFC 6721)
speaks. What other counties have there is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import requests
import urllib3
from lxml import etree
from pydantic import ValidationError

from connectors.fetch.address import host_of
from connectors.fetch.body import decoded, in_words, received
from connectors.fetch.model import FetchError
from connectors.fetch.wire import USER_AGENT
from connectors.targets.answers import shown as words_of
from schemas.exchange import ShownItem
from schemas.registry import Target

MAX_PAGE_BYTES = 50_000_000
SHOWN_FILE = "shown.json"

_ATOM = "{http://www.w3.org/2005/Atom}"
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_CHANGE = "{urn:gongkai:atom:1}change"

Get = Callable[[str], bytes]


class ReadBackError(Exception):
    """The column does not let itself be read; the message says why. What it shows stays unknown."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Items of one page, those not shown as None, and where the next one is."""

    items: dict[str, ShownItem | None]
    following: str | None


def shown_by(target: Target, division: str) -> list[ShownItem]:
    """Everything a column shows of ours. `division` is the sender's code (行政区划代码).

    Raises `ReadBackError`: half a reading would make items look missing.
    """
    if target.transport == "directory":
        pages = _files(Path(target.listing or Path(target.url) / SHOWN_FILE))
    elif target.listing or target.transport == "http":
        start = target.listing or f"{urljoin(target.url, 'items')}?{urlencode({'sender': division})}"
        pages = _pages(start, _getter(target), division)
    else:
        raise ReadBackError(
            "the registry names no `listing`, the address at which the column shows what it holds"
        )
    found: dict[str, ShownItem | None] = {}
    for page in pages:
        for item_id, item in page.items.items():
            found.setdefault(item_id, item)  # what was read first is newest
    return [item for item in found.values() if item is not None]


def _pages(start: str, get: Get, division: str) -> Iterator[_Page]:
    """Page after page. Raises `ReadBackError` where they go in a circle or leave the host."""
    url: str | None = start
    seen: set[str] = set()
    while url is not None:
        if url in seen:
            raise ReadBackError("the listing leads back to a page that was read before")
        if host_of(url) != host_of(start):
            raise ReadBackError(f"the listing leads to another host: {words_of(url)}")
        seen.add(url)
        content = get(url)
        is_feed = content.lstrip().startswith(b"<")
        page = _atom_page(content, division) if is_feed else _listing_page(content)
        yield page
        url = urljoin(url, page.following) if page.following else None


def _files(path: Path) -> Iterator[_Page]:
    """Page after page of a listing in files. Raises `ReadBackError` where they go in a circle or leave the folder."""
    following: Path | None = path
    seen: set[str] = set()
    while following is not None:
        if following.name in seen:
            raise ReadBackError("the listing leads back to a page that was read before")
        seen.add(following.name)
        page = _listing_page(_read_file(following))
        yield page
        if page.following is not None and page.following != Path(page.following).name:
            raise ReadBackError("the listing's `next` is no file beside it")
        following = path.with_name(page.following) if page.following else None


def _listing_page(content: bytes) -> _Page:
    try:
        told: Any = json.loads(content)
        rows, following = told["items"], told.get("next")
        items = {str(row["item_id"]): _item(row) for row in rows}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ReadBackError(f"no listing of items came back ({type(error).__name__})") from None
    if following is not None and not isinstance(following, str):
        raise ReadBackError("the listing's `next` is no address")
    return _Page(items, following)


def _item(row: dict[str, Any]) -> ShownItem | None:
    if row.get("withdrawn"):
        return None
    told = {name: row[name] for name in ShownItem.model_fields if row.get(name) is not None}
    return ShownItem.model_validate(told)  # a ValidationError is a ValueError


def _atom_page(content: bytes, division: str) -> _Page:
    """Our entries in the order of the feed: the first one of an item is its newest."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        feed = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise ReadBackError("what came back is neither a listing nor an Atom feed") from None
    if feed.tag != f"{_ATOM}feed":
        raise ReadBackError("what came back is neither a listing nor an Atom feed")
    items: dict[str, ShownItem | None] = {}
    for element in feed:
        if element.tag == _TOMBSTONE:
            if item_id := _item_id(element.get("ref", ""), division):
                items.setdefault(item_id, None)
        elif element.tag == f"{_ATOM}entry" and (
            item_id := _item_id(element.findtext(f"{_ATOM}id") or "", division)
        ):
            items.setdefault(item_id, _entry(item_id, element.find(_CHANGE)))
    links = (feed.find(f"{_ATOM}link[@rel='{rel}']") for rel in ("prev-archive", "next"))
    return _Page(items, next((link.get("href") for link in links if link is not None), None))


def _entry(item_id: str, change: etree._Element | None) -> ShownItem:
    if change is None:
        return ShownItem(item_id=item_id)
    try:
        version = change.get("version")
        return ShownItem(
            item_id=item_id,
            version=int(version) if version else None,
            content_hash=change.get("content_hash"),
        )
    except (ValueError, ValidationError):
        raise ReadBackError(f"the entry of {words_of(item_id)} has no readable version") from None


def _item_id(urn: str, division: str) -> str | None:
    """Our id of an entry; None where it is another county's, the column's own where it is nobody's."""
    urn = urn.strip()
    ours = urn.removeprefix(f"urn:gongkai:{division}:")
    return None if ours == urn and urn.startswith("urn:gongkai:") else ours


def _getter(target: Target) -> Get:
    def get(url: str) -> bytes:
        with requests.Session() as session:
            session.trust_env = False
            try:
                prepared = requests.Request("GET", url, headers={"User-Agent": USER_AGENT}).prepare()
                with session.get_adapter(url).send(
                    prepared, stream=True, timeout=(10, target.timeout_seconds), verify=target.verify_tls
                ) as response:
                    raw = response.raw
                    body = received(raw, max_bytes=MAX_PAGE_BYTES, seconds=target.timeout_seconds)
                    body, _ = decoded(body, list(raw.headers.items()), MAX_PAGE_BYTES)
            except FetchError as error:
                raise ReadBackError(error.reason) from None
            except (requests.RequestException, urllib3.exceptions.HTTPError, UnicodeError) as error:
                raise ReadBackError(in_words(error, inside_body=False).reason) from None
        if response.status_code != 200:
            raise ReadBackError(f"HTTP {response.status_code}")
        return body

    return get


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_PAGE_BYTES:
            raise ReadBackError(f"{path.name} is larger than {MAX_PAGE_BYTES} bytes")
        return path.read_bytes()
    except OSError as error:
        raise ReadBackError(f"{path.name} cannot be read: {error.strerror}") from None
