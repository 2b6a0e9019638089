"""The spreadsheet that a unit keeps a register in: one row of headings; what is chosen from a list, is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

_ROWS = 1000
"""Rows that are made ready: formats and lists to choose from."""
_HEAD = PatternFill("solid", fgColor="DCE6F1")


def write_template(
    path: Path, title: str, headings: Mapping[str, str], choices: Mapping[str, Sequence[str]]
) -> None:
    """Write an .xlsx with the headings by field; `choices` are the words that a field may hold. Fields of days end in
    `_on`, `_from` or `_to`."""
    book = Workbook()
    sheet, lists = book.worksheets[0], book.create_sheet("选项")
    sheet.title = title
    for number, (field, heading) in enumerate(headings.items(), 1):
        cell = sheet.cell(1, number, heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(horizontal="center")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 16
        if field.endswith(("_on", "_from", "_to")):
            for row in range(2, _ROWS + 2):
                sheet.cell(row, number).number_format = "yyyy-mm-dd"
        if field in choices:
            for line, word in enumerate([heading, *choices[field]], 1):
                lists.cell(line, number, word)
            words = f"='选项'!${letter}$2:${letter}${len(choices[field]) + 1}"
            choice = DataValidation(type="list", formula1=words, allow_blank=True)
            choice.add(f"{letter}2:{letter}{_ROWS + 1}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "A2"
    book.save(path)
