"""ResourceSync (ANSI/NISO Z39.99): the item files as resources, and each change of them; and a sitemap of the same.

resourcesync/capabilitylist.xml      what there is
resourcesync/resourcelist.xml        index of the lists of all files as they stand
resourcesync/changelist.xml          index of the lists of all changes there ever were, the oldest first
sitemap.xml                          the resource lists, for crawlers that know sitemaps only

A full list of changes is never written again, so that it may be cached for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from warehouse.feeds.atom import attribute
from warehouse.feeds.edition import Edition
from warehouse.feeds.log import BEFORE_THE_FIRST
from warehouse.feeds.pages import Line, Page, Pages

PAGE = 1000

_COLUMNS = ["seq", "at_text", "item_id", "operation", "version", "is_current", "file_bytes", "file_sha256"]
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:rs="http://www.openarchives.org/rs/terms/" '
    'xmlns:gk="urn:gongkai:atom:1"'
)
_SEQ = re.compile(r'<gk:change seq="(\d+)"')
_TIME = re.compile(r"<lastmod>([^<]+)</lastmod>")


class ResourceSync:
    """Resource list and change list of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        base = edition.county.feeds_url or "../"
        self._base = attribute(base)
        self._folder = attribute(f"{base}resourcesync/" if edition.county.feeds_url else "")
        self._resources = Pages(edition, _List("resourcelist", self._folder), PAGE, newest_repeats=False)
        self._changes = Pages(edition, _List("changelist", self._folder), PAGE, newest_repeats=False)

    def drop(self, former: pa.Table) -> None:
        """A resource stands in the list once; what changed before stays told."""
        for seq in former["seq"].to_pylist():
            self._resources.drop(seq)

    def add(self, window: pa.Table) -> None:
        """Take the changes of a window."""
        for change in window.select(_COLUMNS).to_pylist():
            seq, at = change["seq"], change["at_text"]
            stands = change["is_current"] and change["operation"] == "upsert"
            self._resources.add(seq, at, self._resource(change) if stands else "")
            self._changes.add(seq, at, self._change(change))

    def close(self) -> None:
        """Finish the lists, their indexes, and what names these."""
        self._resources.close()
        self._changes.close()
        lists = {name: list(self._parts(name)) for name in ("resourcelist", "changelist")}
        at = self._edition.as_of
        write = self._edition.folder.write
        for name, parts in lists.items():
            first = f'from="{self._first()}"' if name == "changelist" else f'at="{at}"'
            write(f"resourcesync/{name}.xml", self._index(name, parts, first), len(parts))
        write("resourcesync/capabilitylist.xml", self._capabilities(), 2)
        sitemaps = "".join(f"<sitemap><loc>{address}</loc></sitemap>\n" for address in self._sitemaps(lists))
        text = f"{_HEAD}<sitemapindex {_NAMES}>\n{sitemaps}</sitemapindex>\n"
        write("sitemap.xml", text.encode(), len(lists["resourcelist"]))

    def _resource(self, change: dict[str, Any]) -> str:
        return f"<url>{self._located(change)}{self._facts(change)}{_seq(change)}</url>"

    def _change(self, change: dict[str, Any]) -> str:
        kind = "deleted" if change["operation"] == "withdraw" else "updated"
        if change["version"] == 1:
            kind = "created"
        facts = f'<rs:md change="{kind}" datetime="{change["at_text"]}"/>'
        return f"<url>{self._located(change)}{facts}{_seq(change)}</url>"

    def _located(self, change: dict[str, Any]) -> str:
        loc = f"{self._base}items/{change['item_id']}.json"
        return f"<loc>{loc}</loc><lastmod>{change['at_text']}</lastmod>"

    def _facts(self, change: dict[str, Any]) -> str:
        digest, size = change["file_sha256"], change["file_bytes"]
        return f'<rs:md hash="sha-256:{digest}" length="{size}" type="application/json"/>'

    def _parts(self, name: str) -> Iterator[tuple[str, str]]:
        """Documents of a list, the oldest first, each with the time of its newest change."""
        index = self._edition.folder.index[f"resourcesync/{name}"]
        for number, (_, at) in enumerate(index["pages"], 1):
            yield f"{name}-{number:06}.xml", at
        yield f"{name}-open.xml", index["updated"]

    def _index(self, name: str, parts: Sequence[tuple[str, str]], times: str) -> bytes:
        rows = "".join(
            f"<sitemap><loc>{self._folder}{file}</loc><lastmod>{at}</lastmod></sitemap>\n"
            for file, at in parts
        )
        return (
            f'{_HEAD}<sitemapindex {_NAMES}>\n<rs:ln rel="up" href="{self._folder}capabilitylist.xml"/>'
            f'<rs:md capability="{name}" {times}/>\n{rows}</sitemapindex>\n'
        ).encode()

    def _capabilities(self) -> bytes:
        rows = "".join(
            f'<url><loc>{self._folder}{name}.xml</loc><rs:md capability="{name}"/></url>\n'
            for name in ("resourcelist", "changelist")
        )
        return f'{_HEAD}<urlset {_NAMES}>\n<rs:md capability="capabilitylist"/>\n{rows}</urlset>\n'.encode()

    def _sitemaps(self, lists: dict[str, list[tuple[str, str]]]) -> list[str]:
        folder = self._folder or "resourcesync/"
        return [f"{folder}{file}" for file, _ in lists["resourcelist"]]

    def _first(self) -> str:
        """When the log began; known from the oldest document."""
        index = self._edition.folder.index["resourcesync/changelist"]
        file = "changelist-000001.xml" if index["pages"] else "changelist-open.xml"
        content = (self._edition.folder.path / "resourcesync" / file).read_text(encoding="utf-8")
        found = _TIME.search(content)
        return found[1] if found else BEFORE_THE_FIRST


class _List:
    """The documents of one list, the oldest change first; the newest document is `…-open.xml`."""

    separator = b"\n"

    def __init__(self, kind: str, folder: str) -> None:
        self.name = f"resourcesync/{kind}"
        self._kind = kind
        self._folder = folder

    def path(self, number: int | None) -> str:
        return f"{self.name}-open.xml" if number is None else f"{self.name}-{number:06}.xml"

    def marks(self, seq: int) -> tuple[bytes, ...]:
        return (b'<gk:change seq="%d"' % seq,)

    def document(self, page: Page, lines: Sequence[str]) -> bytes:
        first = _TIME.search(lines[0]) if lines else None
        times = f'at="{page.updated}"'
        if self._kind == "changelist":
            until = "" if page.number is None else f' until="{page.updated}"'
            times = f'from="{first[1] if first else page.updated}"{until}'
        rows = "".join(f"{line}\n" for line in lines)
        return (
            f'{_HEAD}<urlset {_NAMES}>\n<rs:ln rel="up" href="{self._folder}capabilitylist.xml"/>'
            f'<rs:ln rel="index" href="{self._folder}{self._kind}.xml"/>'
            f'<rs:md capability="{self._kind}" {times}/>\n{rows}</urlset>\n'
        ).encode()

    def lines(self, content: bytes) -> Iterator[Line]:
        for line in content.decode().split("\n"):
            if line.startswith("<url>"):
                yield int(_SEQ.findall(line)[-1]), line


def _seq(change: dict[str, Any]) -> str:
    return f'<gk:change seq="{change["seq"]}" version="{change["version"]}"/>'
