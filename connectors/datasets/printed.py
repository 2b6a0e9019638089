"""Numbers, units, days and years as government tables print them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

YUAN = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""Yuan in each printed unit."""

_AMOUNT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNIT = re.compile(r"(亿元|百万元|万元|千元|百元|元)")
_LABELLED = re.compile(r"单位\s*[:：]?[^:：\d]{0,10}?(亿元|百万元|万元|千元|百元|元)")
"""单位：万元, 单位：人民币元, 单位：亩、元."""
_BRACKETED = re.compile(r"[(（\[]\s*(?:单位\s*[:：])?\s*(亿元|百万元|万元|千元|百元|元)\s*[)）\]]")
_DAY = re.compile(r"((?:19|20)\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*(?:年|度|[-—~]|$))")


def folded(text: str) -> str:
    """Width folded, without gaps."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def amount(text: str) -> Decimal | None:
    """A number as printed: `1,234.50`, `－3`, `(12.5)` for less than nothing; None for anything else, a dash or
    a number with words beside it included."""
    if not text or not any(c.isdigit() for c in text):
        return None
    bare = folded(text).replace("−", "-").replace("¥", "").replace("￥", "")
    negative = bare.startswith("(") and bare.endswith(")")
    if negative:
        bare = bare[1:-1]
    if not _AMOUNT.fullmatch(bare):
        return None
    value = Decimal(bare.replace(",", ""))
    return -value if negative else value


def unit_of(text: str, *, labelled: bool = False) -> str | None:
    """The unit that a heading names: `单位：万元`, `金额（元）`. With `labelled` only a 单位 does."""
    text = folded(text)
    found = _LABELLED.search(text) or (None if labelled else _BRACKETED.search(text))
    return found[1] if found else None


def in_yuan(value: Decimal, unit: str) -> Decimal:
    """An amount in yuan to the fen, half up."""
    return (value * YUAN[unit]).quantize(Decimal("0.01"), ROUND_HALF_UP)


def decimals(text: str) -> int:
    """How many decimals a number was printed with."""
    _, point, rest = folded(text).rstrip("%)").partition(".")
    return len(rest) if point else 0


def half_step(text: str, unit: str) -> Decimal:
    """By how many yuan a printed amount may differ from the true one through rounding."""
    return YUAN[unit] / (2 * Decimal(10) ** decimals(text))


def day_of(text: str) -> date | None:
    """The first day named in a text, in any usual form; None for none, or an impossible one."""
    days = days_of(text)
    return days[0] if days else None


def days_of(text: str) -> list[date]:
    """All days named in a text, in order. In `2026年3月2日至3月10日` the second has the year of the first."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(
        r"((?:19|20)\d\d)(年\s*\d{1,2}月\s*\d{1,2}日\s*(?:至|到|-|—|~|起至)+\s*)(\d{1,2}月)",
        r"\1\2\1年\3",
        text,
    )
    found = sorted(
        ((m.start(), m.groups()) for pattern in (_DAY, _COMPACT) for m in pattern.finditer(text)),
        key=lambda each: each[0],
    )
    days = []
    for _, (year, month, day) in found:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days


def years_of(text: str) -> list[int]:
    """Years named in a text, in order."""
    return [int(y) for y in _YEAR.findall(unicodedata.normalize("NFKC", text))]
