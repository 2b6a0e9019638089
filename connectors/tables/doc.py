"""Tables of Word binary files (.doc, .wps) as grids: columns by the edges of cells, merged cells by their flags."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from connectors.documents.doc import TableRow, doc_parts
from connectors.documents.model import Limits
from connectors.tables.model import Grid, GridReading, Prose, Span

_CELL = 20
"""Bytes of the description of a cell (TC80)."""
_NEAR = 40
"""Twips; edges nearer than this are one: rows drawn by hand differ by a hair."""
_ABOVE, _BESIDE = 0x20, 0x01
"""Flags of a cell that goes on from the one above it, or before it."""
_HORIZONTAL, _VERTICAL = 0x03, 0x60


def read_doc_grids(content: bytes, limits: Limits) -> GridReading:
    """The tables of the body, numbered from 1; the paragraphs before each as its `above`. Raises
    `UnreadableError`."""
    grids: list[Grid] = []
    lines: list[str] = []
    above: list[str] = []
    rows: list[TableRow] = []
    for part in [*doc_parts(content, limits), ""]:
        if isinstance(part, TableRow):
            rows.append(part)
            continue
        if rows:
            grids.append(_grid(rows, len(grids) + 1, tuple(above[-6:])))
            rows, above = [], []
        if part:
            above.append(part)
            lines.append(part)
    return GridReading(tuple(grids), prose=(Prose("", tuple(lines)),) if lines else ())


def _grid(rows: Sequence[TableRow], number: int, above: tuple[str, ...]) -> Grid:
    laid = [_edges(row) for row in rows]
    columns = _columns(edge for edges, _ in laid for edge in edges)
    width = max(len(columns) - 1, 1)
    texts: list[list[str]] = []
    spans: list[Span] = []
    open_above: dict[int, int] = {}
    """Column to the position in `spans` of the merged cell that may go on below."""
    for r, (row, (edges, flags)) in enumerate(zip(rows, laid, strict=True)):
        line = [""] * width
        for cell, text in enumerate(row.cells[: len(flags)]):
            left, right = _place(columns, edges[cell]), _place(columns, edges[cell + 1])
            if flags[cell] & _HORIZONTAL == _BESIDE and spans and spans[-1].row == r:
                spans[-1] = Span(r, spans[-1].column, 1, right - spans[-1].column)
            elif flags[cell] & _VERTICAL == _ABOVE and left in open_above:
                last = spans[open_above[left]]
                spans[open_above[left]] = Span(last.row, left, r - last.row + 1, last.columns)
            else:
                line[left] = text
                open_above[left] = len(spans)
                spans.append(Span(r, left, 1, max(right - left, 1)))
        texts.append(line)
    merged = tuple(span for span in spans if span.rows * span.columns > 1)
    return Grid(f"table {number}", texts, merged, above, prefix=f"t{number}!")


def _edges(row: TableRow) -> tuple[list[int], list[int]]:
    """Edges and flags of the cells of a row; even ones where the file says nothing of them."""
    count = row.definition[0] if row.definition else 0
    if count < len(row.cells) or len(row.definition) < 1 + 2 * (count + 1):
        return [1000 * n for n in range(len(row.cells) + 1)], [0] * len(row.cells)
    edges = list(struct.unpack_from(f"<{count + 1}h", row.definition, 1))
    described = row.definition[1 + 2 * (count + 1) :]
    flags = [
        struct.unpack_from("<H", described, _CELL * n)[0] if len(described) >= _CELL * n + 2 else 0
        for n in range(count)
    ]
    return edges, flags


def _columns(edges: Iterable[int]) -> list[int]:
    found: list[int] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _place(columns: Sequence[int], edge: int) -> int:
    """The number of the column that begins at an edge, or the number of columns at the last one."""
    at = bisect_left(columns, edge - _NEAR)
    return min(at, len(columns) - 1)
