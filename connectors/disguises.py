"""Personal numbers that do not stand as one row of digits: run together, broken over lines or cells, or
written in Chinese numerals (一三八…).

Each form asks for more proof than plain digits do, since tables are full of numbers side by side: a check
digit, a label, or a shape that nothing else has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from connectors.personal_numbers import ID_LABEL, Hit, is_card, is_resident, kind_of

# The patterns that every text is searched for begin with a set of characters and not by looking behind, so that a text
# without such characters is passed over at the speed of the scan; what stands before is asked of the few matches.
_JOINED = re.compile(r"[0-9](?:[0-9]|[Xx](?=[0-9])){21,36}[Xx]?(?![0-9A-Za-z])")
_DISABILITY = re.compile(r"[0-9]{17}[0-9Xx][1-7][1-4](?:[Bb][0-9]{1,2})?(?![0-9A-Za-z])")
"""The number of a certificate of disability (残疾人证号): identity number, kind, degree, and which copy it is. Other
numbers are as long and begin alike: it needs its name before it."""
_GLUED = re.compile(r"[0-9A-Za-z]")
_BREAK = re.compile(r"[0-9][ \u3000]?[\t\n\r][\s\u3000]{0,3}[0-9]")
_PIECES = re.compile(r"(?<![0-9A-Za-z.,])[0-9]{2,17}(?:[ \u3000]?[\t\n\r][\s\u3000]{0,3}[0-9]{1,17})+[Xx]?")
_PIECE = re.compile(r"[0-9]+[Xx]?")
_CALLED = re.compile(
    r"(?:电\s?话|手\s?机|联系方式|联系号码|微\s?信|\btel|\bphone|\bmobile)[^0-9\t\n]{0,6}(1[3-9](?:\s{0,3}[0-9]){9})(?![0-9])",
    re.IGNORECASE,
)
_HAN = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_WRITTEN = {
    first: re.compile(
        rf"{first}[ \-]?[三四五六七八九叁肆伍陆柒捌玖](?:[ \-]?[{_HAN}]){{9}}(?![{_HAN}十百千万])"
    )
    for first in "一幺壹"
}
"""By their first numeral: to look for one character is far cheaper than to look for any of many."""
_CENTURY = {"九": "一壹幺", "玖": "一壹幺", "〇": "二贰", "○": "二贰", "零": "二贰"}
"""What a year of birth begins with, by its second numeral: one character is looked for at a time here, too."""
_IDENTITY = re.compile(rf"[{_HAN}](?:[ \-]?[{_HAN}]){{16}}[ \-]?[{_HAN}0-9XxＸｘ](?![{_HAN}十百千万0-9])")
_LONGEST_AMOUNT = 10
"""Digits; a county's budget in yuan has as many."""
_VALUE = dict(zip(_HAN, "0001234567891123456789", strict=True)) | {"Ｘ": "X", "ｘ": "X", "x": "X", "X": "X"}


def disguised(text: str) -> Iterator[Hit]:
    """The numbers in disguise whose digits are digits, in no order. Full-width ones are not looked for here."""
    for run in _JOINED.finditer(text):
        before = text[run.start() - 1 : run.start()]
        if not (before == "." or (before.isascii() and before.isalnum())):
            yield from _joined(run)
    for certificate in _DISABILITY.finditer(text):
        start = certificate.start()
        told = "残疾" in text[max(0, start - 400) : start] and not _GLUED.match(text[start - 1 : start])
        if told and is_resident(certificate[0][:18], labelled=True):
            yield Hit("resident_id", start, start + 18)
    if _BREAK.search(text):
        yield from _broken(text)
        for match in _CALLED.finditer(text):
            yield Hit("mobile", *match.span(1))


def written(text: str) -> Iterator[Hit]:
    """Mobile and identity numbers in Chinese numerals."""
    for second, firsts in _CENTURY.items():
        at = text.find(second)
        while at > 0:
            born = at - 1 if text[at - 1] not in " -" else at - 2
            if text[born] in firsts:
                yield from _identity(text, born)
            at = text.find(second, at + 1)
    for first, pattern in _WRITTEN.items():
        if first in text:
            yield from (
                Hit("mobile", *m.span()) for m in pattern.finditer(text) if not _numerals(text, m.start(), 1)
            )


def _identity(text: str, born: int) -> Iterator[Hit]:
    """The identity number whose year of birth begins at `born`: a region stands before."""
    if not _numerals(text, born, 6):
        return
    match = _IDENTITY.search(text, max(0, born - 12), born + 36)
    if match is None or match.start() >= born or _numerals(text, match.start(), 1):
        return
    digits = "".join(_VALUE.get(c, c) for c in match[0] if c not in " -")
    labelled = ID_LABEL.search(text, max(0, match.start() - 60), match.start()) is not None
    if is_resident(digits, labelled=labelled):
        yield Hit("resident_id", *match.span())


def _numerals(text: str, at: int, count: int) -> bool:
    """Whether so many numerals stand right before, gaps between them aside."""
    before = text[max(0, at - 2 * count) : at].replace(" ", "").replace("-", "")[-count:]
    return len(before) == count and all(c in _HAN for c in before)


def _joined(run: re.Match[str]) -> Iterator[Hit]:
    """An identity number, card or mobile number with another one right behind it."""
    start, end = run.span()
    for cut in (18, 11, 19, 16, 17):
        left, right = kind_of(run[0][:cut]), kind_of(run[0][cut:])
        if left and right and (left, right) != ("mobile", "mobile"):
            yield Hit(left, start, start + cut)
            yield Hit(right, start + cut, end)
            return


def _broken(text: str) -> Iterator[Hit]:
    """Identity numbers and UnionPay cards whose digits go on in the next line or cell, in at most four
    pieces. A mobile number has no check digit, so that one needs its label; see `_CALLED`."""
    for run in _PIECES.finditer(text):
        pieces = [(run.start() + m.start(), run.start() + m.end()) for m in _PIECE.finditer(run[0])]
        for first in range(len(pieces)):
            window = pieces[first : first + 4]
            sizes = accumulate(b - a for a, b in window)
            for count, size in enumerate(sizes, 1):
                if count > 1 and 16 <= size <= 19:
                    digits = "".join(text[a:b] for a, b in window[:count])
                    if is_resident(digits):
                        yield Hit("resident_id", window[0][0], window[count - 1][1])
                    elif is_card(digits, ("62",)) and not _side_by_side(text, window[:count]):
                        yield Hit("bank_card", window[0][0], window[count - 1][1])


def _side_by_side(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether the pieces are rather amounts in cells beside each other, of which every tenth row passes Luhn: none is
    longer than an amount, and they are no groups of four."""
    between = text[pieces[0][0] : pieces[-1][1]]
    sizes = [b - a for a, b in pieces]
    return "\t" in between and max(sizes) <= _LONGEST_AMOUNT and set(sizes[:-1]) != {4}
