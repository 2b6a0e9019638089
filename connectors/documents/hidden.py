"""Rows of a spreadsheet (.xlsx, .xls) that its program does not show, which calamine does not tell."""

from __future__ import annotations

import posixpath
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from connectors.documents import ole
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.zips import open_zip, read_part, read_xml

_BOOK = "xl/workbook.xml"
_BOUNDSHEET, _ROW, _FILTERMODE = 0x85, 0x208, 0x9B
_BOF, _EOF = 0x809, 0x0A
_ZERO_HEIGHT = 0x20


@dataclass(frozen=True, slots=True)
class HiddenRows:
    """What one sheet does not show."""

    rows: frozenset[int]
    """By number, from 1."""
    by_filter: bool
    """A filter is on: it hides them, or some of them."""


def hidden_rows(content: bytes, limits: Limits) -> list[HiddenRows]:
    """One for each sheet of the workbook, in its order, charts included.

    Raises `UnreadableError` for a broken file. Call it through `apart.READER`.
    """
    if content.startswith(ole.MAGIC):
        return list(_of_xls(content))
    with open_zip(content, limits) as archive:
        return list(_of_xlsx(archive))


def _of_xlsx(archive: zipfile.ZipFile) -> Iterator[HiddenRows]:
    names = {name.lower(): name for name in archive.namelist()}
    relations = read_xml(archive, names.get("xl/_rels/workbook.xml.rels", ""))
    targets = {str(one.get("Id")): str(one.get("Target", "")) for one in relations}
    tables = [name for low, name in names.items() if low.startswith("xl/tables/")]
    filtered = any(b"filterColumn" in read_part(archive, name) for name in tables)
    for sheet in read_xml(archive, names.get(_BOOK, "")).iterfind("{*}sheets/{*}sheet"):
        own = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        place = posixpath.normpath(posixpath.join("/xl", targets.get(str(own), ""))).lstrip("/")
        try:
            with archive.open(names.get(place.lower(), "")) as part:
                rows, by_filter = _rows(part)
        except (etree.XMLSyntaxError, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
            raise UnreadableError(f"broken spreadsheet: a sheet cannot be read ({error})") from error
        yield HiddenRows(frozenset(rows), by_filter or filtered)


def _rows(part: object) -> tuple[set[int], bool]:
    """The hidden rows of one sheet, read without keeping it, and whether it has a filter that is on."""
    number, rows, by_filter = 0, set[int](), False
    walk = etree.iterparse(
        part, events=("end",), tag=("{*}row", "{*}filterColumn"), resolve_entities=False, no_network=True
    )
    for _, element in walk:
        if etree.QName(element).localname == "filterColumn":
            by_filter = by_filter or len(element) > 0
            continue
        number = int(element.get("r") or number + 1)
        if element.get("hidden") in ("1", "true"):
            rows.add(number)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return rows, by_filter


def _of_xls(content: bytes) -> Iterator[HiddenRows]:
    """By the records of BIFF (MS-XLS): each sheet begins where the workbook says."""
    book = ole.CompoundFile(content)
    stream = book.stream("Workbook" if "Workbook" in book.names else "Book")
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET and len(body) >= 4:
            rows, by_filter = set[int](), False
            for record, data in _records(stream, struct.unpack_from("<I", body)[0]):
                by_filter = by_filter or record == _FILTERMODE
                if record == _ROW and len(data) >= 14 and data[12] & _ZERO_HEIGHT:
                    rows.add(struct.unpack_from("<H", data)[0] + 1)
            yield HiddenRows(frozenset(rows), by_filter)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream from its beginning to its end; charts inside it are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length
