"""The formats of a record: unqualified Dublin Core, and our own with every field of the item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from schemas.codes import CATEGORIES
from schemas.records import Record

OAI_DC = "oai_dc"
ITEM = "urn:gongkai:item:1"
XSD = "gongkai-item-1.xsd"

_DC = "http://purl.org/dc/elements/1.1/"
_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Format:
    """A metadata format: its namespace, where its schema is, and how a record looks in it."""

    namespace: str
    schema: str
    element: Callable[[Record, str], etree._Element]


def _dublin_core(record: Record, urn: str) -> etree._Element:
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", f"{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    for name, value in _elements(record, urn):
        if value:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = _clean(value)
    return root


def _elements(record: Record, urn: str) -> Iterator[tuple[str, Any]]:
    item = record.content
    yield "title", item.get("title")
    yield "creator", item.get("publisher") or item.get("unit_name")
    yield "subject", CATEGORIES[record.category].name if record.category in CATEGORIES else record.category
    yield "subject", item.get("theme")
    yield "description", item.get("summary")
    yield "publisher", item.get("unit_name")
    yield "date", item.get("published_at")
    yield "type", "Text"
    for name in ("url", "document_number", "index_number"):
        yield "identifier", item.get(name)
    yield "identifier", urn
    yield "source", item.get("content_source")
    yield "language", "zh"
    for file in item.get("attachments") or ():
        yield "relation", file.get("url")


def _whole(record: Record, urn: str) -> etree._Element:
    """Every field that has a value, in the order of the item file; attachments as elements of their own."""
    root = etree.Element(f"{{{ITEM}}}item", nsmap=cast("dict[str, str]", {None: ITEM}))
    root.set("id", urn)
    for name, value in record.content.items():
        if name == "attachments":
            for file in value or ():
                element = etree.SubElement(root, f"{{{ITEM}}}attachment")
                for key, fact in file.items():
                    if fact is not None:
                        element.set(key, _clean(fact))
        elif value is not None:
            etree.SubElement(root, f"{{{ITEM}}}{name}").text = _clean(value)
    return root


def _clean(value: object) -> str:
    """As text, without what XML 1.0 cannot hold."""
    return _NOT_XML.sub("", str(value))


FORMATS: dict[str, Format] = {
    OAI_DC: Format(_OAI_DC, "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", _dublin_core),
    "gongkai": Format(ITEM, XSD, _whole),
}
