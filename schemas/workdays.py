"""Working days (工作日) by the State Council's yearly holiday notices, make-up days (调休) included.

The notices (国务院办公厅关于节假日安排的通知) come as data with the package `chinesecalendar`, year by year since 2004.
A year whose notice it does not hold has no working days here: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

_YEARS = [day.year for day in chinese_calendar.holidays]
FIRST_DAY, LAST_DAY = date(min(_YEARS), 1, 1), date(max(_YEARS), 12, 31)
"""The days whose notices are known."""
_SATURDAY = 5


class CalendarEndsError(Exception):
    """A day lies outside the years whose holiday notices are known; the message says which these are."""

    def __init__(self, day: date) -> None:
        known = f"{FIRST_DAY.year}至{LAST_DAY.year}年"
        super().__init__(f"{day.year}年的节假日安排不在数据内（现有{known}）")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    day: date
    is_working: bool
    ordinal: int
    """Working days from the first known day up to and with this one."""
    holiday: str | None
    """Name of the holiday it belongs to; of a make-up day the holiday it makes up for."""


def calendar() -> Iterator[Day]:
    """Every known day in order."""
    holidays, made_up = chinese_calendar.holidays, chinese_calendar.workdays
    day, ordinal = FIRST_DAY, 0
    while day <= LAST_DAY:
        # What `chinese_calendar.is_workday` says; asked day by day it takes half a second of every command.
        working = day in made_up or (day.weekday() < _SATURDAY and day not in holidays)
        ordinal += working
        yield Day(day, working, ordinal, holidays.get(day) or made_up.get(day))
        day += timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether offices work on that day. Raises `CalendarEndsError`."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CalendarEndsError(day)
    return bool(chinese_calendar.is_workday(day))


def plus_working_days(start: date, number: int) -> date:
    """The `number`th working day after `start`, which itself does not count. Raises `CalendarEndsError`."""
    if number < 0:
        raise ValueError("a deadline lies ahead")
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; 0 where `end` is not later. Raises `CalendarEndsError`."""
    days = range(1, (end - start).days + 1)
    return sum(is_working_day(start + timedelta(days=n)) for n in days)
