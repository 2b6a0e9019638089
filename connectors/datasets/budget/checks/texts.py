"""Numbers in the explanations against the tables, empty tables, names of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import cast

from connectors.datasets.amounts import in_yuan, parse_amount
from connectors.datasets.budget.checks.figures import figure
from connectors.datasets.budget.checks.model import (
    TOTAL,
    held,
    lines_with_codes,
    place_of,
    single,
    untestable,
)
from connectors.datasets.budget.classification import official_name
from connectors.datasets.budget.model import BudgetTable, Entry
from connectors.datasets.budget.names import squeezed
from connectors.datasets.budget.rows import explains_emptiness
from connectors.tables.model import Prose
from schemas.finance import UNIT_YUAN, CheckResult, PrintedUnit
from schemas.finance_rules import FinanceRule


def text(rule: FinanceRule, tables: Sequence[BudgetTable], prose: Sequence[Prose]) -> Iterator[CheckResult]:
    """Each number the pattern finds in the explanations against the figure of the formula."""
    others = [f for name in rule.formula.split("|") if (f := figure(tables, name.strip())) is not None]
    for page, match in _matches(rule, prose):
        if not others:
            yield untestable(rule, f"第{page}页", "表中没有对应的数")
            continue
        entry = _printed(match, page)
        results = [held(rule, f"第{page}页说明 {match[0]}", single(entry), f.entries, f.yuan) for f in others]
        yield next((r for r in results if r.verdict == "pass"), results[0])


def text_items(
    rule: FinanceRule, tables: Sequence[BudgetTable], prose: Sequence[Prose]
) -> Iterator[CheckResult]:
    """`…（类）…（款）…（项）12.30万元` against the row of that item."""
    rows = _items_by_name(tables)
    for page, match in _matches(rule, prose):
        names = tuple(squeezed(match[part]) for part in ("class", "section", "item"))
        found = [entry for key, entry in rows.items() if key[1:] == names[1:] and names[0].endswith(key[0])]
        if len(found) == 1:
            place = f"第{page}页说明 {names[2]}"
            yield held(rule, place, single(_printed(match, page)), found, found[0].yuan)


def _matches(rule: FinanceRule, prose: Sequence[Prose]) -> Iterator[tuple[str, re.Match[str]]]:
    pattern = _compiled(rule.pattern)
    for page in prose:
        for match in pattern.finditer(_joined(page.lines)):
            yield page.place, match


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=256)
def _joined(lines: tuple[str, ...]) -> str:
    return "\n" + re.sub(r"\s", "", "".join(lines))


def _printed(match: re.Match[str], page: str) -> Entry:
    amount = parse_amount(match["amount"])
    assert amount is not None
    unit = cast("PrintedUnit", match["unit"])
    # `686万元` may stand for 686.00: trailing noughts are dropped in writing, and then the number is exact.
    places = min(amount.step, Decimal("0.01")) if unit in ("万元", "亿元") else amount.step
    words = f"{match['amount']}{unit}"
    return Entry(words, in_yuan(amount.value, unit), places * UNIT_YUAN[unit], page, f"p{page}!“{words}”")


def _items_by_name(tables: Sequence[BudgetTable]) -> dict[tuple[str, str, str], Entry]:
    """Amounts of items by the names of class, section and item: of the table that most likely is meant."""
    for code in ("general_expense", "expense"):
        table = next((t for t in tables if t.code == code and not t.is_empty), None)
        if table is None:
            continue
        lines = {line.code: line for _, line in lines_with_codes(table)}
        return {
            (squeezed(lines[c[:3]].label), squeezed(lines[c[:5]].label), squeezed(line.label)): line.entries[
                TOTAL
            ]
            for c, line in lines.items()
            if len(c) == 7 and c[:3] in lines and c[:5] in lines and TOTAL in line.entries
        }
    return {}


def empty(rule: FinanceRule, tables: Sequence[BudgetTable], prose: Sequence[Prose]) -> Iterator[CheckResult]:
    """A table without an amount must say why, under it or in the explanations. A file without any is a form that
    nobody has filled in."""
    if tables and all(table.is_empty for table in tables):
        places = "、".join(dict.fromkeys(table.pages[0] for table in tables))
        yield _emptiness(
            rule,
            f"全部 {len(tables)} 张表",
            f"全部 {len(tables)} 张表没有数据，是未填写的空白表样（{places}）",
        )
        return
    for table in tables:
        if table.is_empty and table.code not in _OPTIONAL:
            told = explains_emptiness(table.notes) or _explained(table, prose)
            yield _emptiness(
                rule,
                place_of(table),
                None if told else f"{table.title}（{table.pages[0]}）没有数据，也没有说明",
            )


_OPTIONAL = frozenset(("project", "procurement", "performance"))
"""Tables that nobody has to publish empty."""
_SUBJECTS = {"fund": "政府性基金", "capital": "国有资本经营", "three_public": '[“"]?三公[”"]?经费'}


def _explained(table: BudgetTable, prose: Sequence[Prose]) -> bool:
    """Whether the explanations say that there is nothing of what the table is for."""
    subject = _SUBJECTS.get(table.code)
    if subject is None:
        return False
    pattern = _compiled(rf"(?:无|没有|未安排|未发生|不涉及)[^。；，]{{0,8}}{subject}")
    return any(pattern.search(_joined(page.lines)) for page in prose)


def _emptiness(rule: FinanceRule, place: str, complaint: str | None) -> CheckResult:
    return CheckResult(
        rule_id=rule.id,
        verdict="fail" if complaint else "pass",
        place=place,
        message=f"{rule.name}；{complaint}" if complaint else None,
        clause=rule.basis,
    )


def code_names(rule: FinanceRule, tables: Sequence[BudgetTable]) -> Iterator[CheckResult]:
    """A code has one name in a file, and the one of the year's classification where the list has it."""
    seen: dict[str, tuple[str, str]] = {}
    tested = 0
    for table in tables:
        for _, line in lines_with_codes(table):
            name = squeezed(line.label)
            if not name:
                continue
            tested += 1
            cell = line.cell if "!" in line.cell else f"{line.place}!{line.cell}"
            expected, other = seen.setdefault(line.code, (name, cell))
            official = official_name(line.code, table.year)
            right = (
                official
                if official and squeezed(official) != name
                else expected
                if expected != name
                else None
            )
            if right is None:
                continue
            yield CheckResult(
                rule_id=rule.id,
                verdict="fail",
                place=place_of(table, line.code),
                cells=(cell, other) if right == expected and other != cell else (cell,),
                suspect=cell,
                message=f"{rule.name}；{table.title} {line.code}：应为“{right}”，实为“{line.label}”（{cell}）",
                clause=rule.basis,
            )
    if tested:
        yield CheckResult(rule_id=rule.id, verdict="pass", place=f"{tested} 行", clause=rule.basis)
