"""Forms as files: xlsx and xls with merged headings, PDF with ruled lines, HTML with spans. Same form, same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

import xlwt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from examples.youyi.forms.model import Form
from examples.youyi.forms.word import as_doc, as_docx

FONT = "STSong-Light"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def as_xlsx(*forms: Form) -> bytes:
    """A workbook, one sheet a form; the lines above are merged over the whole width, as offices do."""
    names = _sheet_names(forms)
    numbers = range(1, len(forms) + 1)
    sheets = "".join(
        f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>'
        for i, n in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for i in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    parts |= {f"xl/worksheets/sheet{i}.xml": _sheet(form) for i, form in zip(numbers, forms, strict=True)}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in parts.items():
            declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), declared)
    return out.getvalue()


def as_xls(*forms: Form) -> bytes:
    """The binary form that many offices still send."""
    book = xlwt.Workbook(encoding="utf-8")
    for form, name in zip(forms, _sheet_names(forms), strict=True):
        page = book.add_sheet(name)
        rows, merges = _laid_out(form)
        covered = {cell for merge in merges for cell in _cells(merge)}
        for r, c, height, width in merges:
            page.write_merge(r, r + height - 1, c, c + width - 1, _stored(rows[r][c], form.numeric))
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell and (r, c) not in covered:
                    page.write(r, c, _stored(cell, form.numeric))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(*forms: Form) -> bytes:
    """A document, a page or more a form, with ruled tables whose heading is printed on every page; without rules
    where the form is bare, and without columns either where it is spaced."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("line", fontName=FONT, fontSize=10, leading=14)
    story: list[Flowable] = []
    for n, form in enumerate(forms):
        story += [PageBreak()] if n else []
        story += [Paragraph(escape(line), style) for line in form.above]
        looks: list[Any] = [("FONT", (0, 0), (-1, -1), FONT, 8)]
        looks += [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if form.look == "ruled" else []
        looks += [("SPAN", (c, r), (c + width - 1, r + height - 1)) for r, c, height, width in form.merges]
        rows = [list(row) + [""] * (form.width - len(row)) for row in form.rows]
        if form.look == "spaced":
            story += [Paragraph("&nbsp;&nbsp;".join(escape(c) for c in row if c), style) for row in rows]
        else:
            story.append(Table(rows, repeatRows=form.repeat, style=TableStyle(looks)))
        story += [Paragraph(escape(line), style) for line in form.below]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4), invariant=1).build(story)
    return out.getvalue()


def as_html(*forms: Form) -> bytes:
    """A page whose body holds the tables."""
    body = "".join(html_table(form) for form in forms)
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def html_table(form: Form) -> str:
    """The lines and the table as markup."""
    spans = {(r, c): (height, width) for r, c, height, width in form.merges}
    covered = {cell for merge in form.merges for cell in _cells(merge)} - set(spans)
    lines = []
    for r, row in enumerate(form.rows):
        cells = [_td(cell, *spans.get((r, c), (1, 1))) for c, cell in enumerate(row) if (r, c) not in covered]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    above, below = ("".join(f"<p>{escape(x)}</p>" for x in part) for part in (form.above, form.below))
    return f"{above}<table>{''.join(lines)}</table>{below}"


FORMATS: dict[str, Callable[..., bytes]] = {
    "xlsx": as_xlsx,
    "xls": as_xls,
    "pdf": as_pdf,
    "html": as_html,
    "docx": as_docx,
    "doc": as_doc,
}
"""By suffix; each takes one form or several."""


def _td(cell: str, height: int, width: int) -> str:
    spans = (f" rowspan={height}" if height > 1 else "") + (f" colspan={width}" if width > 1 else "")
    return f"<td{spans}>{escape(cell)}</td>"


def _sheet_names(forms: tuple[Form, ...]) -> list[str]:
    return [form.name if len(forms) == 1 else f"{form.name}{n}" for n, form in enumerate(forms, 1)]


def _laid_out(form: Form) -> tuple[list[tuple[str, ...]], list[tuple[int, int, int, int]]]:
    """All rows of the sheet with the lines in them, and its merged cells."""
    top = len(form.above)
    rows = [(line,) for line in form.above] + list(form.rows) + [(line,) for line in form.below]
    merges = [(r, 0, 1, form.width) for r in range(top)]
    merges += [(top + r, c, height, width) for r, c, height, width in form.merges]
    return rows, merges


def _cells(merge: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    r, c, height, width = merge
    return [(r + i, c + j) for i in range(height) for j in range(width)]


def _sheet(form: Form) -> str:
    rows, merges = _laid_out(form)
    lines = "".join(
        f'<row r="{r}">'
        + "".join(_cell(f"{column(c)}{r}", cell, form.numeric) for c, cell in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    merged = "".join(
        f'<mergeCell ref="{column(c)}{r + 1}:{column(c + width - 1)}{r + height}"/>'
        for r, c, height, width in merges
    )
    tail = f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{tail}</worksheet>'


def _cell(where: str, text: str, numeric: bool) -> str:
    if not text:
        return ""
    value = _stored(text, numeric)
    if isinstance(value, str):
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    return f'<c r="{where}"><v>{value!r}</v></c>'


def column(number: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _stored(text: str, numeric: bool) -> str | int | float:
    """Numbers as numbers; codes with leading zeros, card and telephone numbers as text."""
    bare = text.replace(",", "")
    if not numeric or (bare.startswith("0") and bare != "0" and not bare.startswith("0.")):
        return text
    if bare.removeprefix("-").isdigit():
        return int(bare) if len(bare) <= 8 else text
    try:
        return float(bare)
    except ValueError:
        return text
