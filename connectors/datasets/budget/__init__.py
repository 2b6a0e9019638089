"""Budgets and final accounts of departments and units (部门预决算)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from connectors.datasets.amounts import is_odd_number, parse_amount
from connectors.datasets.budget.assemble import assemble
from connectors.datasets.budget.captions import cover_of
from connectors.datasets.budget.checks import evaluate, is_doubtful
from connectors.datasets.budget.model import BudgetTable
from connectors.datasets.budget.records import budget_lines
from connectors.datasets.debt import is_of_debt
from connectors.datasets.model import Context, Reader
from connectors.tables import Grid, GridReading
from schemas.finance import CheckResult, DatasetReading, ReadingFinding

AMOUNTS = 3
"""A table that is none of the prescribed and holds fewer amounts than this is passed over without a word."""


def read(reading: GridReading, context: Context) -> DatasetReading:
    """See `Reader.read`. The files of an archive are read one by one: each has its own cover and organ."""
    found = [_read(part, replace(context, file_name=name)) for name, part in _files(reading, context)]
    return DatasetReading(
        "budget",
        tuple(record for each in found for record in each.records),
        tuple(check for each in found for check in each.checks),
        tuple(finding for each in found for finding in each.findings),
    )


def _files(reading: GridReading, context: Context) -> Iterator[tuple[str, GridReading]]:
    """What was read by the file it came from; the places in an archive begin with the name of the file."""
    places = [*(grid.place for grid in reading.grids), *(page.place for page in reading.prose)]
    names = dict.fromkeys(place.rpartition("/")[0] for place in places)
    if len(names) < 2:
        yield next(filter(None, names), context.file_name), reading
        return
    for name in names:
        grids = tuple(grid for grid in reading.grids if grid.place.rpartition("/")[0] == name)
        prose = tuple(page for page in reading.prose if page.place.rpartition("/")[0] == name)
        yield name or context.file_name, GridReading(grids, (), prose)


def _read(reading: GridReading, context: Context) -> DatasetReading:
    cover = cover_of(reading, context)
    tables, left = assemble([grid for grid in reading.grids if not is_of_debt(grid)], cover)
    checks = _checks(tables, reading)
    doubted = [table for table in tables if is_doubtful(table, checks)]
    if doubted:
        tables = [table for table in tables if table not in doubted]
        checks = _checks(tables, reading)
    lines = tuple(line for table in tables for line in budget_lines(table, cover, context))
    unknown = (_unknown(grid) for grid in left if tables and _holds_amounts(grid))
    return DatasetReading("budget", lines, checks, (*_findings(tables), *map(_doubted, doubted), *unknown))


def _checks(tables: Sequence[BudgetTable], reading: GridReading) -> tuple[CheckResult, ...]:
    return tuple(
        check
        for n, group in enumerate(_by_organ(tables))
        for check in evaluate(group, reading.prose if n == 0 else ())
    )


def recognise(reading: GridReading, context: Context) -> float:
    """See `Reader.recognise`."""
    tables, _ = assemble(reading.grids, cover_of(reading, context))
    return min(1.0, len({table.code for table in tables}) / 5)


def _by_organ(tables: Sequence[BudgetTable]) -> list[list[BudgetTable]]:
    """The tables of each organ, where a file has those of several: a department's, then its units'."""
    if len({table.code for table in tables}) == len(tables):
        return [list(tables)]
    return [
        [t for t in tables if t.unit_name == organ] for organ in dict.fromkeys(t.unit_name for t in tables)
    ]


def _holds_amounts(grid: Grid) -> bool:
    return sum("." in text and parse_amount(text) is not None for row in grid.rows for text in row) >= AMOUNTS


def _doubted(table: BudgetTable) -> ReadingFinding:
    places = "、".join(dict.fromkeys(table.pages))
    return ReadingFinding(
        check_id="budget_table_doubtful",
        severity="warning",
        message=f"{table.title}（{places}）没有表格线，按数字对齐读取后勾稽不符，没有采用，请人工核对",
        sheet_or_page=table.pages[0],
    )


def _unknown(grid: Grid) -> ReadingFinding:
    return ReadingFinding(
        check_id="budget_table_unknown",
        severity="info",
        message=f"{grid.address(0, 0)}：有金额的表格，但不是规定的部门预决算表，没有读取",
        sheet_or_page=grid.place,
    )


def _findings(tables: Sequence[BudgetTable]) -> Iterator[ReadingFinding]:
    for table in tables:
        if table.printed_unit is None and not table.is_empty:
            yield ReadingFinding(
                check_id="budget_unit_missing",
                severity="error",
                message=f"{table.title}（{table.pages[0]}）没有写明金额单位，按元读取",
                sheet_or_page=table.pages[0],
            )
        for place, cell, text in table.odd:
            yield ReadingFinding(
                check_id="budget_amount_unreadable",
                severity="error" if is_odd_number(text) else "warning",
                message=f"{table.title} {cell}：“{text[:40]}”不是金额",
                sheet_or_page=place,
                cell=cell,
            )


READER = Reader("budget", 9, ("budget", "final_account"), read, recognise)
