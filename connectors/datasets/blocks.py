"""Printed tables inside a grid of cells (表块): title, unit, header, and the rows that hold data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from connectors.datasets.printed import amount, unit_of
from connectors.tables import Grid

_FORMULA = re.compile(r"^[A-Z](?:[A-Z]?\d?)?(?:[=＝][A-Z0-9+\-＋－()（）]+)?$")
_UNIT = re.compile(r"单位\s*[:：]")
_NOTE = re.compile(r"^\s*(?:注|说明|备注|填表说明|制表人?|填报|审核|经办|联系)\s*\d?\s*[:：、.．]")
_ORDINAL = re.compile(r"^\d{1,2}$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


LONGEST_TITLE = 60
"""Characters beyond which a line above a table is prose."""


@dataclass(slots=True)
class Block:
    """One table. Rows and columns are those of the grid, counted from 0."""

    grid: Grid
    title: str = ""
    unit: str | None = None
    """元, 万元 or 亿元 as printed above it; None where nothing says."""
    lines: list[str] = field(default_factory=list)
    """What stands above the header and below the last row, the title included."""
    header: list[str] = field(default_factory=list)
    """Words of each column, those of several header rows joined by `/`."""
    formulas: list[str] = field(default_factory=list)
    """Formula letters of each column, where a row of them is printed."""
    rows: list[int] = field(default_factory=list)
    root: Block | None = None
    """The first block of a table that goes on over several grids; None for that one itself."""
    bands: list[tuple[int, str]] = field(default_factory=list)
    """Lines between the rows, such as a village's name above its households."""

    @property
    def table(self) -> int:
        """The same for all blocks of one table."""
        return id(self.root or self)

    def column(self, words: re.Pattern[str], without: re.Pattern[str] | None = None) -> int | None:
        """The first column whose heading has these words, and none of the others."""
        for n, heading in enumerate(self.header):
            if words.search(heading) and not (without and without.search(heading)):
                return n
        return None

    def text(self, row: int, column: int | None) -> str:
        """The words in a cell, those of a merged one in all its cells; empty where there is none."""
        cells = self.grid.filled[row]
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def number(self, row: int, column: int | None) -> Decimal | None:
        """The number printed in a cell; a merged one stands in its first cell alone."""
        cells = self.grid.rows[row]
        return amount(cells[column]) if column is not None and column < len(cells) else None

    def numbers(self, row: int) -> Iterator[tuple[int, str, Decimal]]:
        """The numbers of a row: column, as printed, value."""
        for column, cell in enumerate(self.grid.rows[row]):
            if (value := amount(cell)) is not None:
                yield column, cell.strip(), value


def blocks(grid: Grid, former: Block | None = None) -> Iterator[Block]:
    """The tables of a grid, from above. A grid that goes straight on with data (the next page of a table)
    has the header of `former`."""
    block, state = Block(grid), "above"
    for line in grid.above:
        _line(block, line)
    for number, row in enumerate(grid.filled):
        kind = _kind(row, state)
        if kind == "blank" or (state == "data" and kind == "header" and _same_header(row, block)):
            continue
        if state == "data" and kind == "line" and not _begins_table(_joined(row)):
            block.lines.append(_joined(row))
            block.bands.append((number, _joined(row)))
            continue
        if state == "data" and kind in ("line", "header"):
            yield block
            block, state = Block(grid), "above"
        if kind == "line":
            _line(block, _joined(row))
        elif kind == "header":
            _add_header(block, row)
            state = "header"
        else:
            if (
                not block.header
                and not block.title
                and former is not None
                and len(former.header) >= _width(row)
            ):
                block.header, block.formulas = list(former.header), list(former.formulas)
            block.rows.append(number)
            state = "data"
    block.lines += grid.below
    if block.rows:
        yield block


def tables(grids: Iterable[Grid]) -> Iterator[list[Block]]:
    """The tables of a file, each as its blocks: one that goes on over several pages has several."""
    table: list[Block] = []
    for grid in grids:
        for block in blocks(grid, table[-1] if table else None):
            if table and _goes_on(table[-1], block):
                table.append(_continued(table[-1], block))
                continue
            if table:
                yield table
            table = [block]
    if table:
        yield table


def _goes_on(former: Block, block: Block) -> bool:
    """Whether a block is the next page of a table: the same header or none, and no title of its own."""
    return block.grid is not former.grid and not block.title and block.header in ([], former.header)


