"""The reader of subsidies (惠民惠农补贴): programmes, and payments by township, village and payee."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.datasets.blocks import Block, tables
from connectors.datasets.model import Context, Reader
from connectors.datasets.payment_checks import check_payments, find_payments
from connectors.datasets.payment_words import list_columns
from connectors.datasets.payments import Payment, list_words, read_payments
from connectors.datasets.programmes import read_programmes
from connectors.tables import GridReading
from schemas.finance import CheckResult, DatasetReading, FinanceRecord, ReadingFinding


def read(reading: GridReading, context: Context) -> DatasetReading:
    """Programmes and payments of a file; payees masked, and hashed where there is a key to hash them with."""
    records: list[FinanceRecord] = []
    checks: list[CheckResult] = []
    findings: list[ReadingFinding] = []
    for grid in reading.grids:
        records += read_programmes(grid, context)
    if not records:
        for table in tables(reading.grids):
            for block in table:
                block.title = block.title or context.title
            _list(table, context, records, checks, findings)
    return DatasetReading("subsidy", tuple(records), tuple(checks), tuple(findings))


def _list(
    table: Sequence[Block],
    context: Context,
    records: list[FinanceRecord],
    checks: list[CheckResult],
    findings: list[ReadingFinding],
) -> None:
    columns = list_columns(table[0])
    if columns is None:
        return
    words = list_words(table[0], columns, context)
    rows = [row for block in table for row in read_payments(block, columns, words, context)]
    records += [row.record for row in rows if isinstance(row, Payment)]
    checks += check_payments(rows)
    findings += find_payments(table, columns, words, rows, context)
    if words.unit is None:
        message = f"{table[0].title}：没有注明计量单位，金额不能入库；请补注单位后重新公开。"
        place = table[0].grid.place
        findings.append(
            ReadingFinding(
                check_id="table_without_unit", severity="error", message=message, sheet_or_page=place
            )
        )


def recognise(reading: GridReading, context: Context) -> float:
    """Sure where a table has payees or villages and what they were paid, or programmes with their rates."""
    if any(next(read_programmes(grid, context), None) for grid in reading.grids):
        return 0.8
    found = [columns for table in tables(reading.grids) if (columns := list_columns(table[0]))]
    if not found:
        return 0.0
    return 0.9 if any(columns["payee"] is not None for columns in found) else 0.6


READER = Reader("subsidy", 5, ("subsidy_payment", "subsidy_policy", "village"), read, recognise)
