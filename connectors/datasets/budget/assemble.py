"""Grids to tables: captions found, pages of one table joined, everything else left aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.datasets.amounts import printed_unit
from connectors.datasets.budget.captions import Caption, Cover, caption_of, is_caption
from connectors.datasets.budget.columns import blocks_of, header_height, looks_like_header
from connectors.datasets.budget.model import BudgetTable
from connectors.datasets.budget.names import squeezed
from connectors.datasets.budget.performance import add_amounts
from connectors.datasets.budget.rows import add_rows
from connectors.datasets.budget.three_public import to_items
from connectors.tables import Grid, Span
from schemas.finance import PrintedUnit

NEAR = 4.0
"""Points; column borders of two pages nearer than this are the same."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a grid: the lines over it, inside its frame or outside, and the rows from `first` to `last`."""

    grid: Grid
    lines: tuple[str, ...]
    first: int
    last: int


def assemble(grids: Sequence[Grid], cover: Cover) -> tuple[list[BudgetTable], list[Grid]]:
    """The prescribed tables of a file in their order, and the grids that are none of them."""
    tables: list[BudgetTable] = []
    left: list[Grid] = []
    for grid in grids:
        for section in _sections(grid):
            caption = caption_of(section.lines)
            if caption.code is None and not grid.prefix:
                caption = _by_sheet(caption, grid.place)
            if not _take(tables, section, caption, cover):
                left.append(replace(grid, rows=grid.rows[section.first : section.last], spans=()))
    for table in tables:
        if table.code == "three_public":
            to_items(table)
        _share_precision(table)
    return tables, left


def _share_precision(table: BudgetTable) -> None:
    """Amounts of one table are printed to one precision, even where trailing noughts are left out: 37.91 beside 15."""
    lines = [line for block in table.blocks for line in block.lines]
    finest = min((entry.step for line in lines for entry in line.entries.values()), default=None)
    for line in lines:
        if finest is not None and any(entry.step != finest for entry in line.entries.values()):
            line.entries = {m: e._replace(step=finest) for m, e in line.entries.items()}


def _by_sheet(caption: Caption, name: str) -> Caption:
    named = caption_of([name if name.endswith("表") else f"{name}表"])
    return replace(caption, title=named.title, code=named.code) if named.code else caption


def _sections(grid: Grid) -> Iterator[Section]:
    """A sheet may hold several tables under each other, each with its own title."""
    starts = [0]
    in_caption = True
    for r, row in enumerate(grid.rows):
        words = [text for text in row if text]
        if not words:
            continue
        caption = is_caption(words)
        if caption and not in_caption and caption_of(words).code and len(words) <= 2:
            starts.append(r)
        in_caption = caption
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        first, lines = start, list(grid.above if start == 0 else ())
        while first < end and (not any(grid.rows[first]) or is_caption([t for t in grid.rows[first] if t])):
            if any(grid.rows[first]):
                lines.append("  ".join(text for text in grid.rows[first] if text))
            first += 1
        yield Section(grid, tuple(lines), first, end)


def _take(tables: list[BudgetTable], section: Section, caption: Caption, cover: Cover) -> bool:
    """Read a section as the next page of the table before it, or as a table; False where it is neither."""
    grid = section.grid
    if section.first >= section.last:
        return True
    part = replace(grid, rows=grid.rows[: section.last], spans=_within(grid.spans, section.last))
    former = tables[-1] if tables else None
    if former is not None and former.code == "performance" and caption.code is None:
        add_amounts(former, part, section.first)
        former.pages.append(grid.place)
        return True
    if former is not None and (page := _next_page(former, caption, part, section.first)) is not None:
        add_rows(former, *page)
        former.pages.append(grid.place)
        former.notes += grid.below
        return True
    height = header_height(part.filled[section.first :], part.rows[section.first :])
    if caption.code is None or not (height or caption.code == "performance"):
        return False
    header = tuple(tuple(row) for row in part.filled[section.first : section.first + height])
    table = BudgetTable(
        code=caption.code,
        title=caption.title or "",
        stage=caption.stage or cover.stage,
        year=caption.year or cover.year,
        unit_name=caption.organ or cover.organ,
        printed_unit=caption.unit or _unit_in(header) or (former.printed_unit if former else None),
        pages=[grid.place],
        grid=grid,
        header_rows=header,
    )
    tables.append(table)
    table.notes += grid.below
    if table.code == "performance":
        add_amounts(table, part, section.first)
        return True
    table.blocks = blocks_of(part.filled[section.first :], height, table.year)
    add_rows(table, part, section.first + height)
    return True


