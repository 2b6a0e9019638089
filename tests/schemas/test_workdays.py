"""Working days against what the State Council's notices say of single days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.workdays import (
    FIRST_DAY,
    LAST_DAY,
    CalendarEndsError,
    calendar,
    is_working_day,
    plus_working_days,
    working_days_between,
)

DAYS = st.dates(min_value=date(2004, 1, 1), max_value=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2021-02-07", True),  # 春节调休, a Sunday
        ("2021-02-17", False),
        ("2021-02-20", True),
        ("2021-07-13", True),
        ("2021-09-18", True),  # 中秋节调休, a Saturday
        ("2021-09-26", True),
        ("2021-10-07", False),
        ("2021-10-09", True),
        ("2021-10-10", False),
        ("2026-02-14", True),
        ("2026-02-16", False),
        ("2026-10-10", True),
        ("2026-11-21", False),
    ],
)
def test_single_days_of_the_notices(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        ("2021-07-13", 20, "2021-08-10"),
        ("2021-09-30", 1, "2021-10-08"),  # the whole National Day holiday lies between
        ("2021-09-30", 3, "2021-10-11"),  # and the made-up Saturday counts
        ("2021-02-10", 20, "2021-03-16"),
        ("2021-10-02", 1, "2021-10-08"),  # from a holiday
        ("2021-07-13", 0, "2021-07-13"),
    ],
)
def test_deadlines_counted_by_hand(start: str, number: int, due: str) -> None:
    assert plus_working_days(date.fromisoformat(start), number) == date.fromisoformat(due)


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_a_deadline_is_a_working_day_so_many_away(start: date, number: int) -> None:
    due = plus_working_days(start, number)
    assert is_working_day(due)
    assert working_days_between(start, due) == number
    assert working_days_between(start, due - timedelta(days=1)) == number - 1


def test_no_year_is_guessed() -> None:
    after = LAST_DAY + timedelta(days=1)
    with pytest.raises(CalendarEndsError, match=f"{after.year}年的节假日安排不在数据内"):
        is_working_day(after)
    with pytest.raises(CalendarEndsError):
        plus_working_days(LAST_DAY, 1)


def test_the_calendar_counts_as_the_functions_do() -> None:
    days = {day.day: day for day in calendar()}
    assert list(days) == [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    assert days[date(2021, 8, 10)].ordinal - days[date(2021, 7, 13)].ordinal == 20
    assert days[date(2021, 10, 1)].holiday == "National Day"
