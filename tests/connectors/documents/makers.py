"""Real files with Chinese text, made by the libraries that offices' programs stand behind."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import docx
import openpyxl
import xlwt
from PIL import Image
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


Line = str | tuple[int, int, str]
"""Words, or words at a place: from the left and from the bottom, in points."""


def pdf(*pages: Sequence[Line] | None, password: str | None = None) -> bytes:
    """Pages of lines, drawn in the order given; a page without lines is blank but for a rule, None is a scan."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, encrypt=password)
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        canvas.line(40, 40, 500, 40)
        if lines is None:
            canvas.drawInlineImage(_picture(), 40, 40, 500, 700)
        for n, line in enumerate(lines or ()):
            canvas.drawString(*((72, 780 - 20 * n, line) if isinstance(line, str) else line))
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


def rar_of(parts: dict[str, bytes], *, encrypted: bool = False) -> bytes:
    """A RAR 5 archive whose files are stored, not packed: no free program packs them."""
    blocks = [_rar_block(b"\x01\x00\x00")]
    for name, body in parts.items():
        raw = name.encode()
        extra = b"\x03\x01\x00\x00" if encrypted else b""
        fields = b"\x02" + _vint(3 if encrypted else 2) + (_vint(len(extra)) if encrypted else b"")
        fields += _vint(len(body)) + b"\x04" + _vint(len(body)) + b"\x20"
        fields += struct.pack("<I", zlib.crc32(body)) + b"\x00\x01" + _vint(len(raw)) + raw + extra
        blocks.append(_rar_block(fields) + body)
    return b"".join((b"Rar!\x1a\x07\x01\x00", *blocks, _rar_block(b"\x05\x04\x00")))


def _rar_block(fields: bytes) -> bytes:
    sized = _vint(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _vint(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = b""
    while number > 0x7F:
        out, number = out + bytes((number & 0x7F | 0x80,)), number >> 7
    return out + bytes((number,))


OFD_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: str, template: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """An OFD of pages given as the XML of their layer; `template` lies behind each."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": "<ofd:OFD {ns} DocType='OFD'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": "<ofd:Document {ns}><ofd:CommonData>"
        '<ofd:TemplatePage ID="90" BaseLoc="/Doc_0/Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": _ofd_page(template),
    }
    for n, layer in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = _ofd_page(layer, '<ofd:Template TemplateID="90"/>')
    written = {name: part.replace("{ns}", OFD_NAMESPACE).encode() for name, part in parts.items()}
    return zip_of(written | (extra or {}))


def ofd_text(x: float, y: float, text: str, *, attributes: str = "", code: str = "") -> str:
    """A text object 4 mm high at a place in millimetres."""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 100 5" Font="2" Size="4" {attributes}>'
        f'<ofd:TextCode X="0" Y="3.5" {code}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def _ofd_page(layer: str, before: str = "") -> str:
    return f"<ofd:Page {{ns}}>{before}<ofd:Content><ofd:Layer>{layer}</ofd:Layer></ofd:Content></ofd:Page>"


def _picture() -> Image.Image:
    return Image.new("L", (8, 8), 128)


def _saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
