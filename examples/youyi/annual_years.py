"""The numbers of the annual reports (年度报告): one unit's years, one a year, and a year each of some other units.

What a year carries out the next carries in, and every table adds up, but for the faults of `PLANTED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from examples.youyi.model import Posting

PLANTED: Mapping[str, str] = {
    "凤岗镇2021年": "annual_other_year",
    "友谊县凤岗镇人民政府2022年": "annual_in_force",
    "友谊县凤岗镇人民政府2023年": "annual_conservation",
    "友谊县凤岗镇人民政府2024年": "annual_text",
    "友谊县凤岗镇人民政府2025年": "annual_carry_over",
    "友谊县凤岗镇人民政府2026年": "annual_blank_cells",
    "新镇乡2020年": "annual_applicants",
    "庆丰乡2021年": "annual_sections",
    "友邻乡2022年": "annual_results",
    "龙山镇2023年": "annual_reviews",
    "建设乡2024年": "annual_impossible_number",
    "友谊镇2026年政府信息公开工作年度报告（高标准农田建设领域）": "annual_county_rules",
    "友谊镇2026年政府信息公开工作年度报告（食品安全示范创建领域）": "annual_fee_statement",
}
"""By the first words of the title: what is wrong with the report."""

IN_FORCE_WRONG_SINCE = 2022
"""The year whose documents in force are one too many; the years after go on from there."""

UNIT = "fenggang"
TOWN = "凤岗镇"
"""Its name in titles."""
PEOPLE = 7
"""Columns of table 3: 自然人, five kinds of organisations, 总计."""
LEAVES = 21
"""Kinds of outcomes in table 3."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year's applications: rows of seven numbers, the last one their sum."""

    received: tuple[int, ...]
    carried_in: tuple[int, ...]
    outcomes: tuple[tuple[int, ...], ...]
    results: tuple[int, ...]
    carried_out: tuple[int, ...]


def fault_of(posting: Posting) -> str | None:
    """The rule that must find something in the report that this posting is."""
    if posting.category != "annual_report":
        return None
    return next((rule for start, rule in PLANTED.items() if posting.title.startswith(start)), None)


def year_of(posting: Posting) -> Year:
    """One of the years that go on from each other; of the other units a year that stands alone."""
    if TOWN in posting.title:
        return years()[posting.published.year]
    fault = fault_of(posting)
    year = _made(Random(posting.title), (0,) * PEOPLE, fault)
    if fault == "annual_results":
        first = summed([year.outcomes[0][0] + 1, *year.outcomes[0][1:6]])
        return replace(year, outcomes=(first, *year.outcomes[1:]))
    if fault == "annual_applicants":  # a case that only the totals know
        carried_in, carried_out = ((*row[:6], row[6] + 1) for row in (year.carried_in, year.carried_out))
        return replace(year, carried_in=carried_in, carried_out=carried_out)
    return year


@cache
def years() -> dict[int, Year]:
    """The years of the unit whose reports go on from each other."""
    dice = Random("annual reports")
    found: dict[int, Year] = {}
    carried = (0,) * PEOPLE
    for number in range(2020, 2027):
        fault = PLANTED.get(f"友谊县凤岗镇人民政府{number}年")
        found[number] = _made(dice, carried, fault)
        carried = found[number].carried_out
    return found


def _made(dice: Random, carried: tuple[int, ...], fault: str | None) -> Year:
    received = summed([dice.randrange(5, 14), *(dice.randrange(3) for _ in range(5))])
    if fault == "annual_carry_over":
        carried = summed([carried[0] + 2, *carried[1:6]])
    kept = summed([dice.randrange(3), 0, 0, 0, 0, 0])
    done = [r + c - k for r, c, k in zip(received[:6], carried[:6], kept[:6], strict=True)]
    outcomes = [[0] * 6 for _ in range(LEAVES)]
    for kind, cases in enumerate(done):
        for _ in range(cases):
            outcomes[dice.choice((0, 0, 0, 1, 3, 5, 10, 11, 13, 18))][kind] += 1
    if fault == "annual_conservation":
        outcomes[0][1] += 1
    return counted_year(received, carried, outcomes, kept)


def counted_year(
    received: tuple[int, ...],
    carried_in: tuple[int, ...],
    outcomes: list[list[int]],
    carried_out: tuple[int, ...],
) -> Year:
    """A year with all its sums; outcomes are given without."""
    rows = tuple(summed(row) for row in outcomes)
    return Year(received, carried_in, rows, tuple(map(sum, zip(*rows, strict=True))), carried_out)


def summed(parts: list[int]) -> tuple[int, ...]:
    """A row with its sum at the end."""
    return (*parts, sum(parts))
