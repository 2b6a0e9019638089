"""Identities between tables: named figures, and classes row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from connectors.datasets.budget.checks.model import TOTAL, Figure, held, place_of, single, summed, untestable
from connectors.datasets.budget.checks.statements import Statement, statement_of
from connectors.datasets.budget.model import BudgetTable, Line
from connectors.datasets.budget.names import squeezed, without_ordinal
from schemas.finance import CheckResult
from schemas.finance_rules import FinanceRule

_SIDES = {
    "收入总计": (0, "grand"),
    "支出总计": (1, "grand"),
    "本年收入合计": (0, "year"),
    "本年支出合计": (1, "year"),
}
"""Block and kind of total of the figures of a statement."""

_OTHER_YEAR = re.compile(r"20\d\d年|上年(?!结转|结余|终)|增减|增长|比上年")


def figures(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """`a.row = b.row.column | c.row`: passes where the left figure agrees with one of the right ones."""
    left, _, right = rule.formula.partition("=")
    found = figure(tables, left.strip())
    others = [f for name in right.split("|") if (f := figure(tables, name.strip())) is not None]
    if found is None or not others:
        missing = left.strip() if found is None else right.strip()
        yield untestable(rule, rule.name, f"文件中没有 {missing}")
        return
    results = [held(rule, rule.name, found, other.entries, other.yuan) for other in others]
    yield next((r for r in results if r.verdict == "pass"), results[0])


def figure(tables: Sequence[BudgetTable], name: str) -> Figure | None:
    """A figure by its name, `table.row` or `table.row.column`; None where it is not printed."""
    code, row, *column = name.split(".")
    table = next((t for t in tables if t.code == code and not t.is_empty), None)
    if table is None:
        return None
    if row in _SIDES:
        return _of_statement(table, row, column[0] if column else None, name)
    lines = [line for block in table.blocks for line in block.lines if not line.code and line.entries]
    wanted = [line for line in lines if _is_row(line.label, row)]
    if not wanted and row == TOTAL and code == "general_basic":
        wanted = [line for line in lines if re.search(r"(?:人员经费|公用经费).*合计$", squeezed(line.label))]
    if not wanted and row == "人员经费合计":
        return figure(tables, f"{code}.{TOTAL}.人员经费")
    entries = []
    for line in wanted:
        measure = column[0] if column else own_measure(line, table)
        if measure not in line.entries or (line.unread and not column):
            return None  # which column is the first is not known where one of them holds words
        entries.append(line.entries[measure])
    return Figure(summed(entries), tuple(entries), name) if entries else None


def own_measure(line: Line, table: BudgetTable) -> str:
    """What was spent in the year, else the first column of a row that is of no other year than the table's."""
    own = f"{table.year}年"
    named = [m for m in line.entries if m.startswith(own) or not _OTHER_YEAR.search(m)]
    spent = [m for m in named if m in ("本年支出/合计", "本年支出")]
    return next(iter([*spent, *named, *line.entries]))


def _is_row(label: str, row: str) -> bool:
    text = squeezed(label)
    if row == TOTAL:
        return bool(re.fullmatch(r"(?:本年)?(?:收入|支出)?(?:合计|总计)", text))
    return text == squeezed(row)


def _of_statement(table: BudgetTable, row: str, column: str | None, name: str) -> Figure | None:
    side, kind = _SIDES[row]
    if len(table.blocks) <= side:
        return None
    statement = statement_of(table.blocks[side])
    line: Line | None = statement.grand if kind == "grand" else statement.year or _year_item(statement)
    if line is None or not line.entries or (line.unread and not column):
        return None
    measure = column or own_measure(line, table)
    return single(line.entries[measure], name) if measure in line.entries else None


def _year_item(statement: Statement) -> Line | None:
    """`一、本年支出`, where it is an item that the classes stand under."""
    return next((i for i in statement.items if without_ordinal(i.label) in ("本年收入", "本年支出")), None)


def classes(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """Each class of expense in a statement against its row in a table by codes; classes go by their names."""
    left, right = (part.strip().split(".") for part in rule.formula.split("="))
    statement = next((t for t in tables if t.code == left[0] and not t.is_empty), None)
    coded = next((t for t in tables if t.code == right[0] and not t.is_empty), None)
    if statement is None or coded is None or len(statement.blocks) < 2:
        yield untestable(rule, rule.name, "缺少其中一表")
        return
    rows = {
        squeezed(line.label): line for block in coded.blocks for line in block.lines if len(line.code) == 3
    }
    for line in statement.blocks[1].lines:
        other = rows.get(without_ordinal(line.label))
        measure = left[1] if len(left) > 1 else next(iter(line.entries), "")
        if other is not None and measure in line.entries and right[1] in other.entries:
            term = other.entries[right[1]]
            yield held(
                rule,
                place_of(statement, line.label, measure),
                single(line.entries[measure]),
                [term],
                term.yuan,
            )
