"""Annual reports (政府信息公开工作年度报告): the three tables of the official form, cell by cell.

A blank cell, a nought, a dash and words are kept apart: what a unit left open is not nought. The form is that of
国办公开办函〔2021〕30号, or the one before it (2019), which is known by columns of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from connectors.datasets.annual_checks import check_report
from connectors.datasets.annual_form import Column, FormVersion, Row, TableNumber, folded, form, matches
from connectors.datasets.model import Context, Reader
from connectors.datasets.printed import amount
from connectors.tables import Grid, GridReading
from schemas.annual_report import AnnualReportCell, CellState
from schemas.finance import DatasetReading

_YEAR = re.compile(r"(20\d\d)\s*年")
_UNIT = re.compile(r"^(?:关于)?(.+?)(?:关于)?20\d\d\s*年")
_NOT_APPLICABLE = re.compile(r"[-—–―/／\\无]+|不适用|N/?A", re.IGNORECASE)
_KNOWN_BY: dict[TableNumber, tuple[str, ...]] = {
    3: ("本年新收", "结转下年"),
    4: ("直接起诉", "尚未审结"),
    2: ("规章", "行政许可"),
}
"""Labels that a table of the form has all of."""


def read_annual_report(reading: GridReading, context: Context) -> DatasetReading:
    """The cells of all tables of the form that a page or file holds, and what its arithmetic gave."""
    cells = [cell for grid in reading.grids for cell in _cells(grid, context)]
    version: FormVersion = "2019" if any(_is_of_2019(cell) for cell in cells) else "2021"
    cells = [cell.model_copy(update={"form_version": version}) for cell in cells]
    checks, findings = check_report(cells, reading)
    return DatasetReading("annual_report", tuple(cells), checks, findings)


def recognise(reading: GridReading, context: Context) -> float:
    """Sure where a table of the form is found."""
    return 0.95 if any(_table_of(grid) for grid in reading.grids) else 0.0


def _table_of(grid: Grid) -> TableNumber | None:
    labels = {folded(text) for row in grid.rows for text in row if text}
    for table, known in _KNOWN_BY.items():
        if all(any(word in label for label in labels) for word in known):
            return table
    return None


def _cells(grid: Grid, context: Context) -> Iterator[AnnualReportCell]:
    match _table_of(grid):
        case 3:
            yield from _of_requests(grid, context)
        case 4:
            yield from _of_reviews(grid, context)
        case 2:
            yield from _of_disclosure(grid, context)
        case None:
            return


def _of_requests(grid: Grid, context: Context) -> Iterator[AnnualReportCell]:
    """Table 3: outcomes down, kinds of applicants across, under a header of up to three rows."""
    rows = form().rows(3)
    first = next(n for n, row in enumerate(grid.filled) if any("本年新收" in folded(text) for text in row))
    columns = _columns(grid, first, 3)
    for number, texts in enumerate(grid.filled[first:], first):
        labels = [folded(text) for c, text in enumerate(texts) if c < min(columns, default=0) and text]
        row = _row(rows, labels)
        if row is not None:
            for place, column in columns.items():
                yield _cell(grid, context, row, column, (number, place))


def _of_reviews(grid: Grid, context: Context) -> Iterator[AnnualReportCell]:
    """Table 4: one row of numbers under groups of five columns."""
    first = _first_numbers(grid)
    if first is None:
        return
    rows = form().rows(4)[::-1]  # 行政复议 last: its words stand in the labels of the others
    seen: set[tuple[str, str]] = set()
    for place in range(len(grid.filled[0])):
        heads = [folded(row[place]) for row in grid.filled[:first]]
        row = next((r for r in rows if any(matches(r.words, head) for head in heads)), None)
        column = _column(form().columns(4), heads)
        if row and column and (row.code, column.code) not in seen:
            seen.add((row.code, column.code))
            yield _cell(grid, context, row, column, (first, place))


def _of_disclosure(grid: Grid, context: Context) -> Iterator[AnnualReportCell]:
    """Table 2: blocks, each with a header row that begins 信息内容."""
    columns: dict[int, Column] = {}
    for number, texts in enumerate(grid.filled):
        label = folded(texts[0])
        row = next((r for r in form().rows(2) if matches(r.words, label)), None)
        if row is None or label == "信息内容":
            columns = _of_header(texts) or columns
        else:
            for place, column in columns.items():
                yield _cell(grid, context, row, column, (number, place))


def _of_header(texts: Sequence[str]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for place, text in enumerate(texts):
        column = _column(form().columns(2), [folded(text)])
        if column and column not in found.values():
            found[place] = column
    return found


def _columns(grid: Grid, first: int, table: TableNumber) -> dict[int, Column]:
    """Columns of numbers by their place, as the header names them, the first where one is merged."""
    found: dict[int, Column] = {}
    for place in range(len(grid.filled[0])):
        column = _column(form().columns(table), [folded(row[place]) for row in grid.filled[:first]])
        if column and column not in found.values():
            found[place] = column
    return found


def _column(columns: Sequence[Column], heads: Sequence[str]) -> Column | None:
    """The column that a stack of header texts names; the lowest one counts."""
    for head in reversed(heads):
        found = next((column for column in columns if matches(column.words, head)), None)
        if found:
            return found
    return None


def _row(rows: Sequence[Row], labels: Sequence[str]) -> Row | None:
    """The row that a stack of labels names: the last label, and of two such rows the one in its group."""
    if not labels:
        return None
    leaf, groups = labels[-1], labels[:-1]
    fitting = [row for row in rows if matches(row.words, leaf)]
    grouped = (row for row in fitting if row.group and any(row.group in group for group in groups))
    return next(grouped, fitting[0] if fitting else None)


def _first_numbers(grid: Grid) -> int | None:
    for number, texts in enumerate(grid.rows):
        if texts and not any(folded(text) for text in texts) and number > 0:
            return number
        if sum(amount(text) is not None for text in texts) >= 3:
            return number
    return None


def _cell(grid: Grid, context: Context, row: Row, column: Column, at: tuple[int, int]) -> AnnualReportCell:
    printed = grid.filled[at[0]][at[1]]
    state, value = cell_state(printed)
    unit_id, unit_name = unit_of(context)
    return AnnualReportCell(
        sheet_or_page=grid.place,
        cell=grid.address(*at),
        unit_id=unit_id,
        unit_name=unit_name,
        report_year=report_year(context),
        table_number=row.table,
        row_code=row.code,
        row_label=row.name,
        column_code=column.code,
        column_label=column.name,
        state=state,
        value=value,
        printed=printed or None,
        unit=column.unit,
    )


def cell_state(printed: str) -> tuple[CellState, Decimal | None]:
    """What a cell says: a number, nought, nothing, not applicable, or words."""
    text = printed.strip()
    if not text:
        return "empty", None
    value = amount(text.removesuffix("万元").removesuffix("件"))
    if value is not None:
        return ("zero" if value == 0 else "numeric"), value
    return ("na" if _NOT_APPLICABLE.fullmatch(text) else "text"), None


def unit_of(context: Context) -> tuple[str | None, str | None]:
    """The unit that the title names, by the registry; the unit whose column it is in where it names none. A county
    gathers the reports of its units in one column."""
    for text in (context.title, context.file_name):
        named = _UNIT.match(text.strip())
        if named and named[1] in context.unit_ids and context.unit_ids[named[1]] != context.unit_id:
            return context.unit_ids[named[1]], named[1]
    return context.unit_id, context.unit_name


def report_year(context: Context) -> int | None:
    """The year that the title reports on; the one before publication where no title says it."""
    for text in (context.title, context.file_name):
        if found := _YEAR.search(text):
            return int(found[1])
    return context.published_on.year - 1 if context.published_on else None


def _is_of_2019(cell: AnnualReportCell) -> bool:
    return any(c.code == cell.column_code and c.form == "2019" for c in form().columns(2)) and (
        cell.table_number == 2
    )


READER = Reader("annual_report", 4, ("annual_report",), read_annual_report, recognise)
