"""What can be recomputed of direct funds: parts and totals, shares, and total ≥ allocated ≥ released ≥ spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from connectors.datasets.blocks import Block
from connectors.datasets.debt_cells import label_depth
from connectors.datasets.printed import amount, decimals
from schemas.finance import CheckResult, Verdict

_ORDER = ("spent", "released", "allocated", "total")
_NAMES = {
    "total": "总额",
    "allocated": "已分配",
    "unallocated": "未分配",
    "released": "已下达",
    "spent": "支出",
}


@dataclass(frozen=True, slots=True)
class Fund:
    """One amount of a direct fund, with the words it was known by. `block` is None for prose."""

    block: Block | None
    row: int
    column: int
    place: str
    cell: str
    programme: str | None
    recipient: str | None
    is_total: bool
    level: str | None
    is_part: bool
    """Whether it is a part of the row's total by level (其中：中央)."""
    measure: str
    printed: str
    unit: str | None
    yuan: Decimal
    step: Decimal
    share: str | None = None
    """The share printed beside it."""
    share_cell: str | None = None
    recipient_part: bool = False
    """Whether it is a part of the total by where the money goes (市本级, 县区)."""

    @property
    def share_value(self) -> Decimal | None:
        return amount(self.share.rstrip("%％")) if self.share else None

    @property
    def address(self) -> str:
        return f"{self.place}!{self.cell}"

    @property
    def words(self) -> str:
        return f"{self.programme or self.recipient or ''}{self.level or ''}{_NAMES[self.measure]}"


def check_funds(funds: Sequence[Fund]) -> Iterator[CheckResult]:
    """Row by row, then the total row against the others. A share that is cut off instead of rounded is right."""
    rows: dict[tuple[int, int], list[Fund]] = {}
    for fund in funds:
        rows.setdefault((id(fund.block), fund.row), []).append(fund)
    for row in rows.values():
        yield from _row(row)
    for table in {fund.block.table: None for fund in funds if fund.block}:
        yield from _totals([fund for fund in funds if fund.block and fund.block.table == table])


def _row(row: Sequence[Fund]) -> Iterator[CheckResult]:
    whole = {fund.measure: fund for fund in reversed(row) if not fund.is_part and not fund.recipient_part}
    total = whole.get("total")
    parts = [fund for fund in row if fund.is_part and fund.measure == "total"]
    if total and len(parts) > 1:
        yield _sum("direct_sources", "总额 = 各级资金之和", total, parts)
    shared = [fund for fund in row if fund.recipient_part]
    if total and len(shared) > 1:
        yield _sum("direct_recipients", "总额 = 各地区（单位）之和", total, shared)
    if total and "allocated" in whole and "unallocated" in whole:
        yield _sum(
            "direct_allocation", "总额 = 已分配 + 未分配", total, [whole["allocated"], whole["unallocated"]]
        )
    present = [whole[m] for m in _ORDER if m in whole]
    for less, more in pairwise(present):
        fits = less.yuan <= more.yuan + less.step + more.step
        yield _result(
            "direct_order", f"{_NAMES[less.measure]} ≤ {_NAMES[more.measure]}", less, [more], more.yuan, fits
        )
    for measure in ("allocated", "released", "spent"):
        if total and measure in whole and whole[measure].share:
            yield _shares(
                whole[measure], [whole[m] for m in ("total", "allocated", "released") if m in whole]
            )


def _shares(fund: Fund, wholes: Sequence[Fund]) -> CheckResult:
    """Right where some whole that stands in the row gives it, rounded or cut off; the total is meant first.

    Where none gives it, any of them may be what is wrong.
    """
    printed = fund.share_value
    assert printed is not None, "asked for amounts with a share only"
    assert fund.share is not None
    places = decimals(fund.share)
    unit = Decimal(1).scaleb(-places)
    best: tuple[Decimal, Fund, Decimal] | None = None
    for whole in wholes:
        if whole.yuan <= 0 or whole is fund:
            continue
        exact = fund.yuan * 100 / whole.yuan
        slack = 100 * (fund.step + exact / 100 * whole.step) / whole.yuan
        if best is None or abs(exact - printed) - slack < abs(best[0] - printed) - best[2]:
            best = (exact, whole, slack)
        if abs(exact - printed) < unit + slack:
            break
    if best is None:
        return CheckResult(
            rule_id="direct_share",
            verdict="not_testable",
            place=f"{fund.words}占比",
            message="总额为零或没有总额",
        )
    exact, whole, slack = best
    fits = abs(exact - printed) < unit + slack
    cell = f"{fund.place}!{fund.share_cell or fund.cell}"
    meant = [whole] if fits else [w for w in wholes if w is not fund]
    return CheckResult(
        rule_id="direct_share",
        verdict="pass" if fits else "fail",
        place=f"{fund.words}占{_NAMES[whole.measure]}的比例",
        expected=exact.quantize(Decimal("0.01")),
        found=printed.quantize(Decimal("0.01")),
        cells=(cell, fund.address, *(w.address for w in meant)),
        message=None if fits else f"{fund.words}：表中比例{fund.share}，按金额计算为{exact:.2f}%",
        clause="比例 = 金额 ÷ 总额，四舍五入或截位均可 [confirmed]",
    )


def _totals(funds: Sequence[Fund]) -> Iterator[CheckResult]:
    """The total row against the rows it sums: those that hang least deep."""
    others = [fund for fund in funds if not fund.is_total]
    if not others:
        return
    top = min(label_depth(fund.programme or fund.recipient or "") for fund in others)
    for total in (fund for fund in funds if fund.is_total and not fund.recipient_part):
        parts = [
            f
            for f in others
            if f.column == total.column and label_depth(f.programme or f.recipient or "") == top
        ]
        if parts:
            yield _sum("direct_total", "合计 = 各行之和", total, parts)


def _sum(rule_id: str, name: str, whole: Fund, parts: Sequence[Fund]) -> CheckResult:
    expected = sum((part.yuan for part in parts), Decimal(0))
    tolerance = whole.step + sum((part.step for part in parts), Decimal(0))
    return _result(rule_id, name, whole, parts, expected, abs(whole.yuan - expected) <= tolerance, tolerance)


def _result(
    rule_id: str,
    name: str,
    whole: Fund,
    parts: Sequence[Fund],
    expected: Decimal,
    fits: bool,
    tolerance: Decimal | None = None,
) -> CheckResult:
    verdict: Verdict = "pass" if fits else "fail"
    message = f"{whole.words}：{name}不成立，表中{whole.yuan}元，计算所得{expected}元"
    return CheckResult(
        rule_id=rule_id,
        verdict=verdict,
        place=whole.words,
        expected=expected,
        found=whole.yuan,
        tolerance=tolerance.quantize(Decimal("0.01")) if tolerance is not None else None,
        cells=(whole.address, *(part.address for part in parts)),
        message=None if fits else message,
        clause=f"{name} [confirmed]",
    )
