"""What a table is before anybody knows what it says: a grid (网格) of cells at addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

ProblemKind = Literal["scan", "unreadable", "no_reader", "unruled"]


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell (合并单元格): its top left cell and its extent. Rows and columns from 0."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Grid:
    """One table: a rectangle of texts. `rows[r][c]` is what is printed, white space squeezed; empty where a
    cell is empty or covered by a merged one."""

    place: str
    """`sheet_or_page` of the finance tables: name of the sheet, or number of the page from 1."""
    rows: Sequence[Sequence[str]]
    spans: tuple[Span, ...] = ()
    above: tuple[str, ...] = ()
    """Lines of text between this table and what stands before it on its page."""
    below: tuple[str, ...] = ()
    """Lines of text between it and what stands after it on its page."""
    edges: tuple[float, ...] = ()
    """On a page: where the columns begin and end, in points, so that pages of one table can be matched."""
    origin: tuple[int, ...] = ()
    """For a grid laid out anew: the column of the page that each of its columns was."""
    columns: tuple[tuple[float, float], ...] = ()
    """For a table without ruling lines: from where to where the words of each column stand, in points."""
    is_ruled: bool = True
    """False where columns were made out by what stands under each other."""
    prefix: str = ""
    """`p3!` for the first table of page 3, `p3.2!` for the second; empty for a sheet."""

    def address(self, row: int, column: int) -> str:
        """Where the cell stands: `B7` in a sheet, `p3!r5c2` on a page (row 5, column 2, both from 1)."""
        column = self.origin[column] if self.origin else column
        if self.prefix:
            return f"{self.prefix}r{row + 1}c{column + 1}"
        return f"{column_letters(column)}{row + 1}"

    @cached_property
    def filled(self) -> Sequence[Sequence[str]]:
        """The rows with merged cells resolved: each covered cell repeats the text of the merged one."""
        if not self.spans:
            return self.rows
        rows = [list(row) for row in self.rows]
        for span in self.spans:
            text = rows[span.row][span.column]
            for row in rows[span.row : span.row + span.rows]:
                row[span.column : span.column + span.columns] = [text] * span.columns
        return rows


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a place of the file gave no table."""

    kind: ProblemKind
    place: str
    """Page, sheet, or empty for the file as a whole."""
    message: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of a place that holds no table: explanations whose numbers may be held against the tables."""

    place: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridReading:
    """A file as tables. Nothing in it is masked yet: the readers of `connectors.datasets` do that."""

    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...] = ()
    prose: tuple[Prose, ...] = ()


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """`A` for 0, `AA` for 26, as spreadsheets count."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
