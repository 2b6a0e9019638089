"""PDF files: the text of their text layer, page after page."""

from __future__ import annotations

from threading import Lock

import pypdfium2

from connectors.documents.model import Limits, UnreadableError

PDFIUM = Lock()
"""PDFium keeps state for the whole process: one document at a time, opened and closed under the lock."""


def read_pdf(content: bytes, limits: Limits) -> tuple[str, str | None]:
    """Text and note: `scan` where no page has text, else what of it was left out.

    Raises `UnreadableError` for a broken or encrypted file.
    """
    with PDFIUM:
        pages, total = _pages(content, limits)
    empty = sum(not page.strip() for page in pages)
    text = "\n".join(line for page in pages for line in page.splitlines() if line.strip())
    if not text:
        return "", "scan"
    notes = [f"{empty} of {len(pages)} pages are scans"] if empty else []
    if len(pages) < total:
        notes.append(f"cut after {len(pages)} of {total} pages")
    return text, "; ".join(notes) or None


def _pages(content: bytes, limits: Limits) -> tuple[list[str], int]:
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise UnreadableError("encrypted" if is_locked else f"broken PDF: {error}") from error
    try:
        pages: list[str] = []
        chars = 0
        for number in range(min(len(pdf), limits.max_pages)):
            pages.append(_page(pdf, number))
            chars += len(pages[-1])
            if chars > limits.max_chars:
                break
        return pages, len(pdf)
    finally:
        pdf.close()


def _page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page as PDFium orders it; a page that cannot be loaded counts as one without text."""
    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return ""
    try:
        layer = page.get_textpage()
        try:
            # U+FFFE stands for a hyphen at the end of a line.
            return str(layer.get_text_bounded()).replace("\ufffe", "")
        finally:
            layer.close()
    except pypdfium2.PdfiumError:
        return ""
    finally:
        page.close()
