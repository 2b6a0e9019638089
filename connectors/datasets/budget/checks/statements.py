"""Identities of the statements of income and expense (收支总表): items, sub-items, carried balances, grand total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from connectors.datasets.budget.checks.model import (
    about,
    held,
    place_of,
    single,
    summed,
    terms_of,
    untestable,
)
from connectors.datasets.budget.model import Block, BudgetTable, Line
from connectors.datasets.budget.names import ordinal_level, squeezed, without_ordinal
from schemas.finance import CheckResult
from schemas.finance_rules import FinanceRule

_YEAR_TOTAL = re.compile(
    r"本年(?:财政拨款)?(?:收入|支出)(?:合计|小计|总计)|本年(?:合计|小计)|(?:收入|支出)(?:合计|小计)|合计"
)
_GRAND_TOTAL = re.compile(r"(?:收入|支出)?总计")
_FUNDS = re.compile(r"(?:一般公共预算|政府性基金|国有资本经营)")
"""What a carried balance is made of, also where it is printed without an ordinal."""
_PARTIAL = re.compile(r"其中[:：]")


@dataclass(slots=True)
class Statement:
    """One side of a statement."""

    items: list[Line] = field(default_factory=list)
    """Top items before the total of the year."""
    parts: list[tuple[Line, list[Line]]] = field(default_factory=list)
    """Items, or carried balances, with those they are made of."""
    carried: list[Line] = field(default_factory=list)
    """Rows between the total of the year and the grand total."""
    year: Line | None = None
    grand: Line | None = None
    is_flat: bool = False
    """The items bear no ordinals, so that nobody knows whether one is a detail of the other."""


def statement_of(block: Block) -> Statement:
    """The rows of one side by what they are. Where one total is printed, it is the grand total."""
    found = Statement()
    parent: Line | None = None
    parts: dict[int, list[Line]] = {}
    partial = False
    for line in block.lines:
        label = without_ordinal(line.label)
        level = ordinal_level(line.label)
        if _GRAND_TOTAL.fullmatch(label) or (found.year is not None and _YEAR_TOTAL.fullmatch(label)):
            found.grand = line
            parent = None
        elif level == 0 and _YEAR_TOTAL.fullmatch(label):
            found.year, parent = line, None
        elif _PARTIAL.match(squeezed(line.label)):
            partial = True
        elif parent is not None and (
            level >= 2 or (found.year is not None and (level == 1 or _FUNDS.match(label)))
        ):
            if not partial:
                parts.setdefault(id(parent), []).append(line)
        elif (
            level == 0 and found.year is None and found.items and not found.is_flat and not _is_carried(label)
        ):
            continue  # a detail of the item above, printed without a mark: nobody says that it is all of them
        elif line.label:
            is_item = found.year is None and not (level == 0 and _is_carried(label))
            found.is_flat = found.is_flat or (is_item and level == 0)
            (found.items if is_item else found.carried).append(line)
            parent, partial = line, False
    if found.grand is None:
        found.grand, found.year = found.year, None
    lines = {id(line): line for line in [*found.items, *found.carried]}
    found.parts = [(lines[key], below) for key, below in parts.items() if key in lines]
    return found


def _is_carried(label: str) -> bool:
    return bool(re.search(r"结转|结余|弥补|动用", label))


def statement_items(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """本年合计 against its items; where none is printed, the grand total against items and what is carried."""
    for table, statement in _statements(rule, tables):
        whole = statement.year or statement.grand
        terms = statement.items if statement.year else [*statement.items, *statement.carried]
        if whole is not None and statement.items:
            results = list(_sums(rule, table, whole, terms))
            if statement.is_flat and any(result.verdict == "fail" for result in results):
                yield untestable(rule, place_of(table, whole.label), "各项没有序号，不能确定哪些是明细")
            else:
                yield from results


def statement_total(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """总计 against 本年合计 and what is carried from and to other years."""
    for table, statement in _statements(rule, tables):
        if statement.grand is not None and statement.year is not None:
            yield from _sums(rule, table, statement.grand, [statement.year, *statement.carried])


def statement_parts(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """An item against its sub-items, where they are printed and not only some of them (其中)."""
    for table, statement in _statements(rule, tables):
        for line, parts in statement.parts:
            yield from _sums(rule, table, line, parts)


def _statements(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[tuple[BudgetTable, Statement]]:
    for table in about(rule, tables):
        for block in table.blocks:
            yield table, statement_of(block)


def _sums(rule: FinanceRule, table: BudgetTable, whole: Line, parts: Sequence[Line]) -> Iterator[CheckResult]:
    for measure, entry in whole.entries.items():
        terms = terms_of(parts, measure)
        if terms:
            yield held(rule, place_of(table, whole.label, measure), single(entry), terms, summed(terms))
