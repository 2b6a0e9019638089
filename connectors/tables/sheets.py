"""Spreadsheets (.xlsx, .xls, .et) as grids: one a sheet, cell addresses as the officer sees them."""

from __future__ import annotations

from connectors.documents import sheets
from connectors.documents.model import Limits
from connectors.tables.model import Grid, GridReading, Span


def read_sheet_grids(content: bytes, limits: Limits) -> GridReading:
    """The sheets that hold anything, hidden ones included. Raises `UnreadableError`."""
    return GridReading(tuple(_grid(sheet) for sheet in sheets.read_workbook(content, limits) if sheet.rows))


def _grid(sheet: sheets.Sheet) -> Grid:
    rows = [list(map(_text, row)) for row in sheet.rows]
    height, width = len(rows), max(map(len, rows))
    spans = tuple(
        Span(top, left, min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1)
        for (top, left), (bottom, right) in sheet.merged
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
