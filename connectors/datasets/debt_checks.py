"""What must hold inside the debt tables of one file (债务勾稽): the formulas printed beside them, the relations of
`debt_rules.toml`, agreement between tables, and the order of magnitude."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from connectors.datasets.debt_cells import Measured
from schemas.finance import CheckResult

MAGNITUDE = 100
"""From one year to the next no limit and no balance grows or shrinks by this factor: the unit is wrong."""
YUAN_A_HEAD = 1_000_000
"""Debt for each resident beyond which the printed unit cannot be right."""

_LETTER = re.compile(r"[A-Z]\d?")
_SEVERAL = ("limit", "balance")
"""Measures that several tables of a file repeat, and must repeat alike."""


class Key(NamedTuple):
    measure: str
    kind: str
    scope: str
    region: str | None
    year: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A measured cell in yuan, and by how much rounding may have moved it."""

    cell: Measured
    yuan: Decimal
    step: Decimal

    @property
    def key(self) -> Key | None:
        c = self.cell
        if c.fiscal_year is None:
            return None
        return Key(c.measure, c.debt_kind, c.scope, c.region if c.scope == "下级" else None, c.fiscal_year)

    @property
    def place(self) -> str:
        """`place!cell`, as check results name a cell."""
        grid = self.cell.block.grid
        return f"{grid.place}!{grid.address(self.cell.row, self.cell.column)}"

    @property
    def words(self) -> str:
        c = self.cell
        return f"{c.fiscal_year or ''}年{c.scope}{c.debt_kind}{c.row_label}"


Term = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    name: str
    left: Term
    plus: tuple[Term, ...]
    minus: tuple[Term, ...]
    relation: str
    clause: str


@cache
def rules() -> tuple[Rule, ...]:
    """The relations of `debt_rules.toml`, each clause with its mark."""
    text = files("connectors.datasets").joinpath("debt_rules.toml").read_text(encoding="utf-8")
    return tuple(
        Rule(
            r["id"],
            r["name"],
            r["left"],
            tuple(r["plus"]),
            tuple(r.get("minus", ())),
            r["relation"],
            f"{r['clause']} [{r['mark']}]",
        )
        for r in tomllib.loads(text)["rule"]
    )


def check_debt(amounts: Sequence[Amount], population: int | None) -> Iterator[CheckResult]:
    """Every relation that the file's cells allow to test, with both numbers where it fails."""
    tested: set[frozenset[str]] = set()
    index = _index(amounts)
    for result in (*_printed_formulas(amounts), *_relations(index)):
        cells = frozenset(result.cells)
        if result.verdict == "not_testable" or cells not in tested:
            tested.add(cells)
            yield result
    yield from _agreement(amounts)
    yield from _magnitude(index, population)


def _index(amounts: Iterable[Amount]) -> dict[Key, list[Amount]]:
    index: dict[Key, list[Amount]] = {}
    for each in amounts:
        if each.key:
            index.setdefault(each.key, []).append(each)
    return index


def _printed_formulas(amounts: Sequence[Amount]) -> Iterator[CheckResult]:
    """A=B+C as printed: down a column where the letters stand beside the rows, along a row where above."""
    lines: dict[tuple[int, str, int], dict[str, tuple[str, Amount]]] = {}
    for each in amounts:
        c = each.cell
        if not c.formula_label:
            continue
        along = bool(c.block.formulas)
        line = (c.block.table, "row" if along else "column", c.row if along else c.column)
        letter, _, formula = c.formula_label.replace("＝", "=").partition("=")
        lines.setdefault(line, {})[letter] = (formula, each)
    for letters in lines.values():
        for letter, (formula, left) in letters.items():
            if not formula:
                continue
            named = [(sign, name) for sign, name in re.findall(r"([+-]?)\(?([A-Z]\d?)", formula)]
            missing = [name for _, name in named if name not in letters]
            if missing:
                why = f"公式{letter}={formula}中的{'、'.join(missing)}没有数字"
                yield CheckResult(
                    rule_id="debt_formula", verdict="not_testable", place=left.words, message=why
                )
                continue
            terms = [(Decimal(-1 if sign == "-" else 1), letters[name][1]) for sign, name in named]
            yield _result("debt_formula", f"{letter}={formula}", left, terms, "equal", "表内公式 [confirmed]")


