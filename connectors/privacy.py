"""The gate for personal data (个人信息): identity numbers, bank cards and mobile numbers leave masked or
not at all.

Masking keeps the length of the text: digits become `*` in place, so offsets found in a text hold afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote

from connectors.disguises import disguised, written
from connectors.personal_numbers import ID_LABEL, Hit, Kind, is_card, is_mobile, is_resident

__all__ = [
    "GAPS",
    "SHORTEST",
    "Kind",
    "Masked",
    "address_has_personal_data",
    "has_personal_data",
    "mask",
    "may_hold",
]

_DIGIT = "[0-9０-９]"
_DOTS = ".·．・"
_SPACES = "\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_DASHES = "-‐‑‒–—―−﹣－"
_BETWEEN = _SPACES + _DASHES + _DOTS
_UNSEEN = "\xad\u034f\u061c\u180e\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)))
)
"""What takes no room: soft hyphens, marks of direction, joiners, selectors of a form."""
GAPS = re.escape(_BETWEEN + _UNSEEN)
"""What may stand between two digits of one number besides a space; to be put into the brackets of a pattern."""
_GAP = f"[ {re.escape(_BETWEEN)}]"
_INVISIBLE = re.compile(f"[{re.escape(_UNSEEN)}]+")
_RUN = re.compile(
    rf"(?<![0-9０-９%]){_DIGIT}(?:{_GAP}?{_DIGIT}){{9,}}(?:{_GAP}?[XxＸｘ])?(?![0-9０-９A-Za-z])"
)
_GLUED = re.compile(r"(?:[A-Za-z]|[A-Za-z]\d{0,12}_|\d\.)$")
"""Before a number: it is the tail of a name (`W0130…`, `post_138…`) or of a decimal fraction."""
_CALLED = re.compile(r"(?:tel|phone|mob|mobile|cell|wx|vx|wechat|weixin|qq|id|no)[._]?$", re.IGNORECASE)
_SERIAL = re.compile(r"/(?:19|20)\d\d(?:\D|$)")
"""After a number: it is the code of an index number (code/year-serial)."""
SHORTEST = 11
"""Digits of a mobile number, the shortest of the three."""
_MAY_HOLD = re.compile(rf"{_DIGIT}(?:[\s{GAPS}]*+{_DIGIT}){{{SHORTEST - 1}}}")
"""As many digits as the shortest of the numbers has, with any white space between: whatever is made of digits, be it
plain or in disguise. Begins with a set of characters, so that a text without digits is passed over at the speed of the
regex engine's scan."""
_ABROAD = re.compile(r"(?:00)?861[3-9]\d{9}")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
_NUMERIC = frozenset("0123456789０１２３４５６７８９XxＸｘ〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖")
_HIDDEN = {"resident_id": slice(6, -4), "mobile": slice(-8, -4), "bank_card": slice(4, -4)}
"""Which digits of a number are masked."""
_CARD_LABEL = re.compile(
    r"银\s*行\s*卡|卡\s*号|一\s*卡\s*通|储蓄卡|社保卡|存折|(?:个人|发放|收款|银行|打卡)\s*[账帐]\s*[号户]"
)
SHORTEST_CARD, SHORTEST_ACCOUNT = 15, 13
"""Digits of a card's number, and of an account of a credit union (信用社) beneath a heading that says so."""
_TIME = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d")
_MOBILE_SHAPES = frozenset(((11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (4, 4, 3)))
_IN_ADDRESS = re.compile(r"(?<![0-9A-Za-z])(?:\d{15}[\dXx]{0,4}|\d{11})(?![0-9A-Za-z])")
_RESIDENT_IN_ADDRESS = re.compile(r"([0-9A-Za-z]?)(?<!\d)(\d{6})[-_]?(\d{8})[-_]?(\d{3}[\dXx])(?![\dXx])")
"""Behind a letter only its check digit tells it from names of files."""


@dataclass(frozen=True, slots=True)
class Masked:
    """Text of the same length without personal data, and the kinds that were found."""

    text: str
    kinds: tuple[Kind, ...] = ()


def mask(text: str) -> Masked:
    """Mask every identity number (`230522********1234`), mobile (`138****1234`) and bank card (first and
    last four).

    Found: 18 and 15 digits, split by spaces, hyphens or dots, in full-width digits, with +86; run together,
    broken over lines, in Chinese numerals (see `disguises`). An identity number needs a valid region and
    birthday, and where it is split its check digit or a label nearby; a card needs Luhn and an issuer's
    prefix, or a label. Landlines, credit codes, index, document and bond numbers, amounts, dates and file names stay.
    """
    hits = list(_hits(text))
    if not hits:
        return Masked(text)
    chars = list(text)
    for hit in hits:
        places = [i for i in range(hit.start, hit.end) if chars[i] in _NUMERIC]
        for i in places[_HIDDEN[hit.kind]]:
            chars[i] = "*"
    return Masked("".join(chars), tuple(sorted({hit.kind for hit in hits})))


def has_personal_data(text: str) -> bool:
    """Whether `mask` would change the text."""
    return next(_hits(text), None) is not None


_LINES = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_ENDS = frozenset(char.encode()[-1] for char in "０１２３４５６７８９")
"""Full-width digits are told by their last byte."""
_SIEVE = bytes(ord("0") if byte in _ENDS or chr(byte) in "0123456789" else byte for byte in range(256))
_GAP_BYTES = bytes({b for char in _BETWEEN + _UNSEEN + _LINES for b in char.encode()} - _ENDS)
_ZEROS = b"0" * SHORTEST


def may_hold(text: str) -> bool:
    """False for what surely holds no personal data: a quick look at the bytes, for many texts at once.

    Every digit becomes a zero and the bytes that gaps are made of are taken out, so that a number is a row of zeros,
    whatever splits it. A Chinese character always leaves a byte that is neither.
    """
    sieved = text.encode("utf-8", "replace").translate(_SIEVE, _GAP_BYTES)
    return _ZEROS in sieved or next(written(text), None) is not None


def address_has_personal_data(url: str, *, checked: bool = False) -> bool:
    """Whether an address carries an identity, mobile or UnionPay card number, be it in its path or its query.

    Addresses are full of long numbers, so that only cards that begin with 62 count. `checked`: of identity numbers
    only those whose check digit is right.
    """
    if not _MAY_HOLD.search(url) and "%" not in url:
        return False
    shown = _INVISIBLE.sub("", unquote(url))
    return any(is_mobile(n) or is_card(n, ("62",)) for n in _IN_ADDRESS.findall(shown)) or any(
        is_resident("".join(parts), labelled=not (before or checked))
        for before, *parts in _RESIDENT_IN_ADDRESS.findall(shown)
    )


def _hits(text: str) -> Iterator[Hit]:
    """Every number, no two of them overlapping; looked for in what is seen of the text."""
    if text.isascii() or not _INVISIBLE.search(text):
        yield from _seen(text)
        return
    hidden = {at for match in _INVISIBLE.finditer(text) for at in range(*match.span())}
    places = [at for at in range(len(text)) if at not in hidden]
    for hit in _seen(_INVISIBLE.sub("", text)):
        yield Hit(hit.kind, places[hit.start], places[hit.end - 1] + 1)


def _seen(text: str) -> Iterator[Hit]:
    if len(text) < SHORTEST:
        return
    has_digits = _MAY_HOLD.search(text) is not None
    taken: list[Hit] = []
    for hit in chain(written(text), disguised(text) if has_digits else ()):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
            yield hit
    if not has_digits:
        return
    labels: tuple[bool, bool] | None = None
    for run in _RUN.finditer(text):
        if labels is None:
            labels = bool(ID_LABEL.search(text)), bool(_CARD_LABEL.search(text))
        for hit in _in_run(text, run, labels):
            if all(hit.end <= other.start or other.end <= hit.start for other in taken):
                yield hit


def _in_run(text: str, run: re.Match[str], labels: tuple[bool, bool]) -> Iterator[Hit]:
    """Try every sequence of neighbouring digit groups of a run, the longest first."""
    plain = _plain(run[0])
    groups = [(g.start(), g.end()) for g in _GROUP.finditer(plain)]
    first = 0
    while first < len(groups):
        hit = None
        for last in _ends(groups, first):
            start, end = groups[first][0], groups[last][1]
            if _is_dotted_amount(run[0][start:end]):
                continue
            sizes = tuple(b - a for a, b in groups[first : last + 1])
            if hit := _judge(text, run.start(), plain, start, end, sizes, labels):
                first = last
                yield hit
                break
        first += 1


def _ends(groups: list[tuple[int, int]], first: int) -> list[int]:
    """Where a number that begins with group `first` may end, so that it has 11 to 21 digits; farthest first."""
    ends, total = [], 0
    for last in range(first, len(groups)):
        total += groups[last][1] - groups[last][0]
        if total > 21:
            break
        if total >= SHORTEST:
            ends.append(last)
    return ends[::-1]


def _is_dotted_amount(number: str) -> bool:
    """Whether dots stand in it like decimal points: alone, or beside other gaps (`138.4567.0013` has two,
    and nothing else)."""
    gaps = [c for c in number if not c.isalnum()]
    return any(c in _DOTS for c in gaps) and (len(gaps) < 2 or len(set(gaps)) > 1)


def _judge(
    text: str,
    offset: int,
    plain: str,
    start: int,
    end: int,
    sizes: tuple[int, ...],
    labels: tuple[bool, bool],
) -> Hit | None:
    digits = "".join(c for c in plain[start:end] if c.isalnum()).upper()
    a, b = offset + start, offset + end
    size = len(digits)
    if _SERIAL.match(text, b):
        return None
    glued = _is_glued(text, a)
    whole = size == 18 and len(sizes) == 1  # mistyped ones are as personal, and nothing else has this shape
    if size in (15, 18) and is_resident(digits, labelled=labels[0] or whole) and not (glued and size == 15):
        return Hit("resident_id", a, b)
    if glued:
        return None
    if digits.startswith("86") and size == 13 and sizes[0] == 2:
        return None  # the number itself is tried next, without its country code
    if size == 12 and digits[0] == "0" and is_mobile(digits[1:]) and len(sizes) == 1:
        return Hit("mobile", a + 1, b)
    if is_mobile(digits):
        return Hit("mobile", a, b) if sizes in _MOBILE_SHAPES or len(sizes) == 11 else None
    if len(sizes) == 1 and _ABROAD.fullmatch(digits):
        return Hit("mobile", a, b)
    if size <= 19 and digits.isdigit() and _is_card(text, a, digits, sizes, labels[1]):
        return Hit("bank_card", a, b)
    return None


def _is_glued(text: str, at: int) -> bool:
    before = text[max(0, at - 14) : at]
    return bool(_GLUED.search(before)) and not _CALLED.search(before)


def _is_card(text: str, at: int, digits: str, sizes: tuple[int, ...], labelled: bool) -> bool:
    """Fifteen digits and more as issuers print them; with a label also shorter accounts and other groups."""
    is_labelled = labelled and _CARD_LABEL.search(text, max(0, at - 400), at) is not None
    if len(digits) < SHORTEST_CARD:
        return is_labelled and len(digits) >= SHORTEST_ACCOUNT and len(sizes) == 1 and not _TIME.match(digits)
    usual = len(sizes) in (1, len(digits)) or sizes[:-1] == (4,) * (len(sizes) - 1) or sizes[:2] == (6, 13)
    if not usual:
        return is_labelled and digits.startswith("62") and all(3 <= size <= 6 for size in sizes)
    return is_labelled or is_card(digits)


def _plain(text: str) -> str:
    """Full-width digits narrow, every gap a space; same length."""
    return "".join(_NARROW.get(c, c) for c in text)


_NARROW = {chr(0xFF10 + i): str(i) for i in range(10)} | {"Ｘ": "X", "ｘ": "x"} | dict.fromkeys(_BETWEEN, " ")
