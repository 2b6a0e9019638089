"""Word binary files (.doc, and the .wps of WPS Office, MS-DOC): the pieces of the text in their order."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from connectors.documents import ole
from connectors.documents.doc_properties import Properties
from connectors.documents.model import Limits, UnreadableError

_WORD_97 = 193
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_FLAGS, _COUNTS, _CLX = 0x0A, 0x4C, 0x01A2
"""Offsets in the file information block (FIB): its flags, the lengths of the parts, where the pieces are."""
_COMPRESSED = 0x40000000
_ROW_END, _IN_CELL = 0x1D, 0x20
"""What is written over the marks that end a table row, and a paragraph inside a cell. Word itself never stores
U+001D."""
_FIELD = re.compile("([\x13\x14\x15])")
_SHOWN = {0x07: "\t", 0x09: " ", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", _ROW_END: "\n", 0x1E: "-"}
_TEXT = dict.fromkeys(range(32)) | _SHOWN | {0x1F: None}
"""Ends of cells, tabulators, breaks and hyphens as plain text; anchors of pictures and notes as nothing."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of characters: places `start` to `end` of the text, stored from byte `at`."""

    start: int
    end: int
    at: int
    width: int
    """Bytes a character: 2 for UTF-16, 1 for Windows-1252."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: the words of its cells, and its definition (TDefTable); empty where it has none."""

    cells: tuple[str, ...]
    definition: bytes


@dataclass(frozen=True, slots=True)
class _Word:
    """A document with its marks written over; lengths of body, footnotes and so on, in their order."""

    marked: bytes
    pieces: list[_Piece]
    lengths: tuple[int, ...]
    rows: dict[int, bytes]
    """Where table rows end, with their definitions."""


def read_doc(content: bytes, limits: Limits) -> str:
    """Body, footnotes, endnotes and text boxes, a line a paragraph or table row, cells parted by tabs. Deleted
    and hidden text, field codes, comments, page headers and footers are left out.

    Raises `UnreadableError` for a broken, encrypted or too old file.
    """
    book = ole.CompoundFile(content)
    try:
        lines = _text(book).split("\n")
    except (struct.error, IndexError) as error:
        raise UnreadableError("broken document: it ends before its text does") from error
    return "\n".join(line.rstrip("\t ") for line in lines if line.strip())


def doc_parts(content: bytes, limits: Limits) -> Iterator[str | TableRow]:
    """The body in its order: paragraphs outside tables, and the rows of tables. Raises as `read_doc`."""
    try:
        word = _opened(ole.CompoundFile(content))
        cells: list[str] = []
        text = ""
        for char, end in _places(word):
            if char == "\x07":
                cells, text = [*cells, _shown(text)], ""
            elif char == chr(_ROW_END):
                yield TableRow(tuple(cells), word.rows.get(end, b""))
                cells, text = [], ""
            elif char == "\r" and not cells:
                yield _shown(text)
                text = ""
            else:
                text += char
        yield _shown(text)
    except (struct.error, IndexError) as error:
        raise UnreadableError("broken document: it ends before its text does") from error


def _shown(text: str) -> str:
    return " ".join(_without_codes(text).translate(_TEXT).split())


def _places(word: _Word) -> Iterator[tuple[str, int]]:
    """The characters of the body, each with the byte of the stream at which it ends."""
    for piece in word.pieces:
        last = min(piece.end, word.lengths[0])
        if piece.start < last:
            raw = word.marked[piece.at : piece.at + (last - piece.start) * piece.width]
            text = raw.decode("utf-16-le" if piece.width == 2 else "cp1252", "replace")
            yield from ((char, piece.at + n * piece.width) for n, char in enumerate(text, 1))


def _text(book: ole.CompoundFile) -> str:
    word = _opened(book)
    body, footnotes, headers, macros, comments, endnotes, boxes = word.lengths
    after = body + footnotes + headers + macros + comments
    parts = ((0, body + footnotes), (after, after + endnotes + boxes))
    return "".join(_without_codes(_part(word.marked, word.pieces, *part)) for part in parts).translate(_TEXT)


