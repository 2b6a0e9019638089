"""Lines to readable text: paragraphs one a line, table rows with their cells side by side (正文文本)."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from connectors.fields.page import Line

_MAX_CELL = 300


def plain_text(lines: list[Line]) -> str | None:
    """The text of the lines; rows of data tables are joined by tabs, layout tables stay lines. None where
    empty."""
    out: list[str] = []
    for row, group in groupby(lines, key=attrgetter("row")):
        block = list(group)
        cells = _cells(block) if row >= 0 and len(block) > 1 else ()
        if sum(map(bool, cells)) >= 2 and max(map(len, cells)) <= _MAX_CELL:
            out.append("\t".join(cells).rstrip())
        else:
            out.extend([line.text for line in block if line.text])
    return "\n".join(out) or None


def _cells(block: list[Line]) -> list[str]:
    """The texts of a row's cells; a cell of several lines is one text."""
    return [
        " ".join([line.text for line in group if line.text])
        for _, group in groupby(block, key=attrgetter("cell"))
    ]
