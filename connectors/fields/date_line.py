"""A date that no label claims, in the line between title and body (日期行)."""

from __future__ import annotations

import re

from connectors.fields.dates import Moment, find_date, whole_date
from connectors.fields.labels import INLINE
from connectors.fields.page import SEAM, Line

_MAX_WORDS = 24
"""So many characters may stand beside a date in a line without labels."""
_REACH = 15
_SENTENCE = re.compile(r"[一-龥]{6}")
_LAST = re.compile(r"\s((?:19|20)\d{2}[-/.年]\S{3,8}(?:\s[\d:：]{4,8})?)$")


def unlabelled(text: str) -> Moment | None:
    """A date that is all of a line, stands before its first label, or at an end of it with a gap beside it.

    `text` may hold `SEAM` at the borders of elements, which are gaps.
    """
    label = INLINE.search(text)
    free = (text[: label.start()] if label else text).replace(SEAM, " ").strip()
    if label is None:
        return whole_date(free) or (_at_an_end(free) if len(free) <= _MAX_WORDS + 20 else None)
    if len(free) <= 40 and not _SENTENCE.search(free) and (moment := find_date(free)):
        return moment
    return _at_the_end(text.replace(SEAM, " "))


def date_line(lines: list[Line], stop: int) -> int:
    """The first of the lines shortly above `stop` with a date that no label claims; 0 where there is none."""
    near = range(max(1, stop - _REACH), stop)
    return next((n for n in near if is_dated(lines[n])), 0)


def is_dated(line: Line) -> bool:
    """Whether a line is one with a date that no label claims."""
    return 0 < len(line.text) <= 60 and not line.is_link and unlabelled(line.marked or line.text) is not None


def _at_an_end(text: str) -> Moment | None:
    """`2022-06-21 县交通局` or `县交通局 2022-06-21 09:30`, and not `2022年6月21日在县人大会议上`."""
    date, _, rest = text.partition(" ")
    clock, _, _ = rest.strip().partition(" ")
    return whole_date(f"{date} {clock}") or whole_date(date) or _at_the_end(text)


def _at_the_end(text: str) -> Moment | None:
    """`来源：县融媒体中心 记者：张某 2022-06-21`."""
    found = _LAST.search(text.rstrip())
    return whole_date(found[1]) if found else None
