"""A printed form: what a reader sees, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Look = Literal["ruled", "bare", "spaced", "scanned", "broken", "rich_text"]
"""How a file shows a form: with lines around its cells or without; or so that no table can be read (spoiled.py)."""
Merge = tuple[int, int, int, int]
"""First row, first column, rows, columns; counted from the first row of the table."""


@dataclass(frozen=True, slots=True)
class Form:
    """One table with the lines around it. Numbers are written as they are printed."""

    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    name: str = "公开表"
    """Of the sheet."""
    numeric: bool = True
    """Whether a workbook stores the numbers as numbers, so that trailing zeros are gone."""
    repeat: int = 1
    """Header rows that a PDF prints again on every page."""
    look: Look = "ruled"

    @property
    def width(self) -> int:
        return max(map(len, self.rows))

    def with_cell(self, row: int, column: int, text: str) -> Form:
        """The same with other words in one cell, as a typing error puts them there."""
        cells = [list(r) for r in self.rows]
        cells[row][column] = text
        return replace(self, rows=tuple(map(tuple, cells)))
