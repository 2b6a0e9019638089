"""Rows in a JSON answer: the longest list of objects, its fields known by the names products give them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.families.jsonpath import loads
from connectors.families.markup import join, squeeze
from connectors.families.model import LayoutChanged
from schemas.base import SHANGHAI
from schemas.harvest import ListRow

_NAMES = {
    "url": ("url", "urls", "link", "href", "docpuburl", "puburl", "posturl", "contenturl", "chnldocurl"),
    "title": ("title", "doctitle", "name", "subject", "bt", "articletitle"),
    "date": (
        "publishedtimestr", "displaypublishtime", "publishtime", "pubdate", "docreltime", "date",
        "publisheddate", "publishedtime", "pubtime", "createdat", "docrelpubtime", "releasetime",
    ),
    "id": ("id", "docid", "articleid", "manuscriptid", "contentid"),
    "index_number": ("identifier", "indexnumber", "syh", "idxid", "indexno"),
    "document_number": ("documentnumber", "filenum", "filenumber", "docno", "wh", "fwzh", "wenhao"),
    "publisher": ("publisher", "publishorg", "fbjg", "publishunit", "organ"),
}  # fmt: skip
_TOTALS = ("total", "totalcount", "totalrecord", "totalrecords", "totalnum", "recordcount", "count")
_BLANK = re.compile(r"^(?:无|暂无|-+|null)?$")


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a JSON answer and the total that it declares."""

    rows: tuple[ListRow, ...]
    total: int | None


def read_json(text: str, url: str) -> Answer:
    """Raises `LayoutChanged` where the text is no JSON, or holds no list of objects at all."""
    data = loads(text)
    lists = [found for found in _lists(data) if all(isinstance(entry, dict) for entry in found)]
    if not lists:
        raise LayoutChanged("looked for a list of postings in the JSON answer and found none")
    read = [tuple(row for entry in found if (row := row_of(entry, url))) for found in lists]
    return Answer(max(read, key=len), _total(data))


def moment(value: Any) -> str | None:
    """A date as text: epoch seconds or milliseconds become ISO 8601 in +08:00, words stay as they are."""
    if isinstance(value, str) and re.fullmatch(r"\d{10}(?:\d{3})?", value.strip()):
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        return datetime.fromtimestamp(seconds, SHANGHAI).isoformat() if 0 < seconds < 5e9 else None
    return squeeze(value) or None if isinstance(value, str) else None


def _lists(data: Any) -> Iterator[list[Any]]:
    if isinstance(data, list):
        yield data
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for child in children:
        if isinstance(child, dict | list):
            yield from _lists(child)


def _unwrapped(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Search engines put the posting under `source` or `_source`."""
    for key in ("source", "_source"):
        inner = entry.get(key)
        if isinstance(inner, dict):
            return inner
    return entry


def row_of(entry: Mapping[str, Any], url: str) -> ListRow | None:
    """The row that an object stands for, by the names of its fields; None without address and title."""
    entry = _unwrapped(entry)
    by_name = {re.sub(r"[^a-z0-9]", "", key.lower()): value for key, value in entry.items()}

    def said(field: str) -> Any:
        return next((by_name[n] for n in _NAMES[field] if by_name.get(n) not in (None, "")), None)

    link, title = _link(said("url")), _words(said("title"))
    address = join(url, link) if link else None
    if address is None or not title:
        return None
    payload = {
        field: words
        for field in ("index_number", "document_number", "publisher")
        if (words := _words(said(field))) and not _BLANK.match(words)
    }
    date, native = moment(said("date")), said("id")
    if date:
        payload["published_at"] = date
    return ListRow(
        url=address,
        title=title,
        date_text=date,
        native_id=str(native) if isinstance(native, int | str) else None,
        payload=payload,
    )


def _link(value: Any) -> str | None:
    """An address, plain or as JSON inside JSON: `{"pc": "/…"}`."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    if isinstance(value, dict):
        value = value.get("pc") or next((v for v in value.values() if isinstance(v, str)), None)
    return value if isinstance(value, str) and value.strip() else None


def _words(value: Any) -> str:
    """Text without the markup that search engines put around hits."""
    if not isinstance(value, str):
        return ""
    return squeeze(re.sub(r"</?[a-zA-Z][^<>]*>", "", value))


def _total(data: Any) -> int | None:
    if not isinstance(data, dict):
        return None
    named = {re.sub(r"[^a-z]", "", key.lower()): value for key, value in data.items()}
    for name in _TOTALS:
        value = named.get(name)
        if isinstance(value, int | str) and str(value).isdigit():
            return int(value)
    return next((total for child in data.values() if (total := _total(child)) is not None), None)
