"""OFD pages (版式文档, GB/T 33190) as grids: the places of characters and the drawn lines, from the XML of each page.

What a viewer would measure in the font is reckoned here: a character that no distance is told of is as wide as its
size, a Latin letter or digit half of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from connectors.documents.model import Limits
from connectors.documents.ofd import (
    SIZE,
    Element,
    deltas,
    frame_of,
    numbers,
    open_ofd,
    page_parts,
    page_places,
)
from connectors.documents.radicals import RADICALS
from connectors.tables.characters import Char
from connectors.tables.model import GridReading
from connectors.tables.page import Pages
from connectors.tables.ruling import Lines, add_line

POINT = 72 / 25.4
"""Points of a millimetre."""
_OPERATION = re.compile(r"([A-Z])([^A-Z]*)")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers behind each letter of AbbreviatedData; the last two are the point it leads to."""

Point = tuple[float, float]


def read_ofd_grids(content: bytes, limits: Limits) -> GridReading:
    """The tables of all pages. A page that shows only a picture is a problem `scan`.

    Raises `UnreadableError` for a broken, encrypted or oversized file.
    """
    archive, pages = open_ofd(content, limits), Pages()
    for number, place in enumerate(page_places(archive), 1):
        if number > limits.max_pages:
            break
        parts = page_parts(archive, place)
        lines = Lines([], [])
        for box in (box for part in parts for box in _segments(part)):
            add_line(lines, box)
        chars = {(c.text, round(c.left), round(c.y)): c for part in parts for c in _characters(part)}
        has_image = any(True for part in parts for _ in part.iter("{*}ImageObject"))
        pages.add(number, list(chars.values()), lines, has_image=has_image)
    return pages.reading()


def _characters(page: Element) -> Iterator[Char]:
    for element in page.iter("{*}TextObject"):
        if element.get("Visible") == "false":
            continue
        left, top, a, b, c, d, e, f = frame_of(element)
        size = (numbers(element.get("Size")) or [SIZE])[0]
        wide, high = size * (math.hypot(a, b) or 1.0), size * (math.hypot(c, d) or 1.0)
        x = y = 0.0
        for code in element.iterfind("{*}TextCode"):
            text = code.text or ""
            x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
            places = zip(text, _offsets(code.get("DeltaX"), text, size), _downs(code, text), strict=True)
            for letter, across, down in places:
                start = left + a * (x + across) + c * (y + down) + e
                base = top + b * (x + across) + d * (y + down) + f
                if not letter.isspace():
                    yield _char(letter.translate(RADICALS), start, base, wide * _share(letter), high)


def _char(text: str, start: float, base: float, width: float, height: float) -> Char:
    left, right = start * POINT, (start + width) * POINT
    return Char(text, (left + right) / 2, -base * POINT, left, right, height * POINT)


def _share(letter: str) -> float:
    return 0.5 if letter.isascii() else 1.0


def _offsets(told: str | None, text: str, size: float) -> list[float]:
    """How far each character stands from the first: by the distances that are told, else by its width."""
    steps = deltas(told, len(text))
    steps += [size * _share(letter) for letter in text[len(steps) : -1]]
    return [sum(steps[:n]) for n in range(len(text))]


def _downs(code: Element, text: str) -> list[float]:
    steps = deltas(code.get("DeltaY"), len(text))
    return [sum(steps[:n]) for n in range(len(text))]


def _segments(page: Element) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of a page's straight strokes and filled areas: left, bottom, right, top in points."""
    for element in page.iter("{*}PathObject"):
        left, top, a, b, c, d, e, f = frame_of(element)
        data = element.find("{*}AbbreviatedData")
        points = [
            ((left + a * x + c * y + e) * POINT, -(top + b * x + d * y + f) * POINT, is_drawn)
            for x, y, is_drawn in _path((data.text if data is not None else None) or "")
        ]
        if element.get("Fill") == "true" and element.get("Stroke") == "false":
            if points:
                yield _around([(x, y) for x, y, _ in points])
            continue
        for before, after in pairwise(points):
            if after[2]:
                yield _around([before[:2], after[:2]])


def _path(data: str) -> Iterator[tuple[float, float, bool]]:
    """The points of a path, each with whether a straight line leads to it."""
    start: Point = (0.0, 0.0)
    for letter, rest in _OPERATION.findall(data):
        told = numbers(rest)
        if len(told) != _TAKES.get(letter, -1):
            continue
        if letter == "C":
            yield *start, True
            continue
        x, y = told[-2:]
        start = (x, y) if letter in "SM" else start
        yield x, y, letter == "L"


def _around(points: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)
