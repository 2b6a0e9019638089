"""What a parser need not see: menus that the pages of a site share, and the borders of text pasted from Word (减负).

Half of the elements of a usual page are links of menus, and half of the rest are spans that only set a font. To parse
them is most of the work of reading a page, and none of it shows in the result. Both are taken out of the bytes in such
a way that the result is the same, letter by letter; where that cannot be told beforehand, the walk tells it afterwards
(`HELD`), and the page is parsed whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from connectors.fields.page import HELD, SEAM
from connectors.fields.visibility import is_hiding, is_worth_reading

_END = re.compile(rb"</(?:[Uu][Ll]|[Hh][Tt][Mm][Ll]|[Bb][Oo][Dd][Yy])\s*>")
"""Of lists, and of the document: included page heads close it early, and the parser would stop there."""
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_IN_MENUS = frozenset((b"ul", b"li", b"a", b"span", b"i", b"b", b"em", b"strong", b"img", b"br"))
_EMPTY = frozenset((b"img", b"br"))
_FONT = re.compile(rb"(?: (?:style|lang|xml:lang)=(?:'[^'<>]*'|\"[^\"<>]*\"))*")
"""Attributes of a span that has no name."""
_BORDER = b"</span><span"
_SEAMS = (SEAM * 2).encode()
_WIDE_SPACE = "\u3000".encode()
_LONG = 40
"""Bytes of text that are no label."""


@dataclass(frozen=True, slots=True)
class Light:
    """The bytes to parse, and the menus that were emptied in them; each holds its `HELD` instead."""

    content: bytes
    held: list[bytes]


def lighten(content: bytes) -> Light:
    """Empty the menus that were met before and merge runs of pasted text."""
    out: list[bytes] = []
    held: list[bytes] = []
    start = 0
    for end in _END.finditer(content):
        piece = content[start : end.start()]
        start = end.end()
        if end[0][2:4].lower() != b"ul":
            out.append(piece)
            continue
        at = piece.rfind(b"<ul")
        menu = piece[at:]
        if at >= 0 and len(menu) >= _WORTHWHILE and len(held) < len(HELD) and _is_known_menu(menu):
            out += (piece[:at], menu[: menu.index(b">") + 1], HELD[len(held)].encode())
            held.append(menu)
        else:
            out.append(piece)
        out.append(end[0])
    out.append(content[start:])
    content = b"".join(out)
    if _BORDER in content and _SEAMS[:3] not in content:
        content = _merge(content)
    return Light(content, held)


def without_ends(content: bytes) -> bytes:
    """The page as it is, but for what would end it early."""
    return _END.sub(lambda end: end[0] if end[0][2:4].lower() == b"ul" else b"", content)


_WORTHWHILE = 400
"""Bytes; a shorter list costs less to parse than to look up."""
_LONGEST = 16_384
_met: set[int] = set()
"""Hashes of lists that were met once."""
_lists: dict[bytes, bool] = {}
"""Lists that were met twice, without their end tag, and whether they may be emptied. Bounded: to forget costs time
only."""


def keep(menus: list[bytes]) -> None:
    """Leave these alone from now on: they show."""
    _lists.update(dict.fromkeys(menus, False))


def _is_known_menu(block: bytes) -> bool:
    """Whether a list was met before and is nothing but links."""
    known = _lists.get(block)
    if known is not None or len(block) > _LONGEST:
        return bool(known)
    if (key := hash(block)) not in _met:
        if len(_met) > 16_384:
            _met.clear()
        _met.add(key)
        return False
    if len(_lists) > 512:
        _lists.clear()
    _lists[block] = _is_menu(block)
    return _lists[block]


def _is_menu(block: bytes) -> bool:
    """Whether a list is well-formed and holds nothing but links without a label, date or sentence."""
    opened: list[bytes] = []
    count = 0
    for tag in _TAG.finditer(block):
        count += 1
        name = tag[2].lower()
        if tag[1]:
            if not opened or opened.pop() != name:
                return False
        elif name not in _IN_MENUS or name in opened:
            return False
        elif name not in _EMPTY:
            opened.append(name)
    text = unescape(_TAG.sub(b"", block).decode("utf-8", "replace"))
    return opened == [b"ul"] and count == block.count(b"<") and not is_worth_reading(text)


def _merge(content: bytes) -> bytes:
    """Spans side by side as one, with seams at their borders, where none has a name or is hidden and each holds text
    alone; the first one must be too long to be a label."""
    first, *pieces = content.split(_BORDER)
    out = [first]
    within = _ends_long(first)
    for number, piece in enumerate(pieces, 1):
        font, _, text = piece.partition(b">")
        end = text.find(b"<")
        alone = (end < 0) if number < len(pieces) else text.startswith(b"</span>", end)
        shows = _only_sets_font(font)
        if within and shows and (alone or text.startswith(b"</span>", end)):
            out += (_SEAMS, text)
        else:
            out += (_BORDER, piece)
            alone = alone and shows and b"&" not in text and len(text.replace(_WIDE_SPACE, b"")) >= _LONG
        within = alone if end < 0 else _ends_long(text)
    return b"".join(out)


def _ends_long(piece: bytes) -> bool:
    """Whether the last span of a piece holds enough text, and nothing else, and only sets a font."""
    opening, _, text = piece[piece.rfind(b"<") + 1 :].partition(b">")
    if not opening.startswith(b"span") or b"&" in text or len(text.replace(_WIDE_SPACE, b"")) < _LONG:
        return False
    return _only_sets_font(opening[len(b"span") :])


@lru_cache(maxsize=4096)
def _only_sets_font(attributes: bytes) -> bool:
    """Whether a span has no name and is not hidden; the same few fonts repeat over a site."""
    return bool(_FONT.fullmatch(attributes)) and not is_hiding(attributes.decode("utf-8", "replace"))
