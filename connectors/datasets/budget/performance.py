"""The sheets of performance targets (绩效目标表): no table of columns but labels with what belongs to them beside."""

from __future__ import annotations

import re

from connectors.datasets.amounts import in_yuan, parse_amount, printed_unit
from connectors.datasets.budget.model import Block, BudgetTable, Column, Entry, Line
from connectors.datasets.budget.names import squeezed
from connectors.privacy import mask
from connectors.tables import Grid
from schemas.finance import UNIT_YUAN

_MONEY = re.compile(r"资金|金额|拨款|预算|经费|投资")
_SUM = re.compile(r"总额|合计|申请|其中|财政|其他|结转|自筹|单位|上级|本级|当年|年度|地方|中央|省|市|县|区")
MEASURE = "金额"


def add_amounts(table: BudgetTable, grid: Grid, first: int) -> None:
    """Add the amounts of a grid whose label, to their left in the row, speaks of money."""
    if not table.blocks:
        table.blocks = [Block([Column(0, "label", ()), Column(1, "amount", (), MEASURE)])]
    for r in range(first, len(grid.rows)):
        table.rows += 1
        label, column = "", 0
        for c, text in enumerate(grid.rows[r]):
            amount = parse_amount(text) if text else None
            if amount is None:
                label, column = (text, c) if text and not text.isspace() else (label, column)
                continue
            if _MONEY.search(label) or (_SUM.search(label) and _MONEY.search(_above(grid, r))):
                unit = printed_unit(label) or printed_unit(_above(grid, r)) or table.printed_unit or "元"
                yuan, step = in_yuan(amount.value, unit), amount.step * UNIT_YUAN[unit]
                entry = Entry(text, yuan, step, grid.place, grid.address(r, c))
                named = mask(squeezed(label)).text
                line = Line(table.rows, named, "", {MEASURE: entry}, grid.place, grid.address(r, column))
                table.blocks[0].lines.append(line)
                table.printed_unit = table.printed_unit or unit


def _above(grid: Grid, r: int) -> str:
    """The first cell of the row, a merged one resolved: `项目资金（万元）` stands over several rows."""
    return next((text for text in grid.filled[r] if text), "")
