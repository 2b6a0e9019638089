"""One sheet of a drop spreadsheet: where its rows begin, what they are called, and what of it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from connectors.documents.hidden import HiddenRows
from connectors.documents.sheets import Cell, Sheet, shown
from connectors.families.drop_values import FIRST_HEADINGS, IDENTITY, IGNORED, heading, is_blank

Rows = list[tuple[int, list[Cell]]]
_HEADING_ROWS = 10
"""Above the headings there may be a title of the sheet, or a note."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings; `fields` is empty where no line of headings was found."""

    file: str
    sheet: str
    fields: dict[int, str]
    """Field of the item by position of its cell."""
    rows: Rows
    """Rows that are shown and not blank, with their number from 1."""
    unseen: Rows = field(default_factory=list)
    """Likewise those that are hidden, or may be items of a sheet without headings."""
    fault: str = ""
    """Why items of the sheet may be missing among the rows."""


@dataclass(frozen=True, slots=True)
class DropNote:
    """What lies in the folder and was not read: a finding for the unit. Not masked."""

    rule: str
    file: str
    sheet: str
    message: str


def table_of(file: str, sheet: Sheet, hidden: HiddenRows, notes: list[DropNote]) -> Table:
    """The rows of a sheet, each cell of a merged range with its value; what is hidden stays apart."""
    found = _headings(sheet)
    if found is None:
        fault = _without_headings(file, sheet, notes)
        return Table(file, sheet.name, {}, [], list(enumerate(sheet.rows, 1)) if fault else [], fault)
    headings, first = found
    fields = _fields(headings)
    rows = [(n, r) for n, r in enumerate(sheet.rows[first:], first + 1) if _is_filled(r, fields)]
    unseen = [(n, r) for n, r in rows if sheet.is_hidden or n in hidden.rows]
    if sheet.is_hidden:
        _tell_hidden(file, sheet, len(rows), notes)
        return Table(file, sheet.name, fields, [], unseen)
    notes += _unknown_headings(file, sheet.name, headings)
    fault = ""
    if unseen and hidden.by_filter:
        fault = f"has a filter that hides {len(unseen)} rows; it is to be lifted before the file is saved"
    elif unseen:
        numbers = "、".join(str(n) for n, _ in unseen[:10]) + (" 等" if len(unseen) > 10 else "")
        told = f"{place(file, sheet.name)}：{len(unseen)} 行已隐藏（第 {numbers} 行），未读取。"
        notes.append(DropNote("drop_hidden", file, sheet.name, told))
    # What makes a row an item of its own is never taken over from the row above.
    values = {at: v for at, v in _merged_values(sheet, first).items() if fields.get(at[1]) not in IDENTITY}
    seen = [(n, _whole(n, r, values)) for n, r in rows if n not in hidden.rows]
    return Table(file, sheet.name, fields, seen, unseen, fault)


def place(file: str, sheet: str) -> str:
    """A sheet as the unit is told of it."""
    return f"{file}，工作表“{sheet}”" if sheet else file


def _fields(row: list[Cell]) -> dict[int, str]:
    return {n: name for n, cell in enumerate(row) if (name := heading(cell))}


def _headings(sheet: Sheet) -> tuple[list[Cell], int] | None:
    """The headings, of two lines as one, and how many rows lie above the first item; None for a sheet without."""
    values = _merged_values(sheet, 0)
    rows = [_whole(n, row, values) for n, row in enumerate(sheet.rows[: _HEADING_ROWS + 1], 1)]
    for at, row in enumerate(rows[:_HEADING_ROWS]):
        fields = _fields(row)
        if "title" not in fields.values() or (len(fields) == 1 and at > 0):
            continue
        title = next(n for n, name in fields.items() if name == "title")
        if at + 1 < len(rows) and _goes_on(rows[at + 1], title, (at + 2, title) in values):
            return _joined(row, rows[at + 1]), at + 2
        return row, at + 1
    return None


def _goes_on(below: list[Cell], title: int, over_both: bool) -> bool:
    """Whether the headings take a second line: the title is merged over both, or nothing stands below it and
    elsewhere only headings."""
    more = {n: cell for n, cell in enumerate(below) if not is_blank(cell)}
    return over_both or (bool(more) and title not in more and all(map(heading, more.values())))


def _joined(upper: list[Cell], lower: list[Cell]) -> list[Cell]:
    """Two lines of headings as one: the lower one says it more exactly."""
    width = max(len(upper), len(lower))
    one, other = (row + [""] * (width - len(row)) for row in (upper, lower))
    return [b if not is_blank(b) else a for a, b in zip(one, other, strict=True)]


def _unknown_headings(file: str, sheet: str, row: list[Cell]) -> Iterator[DropNote]:
    words = [shown(c) for c in row if not is_blank(c) and heading(c) is None and shown(c) not in IGNORED]
    if words:
        named = "、".join(f"“{word[:30]}”" for word in dict.fromkeys(words[:20]))
        told = f"{place(file, sheet)}：不认识列名{named}，这些列未读取。"
        yield DropNote("drop_heading_unknown", file, sheet, told)


def _is_filled(row: list[Cell], fields: dict[int, str]) -> bool:
    return any(n < len(row) and not is_blank(row[n]) for n in fields)


def _merged_values(sheet: Sheet, first: int) -> dict[tuple[int, int], Cell]:
    """The value for each cell below another one that it is merged with, by row from 1 and position."""
    values: dict[tuple[int, int], Cell] = {}
    for (top, left), (bottom, _) in sheet.merged:
        if first <= top < bottom and top < len(sheet.rows) and left < len(sheet.rows[top]):
            below = range(top + 1, min(bottom, len(sheet.rows) - 1) + 1)
            values |= {(row + 1, left): sheet.rows[top][left] for row in below}
    return values


def _whole(number: int, row: list[Cell], values: dict[tuple[int, int], Cell]) -> list[Cell]:
    return [values.get((number, n), cell) for n, cell in enumerate(row)] if values else row


def _without_headings(file: str, sheet: Sheet, notes: list[DropNote]) -> str:
    """Why items may be missing for want of headings; nothing for a sheet of a single word, which is no list."""
    cells = [sum(not is_blank(cell) for cell in row) for row in sheet.rows]
    rows = sum(map(bool, cells))
    if sheet.is_hidden:
        _tell_hidden(file, sheet, rows, notes)
    elif sum(cells) > 1:
        title = FIRST_HEADINGS["title"]
        return f"has {rows} rows and no heading {title}; a sheet that is no list is to be named 说明"
    elif rows:
        told = f"{place(file, sheet.name)}：没有表头，未读取。"
        notes.append(DropNote("drop_unread", file, sheet.name, told))
    return ""


def _tell_hidden(file: str, sheet: Sheet, rows: int, notes: list[DropNote]) -> None:
    if rows:
        told = f"{place(file, sheet.name)}：工作表已隐藏，其中 {rows} 行未读取。"
        notes.append(DropNote("drop_hidden", file, sheet.name, told))
