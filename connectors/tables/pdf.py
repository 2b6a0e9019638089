"""PDF pages as grids: PDFium gives the characters with their places and the drawn lines, `page` makes cells of them."""

from __future__ import annotations

import pypdfium2

from connectors.documents.model import Limits, UnreadableError
from connectors.documents.pdfium import pdfium
from connectors.tables.characters import characters
from connectors.tables.model import GridReading, Problem
from connectors.tables.page import Pages
from connectors.tables.ruling import ruling_lines


def read_pdf_grids(content: bytes, limits: Limits) -> GridReading:
    """The tables of all pages. A page that shows only a picture is a problem `scan`.

    Raises `UnreadableError` for a broken or encrypted file.
    """
    pages = Pages()
    with pdfium():
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            is_locked = "password" in str(error).lower()
            raise UnreadableError("encrypted" if is_locked else f"broken PDF: {error}") from error
        try:
            for number in range(1, min(len(pdf), limits.max_pages) + 1):
                _page(pdf, number, pages)
        finally:
            pdf.close()
    return pages.reading()


def _page(pdf: pypdfium2.PdfDocument, number: int, pages: Pages) -> None:
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError as error:
        pages.problems.append(Problem("unreadable", str(number), f"第 {number} 页无法读取（{error}）。"))
        return
    try:
        chars, turn = characters(page)
        lines, has_image = ruling_lines(page, turn)
    finally:
        page.close()
    pages.add(number, chars, lines, has_image=has_image)
