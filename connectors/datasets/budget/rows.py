"""The rows of a grid as lines of a table: labels, composed codes, amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from connectors.datasets.amounts import in_yuan, is_nil, parse_amount
from connectors.datasets.budget.columns import CODE
from connectors.datasets.budget.model import Block, BudgetTable, Entry, Line
from connectors.datasets.budget.names import squeezed
from connectors.privacy import mask
from connectors.tables import Grid
from schemas.finance import UNIT_YUAN

_NOTE = re.compile(r"^(?:注|备注|说明|填表说明)\d*[:：]")
_TOTAL = re.compile(r"(?:合计|总计|小计)$")
_NOTHING = re.compile(r"空表|无数据|没有|无.{0,40}(?:预算|拨款|支出|收入|经费|安排)|不涉及|未安排")


def add_rows(table: BudgetTable, grid: Grid, first: int) -> None:
    """Add the rows of a grid from `first` on to a table."""
    for r in range(first, len(grid.rows)):
        texts = grid.rows[r]
        words = [text for text in texts if text]
        if not words:
            continue
        if _is_note(words):
            table.notes += words
            continue
        table.rows += 1
        for n, block in enumerate(table.blocks):
            before = table.blocks[n - 1] if n else None
            _add_line(table, block, grid, r, before)


def _is_note(words: Sequence[str]) -> bool:
    """Whether a row of the frame is a remark under the table."""
    first = squeezed(words[0])
    return bool(_NOTE.match(first)) or (len(words) == 1 and len(first) > 12 and bool(_NOTHING.search(first)))


def explains_emptiness(notes: Sequence[str]) -> bool:
    """Whether the notes of a table say that there is nothing to show."""
    return any(_NOTHING.search("".join(note.split())) for note in notes)


def _add_line(table: BudgetTable, block: Block, grid: Grid, r: int, before: Block | None) -> None:
    texts = grid.rows[r]
    pieces, labels = [], []
    cell = ""
    for column in block.columns:
        text = texts[column.index]
        if column.kind == "code":
            piece = squeezed(text)
            is_code = bool(re.fullmatch(r"[\[(]?[\d.]+[\])]?", piece)) or not piece
            pieces.append(re.sub(r"\D", "", piece) if is_code else "")
            if piece and not is_code and not re.fullmatch(r"[类款项…]+", piece):
                labels.append(text)
        elif column.kind == "label":
            labels.append(text)
        if text and not cell and column.kind in ("code", "label"):
            cell = grid.address(r, column.index)
    entries, unread = _entries(table, block, grid, r)
    label = _masked(" ".join(dict.fromkeys(text for text in labels if text)))
    code = _composed(pieces, block)
    if not code and (match := CODE.match(squeezed(label))) and len(squeezed(label)) > len(match[0]):
        code, label = match[1], squeezed(label)[match.end() :].lstrip("-_.、 ")
    if not (entries or label or code):
        return
    if entries and not label and not code and before and _is_total_of(before, table.rows):
        # A total whose label is merged over the blocks before the one that bears its amount.
        before.lines[-1].entries |= entries
        return
    if _goes_on(block, label, code, entries):
        block.lines[-1].label += label
        return
    block.lines.append(Line(table.rows, label, code, entries, grid.place, cell, unread))


def _is_total_of(block: Block, row: int) -> bool:
    """Whether the last line of a block is a total of this row that has found no amount yet."""
    line = block.lines[-1] if block.lines else None
    return (
        line is not None
        and line.number == row
        and not line.entries
        and bool(_TOTAL.search(squeezed(line.label)))
    )


@lru_cache(maxsize=4096)
def _masked(label: str) -> str:
    """A label as it may leave: it stands in records, checks and findings."""
    return mask(label).text


def _goes_on(block: Block, label: str, code: str, entries: dict[str, Entry]) -> bool:
    """Whether a row is the rest of a label that a page break cut in two."""
    coded = any(column.kind == "code" for column in block.columns)
    last = block.lines[-1] if block.lines else None
    if not (coded and last and last.code and label) or code or entries or is_nil(label):
        return False
    return not re.match(r"(?:合计|总计|小计|.*(?:合计|总计)$)", label)


def _entries(table: BudgetTable, block: Block, grid: Grid, r: int) -> tuple[dict[str, Entry], frozenset[str]]:
    """The amounts of a row, and the measures whose cell holds none but words."""
    found: dict[str, Entry] = {}
    unread = set()
    unit = table.printed_unit or "元"
    for column in block.measures:
        text = grid.rows[r][column.index]
        if is_nil(text):
            continue
        amount = parse_amount(text)
        if amount is None:
            if not text.rstrip().endswith(("%", "％")):
                table.odd.append((grid.place, grid.address(r, column.index), text))
                unread.add(column.measure)
            continue
        found[column.measure] = Entry(
            text,
            in_yuan(amount.value, unit),
            amount.step * UNIT_YUAN[unit],
            grid.place,
            grid.address(r, column.index),
        )
    return found, frozenset(unread)


def _composed(pieces: Sequence[str], block: Block) -> str:
    """The code that the code columns of a row make: one full code, or 类, 款 and 项 side by side.

    Where only the lower parts are printed, the upper ones of the row before hold on.
    """
    given = [piece for piece in pieces if piece]
    if not given:
        return ""
    longest = max(given, key=len)
    if len(longest) in (5, 7) or (len(longest) == 3 and given == [longest]):
        return longest
    before = next((line.code for line in reversed(block.lines) if line.code), "")
    code = ""
    for position, piece in enumerate(pieces[:3]):
        if piece:
            code += piece.zfill(3 if position == 0 else 2) if len(pieces) > 1 else piece
        elif any(pieces[position + 1 :]):
            code += before[:3] if position == 0 else before[3:5]
        else:
            break
    return code if len(code) in (3, 5, 7) else ""
