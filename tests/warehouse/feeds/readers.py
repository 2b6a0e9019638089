"""Consumers as a downstream platform would write them: they know the formats, and nothing of our code."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pyarrow.parquet as pq

ATOM = "{http://www.w3.org/2005/Atom}"
TOMB = "{http://purl.org/atompub/tombstones/1.0}"
OURS = "{urn:gongkai:atom:1}"


def replay_atom(folder: Path, name: str) -> dict[str, tuple[int, str]]:
    """Read a feed from empty, the oldest archive first. item_id → version and category."""
    documents = [folder / "atom" / f"{name}.xml"]
    while older := _link(documents[-1], "prev-archive"):
        documents.append(folder / "atom" / older)
    items: dict[str, tuple[int, str]] = {}
    for document in reversed(documents):
        for element in reversed(list(ElementTree.parse(document).getroot())):
            if element.tag == f"{TOMB}deleted-entry":
                items.pop(_item_id(element.attrib["ref"]), None)
            elif element.tag == f"{ATOM}entry":
                version = int(element.find(f"{OURS}change").attrib["version"])
                category = element.find(f"{ATOM}category").attrib["term"]
                items[_item_id(element.find(f"{ATOM}id").text)] = (version, category)
    return items


def standing_items(folder: Path) -> dict[str, tuple[int, str]]:
    """The rows of items.parquet that are not withdrawn. item_id → version and category."""
    rows = pq.read_table(folder / "data" / "items.parquet").to_pylist()
    return {r["item_id"]: (r["version"], r["category"]) for r in rows if r["withdrawn_at"] is None}


def parsed(document: Path) -> feedparser.FeedParserDict:
    """A feed document as feedparser reads it; it must be well formed."""
    feed = feedparser.parse(document.read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def _link(document: Path, relation: str) -> str | None:
    links = [link for link in parsed(document).feed.links if link.rel == relation]
    return links[0].href if links else None


def _item_id(urn: str) -> str:
    assert urn.startswith("urn:gongkai:230522:")
    return urn.rsplit(":", 1)[1]
