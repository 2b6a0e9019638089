"""PDF pages as grids: characters put into the cells that the page's ruling lines make.

PDFium gives the characters with their places and the drawn lines; which cell a character stands in is geometry
(`lattice`). Reading order of the text layer plays no part, so that letter-spaced, split and shuffled text is read as
the eye reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from connectors.documents.model import Limits, UnreadableError
from connectors.documents.pdf import PDFIUM
from connectors.tables.aligned import aligned_tables
from connectors.tables.characters import Char, characters, lines_of_text
from connectors.tables.heads import Interval
from connectors.tables.lattice import Box, Table, tables
from connectors.tables.model import Grid, GridReading, Problem, Prose
from connectors.tables.ruling import Lines, ruling_lines
from connectors.tables.words import is_row, lines_of_words

ROWS_OF_A_TABLE = 3


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
        problems.append(Problem("unreadable", str(number), f"第 {number} 页无法读取（{error}）。"))
        return
    try:
        chars, turn = characters(page)
        lines, has_image = ruling_lines(page, turn)
    finally:
        page.close()
    if not chars:
        if has_image:
            problems.append(Problem("scan", str(number), f"第 {number} 页是图片，没有文字。"))
        return
    found = [table for table in tables(lines, chars) if not _is_frame(table)]
    if found:
        grids += _grids(found, chars, number)
        return
    _unruled_page(lines, chars, number, grids, problems, prose)


def _is_frame(table: Table) -> bool:
    """Whether it has no columns: a box around rows that are parted by horizontal rules alone."""
    return len(table.edges) == 2


def _unruled_page(
    lines: Lines,
    chars: Sequence[Char],
    number: int,
    grids: list[Grid],
    problems: list[Problem],
    prose: list[Prose],
) -> None:
    """A page without a ruled table: one whose columns are plain all the same, or running text."""
    words = lines_of_words(chars)
    rows = sum(
        len([w for w in line if w.is_amount and not w.text.isdigit()]) >= 2 for line in words if is_row(line)
    )
    former = grids[-1] if grids and grids[-1].place == str(number - 1) and not grids[-1].is_ruled else None
    if rows or former is not None:
        columns = former.columns if former is not None else ()
        found = aligned_tables(words, lines.horizontal, [Interval(*column) for column in columns])
        if found:
            made = _grids([table for table, _ in found], chars, number)
            grids += [
                replace(grid, is_ruled=False, columns=tuple((c.left, c.right) for c in columns))
                for grid, (_, columns) in zip(made, found, strict=True)
            ]
            return
    prose.append(Prose(str(number), tuple(lines_of_text(chars))))
    if rows >= ROWS_OF_A_TABLE:
        told = f"第 {number} 页像是没有框线的表格，各列对不齐，没有读取。"
        problems.append(Problem("unruled", str(number), told))


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
