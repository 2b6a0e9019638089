"""Spreadsheets (.xlsx, .xls) as sheets of cells, and as text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from connectors.documents import ole
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.zips import open_zip

Cell = int | float | str | bool | date | datetime | time | timedelta
"""As stored; an empty cell is the empty string."""
LONGEST_NUMBER = 1e20
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet; `rows[0]` is row 1, column A first, so that cells are named as readers see them."""

    name: str
    rows: list[list[Cell]]
    merged: Sequence[Range] = ()
    """Merged cells: first and last row and column, from 0."""
    place: int = 0
    """Among all sheets of the workbook, charts included, from 0."""
    is_hidden: bool = False


def read_workbook(content: bytes, limits: Limits) -> list[Sheet]:
    """The worksheets of an .xlsx or .xls, hidden ones included, in the order of the workbook.

    Raises `UnreadableError` for a broken, encrypted or oversized file. calamine believes the sizes that a file
    declares, and a hostile one can abort the process or fill the memory: call it through `apart.READER`.
    """
    if not content.startswith(ole.MAGIC):
        open_zip(content, limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return list(_sheets(book, limits))
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
    """A cell as general format shows it: 15 digits at most, whole numbers without a point, ISO dates.

    Identity and account numbers that were typed as numbers are written out: only as digits are they masked.
    """
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < LONGEST_NUMBER:
            return f"{Decimal(f'{cell:.15g}'):f}"
        case float():
            return f"{cell:.15g}"
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "seconds")
        case str():
            return " ".join(cell.split())
    return str(cell)


def _sheets(book: CalamineWorkbook, limits: Limits) -> Iterator[Sheet]:
    left = limits.max_cells
    for place, known in enumerate(book.sheets_metadata):
        if known.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(known.name)
        last_row, last_column = sheet.end or (-1, -1)
        left -= (last_row + 1) * (last_column + 1)
        if left < 0:
            raise UnreadableError(f"more than {limits.max_cells} cells")
        rows = sheet.to_python(skip_empty_area=False)
        is_hidden = known.visible != SheetVisibleEnum.Visible
        yield Sheet(known.name, rows, sheet.merged_cell_ranges or (), place, is_hidden)