def _within(spans: Sequence[Span], last: int) -> tuple[Span, ...]:
    """The merged cells above a row, cut off there."""
    return tuple(replace(s, rows=min(s.rows, last - s.row)) for s in spans if s.row < last)


def _next_page(former: BudgetTable, caption: Caption, grid: Grid, first: int) -> tuple[Grid, int] | None:
    """The grid, in the columns of the table before it, and its first row, where it is the next page of that table.

    It has no title or the same, it lies on a later page, and its header is repeated or left out.
    """
    if not grid.prefix or grid.place == former.pages[-1]:
        return None
    if caption.code is not None and (
        _bare(caption.title or "") != _bare(former.title) or caption.organ not in (None, former.unit_name)
    ):
        return None
    laid = in_columns_of(former.grid, grid) or _in_amounts_of(former, grid)
    if laid is None:
        return None
    rows = [tuple(row) for row in laid.filled[first:]]
    height = len(former.header_rows)
    if list(map(_words, rows[:height])) == list(map(_words, former.header_rows)):
        return laid, first + height
    if caption.code is not None:  # the same title again, over a header that is printed a little otherwise
        return laid, first + header_height(rows, rows)
    return None if looks_like_header(rows[0]) else (laid, first)


def _words(row: Sequence[str]) -> list[str]:
    """The texts of a row, each once where merged cells repeat it: a page may lack borders that another has."""
    return list(dict.fromkeys(text for text in row if text))


def _bare(title: str) -> str:
    """A title without its mark of continuation: `收入总表（续）`."""
    return re.sub(r"\(?续\d*表?\d*\)?$", "", squeezed(title))


def in_columns_of(former: Grid, grid: Grid) -> Grid | None:
    """A grid in the columns of another: as it is where it is as wide; else by the places of its column borders,
    for a page whose only rows have merged cells has fewer of them."""
    width = len(former.rows[0])
    if len(grid.rows[0]) == width:
        return grid
    if not (grid.edges and former.edges) or len(grid.rows[0]) > width:
        return None
    places = [_nearest(former.edges, edge) for edge in grid.edges]
    if None in places or len(set(places)) < len(places):
        return None
    rows = [[""] * width for _ in grid.rows]
    origin = [0] * width
    for column, place in enumerate(places[:-1]):
        assert place is not None
        origin[place] = column
        for row, texts in zip(rows, grid.rows, strict=True):
            row[place] = texts[column]
    return replace(grid, rows=rows, spans=(), edges=former.edges, origin=tuple(origin))


def _in_amounts_of(former: BudgetTable, grid: Grid) -> Grid | None:
    """A narrower grid by the order of its columns, where all of them but the first hold the amounts of a table
    of one block: its last page may bear the total alone."""
    if len(former.blocks) != 1 or any(not row[0] for row in grid.rows):
        return None
    places = [former.blocks[0].columns[0].index, *(c.index for c in former.blocks[0].measures)]
    if len(places) != len(grid.rows[0]):
        return None
    rows = [[""] * len(former.grid.rows[0]) for _ in grid.rows]
    origin = [0] * len(former.grid.rows[0])
    for column, place in enumerate(places):
        origin[place] = column
        for row, texts in zip(rows, grid.rows, strict=True):
            row[place] = texts[column]
    return replace(grid, rows=rows, spans=(), edges=(), origin=tuple(origin))


def _nearest(edges: Sequence[float], edge: float) -> int | None:
    place = min(range(len(edges)), key=lambda n: abs(edges[n] - edge))
    return place if abs(edges[place] - edge) <= NEAR else None


def _unit_in(header: Sequence[Sequence[str]]) -> PrintedUnit | None:
    return next((u for row in header for text in row if (u := printed_unit(text))), None)
