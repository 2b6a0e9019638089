"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1): `jsonfeed/all.json` and its older pages.

Withdrawals stand in the extension `_gongkai`, since the format has no word for them: a reader that does not know it
keeps what was withdrawn, and must not be used where that matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import pyarrow as pa

from schemas.registry import County
from warehouse.feeds import atom
from warehouse.feeds.edition import Edition
from warehouse.feeds.pages import Line, Page, Pages

PAGE = 500

_COLUMNS = [
    *("seq", "at_text", "operation", "is_current", "item_id", "county", "unit_name", "category", "title"),
    *("publisher", "published_text", "summary", "url", "version", "content_hash", "withdrawn_reason"),
    "attachments",
]
_ABOUT = "withdrawals: items that are no longer disclosed; seq and version as in the change log"
_WITHDRAWN = re.compile(r'\{"seq":(\d+),"id"')
_SEQ = re.compile(r'"_gongkai":\{"seq":(\d+)')


class JsonFeed:
    """The JSON feed of an edition, newest first."""

    def __init__(self, edition: Edition) -> None:
        self._base = edition.county.feeds_url
        self._pages = Pages(edition, JsonLayout(edition.county), PAGE, newest_repeats=True)

    def drop(self, former: pa.Table) -> None:
        """Take out what a later change supersedes."""
        for seq in former["seq"].to_pylist():
            self._pages.drop(seq)

    def add(self, window: pa.Table) -> None:
        """Take the changes of a window."""
        for change in window.select(_COLUMNS).to_pylist():
            self._pages.add(change["seq"], change["at_text"], _line(change) if change["is_current"] else "")

    def close(self) -> None:
        """Finish the pages."""
        self._pages.close()


class JsonLayout:
    """The documents of the feed: one item a line, withdrawals apart."""

    name = "jsonfeed/all"
    separator = b",\n"

    def __init__(self, county: County) -> None:
        self._county = county

    def path(self, number: int | None) -> str:
        """`jsonfeed/all.json`, or an older page."""
        return f"jsonfeed/{self._file(number)}"

    def marks(self, seq: int) -> tuple[bytes, ...]:
        """As an item has it, and as a withdrawal has."""
        return b'"_gongkai":{"seq":%d,' % seq, b'{"seq":%d,"id"' % seq

    def document(self, page: Page, lines: Sequence[str]) -> bytes:
        """Items and withdrawals, the newest first."""
        newest = list(reversed(lines))
        withdrawn = [line for line in newest if _WITHDRAWN.match(line)]
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{self._county.name}政府信息公开",
            "language": "zh-CN",
            "authors": [{"name": self._county.name}],
        }
        if self._county.feeds_url:
            head["feed_url"] = f"{self._county.feeds_url}{self.path(page.number)}"
        if page.older is not None:
            base = f"{self._county.feeds_url}jsonfeed/" if self._county.feeds_url else ""
            head["next_url"] = base + self._file(page.older)
        fields = "".join(f"{_json(name)}: {_json(value)},\n" for name, value in head.items())
        extension = f'"_gongkai": {{"about": {_json(_ABOUT)}, "withdrawals": [\n' + ",\n".join(withdrawn)
        items = ",\n".join(line for line in newest if not _WITHDRAWN.match(line))
        return ("{\n" + fields + extension + '\n]},\n"items": [\n' + items + "\n]\n}\n").encode()

    def lines(self, content: bytes) -> Iterator[Line]:
        """Items and withdrawals, the oldest first."""
        found: list[Line] = []
        for line in content.decode().split("\n"):
            bare = line.rstrip(",")
            if match := _WITHDRAWN.match(bare):
                found.append((int(match[1]), bare))
            elif bare.startswith('{"id"'):
                found.append((int(_SEQ.findall(bare)[-1]), bare))
        return iter(sorted(found))

    def _file(self, number: int | None) -> str:
        return "all.json" if number is None else f"all-{number:06}.json"


def _line(change: dict[str, Any]) -> str:
    identity = atom.entry_id(change["county"], change["item_id"])
    if change["operation"] == "withdraw":
        return _json(
            {
                "seq": change["seq"],
                "id": identity,
                "version": change["version"],
                "withdrawn_at": change["at_text"],
                "reason": change["withdrawn_reason"] or "withdrawn",
            }
        )
    item = {
        "id": identity,
        "url": change["url"],
        "title": change["title"],
        "content_text": change["summary"] or change["title"],
        "date_published": change["published_text"],
        "date_modified": change["at_text"],
        "authors": [{"name": change["publisher"] or change["unit_name"]}],
        "tags": [atom.category_name(change["category"])],
        "attachments": [_attachment(file) for file in change["attachments"] or ()],
    }
    facts = {name: change[name] for name in ("seq", "version", "content_hash", "category")}
    facts["item"] = f"../items/{change['item_id']}.json"
    return _json({name: value for name, value in item.items() if value} | {"_gongkai": facts})


def _attachment(file: dict[str, Any]) -> dict[str, Any]:
    size = {} if file["byte_size"] is None else {"size_in_bytes": file["byte_size"]}
    kind = file["media_type"] or "application/octet-stream"
    return {"url": file["url"], "mime_type": kind, "title": file["file_name"], **size}


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