def _relations(index: Mapping[Key, Sequence[Amount]]) -> Iterator[CheckResult]:
    for rule in rules():
        for key, lefts in index.items():
            if any(getattr(key, word) != value for word, value in rule.left.items()):
                continue
            for left in lefts:
                terms = [
                    (sign, _nearest(index.get(_moved(key, term), ()), left))
                    for sign, group in ((Decimal(1), rule.plus), (Decimal(-1), rule.minus))
                    for term in group
                ]
                found = [(sign, amount) for sign, amount in terms if amount is not None]
                if len(found) == len(terms):
                    yield _result(rule.id, rule.name, left, found, rule.relation, rule.clause)


def _moved(key: Key, term: Term) -> Key:
    year = key.year + int(term.get("year", 0))
    return key._replace(**{word: value for word, value in term.items() if word != "year"}, year=year)


def _nearest(amounts: Sequence[Amount], left: Amount) -> Amount | None:
    """Of several amounts of one name the one of the same table and stage, else of the same stage, else any."""
    if not amounts:
        return None
    return max(
        amounts,
        key=lambda a: (
            a.cell.stage == left.cell.stage,
            a.cell.block.table == left.cell.block.table,
            a.cell.column == left.cell.column,
        ),
    )


def _agreement(amounts: Sequence[Amount]) -> Iterator[CheckResult]:
    """A limit or balance that stands in several tables must be the same in all of them."""
    groups: dict[tuple[Key, str | None], list[Amount]] = {}
    for each in amounts:
        if each.key and each.cell.measure in _SEVERAL:
            groups.setdefault((each.key, each.cell.stage), []).append(each)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            if other.cell.block.table != first.cell.block.table:
                name = "各表同一指标应当一致"
                yield _result(
                    "debt_tables", name, other, [(Decimal(1), first)], "equal", "表间关系 [inference]"
                )


def _magnitude(index: Mapping[Key, Sequence[Amount]], population: int | None) -> Iterator[CheckResult]:
    for key, amounts in index.items():
        if key.measure not in _SEVERAL or key.scope != "本地区":
            continue
        this = amounts[0]
        former = _nearest(index.get(key._replace(year=key.year - 1), ()), this)
        unit = this.cell.block.unit
        if former and former.yuan > 0 and this.yuan > 0:
            ratio = max(this.yuan / former.yuan, former.yuan / this.yuan)
            yield _sized(
                this, former, ratio < MAGNITUDE, f"与上年相差{ratio:.0f}倍，请核对计量单位（{unit}）"
            )
        if population and this.yuan / population > YUAN_A_HEAD:
            heads = f"人均{this.yuan / population:.0f}元，不合常理，请核对计量单位（表头为{unit}）"
            yield _sized(this, None, False, heads)


def _sized(this: Amount, former: Amount | None, fits: bool, message: str) -> CheckResult:
    return CheckResult(
        rule_id="debt_magnitude",
        verdict="pass" if fits else "fail",
        place=this.words,
        expected=former.yuan if former else None,
        found=this.yuan,
        cells=tuple(a.place for a in (this, former) if a),
        message=None if fits else f"{this.words}：{message}",
        clause="量级核对 [inference]",
    )


def _result(
    rule_id: str, name: str, left: Amount, terms: Sequence[tuple[Decimal, Amount]], relation: str, clause: str
) -> CheckResult:
    expected = sum((sign * amount.yuan for sign, amount in terms), Decimal(0))
    tolerance = left.step + sum((amount.step for _, amount in terms), Decimal(0))
    over = left.yuan - expected
    fits = over <= tolerance and (relation == "at_most" or -over <= tolerance)
    sign = "大于" if relation == "at_most" else "不等于"
    return CheckResult(
        rule_id=rule_id,
        verdict="pass" if fits else "fail",
        place=left.words,
        expected=expected,
        found=left.yuan,
        tolerance=tolerance,
        cells=(left.place, *(amount.place for _, amount in terms)),
        message=None if fits else f"{left.words}：{name}，表中{left.yuan}元{sign}计算所得{expected}元",
        clause=clause,
    )