def _kind(row: Sequence[str], state: str) -> str:
    cells = [c for c in row if c.strip()]
    if not cells:
        return "blank"
    if any(_UNIT.search(c) for c in cells) and not any(amount(c) is not None for c in cells):
        return "line"
    if len(set(cells)) == 1:
        # A merged title may stand in every cell it covers.
        return "line" if amount(cells[0]) is None or state != "data" else "data"
    numbers = [c for c in cells if amount(c) is not None]
    if state != "data" and numbers:
        if all(_ORDINAL.match(c) for c in numbers) and _counts_up(numbers) and len(numbers) >= len(cells) - 1:
            return "header"
        if all(_YEAR.match(c) for c in numbers):
            return "header"
    if numbers:
        return "data"
    if state == "data":
        return "data" if not _looks_like_header(cells) else "header"
    return "header"


def _counts_up(numbers: Sequence[str]) -> bool:
    """栏次: 1, 2, 3 …"""
    return len(numbers) > 1 and [int(n) for n in numbers] == list(
        range(int(numbers[0]), int(numbers[0]) + len(numbers))
    )


def _looks_like_header(cells: Sequence[str]) -> bool:
    words = "".join(cells)
    return len(re.findall(r"序号|项目|姓名|户主|金额|面积|公式|本地区|合计|编码|名称|规模|标准", words)) >= 3


def _begins_table(text: str) -> bool:
    return bool(
        _UNIT.search(text)
        or re.search(r"(?:表|清单|名单|情况|公示)(?:（[^）]*）)?$|^(?:附?表|附件)\s*\d", text)
    )


def _same_header(row: Sequence[str], block: Block) -> bool:
    """A header printed again at the top of the next page."""
    words = [w for w in (_clean(c) for c in row) if w]
    known = {part for column in block.header for part in column.split("/")} | set(block.formulas)
    return bool(words) and all(w in known or _FORMULA.match(w) or w == "公式" for w in words)


def _line(block: Block, text: str) -> None:
    block.lines.append(text)
    block.unit = unit_of(text, labelled=True) or block.unit
    bare = re.sub(r"(?:金额)?单位\s*[:：].*$|^(?:编制|填报|公开)?单位\s*[:：]\S*", "", text).strip()
    prose = len(bare) > LONGEST_TITLE or bare.endswith(("。", "；", "："))
    if bare and not prose and not _NOTE.match(bare) and (not block.title or _begins_table(bare)):
        block.title = bare


def _add_header(block: Block, row: Sequence[str]) -> None:
    cells = [_clean(c) for c in row]
    letters = [c for c in cells if _FORMULA.match(c)]
    if letters and all(_FORMULA.match(c) or c in ("公式", "") or n == 0 for n, c in enumerate(cells)):
        block.formulas = ["" if c == "公式" or not _FORMULA.match(c) else c for c in cells]
        return
    if sum(bool(_ORDINAL.match(c)) for c in cells) > 1:
        return
    width = max(len(cells), len(block.header))
    block.header += [""] * (width - len(block.header))
    for n, cell in enumerate(_spread(cells + [""] * (width - len(cells)), block)):
        if cell and cell not in block.header[n].split("/"):
            block.header[n] = f"{block.header[n]}/{cell}" if block.header[n] else cell


def _spread(cells: list[str], block: Block) -> list[str]:
    """A merged heading counts for every column it covers. Which these are is known by the empty cells to its
    right; below a heading of its own a cell stays empty."""
    out, last, over = [], "", ""
    for n, cell in enumerate(cells):
        above = block.header[n]
        if cell:
            last, over = cell, above
        elif n and (above != over or not last):
            last = ""
        out.append(cell or (last if not above or above == over else ""))
    return out


def _continued(former: Block, block: Block) -> Block:
    return replace(
        block,
        title=former.title,
        unit=block.unit or former.unit,
        lines=[*former.lines, *block.lines],
        formulas=block.formulas or former.formulas,
        root=former.root or former,
    )


def _joined(row: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(c.strip() for c in row if c.strip()))


def _clean(cell: str) -> str:
    return "".join(cell.split())


def _width(row: Sequence[str]) -> int:
    return max((n for n, c in enumerate(row, 1) if c.strip()), default=0)
