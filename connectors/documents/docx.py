"""Word files (.docx, ECMA-376): paragraphs and tables of the body in their order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from connectors.documents.model import Limits
from connectors.documents.zips import open_zip, read_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "pPr", "rPr", "tblPr", "sectPr", "delText"})
"""Deleted text, what a newer form of the same text stands for, field codes, formatting."""
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(content: bytes, limits: Limits) -> str:
    """The text of the body, a line a paragraph or table row, cells parted by tabs.

    Raises `UnreadableError` for a broken or oversized file, and for one with a document type declaration.
    """
    root = read_xml(open_zip(content, limits), "word/document.xml")
    return "\n".join(line for line in _lines(root) if line.strip())


def _lines(element: etree._Element) -> Iterator[str]:
    """Lines of a container: the body, a content control, a table cell."""
    for child in element.iterchildren("*"):
        match _name(child):
            case "p":
                yield _paragraph(child)
            case "tbl":
                yield from (_row(row) for row in child.iterchildren(f"{_W}tr", f"{_STRICT}tr"))
            case name if name not in _SKIPPED:
                yield from _lines(child)


def _row(row: etree._Element) -> str:
    """Cells parted by tabs; the paragraphs of a cell, and of tables inside it, by spaces."""
    cells = (c for c in row.iter(f"{_W}tc", f"{_STRICT}tc") if _outer_row(c) is row)
    return "\t".join(" ".join(" ".join(_lines(cell)).split()) for cell in cells).rstrip()


def _outer_row(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{_W}tr", f"{_STRICT}tr"), None)


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(_runs(paragraph)).strip()


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element.iterchildren("*"):
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "txbxContent":
            yield "\n" + "\n".join(_lines(child)) + "\n"
        elif name not in _SKIPPED:
            yield from _runs(child)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
