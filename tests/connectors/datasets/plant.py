"""Copies of a file with one wrong digit, and whether the identities point at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from connectors.datasets import Context, read_dataset
from connectors.tables import GridReading
from schemas.finance import BudgetLine, CheckResult


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy with one wrong digit: where, what stood there and stands now, and what is reported beyond the original."""

    line: BudgetLine
    printed: str
    wrong: str
    failures: tuple[CheckResult, ...]

    @property
    def cell(self) -> str:
        return self.line.cell if "!" in self.line.cell else f"{self.line.sheet_or_page}!{self.line.cell}"

    @property
    def is_rounding(self) -> bool:
        """The change is within what rounding explains: two of the last digit, where that is above a cent."""
        change = abs(_value(self.wrong) - _value(self.printed))
        if self.line.printed_unit == "万元":
            return change <= Decimal("0.02")
        return "." not in self.printed and change <= 2


def copies(reading: GridReading, count: int, seed: int = 7) -> Iterator[Copy]:
    """`count` copies of a file, each with one digit of one amount changed."""
    original = read_dataset("budget", reading, Context())
    lines = [record for record in original.records if isinstance(record, BudgetLine)]
    known = {check.message for check in original.checks if check.verdict == "fail"}
    dice = Random(seed)
    for _ in range(count):
        line = dice.choice(lines)
        spoiled, printed, wrong = _spoiled(reading, line, dice)
        checks = read_dataset("budget", spoiled, Context()).checks
        failures = tuple(c for c in checks if c.verdict == "fail" and c.message not in known)
        yield Copy(line, printed, wrong, failures)


def _spoiled(reading: GridReading, line: BudgetLine, dice: Random) -> tuple[GridReading, str, str]:
    for n, grid in enumerate(reading.grids):
        for r, row in enumerate(grid.rows if grid.place == line.sheet_or_page else ()):
            for c, text in enumerate(row):
                if text and grid.address(r, c) == line.cell:
                    wrong = _other_digit(text, dice)
                    rows = [list(cells) for cells in grid.rows]
                    rows[r][c] = wrong
                    grids = (*reading.grids[:n], replace(grid, rows=rows), *reading.grids[n + 1 :])
                    return replace(reading, grids=grids), text, wrong
    raise AssertionError(f"{line.cell} is in no grid")


def _other_digit(text: str, dice: Random) -> str:
    places = [i for i, letter in enumerate(text) if letter.isdigit()]
    place = dice.choice(places)
    digits = [d for d in "0123456789" if d != text[place] and not (d == "0" and place == places[0])]
    return text[:place] + dice.choice(digits) + text[place + 1 :]


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
