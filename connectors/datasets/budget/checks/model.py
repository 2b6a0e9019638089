"""What ways of applying a rule share: figures, their tolerance, and the result of holding them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from connectors.datasets.budget.model import Block, BudgetTable, Entry, Line
from schemas.finance import CheckResult
from schemas.finance_rules import FinanceRule

CENT = Decimal("0.01")
TOTAL = "合计"


class Figure(NamedTuple):
    """A number of a table, or a sum of several, with the cells it came from."""

    yuan: Decimal
    entries: tuple[Entry, ...]
    name: str


def tolerance(entries: Sequence[Entry], factor: float) -> Decimal:
    """How far rounding may part a sum from its total, in yuan.

    Each figure is off by half its last digit at most; of many, errors cancel, so the bound grows with the root of
    their number (four standard deviations of evenly spread errors). Figures printed to the cent are exact.
    """
    step = max((entry.step for entry in entries), default=CENT)
    if step <= CENT or not factor:
        return Decimal(0)
    count = len(entries)
    steps = min(count / 2, 4 * (count / 12) ** 0.5)
    return step * int(steps * factor)


def held(
    rule: FinanceRule, place: str, found: Figure, terms: Sequence[Entry], expected: Decimal
) -> CheckResult:
    """The result of an identity: what is printed against what the other cells say."""
    allowed = tolerance([*found.entries, *terms], rule.tolerance)
    passed = abs(found.yuan - expected) <= allowed
    cells = tuple(dict.fromkeys(cell_name(entry) for entry in (*found.entries, *terms)))
    message = None
    if not passed:
        where = cells[0] if cells else ""
        message = f"{rule.name}；{place}：应为 {expected:,.2f} 元，实为 {found.yuan:,.2f} 元（{where}）"
    return CheckResult(
        rule_id=rule.id,
        verdict="pass" if passed else "fail",
        place=place,
        expected=expected,
        found=found.yuan,
        tolerance=allowed,
        cells=cells,
        message=message,
        clause=rule.basis,
    )


def untestable(rule: FinanceRule, place: str, why: str) -> CheckResult:
    """A rule that says nothing here, and why."""
    return CheckResult(
        rule_id=rule.id, verdict="not_testable", place=place, message=f"{rule.name}：{why}", clause=rule.basis
    )


def cell_name(entry: Entry) -> str:
    """`p3!r5c2` as it is; `收支总表!B7` for a cell of a sheet."""
    return entry.cell if "!" in entry.cell else f"{entry.place}!{entry.cell}"


def single(entry: Entry, name: str = "") -> Figure:
    """One cell as a figure."""
    return Figure(entry.yuan, (entry,), name)


def summed(entries: Sequence[Entry]) -> Decimal:
    """Their sum in yuan."""
    return sum((entry.yuan for entry in entries), Decimal(0))


def terms_of(lines: Sequence[Line], measure: str) -> list[Entry]:
    """What these lines have in a column; nothing where one of them holds words there, as no sum is known then."""
    if any(measure in line.unread for line in lines):
        return []
    return [line.entries[measure] for line in lines if measure in line.entries]


def place_of(table: BudgetTable, *words: str) -> str:
    """`支出总表 2010301 行政运行 合计`."""
    return " ".join([table.title or table.code, *(word for word in words if word)])


def lines_with_codes(table: BudgetTable) -> Iterator[tuple[Block, Line]]:
    """The lines that bear a code, of all blocks."""
    for block in table.blocks:
        for line in block.lines:
            if line.code:
                yield block, line


def about(rule: FinanceRule, tables: Sequence[BudgetTable]) -> list[BudgetTable]:
    """The tables a rule is about that hold anything."""
    return [
        t
        for t in tables
        if (t.code in rule.tables if rule.tables else t.code != "performance") and not t.is_empty
    ]
