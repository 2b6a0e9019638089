"""The ruling lines (表格线) of a PDF page: strokes, thin filled rectangles, and edges of stroked boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from connectors.tables.characters import Turn

THIN = 3.0
"""Points; a filled box thinner than this is a line."""
SHORT = 4.0
"""Points; a line shorter than this is a dash or a dot of something else."""
FORM_DEPTH = 5
OUTLINES = 100
"""More drawings than this on a page without text are words drawn as outlines."""


class Line(NamedTuple):
    """A line along an axis: at `at`, from `start` to `end`; points of the shown page."""

    at: float
    start: float
    end: float


class Lines(NamedTuple):
    """All of a page: horizontal ones at their y, vertical ones at their x."""

    horizontal: list[Line]
    vertical: list[Line]


def ruling_lines(page: pypdfium2.PdfPage, turn: Turn) -> tuple[Lines, bool]:
    """The lines of a page, and whether it shows a picture: an image, or so many drawings that they are letters."""
    lines, has_image, drawn = Lines([], []), False, 0
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM]
    for item in page.get_objects(filter=kinds, max_depth=FORM_DEPTH):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            has_image = True
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            drawn += 1
            for box in _edges(item):
                add_line(lines, turn(*box))
    return lines, has_image or drawn > OUTLINES


def add_line(lines: Lines, box: tuple[float, float, float, float]) -> None:
    """A box as the line it is; nothing where it is none."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if height <= THIN and width >= SHORT and width > height:
        lines.horizontal.append(Line((bottom + top) / 2, left, right))
    elif width <= THIN and height >= SHORT:
        lines.vertical.append(Line((left + right) / 2, bottom, top))


Box = tuple[float, float, float, float]


def _edges(path: pypdfium2.PdfObject) -> Iterator[Box]:
    """Boxes of the lines a path draws: itself where it is thin, its segments where it is stroked or compound."""
    left, bottom, right, top = path.get_bounds()
    if min(right - left, top - bottom) <= THIN:
        yield left, bottom, right, top
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value or pdfium.FPDFPath_CountSegments(path.raw) > 5:
        yield from _segments(path, stroked=bool(stroke.value))


def _segments(path: pypdfium2.PdfObject, *, stroked: bool) -> Iterator[Box]:
    """Straight segments of a stroked path; of a filled one its subpaths, each as the box it fills."""
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    box: list[tuple[float, float]] = []
    for index in range(pdfium.FPDFPath_CountSegments(path.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if box and not stroked:
                yield _around(box)
            start, box = point, [point]
        else:
            box.append(point)
            if stroked and kind == pdfium.FPDF_SEGMENT_LINETO:
                yield _around([before, point])
        before = point
        if stroked and pdfium.FPDFPathSegment_GetClose(segment):
            yield _around([before, start])
    if box and not stroked:
        yield _around(box)


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)
