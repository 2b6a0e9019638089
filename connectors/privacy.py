"""The gate for personal data (个人信息): identity numbers, bank cards and mobile numbers leave masked or
not at all.

Masking keeps the length of the text: digits become `*` in place, so offsets found in a text hold afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import unquote

from stdnum import luhn

Kind = Literal["resident_id", "bank_card", "mobile"]

_DIGIT = "[0-9０-９]"
_GAPS = "\u3000\xa0\u2002\u2003\u200b\u200c\u200d\u2060\ufeff-‐‑–—－"
"""What may stand between two digits of one number besides a space, the characters without width included."""
GAP = f"[ {re.escape(_GAPS)}]"
_RUN = re.compile(rf"(?<![0-9０-９%]){_DIGIT}(?:{GAP}?{_DIGIT}){{9,}}(?:{GAP}?[XxＸｘ])?(?![0-9０-９A-Za-z])")
_GLUED = re.compile(r"(?:[A-Za-z]|[A-Za-z]\d{0,12}_|\d\.)$")
"""Before a number: it is the tail of a name (`W0130…`, `post_138…`) or of a decimal fraction."""
_CALLED = re.compile(r"(?:tel|phone|mob|mobile|cell|wx|vx|wechat|weixin|qq|id|no)[._]?$", re.IGNORECASE)
_SERIAL = re.compile(r"/(?:19|20)\d\d(?:\D|$)")
"""After a number: it is the code of an index number (code/year-serial)."""
SHORTEST = 11
"""Digits of a mobile number, the shortest of the three."""
_MAY_HOLD = re.compile(rf"{_DIGIT}(?:{GAP}?{_DIGIT}){{{SHORTEST - 1}}}")
"""As many digits as the shortest of the numbers has. Begins with a set of characters, so that a text
without digits is passed over at the speed of the regex engine's scan."""
_ABROAD = re.compile(r"(?:00)?861[3-9]\d{9}")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
_ID_LABEL = re.compile(r"身\s*份\s*证|证\s*件\s*号|公民身份|身份号码|证照号码")
_CARD_LABEL = re.compile(
    r"银\s*行\s*卡|卡\s*号|一\s*卡\s*通|储蓄卡|社保卡|存折|(?:个人|发放|收款|银行|打卡)\s*[账帐]\s*[号户]"
)
_PROVINCES = frozenset(
    (
        *(
            11,
            12,
            13,
            14,
            15,
            21,
            22,
            23,
            31,
            32,
            33,
            34,
            35,
            36,
            37,
            41,
            42,
            43,
            44,
            45,
            46,
            50,
            51,
            52,
            53,
            54,
        ),
        *(61, 62, 63, 64, 65, 71, 81, 82, 83),
    )
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_STARTS = ("62", "60", "4", "51", "52", "53", "54", "55", "35", "37", "95", "94", "90")
_MOBILE_SHAPES = frozenset(((11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (4, 4, 3)))


@dataclass(frozen=True, slots=True)
class Masked:
    """Text of the same length without personal data, and the kinds that were found."""

    text: str
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: Kind
    start: int
    end: int
    keep: tuple[int, int]
    """How many digits stay readable at the start and at the end."""


def mask(text: str) -> Masked:
    """Mask every identity number (`230522********1234`), mobile (`138****1234`) and bank card (first and
    last four).

    Found: 18 and 15 digits, split by spaces or hyphens, in full-width digits, with +86. An identity number
    needs a
    valid region and birthday and either its check digit or a label nearby; a card needs Luhn and an
    issuer's prefix,
    or a label. Landlines, credit codes, index, document and bond numbers, amounts, dates and file names stay.
    """
    hits = list(_hits(text))
    if not hits:
        return Masked(text)
    chars = list(text)
    for hit in hits:
        places = [i for i in range(hit.start, hit.end) if chars[i].isdigit() or chars[i] in "XxＸｘ"]
        for i in places[hit.keep[0] : len(places) - hit.keep[1]]:
            chars[i] = "*"
    return Masked("".join(chars), tuple(sorted({hit.kind for hit in hits})))


def has_personal_data(text: str) -> bool:
    """Whether `mask` would change the text."""
    return _MAY_HOLD.search(text) is not None and next(_hits(text), None) is not None


def address_has_personal_data(url: str) -> bool:
    """Whether an address carries an identity number or a mobile number, be it in its path or its query."""
    for number in re.findall(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{11})(?![0-9A-Za-z])", unquote(url)):
        if len(number) == 11:
            if re.fullmatch(r"1[3-9]\d{9}", number):
                return True
        elif _is_resident(number.upper(), labelled=False):
            return True
    return False


def _hits(text: str) -> Iterator[_Hit]:
    if len(text) < SHORTEST or not _MAY_HOLD.search(text):
        return
    labels: tuple[bool, bool] | None = None
    for run in _RUN.finditer(text):
        if labels is None:
            labels = bool(_ID_LABEL.search(text)), bool(_CARD_LABEL.search(text))
        yield from _in_run(text, run, labels)


def _in_run(text: str, run: re.Match[str], labels: tuple[bool, bool]) -> Iterator[_Hit]:
    """Try every sequence of neighbouring digit groups of a run, the longest first."""
    plain = _plain(run[0])
    groups = [(g.start(), g.end()) for g in _GROUP.finditer(plain)]
    first = 0
    while first < len(groups):
        hit = None
        for last in range(len(groups) - 1, first - 1, -1):
            start, end = groups[first][0], groups[last][1]
            sizes = tuple(b - a for a, b in groups[first : last + 1])
            if 11 <= sum(sizes) <= 21 and (
                hit := _judge(text, run.start(), plain, start, end, sizes, labels)
            ):
                first = last
                yield hit
                break
        first += 1


def _judge(
    text: str,
    offset: int,
    plain: str,
    start: int,
    end: int,
    sizes: tuple[int, ...],
    labels: tuple[bool, bool],
) -> _Hit | None:
    digits = "".join(c for c in plain[start:end] if c.isalnum()).upper()
    a, b = offset + start, offset + end
    size = len(digits)
    if _SERIAL.match(text, b):
        return None
    glued = _is_glued(text, a)
    if size in (15, 18) and _is_resident(digits, labelled=labels[0]) and not (glued and size == 15):
        return _Hit("resident_id", a, b, (6, 4))
    if glued:
        return None
    if digits.startswith("86") and size == 13 and sizes[0] == 2:
        return None  # the number itself is tried next, without its country code
    if size == 11 and digits.isdigit() and digits[0] == "1" and digits[1] in "3456789":
        return _Hit("mobile", a, b, (3, 4)) if sizes in _MOBILE_SHAPES or len(sizes) == 11 else None
    if len(sizes) == 1 and _ABROAD.fullmatch(digits):
        return _Hit("mobile", a, b, (size - 8, 4))
    if 15 <= size <= 19 and digits.isdigit() and _is_card(text, a, digits, sizes, labels[1]):
        return _Hit("bank_card", a, b, (4, 4))
    return None


def _is_glued(text: str, at: int) -> bool:
    before = text[max(0, at - 14) : at]
    return bool(_GLUED.search(before)) and not _CALLED.search(before)


def _is_resident(digits: str, *, labelled: bool) -> bool:
    """GB 11643, 18 digits, or the 15 of before 1999: region, birthday, and check digit unless labelled."""
    if not digits[:-1].isdigit() or int(digits[:2]) not in _PROVINCES:
        return False
    born = digits[6:14] if len(digits) == 18 else "19" + digits[6:12]
    try:
        year = date(int(born[:4]), int(born[4:6]), int(born[6:])).year
    except ValueError:
        return False
    if not 1900 <= year <= 2030:
        return False
    if len(digits) == 15:
        return digits.isdigit()
    total = sum(w * int(c) for w, c in zip(_WEIGHTS, digits[:17], strict=True))
    return labelled or digits[17] == "10X98765432"[total % 11]


def _is_card(text: str, at: int, digits: str, sizes: tuple[int, ...], labelled: bool) -> bool:
    if (
        len(sizes) > 1
        and sizes[:-1] != (4,) * (len(sizes) - 1)
        and sizes[:2] != (6, 13)
        and len(sizes) != len(digits)
    ):
        return False
    if labelled and _CARD_LABEL.search(text, max(0, at - 400), at):
        return True
    return len(digits) >= 16 and digits.startswith(_CARD_STARTS) and luhn.is_valid(digits)


def _plain(text: str) -> str:
    """Full-width digits narrow, every gap a space; same length."""
    return "".join(_NARROW.get(c, c) for c in text)


_NARROW = {chr(0xFF10 + i): str(i) for i in range(10)} | {"Ｘ": "X", "ｘ": "x"} | dict.fromkeys(_GAPS, " ")
