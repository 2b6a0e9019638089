"""Standard catalogues (基层政务公开标准目录): one row a matter, from spreadsheets, Word files and pages."""

from __future__ import annotations

from connectors.datasets.model import Context, Reader
from connectors.datasets.standard.heads import read_head
from connectors.datasets.standard.places import field_among, owner_of
from connectors.datasets.standard.rows import ROW, read_rows
from connectors.tables import GridReading
from schemas.finance import DatasetReading, ReadingFinding
from schemas.standard import StandardItem


def read_standard(reading: GridReading, context: Context) -> DatasetReading:
    """The items of all tables of a file that are catalogues; a file in which none is gives a finding."""
    items: list[StandardItem] = []
    findings: list[ReadingFinding] = []
    owner, file = owner_of(context), context.file_name or context.title
    for grid in reading.grids:
        head = read_head(grid)
        if head is None:
            continue
        lines = [" ".join(filter(None, row[:1])) for row in grid.filled[: head.first]]
        field = field_among((*reversed(grid.above), *lines, grid.place, context.file_name, context.title))
        found, told = read_rows(grid, head, owner, f"{file} " if file else "", field)
        items += found
        findings += told
    if not items and not findings and reading.grids and context.file_name:
        told_all = f"{file}：没有找到标准目录的表头（公开事项、公开内容、公开依据、公开时限、公开主体）。"
        findings.append(ReadingFinding(check_id=ROW, severity="warning", message=told_all))
    return DatasetReading("standard_catalogue", tuple(items), (), tuple(findings))


def recognise(reading: GridReading, context: Context) -> float:
    """Sure where a heading is found; it is like no other table's."""
    return 0.9 if any(read_head(grid) is not None for grid in reading.grids) else 0.0


READER = Reader("standard_catalogue", 2, ("standard_catalogue",), read_standard, recognise)
