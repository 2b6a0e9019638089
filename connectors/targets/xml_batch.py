"""A batch, and what is answered to it, as XML: the same content as JSON, for platforms that only take XML.

The grammar is `batch.xsd` beside this module. What XML 1.0 cannot carry (control characters) becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from lxml import etree

from connectors.targets.envelope import batch_content
from schemas.exchange import ATTACHMENT_FIELDS, Batch, Draft

NAMESPACE = "urn:gongkai:batch:1"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTES = ("schema", "batch_id", "target", "created_at", "from_seq", "to_seq")
_NUMBERS = frozenset(("from_seq", "to_seq", "seq", "version", "byte_size"))


class XmlError(ValueError):
    """Bytes that are not the XML of this protocol; the message says where, and quotes no value."""


def encode_xml(batch: Batch | Draft) -> bytes:
    """The body of a batch as XML in UTF-8; same batch, same bytes."""
    content = batch_content(batch)
    root = _element(None, "batch", {name: content[name] for name in _ATTRIBUTES})
    _element(root, "sender", content["sender"])
    for entry in content["entries"]:
        named = {n: v for n, v in entry.items() if n not in ("item", "reason")}
        element = _element(root, "entry", named)
        if "item" in entry:
            item = entry["item"]
            _add_item(_element(element, "item", {}), orjson.loads(item) if isinstance(item, bytes) else item)
        if "reason" in entry:
            _element(element, "reason", {}).text = _fit(entry["reason"])
    return _bytes(root)


def decode_xml(body: bytes) -> dict[str, Any]:
    """The content of a batch, as its JSON would give it. Raises `XmlError`."""
    root = _parsed(body)
    _check(root)
    if etree.QName(root).localname != "batch":
        raise XmlError("the root element is not batch")
    content = _values(root)
    content["sender"] = _values(root[0])
    content["entries"] = [_entry(element) for element in list(root)[1:]]
    order = ("schema", "batch_id", "sender", *_ATTRIBUTES[2:], "entries")
    return {name: content[name] for name in order}


def encode_xml_answer(content: Mapping[str, Any]) -> bytes:
    """An answer (receipts, a 202, or an error) as XML."""
    root = _element(None, "answer", {n: v for n, v in content.items() if n != "receipts"})
    for receipt in content.get("receipts", ()):
        _element(root, "receipt", receipt)
    return _bytes(root)


def decode_xml_answer(body: bytes) -> dict[str, Any] | None:
    """An answer as its JSON would give it; None for anything else."""
    try:
        root = _parsed(body)
    except XmlError:
        return None
    if root.tag != f"{{{NAMESPACE}}}answer":
        return None
    rows = [_values(element) for element in root if element.tag == f"{{{NAMESPACE}}}receipt"]
    is_plain = not rows and ("status_url" in root.attrib or "error" in root.attrib)
    return _values(root) if is_plain else _values(root) | {"receipts": rows}


@cache
def schema() -> etree.XMLSchema:
    """The grammar of batches and answers."""
    text = files("connectors.targets").joinpath("batch.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(text))


def _add_item(element: etree._Element, item: Mapping[str, Any]) -> None:
    for name, value in item.items():
        if isinstance(value, list):
            listed = _element(element, "attachments", {"name": name})
            for file in value:
                _element(listed, "attachment", {n: v for n, v in file.items() if v is not None})
        elif value is None:
            _element(element, "field", {"name": name, "nil": "true"})
        else:
            kind = {"type": "integer"} if isinstance(value, int) else {}
            _element(element, "field", {"name": name, **kind}).text = _fit(value)


def _entry(element: etree._Element) -> dict[str, Any]:
    entry = _values(element)
    for child in element:
        if etree.QName(child).localname == "reason":
            entry["reason"] = child.text or ""
        else:
            entry["item"] = {str(field.get("name")): _field(field) for field in child}
    return entry


def _field(element: etree._Element) -> Any:
    if etree.QName(element).localname == "attachments":
        return [{name: _values(file).get(name) for name in ATTACHMENT_FIELDS} for file in element]
    if element.get("nil") == "true":
        return None
    return int(element.text or "0") if element.get("type") == "integer" else element.text or ""


def _values(element: etree._Element) -> dict[str, Any]:
    """Attributes as values; numbers where the grammar has numbers."""
    pairs = ((str(name), str(value)) for name, value in element.attrib.items())
    return {n: int(v) if n in _NUMBERS and v.lstrip("-").isdigit() else v for n, v in pairs}


def _element(parent: etree._Element | None, name: str, values: Mapping[str, Any]) -> etree._Element:
    attributes = {n: _fit(v) for n, v in values.items() if v is not None}
    tag = f"{{{NAMESPACE}}}{name}"
    if parent is None:
        namespaces: dict[Any, str] = {None: NAMESPACE}  # the key None makes it the default
        return etree.Element(tag, attributes, nsmap=namespaces)
    return etree.SubElement(parent, tag, attributes)


def _fit(value: Any) -> str:
    return _UNFIT.sub("\ufffd", str(value))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _parsed(body: bytes) -> etree._Element:
    """Without entities, network or document type: nothing a stranger sends is expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        raise XmlError(f"not well-formed XML, line {line}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError("a document type declaration is not taken")
    return root


def _check(root: etree._Element) -> None:
    grammar = schema()
    if not grammar.validate(root):
        log: Any = grammar.error_log  # its type in the stubs has no elements
        raise XmlError(f"not valid by batch.xsd, line {log[0].line}: {log[0].type_name}")
