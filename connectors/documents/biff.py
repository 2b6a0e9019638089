"""How large the sheets of an .xls say they are (MS-XLS), told before a reader allocates what they say."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from connectors.documents import ole
from connectors.documents.model import UnreadableError

_EOF, _BOUNDSHEET, _SST, _DIMENSIONS = 0x000A, 0x0085, 0x00FC, 0x0200
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
"""FORMULA, MULRK, MULBLANK, RSTRING, LABELSST, BLANK, NUMBER, LABEL, BOOLERR, RK: row, column first."""
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256


def sheet_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    """Rows and columns of each sheet, from its cell records.

    Raises `UnreadableError` for a broken file and for declared sizes that no spreadsheet has.
    """
    book = ole.CompoundFile(content)
    stream = book.stream("Workbook" if "Workbook" in book.names else "Book")
    starts = {0}
    for kind, data in _records(stream, 0):
        if kind == _BOUNDSHEET and len(data) >= 4:
            starts.add(struct.unpack_from("<I", data)[0])
        if kind == _SST and (len(data) < 8 or struct.unpack_from("<I", data, 4)[0] > len(stream)):
            raise UnreadableError("broken spreadsheet: more strings than the file can hold")
    for start in starts:
        yield _size(stream, start)


def _size(stream: bytes, start: int) -> tuple[int, int]:
    rows = columns = 0
    for kind, data in _records(stream, start):
        if kind == _DIMENSIONS:
            _check(data)
        elif kind in _CELLS and len(data) >= 4:
            row, column = struct.unpack_from("<HH", data)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def _check(dimensions: bytes) -> None:
    """A DIMENSIONS record has the first row, the row after the last, and the same for columns."""
    if len(dimensions) < 8:
        raise UnreadableError("broken spreadsheet: a sheet without its size")
    form = "<IIHH" if len(dimensions) >= 14 else "<HHHH"
    first_row, rows, first_column, columns = struct.unpack_from(form, dimensions)
    # calamine takes the last row and column as one less, also of an empty sheet, and subtracts unchecked.
    turned = first_row >= max(rows, 1) or first_column >= max(columns, 1)
    if turned or rows > _MAX_ROWS or columns > _MAX_COLUMNS:
        raise UnreadableError("broken spreadsheet: a sheet of impossible size")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the workbook, up to its end record."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
