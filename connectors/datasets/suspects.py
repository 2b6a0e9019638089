"""Which cell is wrong (疑点单元格), where the failures of a file tell: the one they share, and no pass clears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.finance import CheckResult

CENT = Decimal("0.01")

MANY = 200
"""Steps of the last printed digit that are tried; a wider tolerance tells no digit from another."""


class Printed(NamedTuple):
    """What a cell says, in yuan."""

    yuan: Decimal
    step: Decimal
    """One of the last printed digit."""


def with_suspects(
    results: Sequence[CheckResult], printed: Mapping[str, Printed], *, least: int = 1
) -> Iterator[CheckResult]:
    """Each failure with the cell that most failures share and fewest passes clear.

    Of several such cells the one is taken in which a single wrong digit explains the difference, as `printed` tells
    by cell; where that does not decide either, none is named: the failure has all its cells. So it has where the
    cell is in fewer than `least` failures.
    """
    failing = Counter(cell for r in results if r.verdict == "fail" for cell in r.cells)
    passing = Counter(cell for r in results if r.verdict == "pass" for cell in r.cells)
    for result in results:
        if result.verdict != "fail" or result.suspect is not None or not result.cells:
            yield result
            continue
        best = max((failing[cell], -passing[cell]) for cell in result.cells)
        likely = [c for c in result.cells if (failing[c], -passing[c]) == best and failing[c] >= least]
        if len(likely) > 1:
            likely = [cell for cell in likely if _one_digit(result, cell, printed.get(cell))] or likely
        yield result.model_copy(update={"suspect": likely[0] if len(likely) == 1 else None})


def _one_digit(result: CheckResult, cell: str, entry: Printed | None) -> bool:
    """Whether one other digit in this cell would make the identity hold, within its tolerance."""
    if entry is None or result.found is None or result.expected is None:
        return False
    off = result.found - result.expected
    right = entry.yuan - off if cell == result.cells[0] else entry.yuan + off
    step = max(entry.step, CENT)
    slack = int((result.tolerance or Decimal(0)) / step)
    return slack <= MANY and any(
        _differs_in_one_digit(entry.yuan, right + n * step, step) for n in range(-slack, slack + 1)
    )


def _differs_in_one_digit(printed: Decimal, other: Decimal, step: Decimal) -> bool:
    if (printed < 0) != (other < 0):
        return False
    a, b = (str(int(abs(value) / step)) for value in (printed, other))
    width = max(len(a), len(b))
    return sum(x != y for x, y in zip(a.zfill(width), b.zfill(width), strict=True)) == 1
