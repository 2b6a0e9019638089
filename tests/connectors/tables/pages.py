"""PDF pages drawn by hand: lines and letters at their places, as the odd ones on sites are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, rotate: int = 0) -> bytes:
    """A document of these pages, A4 upright, then turned."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for draw in pages:
        canvas.setFont(FONT, 10)
        canvas.setPageRotation(rotate)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def ruled(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every line of a grid."""
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])


def words(canvas: Canvas, *cells: tuple[float, float, str]) -> None:
    for x, y, text in cells:
        canvas.drawString(x, y, text)
