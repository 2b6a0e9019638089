"""What a Word binary file says of its characters and paragraphs (MS-DOC 2.6): only what decides what is text."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_CHARACTERS, _PARAGRAPHS = 0xFA, 0x102
"""Where the file information block says which pages hold the properties."""
_PAGE = 512
_DELETED, _HIDDEN, _IN_TABLE, _ROW_END = 0x0800, 0x083C, 0x2416, 0x2417
_ELSEWHERE = (0x6645, 0x6646)
"""The properties of this paragraph lie in the stream `Data`."""
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a value by the upper three bits of its property; 6 says its own length."""
_TABLE_DEFINITION = 0xD608


class Properties:
    """Reads the pages of properties; places are bytes of the stream `WordDocument`."""

    def __init__(self, document: bytes, table: bytes, data: bytes) -> None:
        self._document = document
        self._table = table
        self._data = data
        self._of_paragraphs = [
            (end, dict(self._changes(grpprl[2:]))) for _, end, grpprl in self._runs(_PARAGRAPHS, 13)
        ]

    def unseen(self) -> Iterator[tuple[int, int]]:
        """Runs of characters that are marked as deleted, or hidden."""
        for start, end, grpprl in self._runs(_CHARACTERS, 1):
            said = dict(self._changes(grpprl))
            if _is_set(said, _DELETED) or _is_set(said, _HIDDEN):
                yield start, end

    def ends_in_cell(self) -> list[int]:
        """Where the paragraphs inside table cells end."""
        return [end for end, said in self._of_paragraphs if _is_set(said, _IN_TABLE)]

    def row_ends(self) -> dict[int, bytes]:
        """Where the paragraphs end that stand for the end of a table row, with the definition of the row (TDefTable:
        number of cells, their edges, their flags); empty where it has none."""
        return {
            end: said.get(_TABLE_DEFINITION, b"")[2:]
            for end, said in self._of_paragraphs
            if _is_set(said, _ROW_END)
        }

    def _runs(self, place: int, width: int) -> Iterator[tuple[int, int, bytes]]:
        """Start, end and properties of each run, from all pages of one kind; `width`: bytes of an entry."""
        at, size = struct.unpack_from("<II", self._document, place)
        plc = self._table[at : at + size]
        number = max((len(plc) - 4) // 8, 0)
        for page_number in struct.unpack_from(f"<{number}I", plc, 4 * (number + 1)) if number else ():
            start = (page_number & 0x3FFFFF) * _PAGE
            page = self._document[start : start + _PAGE]
            if len(page) == _PAGE:
                yield from _runs_of(page, width)

    def _changes(self, grpprl: bytes, depth: int = 0) -> Iterator[tuple[int, bytes]]:
        """Properties with their values."""
        at = 0
        while at + 3 <= len(grpprl):
            (name,) = struct.unpack_from("<H", grpprl, at)
            value = at + 2
            if name in _ELSEWHERE and value + 4 <= len(grpprl) and not depth:
                (place,) = struct.unpack_from("<I", grpprl, value)
                size = int.from_bytes(self._data[place : place + 2], "little")
                yield from self._changes(self._data[place + 2 : place + 2 + size], depth + 1)
            at = value + _size(name, grpprl, value)
            yield name, grpprl[value:at]


def _is_set(said: dict[int, bytes], name: int) -> bool:
    return said.get(name, b"")[:1] == b"\x01"


def _runs_of(page: bytes, width: int) -> Iterator[tuple[int, int, bytes]]:
    number = page[-1]
    if 4 * (number + 1) + width * number >= _PAGE:
        return
    places = struct.unpack_from(f"<{number + 1}I", page)
    for n in range(number):
        at = 2 * page[4 * (number + 1) + width * n]
        yield places[n], places[n + 1], _grpprl(page, at, in_words=width > 1) if at else b""


def _grpprl(page: bytes, at: int, *, in_words: bool) -> bytes:
    """The list of properties at a place; of paragraphs it counts in words and begins with the style."""
    size = page[at]
    if not in_words:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 1 : at + 2 * size]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < len(page) else b""


def _size(name: int, grpprl: bytes, at: int) -> int:
    if (kind := name >> 13) != 6:
        return _SIZES[kind]
    if name == _TABLE_DEFINITION:
        return int.from_bytes(grpprl[at : at + 2], "little") + 1
    return grpprl[at] + 1
