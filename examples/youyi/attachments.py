"""Real files with Chinese text, small and the same bytes every time: xlsx, xls, pdf, docx."""

from __future__ import annotations

import zipfile
from collections.abc import Container
from html import escape
from io import BytesIO

import xlwt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from examples.youyi.forms import spoiled
from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from examples.youyi.markup import fill
from examples.youyi.model import FileKind, Rows, TrueFile

MEDIA_TYPES: dict[FileKind, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT = "STSong-Light"


def content(file: TrueFile) -> bytes:
    """The bytes of the file."""
    if file.forms:
        return spoiled.content(file.kind, file.forms)
    match file.kind:
        case "xlsx":
            return xlsx(((file.title,), *file.table))
        case "xls":
            return xls(((file.title,), *file.table))
        case "pdf":
            return pdf(file.title, file.lines, file.table)
        case "docx":
            return docx(file.title, file.lines, file.table)
        case "doc":
            return FORMATS["doc"](Form(file.table, (file.title, *file.lines)))


def xlsx(rows: Rows, hidden: Container[int] = ()) -> bytes:
    """A workbook of one sheet. Amounts are stored as numbers, everything else as text; rows counted from 1."""
    lines = [_line(n, row, is_hidden=n in hidden) for n, row in enumerate(rows, 1)]
    sheet = fill("office", "sheet", lines="".join(lines))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _zip(
        {
            "[Content_Types].xml": _types(
                {
                    "/xl/workbook.xml": f"{kind}.sheet.main+xml",
                    "/xl/worksheets/sheet1.xml": f"{kind}.worksheet+xml",
                }
            ),
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": fill("office", "book"),
            "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def xls(rows: Rows) -> bytes:
    """A workbook in the binary form that many offices still send."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("公开表")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            sheet.write(y, x, float(cell) if _is_amount(cell) else cell)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(title: str, lines: tuple[str, ...], rows: Rows) -> bytes:
    """One A4 page with the title, the lines, and the table set in columns."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, pageCompression=0)
    canvas.setFont(_FONT, 14)
    for n in range(0, len(title), 36):
        canvas.drawString(50, 790 - n // 36 * 20, title[n : n + 36])
    canvas.setFont(_FONT, 10)
    y = 740
    for line in lines:
        for n in range(0, len(line), 48):
            canvas.drawString(50, y, line[n : n + 48])
            y -= 16
    for row in rows:
        for x, cell in enumerate(row):
            canvas.drawString(50 + x * 500 // len(row), y, cell)
        y -= 16
    canvas.save()
    return out.getvalue()


def docx(title: str, lines: tuple[str, ...], rows: Rows) -> bytes:
    """A document: title, lines, one table."""
    text = "".join(_paragraph(line) for line in (title, *lines))
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    grid = "<w:gridCol/>" * (len(rows[0]) if rows else 0)
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>" if rows else ""
    main = fill("office", "document", text=text + table)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zip(
        {
            "[Content_Types].xml": _types({"/word/document.xml": kind}),
            "_rels/.rels": _relations("officeDocument", "word/document.xml"),
            "word/document.xml": main,
        }
    )


def _line(number: int, row: tuple[str, ...], *, is_hidden: bool) -> str:
    mark = ' hidden="1"' if is_hidden else ""
    return (
        f'<row r="{number}"{mark}>'
        + "".join(_cell(f"{chr(65 + x)}{number}", cell) for x, cell in enumerate(row))
        + "</row>"
    )


def _cell(where: str, value: str) -> str:
    if _is_amount(value):
        return f'<c r="{where}"><v>{value}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _is_amount(cell: str) -> bool:
    """Amounts have decimals; codes, card and telephone numbers have none."""
    return "." in cell and cell.replace(".", "", 1).isdigit()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _types(parts: dict[str, str]) -> str:
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return fill("office", "types", parts=named)


def _relations(kind: str, target: str) -> str:
    return fill("office", "relations", kind=kind, target=target)


def _zip(parts: dict[str, str]) -> bytes:
    """A package whose entries all bear the same time, so that the bytes never change."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), _DECLARATION + text)
    return out.getvalue()
