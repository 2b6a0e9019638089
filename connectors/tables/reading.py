"""A file in, its tables out, whatever the bytes are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from connectors.documents import kinds, plain
from connectors.documents.apart import READER
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.zips import zip_members
from connectors.tables.doc import read_doc_grids
from connectors.tables.docx import read_docx_grids
from connectors.tables.html import html_grids, html_prose
from connectors.tables.model import Grid, GridReading, Problem, Prose
from connectors.tables.ofd import read_ofd_grids
from connectors.tables.pdf import read_pdf_grids
from connectors.tables.sheets import read_sheet_grids


def read_grids(content: bytes, name: str, *, limits: Limits | None = None) -> GridReading:
    """The tables of a file, by its content; `name` is told where there is no reader for it.

    Never raises on bad bytes: a broken, encrypted, scanned or unknown file gives problems instead of grids.
    """
    media_type = kinds.media_type(content) if content else None
    reader = READERS.get(media_type or "")
    if reader is None:
        told = f"{name}：不是可以读取表格的文件类型（{media_type or '类型不明'}）。"
        return GridReading((), (Problem("no_reader", "", told),))
    try:
        return READER.call(reader, content, limits or Limits())
    except UnreadableError as error:
        return GridReading((), (Problem("unreadable", "", f"{name}：文件损坏或加密，无法读取（{error}）。"),))


def read_html_grids(html: str) -> GridReading:
    """The tables of a page's body (正文), as `catalogue.item.body_html` keeps it."""
    return GridReading(tuple(html_grids(html)), prose=html_prose(html))


def _html(content: bytes, limits: Limits) -> GridReading:
    return read_html_grids(plain.decode(content) or "")


def _csv(content: bytes, limits: Limits) -> GridReading:
    rows = plain.csv_rows(plain.decode(content) or "", limits)
    width = max((len(row) for row in rows), default=0)
    square = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    return GridReading((Grid("1", square),))


def _archive(content: bytes, limits: Limits) -> GridReading:
    """The tables of all files inside, each place behind the name of its file; a file is read as if it came alone."""
    grids: list[Grid] = []
    problems: list[Problem] = []
    prose: list[Prose] = []
    left = limits.max_unpacked_bytes
    for count, member in enumerate(zip_members(content, limits)):
        kind = None
        left -= member.size
        if count >= limits.max_files or left < 0:
            problems.append(Problem("unreadable", member.name, f"{member.name}: 压缩包太大，没有打开"))
            break
        try:
            kind = kinds.media_type(inside := member.load())
            reader = READERS.get(kind or "") if kind != kinds.ZIP else None
            reading = reader(inside, limits) if reader else GridReading(())
        except UnreadableError as error:
            problems.append(Problem("unreadable", member.name, f"{member.name}: {error}"))
            continue
        grids += [replace(grid, place=_inside(member.name, grid.place)) for grid in reading.grids]
        problems += [replace(p, place=_inside(member.name, p.place)) for p in reading.problems]
        prose += [replace(p, place=_inside(member.name, p.place)) for p in reading.prose]
    return GridReading(tuple(grids), tuple(problems), tuple(prose))


def _inside(name: str, place: str) -> str:
    return f"{name}/{place}" if place else name


READERS: Mapping[str, Callable[[bytes, Limits], GridReading]] = {
    kinds.ZIP: _archive,
    kinds.PDF: read_pdf_grids,
    kinds.OFD: read_ofd_grids,
    kinds.XLSX: read_sheet_grids,
    kinds.XLS: read_sheet_grids,
    kinds.DOC: read_doc_grids,
    kinds.WPS: read_doc_grids,
    kinds.DOCX: read_docx_grids,
    "text/csv": _csv,
    "text/html": _html,
}
"""By media type. A reader for one more kind of file is added here."""
