"""PDF pages as grids: characters put into the cells that the page's ruling lines make.

PDFium gives the characters with their places and the drawn lines; which cell a character stands in is geometry
(`lattice`). Reading order of the text layer plays no part, so that letter-spaced, split and shuffled text is read as
the eye reads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2

from connectors.documents.model import Limits, UnreadableError
from connectors.documents.pdf import PDFIUM
from connectors.tables.characters import Char, characters, lines_of_text
from connectors.tables.lattice import Box, Table, tables
from connectors.tables.model import Grid, GridReading, Problem, Prose
from connectors.tables.ruling import ruling_lines

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)|-?\d{1,3}(?:,\d{3})+")
ROWS_OF_A_TABLE = 4


def read_pdf_grids(content: bytes, limits: Limits) -> GridReading:
    """The tables of all pages. A page that shows only a picture is a problem `scan`.

    Raises `UnreadableError` for a broken or encrypted file.
    """
    grids: list[Grid] = []
    problems: list[Problem] = []
    prose: list[Prose] = []
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            is_locked = "password" in str(error).lower()
            raise UnreadableError("encrypted" if is_locked else f"broken PDF: {error}") from error
        try:
            for number in range(1, min(len(pdf), limits.max_pages) + 1):
                _page(pdf, number, grids, problems, prose)
        finally:
            pdf.close()
    return GridReading(tuple(grids), tuple(problems), tuple(prose))


def _page(
    pdf: pypdfium2.PdfDocument,
    number: int,
    grids: list[Grid],
    problems: list[Problem],
    prose: list[Prose],
) -> None:
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError as error:
        problems.append(Problem("unreadable", str(number), f"page {number} cannot be loaded: {error}"))
        return
    try:
        chars = characters(page)
        lines, has_image = ruling_lines(page)
    finally:
        page.close()
    if not chars:
        if has_image:
            problems.append(Problem("scan", str(number), f"page {number} is a picture without text"))
        return
    found = tables(lines, chars)
    if found:
        grids += _grids(found, chars, number)
        return
    text = lines_of_text(chars)
    prose.append(Prose(str(number), tuple(text)))
    if sum(map(_is_row, text)) >= ROWS_OF_A_TABLE:
        told = f"page {number} seems to hold a table without ruling lines, which is not read"
        problems.append(Problem("unruled", str(number), told))


def _is_row(line: str) -> bool:
    """Whether a line of text looks like a row of a table: amounts set apart, hardly a word beside them."""
    words = line.split()
    amounts = sum(bool(_AMOUNT.fullmatch(word)) for word in words)
    return amounts >= 2 and len(words) - amounts <= 4 and not re.search(r"[，。；]", line)


def _grids(found: Sequence[Table], chars: Sequence[Char], number: int) -> list[Grid]:
    """The tables of one page from top to bottom, with the lines of text around them."""
    outside = [char for char in chars if not any(_inside(char, table.box) for table in found)]
    grids = []
    for n, table in enumerate(found):
        upper = found[n - 1].box.bottom if n else float("inf")
        lower = found[n + 1].box.top if n + 1 < len(found) else float("-inf")
        above = [c for c in outside if table.box.top <= c.y < upper]
        below = [c for c in outside if lower <= c.y < table.box.bottom]
        grids.append(
            Grid(
                str(number),
                table.rows,
                table.spans,
                tuple(lines_of_text(above)),
                tuple(lines_of_text(below)),
                table.edges,
                prefix=f"p{number}!" if n == 0 else f"p{number}.{n + 1}!",
            )
        )
    return grids


def _inside(char: Char, box: Box) -> bool:
    return box.left - 1 <= char.x <= box.right + 1 and box.bottom <= char.y <= box.top
