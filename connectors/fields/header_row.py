"""A row of labels above rows of values (表头): one row below makes a box, several make a list of things."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile

from lxml.etree import _Element

from connectors.fields.labels import alone
from connectors.fields.page import Line, Page

_TOP = 8
"""So many first lines of a text may hold what belongs to its head."""


def value_line(page: Page, number: int) -> int | None:
    """The line of the cell below a label; None where its row is not all labels, or the next has not as many
    cells."""
    row = _row(page, number)
    if not row or not all(alone(page.lines[n].text) for n in row):
        return None
    below = _row(page, row.stop)
    return below[number - row.start] if len(below) == len(row) else None


def heads_list(page: Page, number: int) -> bool:
    """Whether a label stands in the header of a list: at least two rows of as many cells follow, with no label
    in them."""
    below = value_line(page, number)
    if below is None:
        return False
    first = _row(page, below)
    second = _row(page, first.stop)
    rows = (*first, *second)
    return len(second) == len(first) > 2 and not any(alone(page.lines[n].text) for n in rows)


def in_wide_row(page: Page, number: int) -> bool:
    """Whether a line is alone in its cell, in a row of more than two cells that all say something."""
    row = [page.lines[n] for n in _row(page, number)]
    return len(row) > 2 and all(line.text for line in row) and len({line.cell for line in row}) == len(row)


def above_lists(lines: list[Line]) -> list[Line]:
    """The first lines of a text, up to a table of several columns: a number in it is not the page's own."""
    in_rows = {(line.row, line.cell) for line in lines[:40] if line.row >= 0}
    cells = Counter(row for row, _ in in_rows)
    return list(takewhile(lambda line: cells[line.row] <= 2, lines[:_TOP]))


def whole_table(page: Page, element: _Element) -> _Element:
    """The table of a row, where it has at least three rows of several cells and so does not only lay out; any
    other element as it is."""
    table = next(element.iterancestors("table"), None) if element.tag == "tr" else None
    start, end = page.spans.get(table, (0, 0)) if table is not None else (0, 0)
    cells = {(line.row, line.cell) for line in page.lines[start:end] if line.cell is not None}
    rows = Counter(row for row, _ in cells).values()
    return table if table is not None and sum(count > 1 for count in rows) >= 3 else element


def _row(page: Page, number: int) -> range:
    """The lines of the table row that holds a line; empty where none does."""
    lines = page.lines
    if number >= len(lines) or (row := lines[number].row) < 0:
        return range(number, number)
    start = end = number
    while start and lines[start - 1].row == row:
        start -= 1
    while end < len(lines) and lines[end].row == row:
        end += 1
    return range(start, end)
