"""Words of a page: characters of one line set closely, amounts apart from the labels beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from connectors.tables.characters import Char, grouped_lines, joined

GAP = 0.7
"""Of the height: a wider gap parts two words of a line."""
NUMBER_GAP = 0.12
"""The same between a number and a word that is none."""
BLANK = 0.6
"""The same: how much of the place of a bracket or quotation mark is blank."""
_OPENING, _CLOSING = frozenset("（【《“”‘’〔"), frozenset("）】》“”‘’〕、，。；：")
_NUMERIC = frozenset("0123456789.,-−－—")
_AMOUNT = re.compile(r"[-−－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SENTENCE = re.compile(r"[，。；！？]")


class Word(NamedTuple):
    """Text with its place on the shown page, in points; `y` is the baseline and grows upwards."""

    text: str
    left: float
    right: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_amount(self) -> bool:
        return bool(_AMOUNT.fullmatch(self.text))

    @property
    def is_label(self) -> bool:
        """Whether it is words: no number, no dash."""
        return len(self.text) > 1 and not any(c in _NUMERIC for c in self.text)


Line = list[Word]


def lines_of_words(chars: Iterable[Char]) -> list[Line]:
    """The lines of a page from top to bottom, each as its words from left to right."""
    return [list(map(_word, _parted(line))) for line in grouped_lines(chars)]


def is_row(line: Line) -> bool:
    """Whether a line looks like a row of a table: amounts set apart, hardly a word beside them."""
    amounts = sum(word.is_amount and not word.text.isdigit() for word in line)
    return amounts >= 1 and len(line) - amounts <= 12 and not is_sentence(line)


def is_sentence(line: Line) -> bool:
    """Whether a line is running text."""
    return any(_SENTENCE.search(word.text) for word in line)


def _parted(line: Sequence[Char]) -> Iterator[list[Char]]:
    run = [line[0]]
    for before, char in pairwise(line):
        gap = (
            char.left
            - before.right
            - BLANK * char.height * ((before.text in _CLOSING) + (char.text in _OPENING))
        )
        alike = (before.text in _NUMERIC) == (char.text in _NUMERIC)
        if gap > GAP * char.height or (not alike and gap > NUMBER_GAP * char.height):
            yield run
            run = []
        run.append(char)
    yield run


def _word(chars: Sequence[Char]) -> Word:
    heights = sorted(char.height for char in chars)
    return Word(joined(chars), chars[0].left, chars[-1].right, chars[0].y, heights[len(heights) // 2])
