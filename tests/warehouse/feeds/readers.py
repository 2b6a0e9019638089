"""Consumers as a downstream platform would write them: they know the formats, and nothing of our code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pyarrow.parquet as pq
from resync.change_list import ChangeList
from resync.resource_list import ResourceList

ATOM = "{http://www.w3.org/2005/Atom}"
TOMB = "{http://purl.org/atompub/tombstones/1.0}"
OURS = "{urn:gongkai:atom:1}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


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


def replay_json_feed(folder: Path) -> dict[str, tuple[int, str]]:
    """Read the JSON feed from empty, the oldest page first. item_id → version and category."""
    pages = [_json(folder / "jsonfeed" / "all.json")]
    while older := pages[-1].get("next_url"):
        pages.append(_json(folder / "jsonfeed" / older))
    items: dict[str, tuple[int, str]] = {}
    for page in reversed(pages):
        assert page["version"] == "https://jsonfeed.org/version/1.1"
        told = [(w["seq"], w["id"], None) for w in page["_gongkai"]["withdrawals"]]
        told += [(i["_gongkai"]["seq"], i["id"], i) for i in page["items"]]
        for _, urn, item in sorted(told, key=lambda change: change[0]):
            if item is None:
                items.pop(_item_id(urn), None)
            else:
                facts = item["_gongkai"]
                items[_item_id(urn)] = (facts["version"], facts["category"])
    return items


def listed_resources(folder: Path) -> dict[str, str]:
    """The resource list, as the ResourceSync library reads it. item_id → sha256 of its file."""
    found: dict[str, str] = {}
    for part in _parts(folder, "resourcelist"):
        resources = ResourceList()
        resources.read(str(part))
        found |= {Path(resource.uri).stem: resource.sha256 for resource in resources}
    return found


def replay_change_list(folder: Path) -> set[str]:
    """The change list from its first change, as the ResourceSync library reads it: the items that stand."""
    standing: set[str] = set()
    for part in _parts(folder, "changelist"):
        changes = ChangeList()
        changes.read(str(part))
        for change in changes:
            item_id = Path(change.uri).stem
            if change.change == "deleted":
                standing.discard(item_id)
            else:
                standing.add(item_id)
    return standing


def standing_items(folder: Path) -> dict[str, tuple[int, str]]:
    """The rows of items.parquet that are not withdrawn. item_id → version and category."""
    rows = pq.read_table(folder / "data" / "items.parquet").to_pylist()
    return {r["item_id"]: (r["version"], r["category"]) for r in rows if r["withdrawn_at"] is None}


def parsed(document: Path) -> feedparser.FeedParserDict:
    """A feed document as feedparser reads it; it must be well formed."""
    feed = feedparser.parse(document.read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def _parts(folder: Path, name: str) -> list[Path]:
    root = ElementTree.parse(folder / "resourcesync" / f"{name}.xml").getroot()
    return [folder / "resourcesync" / Path(loc.text).name for loc in root.iter(f"{SITEMAP}loc")]


def _json(path: Path) -> dict[str, Any]:
    page: dict[str, Any] = json.loads(path.read_bytes())
    return page


def _link(document: Path, relation: str) -> str | None:
    links = [link for link in parsed(document).feed.links if link.rel == relation]
    return links[0].href if links else None


def _item_id(urn: str) -> str:
    assert urn.startswith("urn:gongkai:230522:")
    return urn.rsplit(":", 1)[1]
