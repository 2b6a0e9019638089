"""The spreadsheet that a unit without a site fills in (报送模板)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from connectors.families.drop_values import FIRST_HEADINGS, VALIDITIES
from schemas.codes import Category

FIELDS = (
    "title",
    "category",
    "index_number",
    "document_number",
    "publisher",
    "content_source",
    "written_on",
    "published_at",
    "theme",
    "validity",
    "keywords",
    "summary",
    "body_text",
    "attachments",
    "url",
)
_WIDTHS = {"title": 48, "summary": 36, "body_text": 60, "attachments": 32, "url": 32}
_ROWS = 1000
"""Rows that are made ready: formats and lists to choose from."""
_HEAD = PatternFill("solid", fgColor="DCE6F1")


def template(path: Path, categories: Iterable[Category]) -> None:
    """Writes an .xlsx with one row of headings, and the categories with their codes on a second sheet."""
    book = Workbook()
    codes = book.create_sheet("信息类别")
    codes.append(["代码", "信息类别", "依据"])
    for category in categories:
        codes.append([category.code, category.name, category.basis])
    _head(codes, [18, 28, 40])
    items = book.worksheets[0]
    items.title = "信息"
    items.append([FIRST_HEADINGS[field] for field in FIELDS])
    _head(items, [_WIDTHS.get(field, 16) for field in FIELDS])
    _choose(items, "category", f"='信息类别'!$B$2:$B${codes.max_row}")
    _choose(items, "validity", f'"{",".join(VALIDITIES)}"')
    for field in ("written_on", "published_at"):
        for row in range(2, _ROWS + 2):
            items.cell(row, FIELDS.index(field) + 1).number_format = "yyyy-mm-dd"
    book.save(path)


def _head(sheet: Worksheet, widths: list[int]) -> None:
    for number, width in enumerate(widths, 1):
        cell = sheet.cell(1, number)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"


def _choose(sheet: Worksheet, field: str, formula: str) -> None:
    letter = get_column_letter(FIELDS.index(field) + 1)
    choice = DataValidation(type="list", formula1=formula, allow_blank=True)
    choice.add(f"{letter}2:{letter}{_ROWS + 1}")
    sheet.add_data_validation(choice)
