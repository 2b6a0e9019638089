"""Two bodies (正文) side by side: how much of one stands in the other, and where they part. Pure functions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from zlib import crc32

from schemas.identity import folded

_MARKS = re.compile(r"[^\w。;!?]|_")
_SENTENCE_END = re.compile(r"[。;!?]+")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_TELEPHONE = re.compile(r"0\d{9,11}|(?<!\d)1[3-9]\d{9}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|[-./]\d)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:[县区镇乡村]|街道|社区)")
_CHINESE_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

GRAM = 4
LONGEST = 20_000
"""Characters of a body that are compared; two documents part long before."""
SHORT = 400
"""Below this a replaced word is the matter of the document: a name, a place, a thing."""
TERSE = 120
"""Below this so is a single replaced letter: a surname."""
STUB = 30
"""Below this a body only points at its files."""


@dataclass(frozen=True)
class Body:
    """A body, made ready to be compared with others once."""

    text: str
    key: int = field(init=False)
    """Hash of the letters and digits alone: equal for texts that differ in layout and punctuation only."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", crc32(self.letters.encode()))

    @cached_property
    def sentences(self) -> list[str]:
        """Letters and digits, folded, sentence by sentence; a line ends a sentence."""
        text = folded(self.text[:LONGEST].replace("\n", "。"))
        return [s for s in _SENTENCE_END.split(_MARKS.sub("", text)) if s]

    @cached_property
    def letters(self) -> str:
        """Letters and digits alone."""
        return "".join(self.sentences)

    def sketch(self, size: int = 4) -> tuple[int, ...]:
        """The smallest hashes of its pairs of neighbouring sentences: texts that share most of their words share
        one of them, and texts that only share a phrase of the trade do not."""
        said = [s for s in self.sentences if len(s) >= 6]
        pairs = map("".join, pairwise(said)) if len(said) > 1 else said
        return tuple(sorted({crc32(pair.encode()) for pair in pairs if len(pair) >= 12})[:size])

    @property
    def is_stub(self) -> bool:
        """It has no text of its own to be known by."""
        return len(self.letters) < STUB

    @cached_property
    def grams(self) -> frozenset[str]:
        """All pieces of four characters."""
        text = self.letters
        return frozenset(text[i : i + GRAM] for i in range(len(text) - GRAM + 1))

    @cached_property
    def amounts(self) -> frozenset[str]:
        """Numbers of two digits and more that are no year: amounts, telephone numbers, counts."""
        found = _AMOUNT.findall(folded(self.text[:LONGEST]))
        return frozenset(n for n in found if len(n) > 1 and not re.fullmatch(r"(?:19|20)\d{2}", n))

    @cached_property
    def last_year(self) -> str | None:
        """The latest year that the text speaks of in a date."""
        text = folded(self.text[:LONGEST])
        spoken = [y.translate(_CHINESE_DIGITS) for y in _CHINESE_YEAR.findall(text)]
        return max([*_YEAR.findall(text), *spoken], default=None)

    @cached_property
    def places(self) -> Counter[str]:
        """Villages, townships, counties, and how often they are named."""
        return Counter(_PLACE.findall(self.text[:LONGEST]))


def containment(a: Body, b: Body) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    less = min(len(a.grams), len(b.grams))
    return len(a.grams & b.grams) / less if less else 0.0


def same_text(a: Body, b: Body) -> bool:
    """Letter for letter the same, layout and punctuation aside."""
    return a.key == b.key and a.letters == b.letters


def is_edit(a: Body, b: Body) -> bool:
    """Whether one text is an edit, or a part, of the other, rather than the same form filled in otherwise.

    A form filled in otherwise (another year's notice, another township's guide, another month's list) shares
    nearly all of its words. What tells it apart: amounts, the latest year, the place spoken of, or, in a short
    text, a word replaced by another of its length.
    """
    if containment(a, b) < 0.8:
        return False
    if a.last_year and b.last_year and a.last_year != b.last_year:
        return False
    if _speak_of_other_places(a.places, b.places):
        return False
    fewer = min(len(a.amounts), len(b.amounts))
    if fewer > 2 and len(a.amounts & b.amounts) / fewer < 0.6:
        return False
    return min(len(a.letters), len(b.letters)) >= SHORT or not _has_replaced_word(a.letters, b.letters)


def _speak_of_other_places(a: Counter[str], b: Counter[str]) -> bool:
    """Each names again and again a place that the other does not name at all."""
    often = [[place for place, times in named.items() if times > 1] for named in (a, b)]
    return any(place not in b for place in often[0]) and any(place not in a for place in often[1])


def _has_replaced_word(a: str, b: str) -> bool:
    """A number, or a run of two characters and more, that stands in the place of another: in a terse text any
    letter. A telephone number changes without the matter."""
    a, b = _TELEPHONE.sub("", a), _TELEPHONE.sub("", b)
    most = 0 if min(len(a), len(b)) < TERSE else 1
    changes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return any(
        tag == "replace" and (min(i2 - i1, j2 - j1) > most or a[i1:i2].isdigit() or b[j1:j2].isdigit())
        for tag, i1, i2, j1, j2 in changes
    )
