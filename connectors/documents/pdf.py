"""PDF files: the text of their text layer, page after page, in reading order."""

from __future__ import annotations

import itertools

import pypdfium2
from pypdfium2 import raw

from connectors.documents.layout import Span, lines_of
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.pdfium import pdfium
from connectors.documents.radicals import RADICALS

_PICTURES = frozenset({raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING})
_OUTLINES = 100
"""More objects than this on a page without text are words drawn as outlines."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top; y counts upwards."""


def read_pdf(content: bytes, limits: Limits) -> tuple[str, str | None]:
    """Text and note: `scan` where there are pictures and no text, else what of it was left out.

    Raises `UnreadableError` for a broken or encrypted file.
    """
    with pdfium():
        pages, total = _pages(content, limits)
    scans = pages.count(None)
    text = "\n".join(line for page in pages for line in (page or "").splitlines() if line.strip())
    if not text:
        return "", "scan" if scans else None
    notes = [f"{scans} of {len(pages)} pages are scans"] if scans else []
    if len(pages) < total:
        notes.append(f"cut after {len(pages)} of {total} pages")
    return text, "; ".join(notes) or None


def _pages(content: bytes, limits: Limits) -> tuple[list[str | None], int]:
    """The text of each page, None for a scanned one; and how many pages there are."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise UnreadableError("encrypted" if is_locked else f"broken PDF: {error}") from error
    try:
        pages: list[str | None] = []
        chars = 0
        for number in range(min(len(pdf), limits.max_pages)):
            pages.append(_page(pdf, number))
            chars += len(pages[-1] or "")
            if chars > limits.max_chars:
                break
        return pages, len(pdf)
    finally:
        pdf.close()


def _page(pdf: pypdfium2.PdfDocument, number: int) -> str | None:
    """The text of a page; a page that cannot be loaded counts as a scan, since it may hold anything."""
    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        layer = page.get_textpage()
        try:
            text = _text(layer)
        finally:
            layer.close()
        return text if text.strip() or not _has_pictures(page) else None
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()


def _text(layer: pypdfium2.PdfTextPage) -> str:
    """In the order in which it was drawn, unless that jumps up the page to what stands above."""
    boxes: list[Box] = [layer.get_rect(n) for n in range(layer.count_rects())]
    if any(_jumps_up(*pair) for pair in itertools.pairwise(boxes)):
        spans = (_span(box, layer.get_text_bounded(*box)) for box in boxes)
        text = "\n".join(lines_of(spans))
    else:
        text = layer.get_text_bounded()
    return text.translate(RADICALS).replace("\ufffe", "")  # which stands for a hyphen at the end of a line


def _jumps_up(before: Box, after: Box) -> bool:
    """Whether one piece of text stands above the one drawn before it, and not beside it as a second column."""
    return after[1] > before[3] and after[0] < before[2] and before[0] < after[2]


def _span(box: Box, text: str) -> Span:
    left, bottom, right, top = box
    return Span(left, right, -bottom, max(top - bottom, 0.1), " ".join(text.split()))


def _has_pictures(page: pypdfium2.PdfPage) -> bool:
    """Whether there is something to read on a page without text: it is a scan then, otherwise blank."""
    kinds = [
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, n))
        for n in range(raw.FPDFPage_CountObjects(page))
    ]
    return len(kinds) > _OUTLINES or not _PICTURES.isdisjoint(kinds)
