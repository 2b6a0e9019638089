"""Government debt tables (政府债务) → amounts: limits, balances, issue and refinancing, principal and interest.

A cell means what the words around it say: its row label and the labels it hangs under, its column heading, the
title. Nearer words come first. See `debt_words.toml` for the words of each measure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from connectors.datasets.blocks import Block
from connectors.datasets.printed import amount, years_of

_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]+[、.．]"),
    re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^(?:\d+[、.．]|[(（]\d+[)）]|其中)"),
)
"""How deep a label hangs, by its numbering; what has none of these hangs as deep as it is indented."""
_FORMULA = re.compile(r"^[A-Z]\d?(?:[=＝][A-Z0-9+\-＋－()（）]+)?$")
_RELATIVE = (
    (re.compile(r"上两年|前年"), -2),
    (re.compile(r"上年|上一年|去年"), -1),
    (re.compile(r"本年|当年|今年"), 0),
)
_FLOWS = re.compile(r"限额|余额|发行|还本|付息")
_OF_DEBT = re.compile(r"债|限额|余额|发行|还本|付息|^(?:一般|专项)$")
_OWN_WORDS = re.compile(r"债务(?:余额)?限额|债务余额")
"""Words that only the debt tables have."""
_EXECUTION = re.compile(r"执行|决算|实际")
_BUDGET = re.compile(r"预算")
_LOWER = re.compile(r"下级|所辖|乡镇级?合计|区县合计")
_OWN = re.compile(r"本级")
_REGION_HEADER = re.compile(r"^(?:地区|区域|行政区划|单位)")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one cell of a debt table says, with the words it was known by."""

    block: Block
    row: int
    column: int
    fiscal_year: int | None
    stage: str | None
    scope: str
    debt_kind: str
    measure: str
    region: str | None
    row_label: str
    formula_label: str | None
    printed: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class _Word:
    code: str
    all: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]

    def fits(self, text: str) -> bool:
        return all(p.search(text) for p in self.all) and not any(p.search(text) for p in self.none)


@cache
def _words() -> tuple[_Word, ...]:
    text = files("connectors.datasets").joinpath("debt_words.toml").read_text(encoding="utf-8")
    return tuple(
        _Word(m["code"], *(tuple(map(re.compile, m.get(key, ()))) for key in ("all", "none")))
        for m in tomllib.loads(text)["measure"]
    )


def is_debt_table(block: Block) -> bool:
    """Whether a table speaks of limits, balances or flows of debt, and not its title alone: what is put up beside
    the debt tables, under their title, may be about anything. Nor one row alone: 债务还本支出 is a class of expenses,
    and stands in many tables of a budget."""
    inside = (*block.header, *(block.text(row, _label_column(block)) for row in block.rows))
    if "债" not in block.title:
        return any(map(_OWN_WORDS.search, inside))
    return bool(_FLOWS.search("".join((block.title, *inside))) and any(map(_OF_DEBT.search, inside)))


def read_debt(block: Block) -> list[Measured]:
    """Every amount of a debt table, in reading order. A cell whose words name no measure is left out."""
    label_column, formula_column = _label_column(block), _formula_column(block)
    regional = bool(_REGION_HEADER.match(_at(block.header, label_column)))
    found: list[Measured] = []
    chain: list[tuple[int, str]] = []
    for row in block.rows:
        label = block.text(row, label_column)
        depth = label_depth(label)
        chain = [(d, words) for d, words in chain if d < depth]
        parents = [words for _, words in reversed(chain)]
        chain.append((depth, label))
        for column, printed, value in block.numbers(row):
            heading = _at(block.header, column)
            if column in (label_column, formula_column) or re.search(r"序号|行次|栏次", heading):
                continue
            formula = block.text(row, formula_column) or _at(block.formulas, column)
            near = ["", heading] if regional else [label, heading]
            said = _measured(
                near,
                [] if regional else parents,
                block,
                label if regional else None,
                is_first=row == block.rows[0],
            )
            if said is not None:
                found.append(Measured(block, row, column, *said, label, formula or None, printed, value))
    return found


def _measured(
    near: list[str], parents: list[str], block: Block, region: str | None, *, is_first: bool
) -> tuple[int | None, str, str, str, str, str | None] | None:
    label, heading = near
    texts = [label, heading, *parents, block.title]
    measure = _measure(label, heading, parents, block.title)
    if measure is None:
        return None
    scope = _scope([region or "", heading, label])
    if region and scope == "本地区" and not is_first and not re.search(r"合计|总计", region):
        scope = "下级"
    return _year(texts, block.title), _stage(measure, texts), scope, _kind(texts), measure, region


def _measure(label: str, heading: str, parents: Sequence[str], title: str) -> str | None:
    """`其中：再融资债券` is known by what it hangs under: issue, or repayment."""
    under = label + " " + next((p for p in (heading, *parents) if re.search(r"发行|还本", p)), "")
    if "再融资" in label + heading:
        return "principal_refinancing" if "还本" in under + heading and "发行" not in label else "refinancing"
    nested = f"其中{label}" if parents and label_depth(label) >= 2 and label else label
    code = next((code for text in (nested, heading, *parents, title) if (code := _code(text))), None)
    if code == "limit":
        # 其中：一般债务限额, under 新增债务限额, is a part of what is new.
        return next((c for p in parents if (c := _code(p)) in ("limit_new", "limit_advance")), code)
    return code


def _code(text: str) -> str | None:
    return next((word.code for word in _words() if text and word.fits(text)), None)


def _kind(texts: Sequence[str]) -> str:
    for text in texts:
        found = {
            kind for kind in ("一般", "专项") if f"{kind}债" in text or f"（{kind}）" in text or text == kind
        }
        if len(found) == 1:
            return found.pop()
    return "合计"


def _scope(texts: Sequence[str]) -> str:
    for text in texts:
        if _LOWER.search(text):
            return "下级"
        if _OWN.search(text):
            return "本级"
    return "本地区"


def _stage(measure: str, texts: Sequence[str]) -> str:
    for text in texts:
        if _EXECUTION.search(text):
            return "execution"
        if _BUDGET.search(text):
            return "budget"
    return "execution" if measure == "balance" else "budget"


def _year(texts: Sequence[str], title: str) -> int | None:
    base = next(iter(years_of(title)), None)
    for text in texts[:-1]:
        if years := years_of(text):
            return years[0]
        for pattern, offset in _RELATIVE:
            if base is not None and pattern.search(text):
                return base + offset
    return base


def label_depth(label: str) -> int:
    for depth, pattern in enumerate(_LEVELS):
        if pattern.match(label.strip()):
            return depth
    return 3


def _label_column(block: Block) -> int:
    named = block.column(re.compile(r"^(?:项目|地区|指标|名称|区域)"))
    if named is not None:
        return named
    for column in range(len(block.header)):
        cells = [block.text(row, column) for row in block.rows]
        if any(c and amount(c) is None and not _FORMULA.match(c) for c in cells):
            return column
    return 0


def _formula_column(block: Block) -> int | None:
    named = block.column(re.compile("公式"))
    if named is not None and not block.formulas:
        return named
    for column in range(len(block.header)):
        cells = [c for row in block.rows if (c := block.text(row, column))]
        if cells and all(_FORMULA.match(c) for c in cells):
            return column
    return None


def _at(values: Sequence[str], n: int) -> str:
    return values[n] if n < len(values) else ""
