"""What stands above a text within its element: boxes, date lines, tools of the page."""

from __future__ import annotations

import re

from connectors.fields.box import DATE_LINE, OF_ANYTHING, Pair, taken
from connectors.fields.header_row import in_wide_row
from connectors.fields.page import Page

_PARTICULAR = re.compile(r"[\u4e00-\u9fff（）()]{3,12}\s?[:：]\s?\S")
"""A label with its value."""


def head_lines(page: Page, pairs: list[Pair], start: int) -> frozenset[int]:
    """The lines of boxes, date lines and tools, of what may stand above a text in its element. `时间：` below a
    dated date line above `start` is the time of what the text tells of (`时间：2月25日 地点：县政府`)."""
    dated = any(p.field == "published_at" and p.value and p.line < start for p in pairs)
    known = taken(pairs)
    return taken(
        p
        for p in pairs
        if p.in_box
        or (p.field in DATE_LINE and not (dated and p.line >= start and p.label in OF_ANYTHING))
        or (_is_furniture(p, page) and not _is_particular(page, p.line - 1, known))
    )


def past_table(page: Page, number: int, stop: int) -> int:
    """The line below the table in whose midst `number` stands, where rows of labels and values are all that
    is left of it and the text follows: a summary (公告概要) with a date in it is a box as a whole."""
    cell = page.lines[number - 1].cell if number else None
    table = next(cell.iterancestors("table"), None) if cell is not None else None
    start, end = page.spans.get(table, (0, 0)) if table is not None else (0, 0)
    if not start < number < end < stop:
        return number
    rest = page.lines[number:end]
    rows: dict[int, list[str]] = {}
    for line in rest:
        rows.setdefault(line.row, []).append(line.text)
    listed = any(len(cells) not in (1, 2, 4) or cells[0][:1].isdigit() for cells in rows.values())
    return number if listed or any(len(line.text) > 60 or line.text[-1:] == "。" for line in rest) else end


def _is_furniture(pair: Pair, page: Page) -> bool:
    """A label of the page's tools and editors with at most a name behind it, in a line that is no sentence. One with
    its value in the next cell, or that heads a column (备注), is of a table of the text."""
    if pair.field != "other" or pair.apart or len(pair.value or "") > 12:
        return False
    return not (
        page.lines[pair.line].text.endswith("。") or (not pair.value and in_wide_row(page, pair.line))
    )


def _is_particular(page: Page, number: int, known: frozenset[int]) -> bool:
    """Whether a line names a party to the text (被处罚单位：…) with a label that is none of a page: what stands below
    it, an address or a telephone, is that party's."""
    return number >= 0 and number not in known and _PARTICULAR.match(page.lines[number].text) is not None
