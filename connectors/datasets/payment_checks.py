"""What must hold in a publicity list: amount = quantity × standard, sums, no payee twice, places that exist, a
period that is long enough, and nothing in it that nobody may read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from connectors.datasets.blocks import Block
from connectors.datasets.model import Context
from connectors.datasets.payment_words import ListColumns
from connectors.datasets.payments import ListWords, Payment, Total
from connectors.privacy import Kind, mask
from schemas.finance import CheckResult, ReadingFinding
from schemas.workdays import CalendarEndsError, working_days_between

FEN = Decimal("0.01")
_NAMES: dict[Kind, str] = {"resident_id": "身份证号", "bank_card": "银行卡号", "mobile": "手机号码"}
_ALWAYS = ("身份证号", "银行卡号", "联系电话")
"""Columns that give themselves away by their numbers: they count by what is not masked in them."""


def check_payments(rows: Sequence[Payment | Total]) -> Iterator[CheckResult]:
    """Failed rows one by one, what holds in one result a table: a list has thousands of rows."""
    payments = [row for row in rows if isinstance(row, Payment)]
    products = list(_products(payments))
    yield from products
    for column in {p.money.amount: None for p in payments}:
        for result in _sums([row for row in rows if row.money.amount == column]):
            yield _explained(result, products)


def _explained(total: CheckResult, products: Sequence[CheckResult]) -> CheckResult:
    """A sum that fails by as much as one row's amount is off is right itself: both suspect that row."""
    if total.verdict != "fail":
        return total
    suspects = [p.suspect for p in products if p.verdict == "fail" and abs(_off(p) + _off(total)) <= FEN]
    return total.model_copy(update={"suspect": suspects[0]}) if suspects else total


def _off(result: CheckResult) -> Decimal:
    """By how much what is printed is above what was worked out."""
    assert result.found is not None, "a failure has both numbers"
    assert result.expected is not None, "a failure has both numbers"
    return result.found - result.expected


def find_payments(
    table: Sequence[Block],
    columns: ListColumns,
    words: ListWords,
    rows: Sequence[Payment | Total],
    context: Context,
) -> Iterator[ReadingFinding]:
    """What the unit has to put right in its own file: by place and kind, never by value."""
    first, payments = table[0], [row for row in rows if isinstance(row, Payment)]
    yield from _twice(first, payments)
    yield from _places(first, payments)
    yield from _period(first, words, context)
    yield from _leaks(table, columns)
    if words.is_sensitive and any(p.block.text(p.row, columns["payee"]) for p in payments):
        told = "名单涉及未成年人、疾病、残疾或社会救助，不应公开姓名；本系统不保存、不转发领款人。"
        clause = "政务公开工作要点：个人信息去标识化 [confirmed]"
        yield _finding(first, "list_sensitive", "error", told, None, clause)


def _address(block: Block, row: int, column: int) -> str:
    return f"{block.grid.place}!{block.grid.address(row, column)}"


def _products(payments: Sequence[Payment]) -> Iterator[CheckResult]:
    """The fen may be rounded or cut off."""
    held = 0
    for p in payments:
        r = p.record
        if r.quantity is None or r.standard_yuan is None or r.amount_yuan is None:
            continue
        exact = r.quantity * r.standard_yuan
        if abs(exact - r.amount_yuan) < FEN:
            held += 1
            continue
        columns = (p.money.amount, p.money.quantity, p.money.standard)
        yield CheckResult(
            rule_id="subsidy_amount",
            verdict="fail",
            place=f"{p.block.title}第{p.row + 1}行",
            expected=exact.quantize(FEN),
            found=r.amount_yuan,
            tolerance=FEN,
            cells=tuple(_address(p.block, p.row, c) for c in columns if c is not None),
            suspect=_address(p.block, p.row, p.money.amount),
            message=f"金额{r.amount_yuan}元，数量{r.quantity}×标准{r.standard_yuan}={exact.quantize(FEN)}元",
            clause="金额 = 数量 × 标准 [inference]",
        )
    if held:
        yield CheckResult(
            rule_id="subsidy_amount", verdict="pass", place=f"{payments[0].block.title}：{held}行"
        )


