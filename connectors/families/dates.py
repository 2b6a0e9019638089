"""Dates as list pages print them: found by their shape, passed on as they stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

_YEAR = r"(?:19|20)\d{2}"
_FULL = rf"{_YEAR}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*日?(?:\s*T?\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
_MONTH = rf"{_YEAR}\s*[-/.年]\s*\d{{1,2}}月?"
_DAY = r"\d{1,2}\s*[-/月]\s*\d{1,2}日?"
_LABEL = r"(?:(?:发布|公开|发文|成文|更新|生成|印发)?(?:日期|时间)\s*[:：]?\s*)?"
_OPEN, _CLOSE = r"[\[【(（\s]*", r"[\]】)）\s]*"
_ALONE = re.compile(rf"^{_OPEN}{_LABEL}(?P<date>{_FULL}|{_MONTH}|{_DAY}){_CLOSE}$")
_INSIDE = re.compile(rf"(?<!\d){_FULL}(?!\d)")
_DAY_ALONE = re.compile(r"^[0-3]?\d日?$")
_MONTH_ALONE = re.compile(rf"^{_MONTH}$")


def is_date(text: str) -> bool:
    """Whether a text node holds a date and nothing else (brackets and a label aside)."""
    return bool(_ALONE.match(text))


def date_in(nodes: Iterable[str]) -> str | None:
    """The date among text nodes: one that stands alone before one inside a sentence; as printed."""
    nodes = list(nodes)
    alone = [found["date"] for node in nodes if (found := _ALONE.match(node))]
    full = [date for date in alone if _INSIDE.fullmatch(date)]
    if full:
        return full[0]
    if month_and_day := _split(nodes):
        return month_and_day
    inside = [found[0] for node in nodes if (found := _INSIDE.search(node))]
    return (alone or inside or [None])[0]


def _split(nodes: list[str]) -> str | None:
    """A calendar leaf: the day in one element, year and month in the other."""
    for first, second in itertools.pairwise(nodes):
        for month, day in ((first, second), (second, first)):
            if _MONTH_ALONE.match(month) and _DAY_ALONE.match(day):
                year, number = re.findall(r"\d+", month)
                return f"{year}-{int(number):02d}-{int(day.rstrip('日')):02d}"
    return None
