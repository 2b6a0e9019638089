"""Identities over codes: a class is the sum of its sections, a section of its items, the total of its classes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from connectors.datasets.budget.checks.model import (
    about,
    cell_name,
    held,
    lines_with_codes,
    place_of,
    single,
    summed,
    terms_of,
    untestable,
)
from connectors.datasets.budget.model import BudgetTable, Entry, Line
from connectors.datasets.budget.names import squeezed
from schemas.finance import CheckResult
from schemas.finance_rules import FinanceRule

_GRAND = re.compile(r"(?:本年)?(?:收入|支出)?(?:合计|总计)")
_STAFF, _OFFICE = "人员经费合计", "公用经费合计"


def codes(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """Each class and section against the rows directly below it, column by column."""
    for table in about(rule, tables):
        lines = {line.code: line for _, line in lines_with_codes(table)}
        twice = _twice(table)
        if twice:
            yield untestable(
                rule, place_of(table), f"科目 {'、'.join(sorted(twice)[:5])} 出现多次，逐级汇总无从核对"
            )
            continue
        for code, line in lines.items():
            children = _children(lines, code)
            for measure, entry in line.entries.items() if children else ():
                terms = terms_of(children, measure)
                if terms:
                    place = place_of(table, code, line.label, measure)
                    yield held(rule, place, single(entry), terms, summed(terms))


def total_row(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """The row 合计 against the topmost codes; 人员经费合计 and 公用经费合计 against theirs."""
    for table in about(rule, tables):
        coded = [line for _, line in lines_with_codes(table)]
        if not coded:
            continue
        if _twice(table):
            yield untestable(rule, place_of(table), "同一科目出现多次")
            continue
        known = {line.code for line in coded}
        roots = [
            line for line in coded if not any(line.code[:n] in known for n in (3, 5) if n < len(line.code))
        ]
        totals = [line for block in table.blocks for line in block.lines if not line.code and line.entries]
        for line in totals:
            yield from _total(rule, table, line, _roots_of(line, roots))


def _total(
    rule: FinanceRule, table: BudgetTable, line: Line, roots: Sequence[Line] | None
) -> Iterator[CheckResult]:
    for measure, entry in line.entries.items() if roots else ():
        terms = terms_of(roots or (), measure)
        if terms:
            yield held(rule, place_of(table, line.label, measure), single(entry), terms, summed(terms))


def _roots_of(line: Line, roots: Sequence[Line]) -> Sequence[Line] | None:
    label = squeezed(line.label)
    if label.startswith("人员经费") and label.endswith("合计"):
        return [root for root in roots if root.code in ("301", "303")]
    if re.match(r"(?:日常)?公用经费.*合计$", label):
        return [root for root in roots if root.code not in ("301", "303")]
    return roots if _GRAND.fullmatch(label) else None


def same_codes(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """Each code of one table against the same in the other, where their totals agree."""
    left, right = (name.strip() for name in rule.formula.split("="))
    a = next((t for t in tables if t.code == left and not t.is_empty), None)
    b = next((t for t in tables if t.code == right and not t.is_empty), None)
    if a is None or b is None:
        yield untestable(rule, rule.name, "文件中缺少其中一表")
        return
    if not _same_totals(a, b):
        yield untestable(rule, place_of(a), "两表合计不等，支出另有其他来源")
        return
    if _twice(a) or _twice(b):
        return
    lines = {line.code: line for _, line in lines_with_codes(b)}
    for _, line in lines_with_codes(a):
        other = lines.get(line.code)
        for measure, entry in line.entries.items():
            if other is not None and measure in other.entries:
                term: Entry = other.entries[measure]
                yield held(
                    rule, place_of(a, line.code, line.label, measure), single(entry), [term], term.yuan
                )


def _same_totals(a: BudgetTable, b: BudgetTable) -> bool:
    totals = [_grand_total(table) for table in (a, b)]
    return totals[0] is not None and totals[1] is not None and totals[0].yuan == totals[1].yuan


def _grand_total(table: BudgetTable) -> Entry | None:
    for block in table.blocks:
        for line in block.lines:
            if not line.code and _GRAND.fullmatch(squeezed(line.label)) and line.entries:
                return next(iter(line.entries.values()))
    return None


def nesting(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """Codes whose section or class is missing in a table that prints them for the others."""
    for table in about(rule, tables):
        lines = {line.code: line for _, line in lines_with_codes(table)}
        levels = {len(code) for code in lines}
        lost = [
            line
            for code, line in lines.items()
            if any(n < len(code) and n in levels and code[:n] not in lines for n in (3, 5))
        ]
        if len(levels) < 2:
            continue
        if not lost:
            yield CheckResult(rule_id=rule.id, verdict="pass", place=place_of(table), clause=rule.basis)
        for line in lost:
            cells = tuple(cell_name(entry) for entry in line.entries.values())
            text = (
                f"{rule.name}；{place_of(table, line.code, line.label)}：表中没有它的上级科目（{line.cell}）"
            )
            yield CheckResult(
                rule_id=rule.id,
                verdict="fail",
                place=place_of(table, line.code, line.label),
                cells=(_label_cell(line), *cells),
                suspect=_label_cell(line),
                message=text,
                clause=rule.basis,
            )


def _label_cell(line: Line) -> str:
    return line.cell if "!" in line.cell else f"{line.place}!{line.cell}"


def _children(lines: dict[str, Line], code: str) -> list[Line]:
    """The rows directly below a code; where a level is not printed, those of the next."""
    for size in (5, 7):
        if size > len(code) and (
            found := [n for c, n in lines.items() if len(c) == size and c.startswith(code)]
        ):
            return found
    return []


def _twice(table: BudgetTable) -> set[str]:
    counted = Counter(line.code for _, line in lines_with_codes(table))
    return {code for code, count in counted.items() if count > 1}
