"""A page as grids, whatever it was written in: its characters put into the cells that its ruling lines make.

Which cell a character stands in is geometry (`lattice`). The order in which it was written plays no part, so that
letter-spaced, split and shuffled text is read as the eye reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from connectors.tables.aligned import aligned_tables
from connectors.tables.characters import Char, lines_of_text
from connectors.tables.heads import Interval
from connectors.tables.lattice import Box, Table, tables
from connectors.tables.model import Grid, GridReading, Problem, Prose
from connectors.tables.ruling import Lines
from connectors.tables.words import is_row, lines_of_words

ROWS_OF_A_TABLE = 3


@dataclass(slots=True)
class Pages:
    """What was read of a document so far, page by page."""

    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)

    def add(self, number: int, chars: Sequence[Char], lines: Lines, *, has_image: bool) -> None:
        """The next page, counted from 1. One that shows only a picture is a problem `scan`."""
        if not chars:
            if has_image:
                self.problems.append(Problem("scan", str(number), f"第 {number} 页是图片，没有文字。"))
            return
        found = [table for table in tables(lines, chars) if not _is_frame(table)]
        if found:
            self.grids += _grids(found, chars, number)
        else:
            self._unruled(number, chars, lines)

    def reading(self) -> GridReading:
        """All of it."""
        return GridReading(tuple(self.grids), tuple(self.problems), tuple(self.prose))

    def _unruled(self, number: int, chars: Sequence[Char], lines: Lines) -> None:
        """A page without a ruled table: one whose columns are plain all the same, or running text."""
        words = lines_of_words(chars)
        rows = sum(
            len([w for w in line if w.is_amount and not w.text.isdigit()]) >= 2
            for line in words
            if is_row(line)
        )
        last = self.grids[-1] if self.grids else None
        former = last if last and last.place == str(number - 1) and not last.is_ruled else None
        if rows or former is not None:
            columns = former.columns if former is not None else ()
            found = aligned_tables(words, lines.horizontal, [Interval(*column) for column in columns])
            if found:
                made = _grids([table for table, _ in found], chars, number)
                self.grids += [
                    replace(grid, is_ruled=False, columns=tuple((c.left, c.right) for c in columns))
                    for grid, (_, columns) in zip(made, found, strict=True)
                ]
                return
        self.prose.append(Prose(str(number), tuple(lines_of_text(chars))))
        if rows >= ROWS_OF_A_TABLE:
            told = f"第 {number} 页像是没有框线的表格，各列对不齐，没有读取。"
            self.problems.append(Problem("unruled", str(number), told))


def _is_frame(table: Table) -> bool:
    """Whether it has no columns: a box around rows that are parted by horizontal rules alone."""
    return len(table.edges) == 2


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
