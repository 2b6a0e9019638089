"""The processing fee (信息处理费) for applications, with the reason for each amount.

国办函〔2020〕109号: either by cases or by pages, never both for one application; progressive by what exceeds a band.
Whole yuan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

CLAUSE = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
FREE_CASES, FREE_PAGES = 10, 30


@dataclass(frozen=True, slots=True)
class Band:
    """What is charged for the units from `first` to `last`, counted from 1."""

    first: int
    last: int
    yuan_each: int

    @property
    def number(self) -> int:
        return self.last - self.first + 1

    @property
    def yuan(self) -> int:
        return self.number * self.yuan_each


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount and how it comes about."""

    unit: str
    """件 or 页."""
    bands: tuple[Band, ...]

    @property
    def yuan(self) -> int:
        return sum(band.yuan for band in self.bands)

    def explained(self) -> str:
        """`第1至10件免费；第11至30件20件×100元=2000元；……合计3000元`."""
        parts = [self._told(band) for band in self.bands] or [f"没有可计费的{self.unit}数"]
        return "；".join([*parts, f"合计{self.yuan}元"])

    def _told(self, band: Band) -> str:
        span = f"{band.first}至{band.last}" if band.number > 1 else f"{band.first}"
        if not band.yuan_each:
            return f"第{span}{self.unit}免费"
        return f"第{span}{self.unit}{band.number}{self.unit}×{band.yuan_each}元={band.yuan}元"


def fee_of_cases(cases: int) -> Fee:
    """For so many applications of one applicant to one organ in one calendar month. Raises `ValueError` below 0."""
    return Fee("件", _bands(cases, yuan_of_case, _end_of_case_band))


def fee_of_pages(pages: int) -> Fee:
    """For so many pages handed out for one application. Raises `ValueError` below 0."""
    return Fee("页", _bands(pages, yuan_of_page, _end_of_page_band))


def yuan_of_case(number: int) -> int:
    """For the `number`th application of the month: 10 are free, 20 at 100 yuan, then 100 more every ten."""
    if number <= FREE_CASES:
        return 0
    return 100 if number <= 30 else 100 * (2 + (number - 31) // 10)


def yuan_of_page(number: int) -> int:
    """For the `number`th page: 30 are free, then 10 yuan to page 100, 20 to page 200, 40 beyond."""
    if number <= FREE_PAGES:
        return 0
    return 10 if number <= 100 else 20 if number <= 200 else 40


def _end_of_case_band(first: int) -> int:
    if first <= 30:
        return FREE_CASES if first <= FREE_CASES else 30
    return first + 9 - (first - 31) % 10


def _end_of_page_band(first: int) -> int | None:
    return next((end for end in (FREE_PAGES, 100, 200) if first <= end), None)


def _bands(
    number: int, yuan_of: Callable[[int], int], end_of: Callable[[int], int | None]
) -> tuple[Band, ...]:
    if number < 0:
        raise ValueError("件数、页数不能为负")
    bands = []
    first = 1
    while first <= number:
        last = min(end_of(first) or number, number)
        bands.append(Band(first, last, yuan_of(first)))
        first = last + 1
    return tuple(bands)
