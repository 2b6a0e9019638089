"""Spreadsheets (.xlsx, .xls) as sheets of cells, and as text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from connectors.documents import ole
from connectors.documents.biff import sheet_sizes
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.zips import chunks, open_zip

Cell = int | float | str | bool | date | datetime | time | timedelta
"""As stored; an empty cell is the empty string."""

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,9})([0-9]{1,20})["'][^<>]*(?<!/)>"""
    rb"""(?!(?:<v/>|<v></v>)?</c>)"""
)
_ROW = re.compile(
    rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']()([0-9]{1,20})["'][^<>]*>\s*<(?:\w+:)?c(?![^<>]*\br\s*=)"""
)
"""The place of a cell that is not just formatted, and of a row whose cells tell no place."""
_COUNT = re.compile(rb"""<(?:\w+:)?(?:sst|mergeCells)\s[^<>]*?\b(?:uniqueCount|count)\s*=\s*["']([0-9]+)""")
"""How many strings or merged cells are to come, which calamine believes."""
_OVERLAP = 1024
"""Bytes carried from one chunk to the next, longer than a cell's tag."""


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
    for rows, columns in sheet_sizes(content) if is_xls else _sizes_in_xlsx(content, limits):
        if rows * columns > limits.max_cells:
            size = f"{rows} rows and {columns} columns"
            raise UnreadableError(f"a sheet of {size}, more than {limits.max_cells} cells")


def _sizes_in_xlsx(content: bytes, limits: Limits) -> Iterator[tuple[int, int]]:
    """Last row and column of each part; reading all parts also proves their declared sizes."""
    archive = open_zip(content, limits)
    for name in archive.namelist():
        rows = columns = 1
        size = archive.getinfo(name).file_size
        tail = b""
        for chunk in chunks(archive, name):
            for pattern in (_CELL, _ROW):
                for letters, digits in pattern.findall(tail + chunk):
                    rows, columns = max(rows, int(digits)), max(columns, _column(letters))
            if any(int(count) > size for count in _COUNT.findall(tail + chunk)):
                raise UnreadableError("broken spreadsheet: it promises more cells than it can hold")
            tail = chunk[-_OVERLAP:]
        yield rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
