"""Spreadsheets as an office hands them on (电子表格): a title, a head, bordered rows that print on one width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_HEAD = PatternFill("solid", fgColor="DCE6F1")
_LINE = Side(style="thin", color="9AA5B1")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_POINTS, _HIGHEST = 16.5, 400.0
"""Height of a line, and of the highest row that spreadsheets take."""
_WIDE = 0x2000
"""Letters beyond are as wide as Chinese ones: these, and their punctuation."""
NARROW = 12
"""Columns so wide hold numbers, days and single words, and are centred."""
_ACTIVE = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What makes a spreadsheet take a cell for a formula, at its beginning."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell that leads to an address."""

    text: str
    address: str


Value = str | int | None | Linked


def write_sheet(
    sheet: Worksheet,
    title: str,
    note: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Value]],
    foot: str | None = None,
) -> None:
    """Title, note and head; then the rows, as text that no spreadsheet runs; a line below them. Columns are head and
    width."""
    for line, text in ((1, title), (2, note)):
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=len(columns))
        cell = sheet.cell(line, 1, text)
        cell.font = Font(bold=line == 1, size=16 if line == 1 else 10)
        cell.alignment = Alignment(
            horizontal="center" if line == 1 else "left", vertical="center", wrap_text=True
        )
    sheet.row_dimensions[1].height = 28
    for number, (head, width) in enumerate(columns, 1):
        cell = sheet.cell(3, number, head)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    line = 3
    for line, row in enumerate(rows, 4):
        for number, (value, (_, width)) in enumerate(zip(row, columns, strict=True), 1):
            _fill(sheet.cell(line, number), value, is_narrow=width <= NARROW)
        sheet.row_dimensions[line].height = row_height(row, columns)
    if foot is not None:
        sheet.merge_cells(start_row=line + 2, start_column=1, end_row=line + 2, end_column=len(columns))
        sheet.cell(line + 2, 1, foot)
    sheet.row_dimensions[2].height = text_height(note, sum(width for _, width in columns))
    _print(sheet)


def row_height(row: Sequence[Value], columns: Sequence[tuple[str, int]]) -> float:
    """Points that the fullest cell of a row needs. Programs that open a sheet do not all reckon it themselves, and none
    does for cells that are joined."""
    texts = (value.text if isinstance(value, Linked) else str(value or "") for value in row)
    needs = (text_height(text, width) for text, (_, width) in zip(texts, columns, strict=True))
    return min(max(needs), _HIGHEST)


def text_height(text: str, width: float) -> float:
    """Points that a text needs over a width in letters, of which a Chinese one takes two."""
    letters = (sum(2 if ord(c) > _WIDE else 1 for c in part) for part in text.split("\n"))
    return _POINTS * sum(max(1, ceil(count / (width - 1))) for count in letters) + 2


def _fill(cell: Cell | MergedCell, value: Value, *, is_narrow: bool) -> None:
    text = value.text if isinstance(value, Linked) else value
    if isinstance(text, str) and _ACTIVE.match(text):
        text = f"'{text}"
    cell.value = text
    cell.border = _BOX
    cell.alignment = Alignment(horizontal="center" if is_narrow else None, vertical="top", wrap_text=True)
    if isinstance(value, Linked) and value.address.startswith(("http://", "https://")):
        cell.hyperlink = value.address
        cell.font = Font(color="1F4E79", underline="single")


def _print(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="第 &P 页，共 &N 页"))