def _sums(rows: Sequence[Payment | Total]) -> Iterator[CheckResult]:
    """小计 sums the rows since the one before, 合计 all of the table."""
    whole = part = Decimal(0)
    for each in rows:
        if isinstance(each, Payment):
            whole += each.record.amount_yuan or 0
            part += each.record.amount_yuan or 0
            continue
        expected, name = (part, "小计") if each.is_partial else (whole, "合计")
        fits = abs(expected - each.yuan) < FEN
        title = each.block.title
        yield CheckResult(
            rule_id="subsidy_total",
            verdict="pass" if fits else "fail",
            place=f"{title}{name}",
            expected=expected,
            found=each.yuan,
            tolerance=FEN,
            cells=(_address(each.block, each.row, each.money.amount),),
            message=None if fits else f"{title}：{name}{each.yuan}元，各行相加{expected}元",
            clause="户合计 = 村合计 = 乡合计 [inference]",
        )
        part = Decimal(0)


def _twice(block: Block, payments: Sequence[Payment]) -> Iterator[ReadingFinding]:
    seen: dict[tuple[str, str | None], list[Payment]] = {}
    for payment in payments:
        if payment.record.payee_key:
            seen.setdefault((payment.record.payee_key, payment.record.programme), []).append(payment)
    for group in (group for group in seen.values() if len(group) > 1):
        times, first = f"{len(group)}次：{'、'.join(p.record.cell for p in group)}。", group[0].record.cell
        if group[0].has_identity:
            yield _finding(block, "subsidy_duplicate", "error", f"同一领款人在一个批次中出现{times}", first)
        else:
            words = f"同村同名领款人出现{times}请核对是否重复。"
            yield _finding(block, "subsidy_same_name", "info", words, first)


def _places(block: Block, payments: Sequence[Payment]) -> Iterator[ReadingFinding]:
    unknown = Counter(payment.unknown_place for payment in payments if payment.unknown_place)
    for name, count in unknown.most_common():
        words = f"“{mask(name).text}”不是本县登记的乡镇、村或社区，或不属于所列乡镇（{count}行）。"
        yield _finding(block, "place_unknown", "warning", words, None)


def _period(block: Block, words: ListWords, context: Context) -> Iterator[ReadingFinding]:
    if words.publicity_from is None or words.publicity_to is None:
        return
    days = (words.publicity_to - words.publicity_from).days + 1
    told = f"公示期{words.publicity_from}至{words.publicity_to}"
    if days <= 0:
        yield _finding(block, "publicity_period", "warning", f"{told}，结束早于开始。", None)
    else:
        unit = "天"
        if context.publicity.days == "working":
            unit = "个工作日"
            try:
                days = working_days_between(words.publicity_from - timedelta(days=1), words.publicity_to)
            except CalendarEndsError:
                return  # no notice of that year's holidays: nothing is guessed
        if days < (least := context.publicity.min_days):
            short = f"{told}只有{days}{unit}，少于{least}{unit}。"
            yield _finding(block, "publicity_period", "warning", short, None)


def _leaks(table: Sequence[Block], columns: ListColumns) -> Iterator[ReadingFinding]:
    """Columns that have no place in the list, then numbers that stand anywhere else in it."""
    first = table[0]
    for column, kind in columns.details.items():
        cells = [text for block in table for row in block.rows if (text := block.text(row, column))]
        if kind in _ALWAYS:
            cells = [text for text in cells if re.search(r"\d{7}", text)]
        if cells:
            yield _leak(first, f"第{column + 1}列“{_heading(first, column)}”", kind, len(cells))
    others = [n for n in range(len(first.header)) if n not in columns.details]
    found = Counter(
        (n, kind)
        for block in table
        for row in block.rows
        for n in others
        for kind in mask(block.text(row, n)).kinds
    )
    for (column, number), count in sorted(found.items()):
        yield _leak(first, f"第{column + 1}列“{_heading(first, column)}”", _NAMES[number], count)


def _heading(block: Block, column: int) -> str:
    return block.header[column].rpartition("/")[2] if column < len(block.header) else ""


def _leak(block: Block, where: str, kind: str, count: int) -> ReadingFinding:
    told = f"{block.title}：{where}公开了{kind}（{count}处），请去标识化后重新公开。"
    return _finding(block, "list_leaks", "error", told, None, "政府信息公开条例第十五条 [confirmed]")


def _finding(
    block: Block, check_id: str, severity: str, message: str, cell: str | None, clause: str | None = None
) -> ReadingFinding:
    return ReadingFinding.model_validate(
        {
            "check_id": check_id,
            "severity": severity,
            "message": message,
            "sheet_or_page": block.grid.place,
            "cell": cell,
            "clause": clause,
        }
    )
