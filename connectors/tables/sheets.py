"""Spreadsheets (.xlsx, .xls, .et) as grids: one a sheet, cell addresses as the officer sees them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineWorkbook

from connectors.documents import sheets
from connectors.documents.model import Limits
from connectors.tables.model import Grid, GridReading, Span


def read_sheet_grids(content: bytes, limits: Limits) -> GridReading:
    """The sheets that hold anything, hidden ones included. Raises `UnreadableError`."""
    read = [sheet for sheet in sheets.read_workbook(content, limits) if sheet.rows]
    merged = _merged(content, [sheet.name for sheet in read])
    return GridReading(tuple(_grid(sheet, merged.get(sheet.name, ())) for sheet in read))


def _grid(sheet: sheets.Sheet, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Grid:
    rows = [[_text(cell) for cell in row] for row in sheet.rows]
    width = max(map(len, rows))
    height = len(rows)
    spans = tuple(
        Span(top, left, min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1)
        for (top, left), (bottom, right) in merged
        if top < height and left < width
    )
    return Grid(sheet.name, rows, spans)


def _text(cell: sheets.Cell) -> str:
    # The usual kinds first: this is called once a cell of files with a hundred thousand rows.
    if type(cell) is str:
        return " ".join(cell.split()) if cell else ""
    if type(cell) is float and cell.is_integer() and -1e15 < cell < 1e15:
        return str(int(cell))
    return sheets.shown(cell)


def _merged(
    content: bytes, names: Sequence[str]
) -> dict[str, Sequence[tuple[tuple[int, int], tuple[int, int]]]]:
    """Merged ranges by sheet; none where the library cannot tell them."""
    found: dict[str, Sequence[tuple[tuple[int, int], tuple[int, int]]]] = {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for name in names:
                found[name] = book.get_sheet_by_name(name).merged_cell_ranges or ()
    except CalamineError:
        return found
    return found
