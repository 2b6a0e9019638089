"""Spreadsheets (.xlsx, .xls) as sheets of cells, and as text."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from connectors.documents import ole
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.zips import chunks, open_zip

Cell = int | float | str | bool | date | datetime | time | timedelta
"""As stored; an empty cell is the empty string."""

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^<>]*(?<!/)>"""
    rb"""(?!(?:<v/>|<v></v>)?</c>)"""
)
_ROW = re.compile(
    rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']()([0-9]{1,7})["'][^<>]*>\s*<(?:\w+:)?c(?![^<>]*\br\s*=)"""
)
"""The place of a cell that is not just formatted, and of a row whose cells tell no place."""
_OVERLAP = 1024
"""Bytes carried from one chunk to the next, longer than a cell's tag."""
_CELL_RECORDS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
"""BIFF: FORMULA, MULRK, MULBLANK, RSTRING, LABELSST, BLANK, NUMBER, LABEL, BOOLERR, RK; row, column first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet; `rows[0]` is row 1, column A first, so that cells are named as readers see them."""

    name: str
    rows: list[list[Cell]]


def read_workbook(content: bytes, limits: Limits) -> list[Sheet]:
    """The worksheets of an .xlsx or .xls, hidden ones included, in the order of the workbook.

    Raises `UnreadableError` for a broken, encrypted or oversized file.
    """
    _check_size(content, limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            return list(_sheets(book, names, limits))
    except PasswordError as error:
        raise UnreadableError("encrypted") from error
    except CalamineError as error:
        raise UnreadableError(f"broken spreadsheet: {error}") from error
    except BaseException as error:
        # A panic in the Rust library is a BaseException of a type that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise UnreadableError("broken spreadsheet: the reader gave up") from error
        raise


def as_text(sheets: list[Sheet]) -> Iterator[str]:
    """Lines of the sheets: names where there are several, rows with cells parted by tabs, no empty rows."""
    for sheet in sheets:
        if len(sheets) > 1:
            yield sheet.name
        for row in sheet.rows:
            line = "\t".join(shown(cell) for cell in row).rstrip("\t")
            if line:
                yield line


def shown(cell: Cell) -> str:
    """A cell as general format shows it: 15 digits at most, whole numbers without a point, ISO dates."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "seconds")
        case str():
            return " ".join(cell.split())
    return str(cell)


def _sheets(book: CalamineWorkbook, names: list[str], limits: Limits) -> Iterator[Sheet]:
    left = limits.max_cells
    for name in names:
        sheet = book.get_sheet_by_name(name)
        last_row, last_column = sheet.end or (-1, -1)
        left -= (last_row + 1) * (last_column + 1)
        if left < 0:
            raise UnreadableError(f"more than {limits.max_cells} cells")
        yield Sheet(name, sheet.to_python(skip_empty_area=False))


def _check_size(content: bytes, limits: Limits) -> None:
    """Refuses sheets whose rectangle is too large, before calamine allocates it whole."""
    is_xls = content.startswith(ole.MAGIC)
    places = _places_in_xls(content) if is_xls else _places_in_xlsx(content, limits)
    for rows, columns in places:
        if rows * columns > limits.max_cells:
            size = f"{rows} rows and {columns} columns"
            raise UnreadableError(f"a sheet of {size}, more than {limits.max_cells} cells")


def _places_in_xlsx(content: bytes, limits: Limits) -> Iterator[tuple[int, int]]:
    """Last row and column of each part; reading all parts also proves their declared sizes."""
    archive = open_zip(content, limits)
    for name in archive.namelist():
        rows = columns = 1
        tail = b""
        for chunk in chunks(archive, name):
            for pattern in (_CELL, _ROW):
                for letters, digits in pattern.findall(tail + chunk):
                    rows, columns = max(rows, int(digits)), max(columns, _column(letters))
            tail = chunk[-_OVERLAP:]
        yield rows, columns


def _places_in_xls(content: bytes) -> Iterator[tuple[int, int]]:
    """Last row and column of any sheet, from the cell records of the workbook stream."""
    book = ole.CompoundFile(content)
    stream = book.stream("Workbook" if "Workbook" in book.names else "Book")
    at = rows = columns = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _CELL_RECORDS and length >= 4 and at + 8 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at + 4)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += 4 + length
    yield rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
