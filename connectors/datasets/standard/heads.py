"""The heading of a catalogue's table: one row or two, merged or not, to the meaning of each column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from connectors.tables import Grid
from schemas.standard import standard_data

_NOISE = re.compile(r"[\W_]+")
_MAX_ROWS = 12
"""Rows in which a heading is looked for: titles and notes stand above it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the rows of the table begin, and what each column is; a level's column also has its printed name."""

    first: int
    columns: Mapping[int, str]
    levels: Mapping[int, str]

    def of(self, field: str) -> list[int]:
        """Columns of a meaning, from left to right."""
        return [column for column, name in self.columns.items() if name == field]


def read_head(grid: Grid) -> Head | None:
    """The heading of a catalogue: it names matters and at least two of content, basis, limit, subject and channels.

    None for a table that is no catalogue.
    """
    rows = grid.filled
    for top in range(min(_MAX_ROWS, len(rows))):
        if sum(meaning(cell) is not None for cell in _distinct(rows[top])) < 3:
            continue
        first = top + 1
        while first < len(rows) and first < top + 4 and is_heading(rows[first]):
            first += 1
        head = _head(grid, top, first)
        if _is_catalogue(head):
            return head
    return None


def is_heading(row: Sequence[str]) -> bool:
    """Whether a row is made of headings: the second row of one, or one that is printed again on a further page."""
    cells = _distinct(row)
    known = sum(meaning(cell) is not None for cell in cells)
    return known >= 2 and known * 2 >= len(cells)


@cache
def meaning(heading: str) -> str | None:
    """What a heading means: a name of `[heading]` in the data."""
    bare = _NOISE.sub("", heading)
    if not bare or len(bare) > 16:
        return None
    for name, patterns in standard_data().heading.items():
        if any(re.search(pattern, bare) for pattern in patterns):
            return name
    return None


def _head(grid: Grid, top: int, first: int) -> Head:
    columns: dict[int, str] = {}
    levels: dict[int, str] = {}
    for column in range(len(grid.filled[top])):
        stack = list(dict.fromkeys(grid.filled[row][column] for row in range(top, first)))
        names = [name for text in reversed(stack) if (name := meaning(text))]
        if not names:
            continue
        name = names[0]
        if name == "matter_1" and "matter_1" in columns.values() and "二级" not in "".join(stack):
            name = "matter_2"  # 公开事项 merged over two columns without a second row
        if name == "level":
            levels[column] = _NOISE.sub("", stack[-1])
        columns[column] = name
    return Head(first, columns, levels)


def _is_catalogue(head: Head) -> bool:
    there = set(head.columns.values())
    asked = {"content", "basis", "time_limit", "subject", "channels"}
    return bool(there & {"matter_1", "matter_2"}) and len(there & asked) >= 2


def _distinct(row: Sequence[str]) -> list[str]:
    return [cell for cell in dict.fromkeys(row) if cell]
