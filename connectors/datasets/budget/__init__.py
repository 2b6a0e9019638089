"""Budgets and final accounts of departments and units (部门预决算)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectors.datasets.amounts import is_odd_number
from connectors.datasets.budget.assemble import assemble
from connectors.datasets.budget.captions import cover_of
from connectors.datasets.budget.checks import evaluate
from connectors.datasets.budget.model import BudgetTable
from connectors.datasets.budget.records import budget_lines
from connectors.datasets.model import Context, Reader
from connectors.tables import GridReading
from schemas.finance import DatasetReading, ReadingFinding


def read(reading: GridReading, context: Context) -> DatasetReading:
    """See `Reader.read`."""
    cover = cover_of(reading, context)
    tables = assemble(reading.grids, cover)
    lines = tuple(line for table in tables for line in budget_lines(table, cover, context))
    return DatasetReading("budget", lines, evaluate(tables, reading.prose), tuple(_findings(tables)))


def recognise(reading: GridReading, context: Context) -> float:
    """See `Reader.recognise`."""
    tables = assemble(reading.grids, cover_of(reading, context))
    return min(1.0, len({table.code for table in tables}) / 5)


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


READER = Reader("budget", 1, ("budget", "final_account"), read, recognise)
