"""The table of the three public expenses (“三公”经费): items side by side or under each other, to one form."""

from __future__ import annotations

import re

from connectors.datasets.budget.model import Block, BudgetTable, Line
from connectors.datasets.budget.names import item_name, squeezed

_FIGURE = re.compile(r"(?:20\d\d年)?(?:本年|上年|年初|全年)?(?:预算|决算|执行|支出)(?:数|额)?")
TOTAL = "合计"


def to_items(table: BudgetTable) -> None:
    """Make every line one item: its name in one spelling as the label, 预算数 and 决算数 as the measures."""
    figure = "决算数" if table.stage == "final" else "预算数"
    for block in table.blocks:
        if _is_upright(block):
            _name_lines(block, figure)
        else:
            block.lines = [item for line in block.lines for item in _items(block, line, figure)]


def _is_upright(block: Block) -> bool:
    return any(item_name(line.label) for line in block.lines)


def _name_lines(block: Block, figure: str) -> None:
    for line in block.lines:
        line.label = item_name(line.label) or line.label
        if len(line.entries) == 1 and len(block.measures) == 1:
            line.entries = dict.fromkeys([figure], next(iter(line.entries.values())))


def _items(block: Block, line: Line, figure: str) -> list[Line]:
    found: dict[str, Line] = {}
    for column in block.measures:
        entry = line.entries.get(column.measure)
        if entry is None:
            continue
        name, measure = item_of(column.header, figure)
        item = found.setdefault(name, Line(line.number, name, "", place=entry.place, cell=entry.cell))
        item.entries[measure] = entry
    return list(found.values())


def item_of(header: tuple[str, ...], figure: str) -> tuple[str, str]:
    """Item and measure of a column: `公务用车购置及运行费/小计/决算数` is the first one's 决算数."""
    parts = [squeezed(part) for part in header]
    measure = figure
    while len(parts) > 1 and _FIGURE.fullmatch(parts[-1]):
        measure = parts.pop()
    names = [name for part in parts if (name := item_name(part))]
    if not names:
        return parts[-1] if parts else TOTAL, measure
    if names[-1] == TOTAL and len(names) > 1:
        return names[-2], measure
    return names[-1], measure
