"""Which rows of a grid are its header, and what each column is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from connectors.datasets.amounts import is_nil, parse_amount
from connectors.datasets.budget.model import Block, Column, ColumnKind
from connectors.datasets.budget.names import measure_name, ordinal_level, squeezed

CODE = re.compile(r"[\[(]?(\d{3}(?:\d{2}){0,2})[\])]?(?![\d年.,万])")
"""At the start of a cell: a code of 3, 5 or 7 digits; a year and an amount are none."""
_CODE_HEADER = re.compile(r"编码|代码|编号|^[类款项]+$")
_LABEL_HEADER = re.compile(
    r"^(?:项目|科目|名称|支出项目|收入项目|功能分类|经济分类|支出功能分类|支出经济分类|用途|摘要|指标|内容)"
    r"(?:\((?!.*元\)).*\)|\[.*\]|/.*)?$|名称$|^(?:按|支出)?(?:功能|经济)(?:分类)?科目$|分类科目(?:\(.*\))?$|单位$"
)
_OTHER_HEADER = re.compile(
    r"^(?:行次|序号|栏次|备注|说明|编号|联系人|增减.*[%％]|.*(?:比例|增长率|增幅|[%％]).*)$"
)
_UNIT_CODE = re.compile(r"(?:部门|单位|机构).{0,5}(?:编码|代码|编号)")
_ORDER = re.compile(r"\d{1,2}|[—\-/]*|[A-Z]|\d{1,2}=[\d+\-=()（）]+|[甲乙丙丁]")
_TOTAL = re.compile(r"^(?:合计|总计|小计|(?:本年)?(?:收入|支出)(?:合计|总计))$")
MAX_HEADER = 8
SAMPLE = 500
"""Rows that tell what a column holds."""


def header_height(filled: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """How many rows the header takes: up to the first that holds a code, an amount or a numbered label.

    A row of column numbers (栏次) belongs to it. 0 where the table goes on from the page before, without a header.
    """
    height = 0
    for r, row in enumerate(rows[:MAX_HEADER]):
        if _is_order(filled[r]):
            height = r + 1
        elif _is_data(row, height):
            break
        elif any(row):
            height = r + 1
    return height


def _is_order(row: Sequence[str]) -> bool:
    """`栏次 | 1 | 2 | 3`, also without its word, and behind `类 | 款 | 项`."""
    texts = [text for cell in row if cell and not re.fullmatch("[类款项]+", text := squeezed(cell))]
    if not texts:
        return False
    if texts[0] in ("栏次", "行次", "**"):
        return all(_ORDER.fullmatch(text) or text in ("栏次", "行次", "**") for text in texts)
    numbers = [int(text) for text in texts if text.isdigit()]
    return (
        len(numbers) >= 3
        and len(numbers) >= len(texts) - 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 2
    )


def _is_data(row: Sequence[str], height: int) -> bool:
    texts = [text for text in row if text]
    if not texts:
        return False
    numbers = [text for text in texts if parse_amount(text) is not None or CODE.match(squeezed(text))]
    if numbers:
        # `类 | 款 | 项 | … | 501 | 502`: columns that are named by the code they are of.
        named = sum(text in ("类", "款", "项") for text in texts)
        return named < 2 or any(not re.fullmatch(r"[35]\d{2}(?:\d{2})?", text) for text in numbers)
    if any(ordinal_level(text) in (1, 2) for text in texts):
        return True
    return height > 0 and len(texts) == 1 and bool(_TOTAL.match(squeezed(texts[0])) or is_nil(texts[0]))


def looks_like_header(row: Sequence[str]) -> bool:
    """Whether a row names columns: 项目, 科目编码, 名称, 序号."""
    texts = [squeezed(text) for text in row if text]
    return any(_CODE_HEADER.search(t) or _LABEL_HEADER.search(t) or _OTHER_HEADER.match(t) for t in texts)


def blocks_of(filled: Sequence[Sequence[str]], height: int, year: int | None = None) -> list[Block]:
    """The columns by their headers and, where these say nothing, by what stands below; new blocks where a label
    or code follows an amount. `year` is the table's own, so that columns of other years are told apart."""
    width = len(filled[0])
    paths = [_path(filled, height, c) for c in range(width)]
    kinds = [_kind(paths[c], [row[c] for row in filled[height : height + SAMPLE]]) for c in range(width)]
    blocks: list[Block] = []
    seen_amount = True
    for index, (kind, path) in enumerate(zip(kinds, paths, strict=True)):
        if seen_amount and kind in ("code", "label"):
            blocks.append(Block([]))
            seen_amount = False
        seen_amount = seen_amount or kind == "amount"
        if not blocks:
            blocks.append(Block([]))
        blocks[-1].columns.append(Column(index, kind, path))
    for block in blocks:
        name_measures(block, year)
    return [block for block in blocks if block.measures]


def _path(filled: Sequence[Sequence[str]], height: int, column: int) -> tuple[str, ...]:
    """Header cells over a column from the top, each once."""
    texts = [filled[r][column] for r in range(height) if not _is_order(filled[r])]
    path = [text for text in texts if text]
    return tuple(text for n, text in enumerate(path) if n == 0 or text != path[n - 1])


def _kind(path: tuple[str, ...], below: Sequence[str]) -> ColumnKind:
    leaf = squeezed(path[-1]) if path else ""
    if leaf and _OTHER_HEADER.match(leaf):
        return "other"
    filled_in = [text for text in below if not is_nil(text)]
    if not path and not filled_in:
        return "other"  # a sheet may be wider than the table
    numbers = sum(parse_amount(text) is not None for text in filled_in)
    words = len(filled_in) - numbers
    parts = [squeezed(text) for text in path]
    if any(_UNIT_CODE.search(text) for text in parts):
        return "other"
    if any(_CODE_HEADER.search(text) for text in parts):
        return "label" if words > numbers and not re.search(r"^[类款项]$|编码|代码", leaf) else "code"
    if _LABEL_HEADER.search(leaf) or any(text.endswith("名称") for text in parts):
        return "label"
    if re.search(r"合计|数$|支出|收入|金额|经费|费$", leaf):
        return "amount"
    return "amount" if numbers >= words and numbers else "label" if words else "amount"


def name_measures(block: Block, year: int | None = None) -> None:
    """Names of the amount columns; header cells that all of them share say nothing and are left out, and so does
    the table's own year where another stands beside it."""
    amounts = block.measures
    shared = 0
    while (
        amounts
        and all(len(c.header) > shared + 1 for c in amounts)
        and len({c.header[shared] for c in amounts}) == 1
    ):
        shared += 1
    taken: set[str] = set()
    for n, column in enumerate(block.columns):
        if column.kind != "amount":
            continue
        path = column.header[shared:]
        parts = [measure_name(part) for part in path]
        told = [part for part in parts if len(parts) == 1 or not _is_of(part, year)]
        name = "/".join(part for part, after in pairwise([*told, ""]) if part != after) or "金额"
        while name in taken:
            name += "'"
        taken.add(name)
        group = tuple(parts[:-1])
        block.columns[n] = Column(column.index, "amount", column.header, name, group=group)


def _is_of(header: str, year: int | None) -> bool:
    """Whether a header cell says no more than the table's own year: `2026年预算数`."""
    return year is not None and bool(
        re.fullmatch(rf"{year}年度?(?:部门|单位)?(?:预算|决算)?(?:数|额)?", header)
    )
