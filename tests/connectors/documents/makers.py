"""Real files with Chinese text, made by the libraries that offices' programs stand behind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import docx
import openpyxl
import xlwt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Rows = Sequence[Sequence[Any]]
ROWS: Rows = (("项目", "金额", "日期"), ("教育支出", 1234567.5, date(2021, 7, 13)), ("合计", 12, None))
TEXT = "项目\t金额\t日期\n教育支出\t1234567.5\t2021-07-13\n合计\t12"


def xlsx(**sheets: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return _saved(book)


def xls(**sheets: Rows) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for n, row in enumerate(rows):
            for m, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(n, m, value, day)
                elif value is not None:
                    sheet.write(n, m, value)
    return _saved(book)


def docx_file(*parts: str | Rows) -> bytes:
    """Paragraphs and tables, in this order."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for row, cells in zip(part, table.rows, strict=True):
            for value, cell in zip(row, cells.cells, strict=True):
                cell.text = str(value)
    return _saved(document)


def pdf(*pages: Sequence[str], password: str | None = None) -> bytes:
    """Pages of lines; a page without lines holds a drawing only."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, encrypt=password)
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        canvas.rect(40, 40, 100, 100, fill=1)
        for n, line in enumerate(lines):
            canvas.drawString(72, 780 - 20 * n, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def zip_of(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def replaced(archive: bytes, name: str, body: bytes) -> bytes:
    """The archive with other bytes in one part."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        return zip_of({part: old.read(part) for part in old.namelist()} | {name: body})


def _saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
