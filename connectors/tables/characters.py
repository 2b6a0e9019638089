"""The characters of a PDF page with their places, and lines of text made of them."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from connectors.documents.radicals import RADICALS

LINE_TOLERANCE = 0.5
"""Characters whose baselines differ by less than this share of their height stand on one line."""
SAMPLE = 200
"""Characters that tell which way a page is read."""
SPACE = 0.35
"""A gap of this share of the height between Latin characters is a space."""


class Char(NamedTuple):
    """A character as a reader of the turned page sees it; points, `y` is the baseline and grows upwards."""

    text: str
    x: float
    """Middle of the character."""
    y: float
    left: float
    right: float
    height: float


def characters(page: pypdfium2.PdfPage) -> tuple[list[Char], Turn]:
    """All visible characters that are not white space, each once: bold text is often drawn twice. And how the page
    is turned so that they stand upright."""
    layer = page.get_textpage()
    try:
        turn = _turn(page, layer.raw)
        found = {(c.text, round(c.left), round(c.y)): c for c in _characters(layer.raw, turn)}
    finally:
        layer.close()
    if not found:
        return [], turn
    # A dash or a point is as high as its neighbours; the font size is told before it is scaled, and no help.
    usual = median(char.height for char in found.values())
    return [c if c.height >= usual else c._replace(height=usual) for c in found.values()], turn


def _characters(layer: object, turn: Turn) -> Iterator[Char]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    refs = [ctypes.byref(value) for value in (left, right, bottom, top)]
    origin = ctypes.byref(x), ctypes.byref(y)
    box_of, origin_of, code_of = (
        pdfium.FPDFText_GetCharBox,
        pdfium.FPDFText_GetCharOrigin,
        pdfium.FPDFText_GetUnicode,
    )
    for index in range(pdfium.FPDFText_CountChars(layer)):
        code = code_of(layer, index)
        if code <= 32 or code in _BLANK:
            continue
        if not box_of(layer, index, *refs) or not origin_of(layer, index, *origin):
            continue
        box = turn(left.value, bottom.value, right.value, top.value)
        base = turn(x.value, y.value, x.value, y.value)
        yield Char(
            chr(code).translate(RADICALS), (box[0] + box[2]) / 2, base[1], box[0], box[2], box[3] - box[1]
        )


_BLANK = frozenset((0xA0, 0x3000, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF, 0x2002, 0x2003, 0x2009))
"""White space, and the mark PDFium sets for a hyphen at the end of a line."""


class Turn:
    """Coordinates of the page as it is shown, from those it was written in (`/Rotate`)."""

    def __init__(self, rotation: int, width: float, height: float) -> None:
        self._rotation, self._width, self._height = rotation, width, height

    def __call__(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """A box in the shown page's points."""
        match self._rotation:
            case 90:
                return bottom, self._height - right, top, self._height - left
            case 180:
                return self._width - right, self._height - top, self._width - left, self._height - bottom
            case 270:
                return self._width - top, left, self._width - bottom, right
        return left, bottom, right, top


def _turn(page: pypdfium2.PdfPage, layer: object) -> Turn:
    """How the page's own coordinates become those of the page as it is read: most of its text upright. That is how it
    is shown (`/Rotate`), unless a wide table lies on its side."""
    angles = Counter(
        -round(math.degrees(pdfium.FPDFText_GetCharAngle(layer, index)) / 90) * 90 % 360
        for index in range(min(pdfium.FPDFText_CountChars(layer), SAMPLE))
        if pdfium.FPDFText_GetUnicode(layer, index) > 32
    )
    upright = angles.most_common(1)[0][0] if angles else page.get_rotation()
    return Turn(upright, *page.get_size())


def grouped_lines(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters by line, from top to bottom, each line from left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.y):
        if lines and abs(lines[-1][0].y - char.y) < LINE_TOLERANCE * min(char.height, lines[-1][0].height):
            lines[-1].append(char)
        else:
            lines.append([char])
    for line in lines:
        line.sort(key=lambda c: c.left)
    return lines


def joined(line: Sequence[Char]) -> str:
    """The text of one line. Numbers and ideographs close up whatever the gaps; Latin words keep their spaces."""
    parts: list[str] = []
    before: Char | None = None
    for char in line:
        if (
            before is not None
            and char.left - before.right > SPACE * char.height
            and _is_latin(before.text)
            and _is_latin(char.text)
        ):
            parts.append(" ")
        parts.append(char.text)
        before = char
    return "".join(parts)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def lines_of_text(chars: Iterable[Char]) -> list[str]:
    """Lines as read, wide gaps kept as a space: a title line and `单位：元` at its end are two words."""
    lines = []
    for line in grouped_lines(chars):
        parts: list[str] = []
        before: Char | None = None
        for char in line:
            if before is not None and char.left - before.right > 0.8 * char.height:
                parts.append(" ")
            parts.append(char.text)
            before = char
        lines.append("".join(parts))
    return lines