def _opened(book: ole.CompoundFile) -> _Word:
    document = book.stream("WordDocument")
    magic, version = struct.unpack_from("<HH", document)
    (flags,) = struct.unpack_from("<H", document, _FLAGS)
    if flags & _ENCRYPTED:
        raise UnreadableError("encrypted")
    if magic != 0xA5EC or version < _WORD_97:
        raise UnreadableError("written by a Word older than 97, which is not read")
    table = book.stream("1Table" if flags & _TABLE_1 else "0Table")
    pieces = _pieces(document, table)
    properties = Properties(document, table, book.stream("Data") if "Data" in book.names else b"")
    lengths: tuple[int, ...] = struct.unpack_from("<7i", document, _COUNTS)
    if min(lengths) < 0:
        raise UnreadableError("broken document: parts of negative length")
    return _Word(_marked(document, properties), pieces, lengths, properties.row_ends())


def _pieces(document: bytes, table: bytes) -> list[_Piece]:
    """The piece table (Clx): what was edited in place lies at the end of the file, and here in its order."""
    at, size = struct.unpack_from("<II", document, _CLX)
    clx = table[at : at + size]
    place = 0
    while place < len(clx) and clx[place] == 1:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if place >= len(clx) or clx[place] != 2:
        raise UnreadableError("broken document: it has no piece table")
    number = (struct.unpack_from("<I", clx, place + 1)[0] - 4) // 12
    if number < 0 or number * 12 > len(clx):
        raise UnreadableError("broken document: its piece table is cut off")
    starts = struct.unpack_from(f"<{number + 1}I", clx, place + 5)
    first = place + 5 + 4 * (number + 1)
    offsets = [struct.unpack_from("<I", clx, first + 8 * n + 2)[0] for n in range(number)]
    return [_piece(*piece) for piece in zip(starts, starts[1:], offsets, strict=False)]


def _piece(start: int, end: int, offset: int) -> _Piece:
    at = offset & (_COMPRESSED - 1)
    return _Piece(start, end, at // 2, 1) if offset & _COMPRESSED else _Piece(start, end, at, 2)


def _marked(document: bytes, properties: Properties) -> bytes:
    """The document with nothing where text is deleted or hidden, and with marks of rows that are no longer
    like those of cells."""
    marked = bytearray(document)
    for start, end in properties.unseen():
        if start < end <= len(marked):
            marked[start:end] = bytes(end - start)
    for end in properties.ends_in_cell():
        _write(marked, end, 0x0D, _IN_CELL)
    for end in properties.row_ends():
        _write(marked, end, 0x07, _ROW_END)
    return bytes(marked)


def _write(marked: bytearray, end: int, old: int, new: int) -> None:
    """Change the character that ends at a byte, where it is the one expected, of one byte or of two."""
    if marked[end - 2 : end] == bytes((old, 0)):
        marked[end - 2] = new
    elif marked[end - 1 : end] == bytes((old,)):
        marked[end - 1] = new


def _part(document: bytes, pieces: list[_Piece], start: int, end: int) -> str:
    return "".join(_characters(document, pieces, start, end))


def _characters(document: bytes, pieces: list[_Piece], start: int, end: int) -> Iterator[str]:
    for piece in pieces:
        first, last = max(piece.start, start), min(piece.end, end)
        if first < last:
            at = piece.at + (first - piece.start) * piece.width
            raw = document[at : at + (last - first) * piece.width]
            yield raw.decode("utf-16-le" if piece.width == 2 else "cp1252", "replace")


def _without_codes(text: str) -> str:
    """The results of fields (a page number, a link's words) without their codes."""
    shown: list[str] = []
    open_fields: list[bool] = []
    """Of each field around: whether its code, which is not shown, is still being read."""
    for part in _FIELD.split(text):
        if part == "\x13":
            open_fields.append(True)
        elif part == "\x14" and open_fields:
            open_fields[-1] = False
        elif part == "\x15" and open_fields:
            open_fields.pop()
        elif not open_fields or not any(open_fields):
            shown.append(part)
    return "".join(shown)
