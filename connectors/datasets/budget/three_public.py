"""The table of the three public expenses (“三公”经费): items side by side or under each other, to one form."""

from __future__ import annotations

import re

from connectors.datasets.budget.model import Block, BudgetTable, Line
from connectors.datasets.budget.names import item_name, squeezed

_FIGURE = re.compile(
    r"(?:(?P<year>20\d\d)年度?)?(?P<when>上年|本年|年初|全年|当年)?(?P<what>预算|决算|执行|支出|完成)(?:数|额)?"
)
_SUBJECT = re.compile(r"^(?:(20\d\d年)度?)?(?:一般公共预算|财政拨款|安排的)*三公经费(?:支出)?")
TOTAL = "合计"


def to_items(table: BudgetTable) -> None:
    """Make every line one item: its name in one spelling as the label, 预算数 and 决算数 as the measures. Figures of
    another year keep it: `2024年预算数`."""
    for block in table.blocks:
        if _is_upright(block):
            _name_lines(block, table)
        else:
            block.lines = [item for line in block.lines for item in _items(block, line, table)]


def _is_upright(block: Block) -> bool:
    return any(item_name(line.label) for line in block.lines)


def _name_lines(block: Block, table: BudgetTable) -> None:
    names = {c.measure: figure_of(squeezed(c.measure), table) or c.measure for c in block.measures}
    if len(names) == 1:
        names = dict.fromkeys(names, _own_figure(table))
    for line in block.lines:
        line.label = item_name(line.label) or line.label
        line.entries = {names[measure]: entry for measure, entry in line.entries.items()}
        line.unread = frozenset(names[measure] for measure in line.unread)


def _items(block: Block, line: Line, table: BudgetTable) -> list[Line]:
    found: dict[str, Line] = {}
    for column in block.measures:
        entry = line.entries.get(column.measure)
        if entry is None and column.measure not in line.unread:
            continue
        name, measure = item_of(column.header, table)
        place = (entry.place, entry.cell) if entry else (line.place, line.cell)
        item = found.setdefault(name, Line(line.number, name, "", {}, *place))
        if entry:
            item.entries[measure] = entry
        else:
            item.unread |= {measure}
    return list(found.values())


def item_of(header: tuple[str, ...], table: BudgetTable) -> tuple[str, str]:
    """Item and measure of a column: `公务用车购置及运行费/小计/决算数` is the first one's 决算数, whichever of them
    stands on top."""
    measure = _own_figure(table)
    parts: list[str] = []
    for part in map(squeezed, header):
        figure = figure_of(_SUBJECT.sub(r"\1", part), table)
        if figure is None:
            parts.append(part)
        else:
            measure = figure
    names = [name for part in parts if (name := item_name(part))]
    if not names:
        return parts[-1] if parts else TOTAL, measure
    if names[-1] == TOTAL and len(names) > 1:
        return names[-2], measure
    return names[-1], measure


def _own_figure(table: BudgetTable) -> str:
    return "决算数" if table.stage == "final" else "预算数"


def figure_of(header: str, table: BudgetTable) -> str | None:
    """`预算数`, `决算数`, or one of another year; None for a header that names no figure."""
    match = _FIGURE.fullmatch(header)
    if match is None:
        return None
    name = "预算数" if match["what"] == "预算" else "决算数"
    if match["what"] == "支出":
        name = _own_figure(table)
    if match["when"] == "上年":
        return f"上年{name}"
    year = match["year"]
    return name if year is None or table.year is None or int(year) == table.year else f"{year}年{name}"
