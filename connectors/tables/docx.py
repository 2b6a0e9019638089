"""Tables of Word files (.docx) as grids, merged cells by gridSpan and vMerge (ECMA-376)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from connectors.documents.model import Limits, UnreadableError
from connectors.documents.zips import open_zip
from connectors.tables.model import Grid, GridReading, Span


def read_docx_grids(content: bytes, limits: Limits) -> GridReading:
    """The tables of the body, numbered from 1; the paragraphs before each as its `above`."""
    open_zip(content, limits)
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableError(f"broken document: {type(error).__name__}") from error
    grids: list[Grid] = []
    above: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            above += [" ".join(part.text.split())] if part.text.strip() else []
        elif isinstance(part, Table):
            _add_below(grids, above)
            grids.append(_grid(part, len(grids) + 1, tuple(above[-6:])))
            above = []
    _add_below(grids, above)
    return GridReading(tuple(grids))


def _add_below(grids: list[Grid], lines: list[str]) -> None:
    """The paragraphs after a table as its own too: notes stand there."""
    if grids:
        grids[-1] = replace(grids[-1], below=tuple(lines[:6]))


def _grid(table: Table, number: int, above: tuple[str, ...]) -> Grid:
    rows: list[list[str]] = []
    places: dict[object, list[tuple[int, int]]] = {}
    for r, row in enumerate(table.rows):
        laid = [""] * row.grid_cols_before
        for cell in row.cells:
            seen = places.setdefault(cell._tc, [])
            laid.append("" if seen else " ".join(cell.text.split()))
            seen.append((r, len(laid) - 1))
        rows.append(laid)
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    spans = tuple(_span(cells) for cells in places.values() if len(cells) > 1)
    return Grid(f"table {number}", rows, spans, above, prefix=f"t{number}!")


def _span(cells: list[tuple[int, int]]) -> Span:
    (top, left), (bottom, right) = cells[0], cells[-1]
    return Span(top, left, bottom - top + 1, right - left + 1)
