"""Identities within a row: the total column and its parts, balances."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from connectors.datasets.budget.checks.model import (
    TOTAL,
    Figure,
    about,
    held,
    place_of,
    single,
    summed,
    terms_of,
    untestable,
)
from connectors.datasets.budget.model import BudgetTable, Column, Entry, Line
from connectors.datasets.budget.names import squeezed
from schemas.finance import CheckResult
from schemas.finance_rules import FinanceRule

OPENING, INCOME, CLOSING = "年初结转和结余", "本年收入", "年末结转和结余"
_COMPARED = re.compile(r"^20\d\d年|^上年(?!结转|结余|终)|增减|增长|比上年|^占")
_APART = frozenset((OPENING, INCOME, CLOSING))


def row_parts(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """In each row, each 合计 or 小计 against the columns it heads."""
    for table in about(rule, tables):
        if table.code == "three_public":
            continue
        for block in table.blocks:
            groups = _groups(block.measures)
            for line in block.lines:
                for total, parts in groups:
                    result = _row(rule, table, line, total, parts)
                    if result is not None:
                        yield result


def _row(
    rule: FinanceRule, table: BudgetTable, line: Line, total: Column, parts: Sequence[Column]
) -> CheckResult | None:
    entry = line.entries.get(total.measure)
    terms = [line.entries[part.measure] for part in parts if part.measure in line.entries]
    if entry is None or not terms or any(part.measure in line.unread for part in parts):
        return None
    place = place_of(table, line.code, line.label, total.measure)
    return held(rule, place, single(entry), terms, summed(terms))


def _groups(columns: Sequence[Column]) -> list[tuple[Column, list[Column]]]:
    """Each total column with its parts: the other columns of its group, sub-groups by their own total."""
    found = []
    for group in dict.fromkeys(column.group for column in columns):
        members = [c for c in columns if c.group[: len(group)] == group and not _is_partial(c)]
        totals = [c for c in members if c.group == group and _leaf(c) == TOTAL]
        if len(totals) != 1:
            continue
        parts = _parts(members, group, totals[0])
        if parts and not any(_leaf(part) in _APART for part in parts):
            found.append((totals[0], parts))
    return found


def _parts(members: Sequence[Column], group: tuple[str, ...], total: Column) -> list[Column]:
    parts: list[Column] = []
    seen: set[str] = set()
    for column in members:
        if column is total:
            continue
        if column.group == group:
            parts.append(column)
            continue
        child = column.group[len(group)]
        if child in seen:
            continue
        seen.add(child)
        below = [c for c in members if c.group[: len(group) + 1] == (*group, child)]
        own = [c for c in below if c.group == (*group, child) and _leaf(c) == TOTAL]
        parts += own if own else below
    return parts


def _leaf(column: Column) -> str:
    return column.measure.rpartition("/")[2].rstrip("'")


def _is_partial(column: Column) -> bool:
    """Whether a column is no part of the total beside it: one of several (其中), of another year, a comparison."""
    leaf = squeezed(column.header[-1]) if column.header else ""
    return any(squeezed(part).startswith("其中") for part in column.header) or bool(_COMPARED.search(leaf))


def row_balance(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """年末 = 年初 + 本年收入 - 本年支出, where a table has these columns; an empty cell counts as nothing."""
    for table in about(rule, tables):
        for block in table.blocks:
            names = {_leaf(c) if not c.group else "/".join((*c.group, _leaf(c))): c for c in block.measures}
            spent = names.get("本年支出/合计") or names.get("本年支出")
            if spent is None or not {OPENING, CLOSING} <= names.keys():
                yield untestable(rule, place_of(table), "表中没有年初、年末结转结余栏")
                continue
            for line in block.lines:
                yield from _balance(rule, table, line, names, spent)


def _balance(
    rule: FinanceRule, table: BudgetTable, line: Line, names: dict[str, Column], spent: Column
) -> Iterator[CheckResult]:
    def cell(name: str) -> list[Entry]:
        column = names.get(name)
        return [line.entries[column.measure]] if column and column.measure in line.entries else []

    closing, plus = cell(CLOSING), [*cell(OPENING), *cell(INCOME)]
    minus = [line.entries[spent.measure]] if spent.measure in line.entries else []
    if plus or minus:
        expected = summed(plus) - summed(minus)
        found = Figure(summed(closing), tuple(closing), CLOSING)
        yield held(rule, place_of(table, line.code, line.label, CLOSING), found, [*plus, *minus], expected)


def items(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """`一 = 二 + 三` over the items of a table, for each of its measures."""
    left, _, right = rule.formula.partition("=")
    names = [name.strip() for name in right.split("+")]
    for table in about(rule, tables):
        found = {line.label: line for block in table.blocks for line in block.lines}
        total = found.get(left.strip())
        measures = total.entries if total is not None else {}
        for measure, entry in measures.items():
            terms = terms_of(_first_level(found, names), measure)
            if terms:
                yield held(rule, place_of(table, left.strip(), measure), single(entry), terms, summed(terms))
        if not measures:
            yield untestable(rule, place_of(table), f"表中没有{left.strip()}")


def _first_level(found: dict[str, Line], names: Sequence[str]) -> list[Line]:
    """The named items; for cars without a sum of their own, purchase and running cost."""
    lines = []
    for name in names:
        own = [name] if name in found else []
        if not own and name == "公务用车购置及运行费":
            own = ["公务用车购置费", "公务用车运行费"]
        lines += [found[n] for n in own if n in found]
    return lines
