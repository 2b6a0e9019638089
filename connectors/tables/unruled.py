"""Rows without a rule between them: a frame whose columns hold several lines of complete numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from connectors.tables.characters import Char, grouped_lines, joined
from connectors.tables.model import Span

_COMPLETE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
"""A number that no line break has cut: it neither begins nor ends with a separator."""


def unruled_rows(
    held: Mapping[tuple[int, int], Sequence[Char]], spans: Sequence[Span], rows: int
) -> list[float]:
    """Where rules are missing, as heights on the page.

    A row of cells is cut where at least two of its cells hold as many complete numbers under each other, and a third
    has as many lines: a number that is merely broken over two lines has no such company.
    """
    cuts: list[float] = []
    for row in range(rows):
        cells = [
            grouped_lines(held[span.row, span.column])
            for span in spans
            if span.row == row and span.rows == 1 and (span.row, span.column) in held
        ]
        counts = [len(lines) for lines in cells if _all_numbers(lines)]
        count = max(counts, key=counts.count, default=0)
        if counts.count(count) < 2 or sum(len(lines) >= count for lines in cells) < 3:
            continue
        numbers = [lines for lines in cells if len(lines) == count and _all_numbers(lines)]
        heights = [median(lines[n][0].y for lines in numbers) for n in range(count)]
        size = numbers[0][0][0].height
        cuts += [(upper + lower + size) / 2 for upper, lower in pairwise(heights)]
    return cuts


def _all_numbers(lines: Sequence[Sequence[Char]]) -> bool:
    """Several complete numbers under each other; `3,201,956.2` over `1` is one that its cell was too narrow for."""
    texts = [joined(line) for line in lines]
    whole = "".join(texts)
    broken = "." in whole and _COMPLETE.fullmatch(whole)
    return len(texts) > 1 and not broken and all(map(_COMPLETE.fullmatch, texts))
