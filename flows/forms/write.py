"""Forms as files: HTML for the site, docx for the office."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from jinja2 import Environment, StrictUndefined

from flows.forms.annual_report import Part, Sheet


def as_html(title: str, parts: Sequence[Part]) -> bytes:
    """A page that needs nothing else, printable."""
    source = files("flows.forms").joinpath("annual_report.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    return environment.from_string(source).render(title=title, parts=parts).encode()


def as_docx(title: str, parts: Sequence[Part]) -> bytes:
    """A Word document in 仿宋, its tables with merged cells."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = "FangSong"
    normal.font.size = Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(title)
    run.bold, run.font.size = True, Pt(18)
    for part in parts:
        document.add_paragraph().add_run(part.heading).bold = True
        for line in part.text.split("\n"):
            if line.strip():
                document.add_paragraph(f"　　{line.strip()}")
        if part.sheet:
            _add_table(document, part.sheet)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: WordDocument, sheet: Sheet) -> None:
    width = sum(cell.columns for cell in sheet[0])
    table = document.add_table(rows=len(sheet), cols=width)
    table.style = "Table Grid"
    cells = [row.cells for row in table.rows]  # `table.cell` would walk through all for each
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(sheet):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(cell.rows) for j in range(cell.columns)}
            last = cells[r + cell.rows - 1][c + cell.columns - 1]
            merged = cells[r][c] if last is cells[r][c] else cells[r][c].merge(last)
            merged.text = cell.text
            for run in merged.paragraphs[0].runs:
                run.font.size = Pt(9)
