"""The reader of government debt (政府债务): limits, balances and flows, and bonds one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from connectors.datasets.blocks import Block, blocks, tables
from connectors.datasets.bonds import is_bond_list, read_bonds
from connectors.datasets.debt_cells import Measured, is_debt_table, read_debt
from connectors.datasets.debt_checks import Amount, check_debt
from connectors.datasets.model import Context, Reader
from connectors.datasets.printed import YUAN, decimals, in_yuan, unit_of
from connectors.datasets.suspects import with_suspects
from connectors.tables import Grid, GridReading
from schemas.finance import CheckResult, DatasetReading, DebtAmount, FinanceRecord, ReadingFinding


def read(reading: GridReading, context: Context) -> DatasetReading:
    """The amounts and bonds of a file, with what its formulas and relations give."""
    amounts: list[Amount] = []
    records: list[FinanceRecord] = []
    checks: list[CheckResult] = []
    findings: list[ReadingFinding] = []
    for table in tables(reading.grids):
        for block in table:
            block.title = block.title or context.title
        if is_bond_list(table[0]):
            bonds, found = read_bonds(table, context)
            records += bonds
            findings += found
        elif is_debt_table(table[0]):
            cells = [cell for block in table for cell in read_debt(block)]
            own = [_amount(cell, cells) for cell in cells if _unit(cell) is not None]
            if len(own) < len(cells):
                findings.append(_no_unit(table[0]))
            amounts += own
            records += [_record(amount, context) for amount in own]
    checks += with_suspects(tuple(check_debt(amounts, context.population)), {}, least=2)
    return DatasetReading("debt", tuple(records), tuple(checks), tuple(findings))


def is_of_debt(grid: Grid) -> bool:
    """Whether a grid holds nothing but what this reader reads, among the tables of a budget."""
    if not any("债" in text for line in (grid.above, *grid.rows) for text in line):
        return False  # Most grids are none, and this is known without taking them apart.
    found = list(blocks(grid))
    return bool(found) and all(is_bond_list(block) or is_debt_table(block) for block in found)


def recognise(reading: GridReading, context: Context) -> float:
    """Sure where a table's own words are those of the debt forms."""
    found = [t[0] for t in tables(reading.grids) if is_bond_list(t[0]) or is_debt_table(t[0])]
    if not found:
        return 0.0
    return (
        0.9 if any(re.search(r"债务(?:限额|余额)|债券", b.title + "".join(b.header)) for b in found) else 0.5
    )


def _unit(cell: Measured) -> str | None:
    """The unit of a cell: that of its row or column before that of the table."""
    heading = cell.block.header[cell.column] if cell.column < len(cell.block.header) else ""
    return unit_of(cell.row_label) or unit_of(heading) or cell.block.unit


def _amount(cell: Measured, table: Sequence[Measured]) -> Amount:
    unit = _unit(cell)
    assert unit is not None, "cells without a unit are left out before"
    # A spreadsheet drops trailing zeros: the table's finest number tells what all were rounded to.
    places = max(decimals(other.printed) for other in table)
    step = YUAN[unit] / (2 * Decimal(10) ** min(places, 8))
    return Amount(cell, in_yuan(cell.value, unit), step)


def _record(amount: Amount, context: Context) -> DebtAmount:
    cell = amount.cell
    return DebtAmount.model_validate(
        {
            "sheet_or_page": cell.block.grid.place,
            "cell": cell.block.grid.address(cell.row, cell.column),
            "amount_yuan": amount.yuan,
            "printed_amount": cell.printed,
            "printed_unit": _unit(cell),
            "unit_id": context.unit_id,
            "fiscal_year": cell.fiscal_year,
            "stage": cell.stage,
            "scope": cell.scope,
            "region": cell.region,
            "debt_kind": cell.debt_kind,
            "measure": cell.measure,
            "table_name": cell.block.title or None,
            "row_label": cell.row_label,
            "formula_label": cell.formula_label,
        }
    )


def _no_unit(block: Block) -> ReadingFinding:
    return ReadingFinding(
        check_id="table_without_unit",
        severity="error",
        message=f"{block.title or block.grid.place}：没有注明计量单位，金额不能入库；请补注单位后重新公开。",
        sheet_or_page=block.grid.place,
    )


READER = Reader("debt", 4, ("debt", "budget", "final_account"), read, recognise)
"""A county's own budget (政府预算) holds its debt tables beside the others."""
