"""Dates as Chinese government pages write them, to `date` and `datetime` in +08:00."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from schemas.base import SHANGHAI

_WIDE = str.maketrans("０１２３４５６７８９：／．－", "0123456789:/.-")
_ANY_WIDE = re.compile("[０-９：／．－]")
_MAY_HOLD = re.compile("[12１２][09０９]|年")
"""Every year begins so, or says what it is."""
SHORTEST = 8
"""Characters of 20210713 and 2021-7-1."""
_NUMERAL = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "0": 0,
    "两": 2,
}
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_WEEKDAY = r"(?:\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?)?"
_HALF = r"(?P<half>上午|下午|晚上|中午|凌晨)?"
_ZONE = r"(?:\.\d{1,6})?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_CLOCK = (
    rf"(?:{_WEEKDAY}[\s　T-]*{_HALF}\s?(?P<h>[01]?\d|2[0-3])[:：时](?P<mi>[0-5]?\d)"
    rf"(?:[:：分](?P<s>[0-5]?\d)秒?|分)?{_ZONE})?"
)
_DIGITS = re.compile(
    rf"(?<!\d){_YEAR}\s*(?:年\s*(?P<m>\d{{1,2}}|元)\s*月\s*(?P<d>\d{{1,2}})(?:\s*日|(?!\d))"
    rf"|[-/.—–]\s*(?P<m2>\d{{1,2}})\s*[-/.—–]\s*(?P<d2>\d{{1,2}})(?!\d)){_CLOCK}"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_HAN = re.compile(
    r"(?P<y>[一二][〇零○ＯO0一二三四五六七八九]{3})\s*年\s*(?P<m>元|[正一二三四五六七八九十]{1,2})\s*月"
    r"\s*(?P<d>[一二三四五六七八九十廿卅]{1,3})\s*日"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of day where the text gives one that means something."""

    day: date
    clock: time | None = None

    def __str__(self) -> str:
        return f"{self.day} {self.clock:%H:%M}" if self.clock else str(self.day)

    def at(self) -> datetime:
        """As an instant in +08:00; midnight where only the day is known."""
        return datetime.combine(self.day, self.clock or time(), SHANGHAI)


def find_date(text: str) -> Moment | None:
    """The first possible date in the text (digits, full-width digits, Chinese numerals), or None."""
    return next(iter(_found(text)), (None,))[0]


def whole_date(text: str) -> Moment | None:
    """The date if the text is a date and nothing else, white space and brackets aside."""
    bare = text.strip(" 　（）()[]【】")
    for moment, start, end in _found(bare):
        return moment if start == 0 and end == len(bare) else None
    return None


def ends_with_date(text: str) -> tuple[str, Moment] | None:
    """What stands before a date that ends the text, with the date; None where the text does not end so."""
    bare = text.rstrip(" 　）)")
    last = None
    for moment, start, end in _found(bare):
        last = (bare[:start].strip(), moment) if end == len(bare) else None
    return last


def han_number(text: str) -> int | None:
    """A Chinese numeral up to 99 (`元` is 1, `廿` 20, `卅` 30), or None."""
    text = text.replace("元", "一").replace("正", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _NUMERAL.get(ones) if len(ones) == 1 else None
    high = _NUMERAL.get(tens, None) if tens else 1
    low = _NUMERAL.get(ones, None) if ones else 0
    return None if high is None or low is None or len(tens) > 1 else high * 10 + low


def may_hold_date(text: str) -> bool:
    """False for what surely holds no date; for those who would look closer at many lines."""
    return len(text) >= SHORTEST and _MAY_HOLD.search(text) is not None


@lru_cache(maxsize=256)
def _found(text: str) -> tuple[tuple[Moment, int, int], ...]:
    """Every possible date with its place, in order; impossible ones (2月30日) are passed over. Date lines and
    signatures are looked at from several sides, so what was found is remembered for a while."""
    if not may_hold_date(text):
        return ()
    if _ANY_WIDE.search(text):
        text = text.translate(_WIDE)
    found = []
    for match in _DIGITS.finditer(text):
        month, day = (match["m"] or match["m2"]).replace("元", "1"), match["d"] or match["d2"]
        if moment := _moment(int(match["y"]), int(month), int(day), match):
            found.append((moment, match.start(), match.end()))
    if not found and "年" in text:
        for match in _HAN.finditer(text):
            year = int("".join(str(_NUMERAL[c]) for c in match["y"]))
            month_, day_ = han_number(match["m"]), han_number(match["d"])
            if month_ and day_ and (moment := _moment(year, month_, day_, None)):
                found.append((moment, match.start(), match.end()))
    if not found and (compact := _COMPACT.fullmatch(text.strip())):
        moment = _moment(int(compact["y"]), int(compact["m"]), int(compact["d"]), None)
        found += [(moment, 0, len(text))] if moment else []
    return tuple(found)


def _moment(year: int, month: int, day: int, match: re.Match[str] | None) -> Moment | None:
    """The moment, in the time of +08:00; None for a day that no calendar has.

    00:00:00 and 23:59:59 are what a CMS fills in, and mean the day.
    """
    if not 1949 <= year <= 2100:
        return None
    try:
        found = datetime(year, month, day, tzinfo=SHANGHAI)
    except ValueError:
        return None
    if match is None or match["h"] is None:
        return Moment(found.date())
    hour = int(match["h"])
    if match["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    found = found.replace(hour=hour, minute=int(match["mi"]), second=int(match["s"] or 0))
    if match["zone"]:
        found = (found - _ahead(match["zone"])).astimezone(SHANGHAI)
    clock = found.time()
    return Moment(found.date(), None if clock in (time(), time(23, 59, 59)) else clock)


def _ahead(zone: str) -> timedelta:
    """How far the zone (`Z`, `+00:00`) is ahead of +08:00; nobody's is more than a day."""
    if zone == "Z":
        return timedelta(hours=-8)
    hours, minutes = int(zone[1:3]) % 24, int(zone[-2:]) % 60
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1) - timedelta(hours=8)
