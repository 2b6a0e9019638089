"""The reader of direct funds (财政直达资金): what came, from which level, what was allocated, released and spent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from connectors.datasets.blocks import Block, tables
from connectors.datasets.direct_checks import Fund, check_funds
from connectors.datasets.direct_prose import read_prose
from connectors.datasets.model import Context, Reader
from connectors.datasets.printed import YUAN, amount, day_of, decimals, in_yuan, unit_of, years_of
from connectors.datasets.suspects import Printed, with_suspects
from connectors.tables import GridReading
from schemas.finance import DatasetReading, DirectFund, ReadingFinding

_SHARES = (
    ("allocated", re.compile(r"分配(?:率|进度|比例)")),
    ("released", re.compile(r"下达(?:率|进度|比例)")),
    ("spent", re.compile(r"(?:支付|支出|执行|使用)(?:率|进度|比例)|支出占比")),
)
_MEASURES = (
    ("unallocated", re.compile(r"未分配|待分配")),
    ("allocated", re.compile(r"已?分配")),
    ("spent", re.compile(r"支出|支付|使用(?:金额|数|资金)|已用")),
    ("released", re.compile(r"已下达|下达(?:到|至)?(?:单位|项目|基层)|拨付")),
    ("total", re.compile(r"总额|总量|规模|合计|小计|到位|收到|下达|指标|金额|资金量|数额")),
)
_SOURCES = (
    ("中央", re.compile(r"中央")),
    ("省", re.compile(r"省")),
    ("市", re.compile(r"市级|市本级|^市$")),
    ("县", re.compile(r"县级|县本级|^县$|本级")),
    ("地方", re.compile(r"地方")),
)
_SOURCE_COLUMN = re.compile(r"来源|级次|资金级别|安排层级")
_PROGRAMME = re.compile(r"^(?:资金)?(?:项目|名称|科目)|资金名称|项目名称|资金项目|指标名称")
_RECIPIENT = re.compile(r"地区|使用单位|单位名称|主管部门|预算单位|^单位$")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|全县合计|小计)")
_CUT_OFF = re.compile(
    r"截[至止到]\s*(?:(?P<year>20\d\d)年)?\s*(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末)?"
)


def read(reading: GridReading, context: Context) -> DatasetReading:
    """The amounts of a file with what can be recomputed of it. Prose is read where it speaks of direct funds."""
    funds: list[Fund] = []
    findings: list[ReadingFinding] = []
    for block in (block for table in tables(reading.grids) for block in table):
        block.title = block.title or context.title
        if not is_direct_table(block, context):
            continue
        found = list(_funds(block))
        if any(fund.unit is None for fund in found):
            findings.append(_no_unit(block))
        funds += [fund for fund in found if fund.unit is not None]
    if not funds:
        funds = list(read_prose(reading.prose))
    words = [context.title, *(line for grid in reading.grids for line in (*grid.above, *grid.below))]
    words += [line for prose in reading.prose for line in prose.lines]
    words += [
        line for block in {id(f.block): f.block for f in funds if f.block}.values() for line in block.lines
    ]
    day, year = cut_off(words, context), _year(words, context)
    records = tuple(_record(fund, day, year, context) for fund in funds)
    printed = {fund.address: Printed(fund.yuan, 2 * fund.step) for fund in funds}
    checks = with_suspects(tuple(check_funds(funds)), printed)
    return DatasetReading("direct_fund", records, tuple(checks), tuple(findings))


def recognise(reading: GridReading, context: Context) -> float:
    """Sure where the words say 直达资金."""
    titles = [context.title, context.file_name, *(t[0].title for t in tables(reading.grids))]
    return 0.9 if any("直达资金" in title for title in titles) else 0.0


def is_direct_table(block: Block, context: Context) -> bool:
    """Whether a table has programmes or recipients, and amounts that were allocated, released or spent."""
    header = "/".join(block.header)
    named = block.column(_PROGRAMME) is not None or block.column(_RECIPIENT) is not None
    return named and bool(re.search(r"分配|下达|支出|支付|直达|总额|资金|金额", header))


def cut_off(lines: Sequence[str], context: Context) -> date | None:
    """The day the figures are of: 截至2026年9月30日, 截至9月末."""
    for line in lines:
        found = _CUT_OFF.search("".join(line.split()))
        if not found:
            continue
        year = int(found["year"] or next((y for text in lines for y in years_of(text)), 0))
        if not year and context.published_on:
            year = context.published_on.year
        month = int(found["month"])
        if not year or not 1 <= month <= 12:
            continue
        if found["day"]:
            return day_of(f"{year}-{month}-{found['day']}")
        return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return None


def _funds(block: Block) -> Iterator[Fund]:
    programme, recipient, source = (block.column(p) for p in (_PROGRAMME, _RECIPIENT, _SOURCE_COLUMN))
    columns = _columns(block, {programme, recipient, source})
    shares = {m: n for n, (m, _, is_share) in columns.items() if is_share}
    for row in block.rows:
        label = block.text(row, programme)
        named = label or block.text(row, recipient)
        if not named:
            continue
        is_total = bool(_TOTAL_ROW.match("".join(named.split())))
        for column, (measure, level, is_share) in columns.items():
            value = block.number(row, column)
            if is_share or value is None:
                continue
            printed = block.text(row, column)
            yield Fund(
                block=block,
                row=row,
                column=column,
                place=block.grid.place,
                cell=block.grid.address(row, column),
                programme=label or None,
                recipient=block.text(row, recipient) or None if recipient != programme else None,
                is_total=is_total,
                level=level or _level(block.text(row, source)),
                is_part=level is not None,
                measure=measure,
                printed=printed,
                unit=(unit := unit_of(block.header[column]) or unit_of(named) or block.unit),
                yuan=in_yuan(value, unit) if unit else Decimal(0),
                step=_step(block, column, unit),
                share=_share(block, row, shares.get(measure)) if level is None else None,
                share_cell=_share_cell(block, row, shares.get(measure)) if level is None else None,
            )


def _columns(block: Block, others: set[int | None]) -> dict[int, tuple[str, str | None, bool]]:
    """By column: its measure, the level of a part of the total, whether it is a share."""
    found: dict[int, tuple[str, str | None, bool]] = {}
    for n, heading in enumerate(block.header):
        if n in others or re.search(r"序号|备注|文号|日期|时间", heading):
            continue
        share = next((m for m, p in _SHARES if p.search(heading)), None)
        if share:
            found[n] = (share, None, True)
            continue
        # The nearest heading first: 资金总额/其中：中央 is a part, 中央直达资金/已分配 is not a level of its own.
        parts = heading.split("/")[::-1]
        measure = next((m for part in parts for m, p in _MEASURES if p.search(part)), None)
        level = _level(parts[0]) if not any(p.search(parts[0]) for _, p in _MEASURES[:4]) else None
        if measure or level:
            found[n] = (measure or "total", level if measure in (None, "total") else None, False)
    return found


def _level(text: str) -> str | None:
    return next((level for level, pattern in _SOURCES if pattern.search(text)), None)


def _share(block: Block, row: int, column: int | None) -> str | None:
    text = block.text(row, column)
    return text if amount(text.rstrip("%％")) is not None else None


def _share_cell(block: Block, row: int, column: int | None) -> str | None:
    return block.grid.address(row, column) if column is not None else None


def _step(block: Block, column: int, unit: str | None) -> Decimal:
    places = max((decimals(block.text(row, column)) for row in block.rows), default=0)
    return YUAN[unit or "元"] / (2 * Decimal(10) ** min(places, 8))


def _year(lines: Sequence[str], context: Context) -> int | None:
    years = [year for line in lines for year in years_of(line)]
    return years[0] if years else context.published_on.year if context.published_on else None


def _record(fund: Fund, day: date | None, year: int | None, context: Context) -> DirectFund:
    return DirectFund.model_validate(
        {
            "sheet_or_page": fund.place,
            "cell": fund.cell,
            "amount_yuan": fund.yuan,
            "printed_amount": fund.printed,
            "printed_unit": fund.unit,
            "unit_id": context.unit_ids.get(fund.recipient or "", context.unit_id),
            "fiscal_year": year,
            "programme": "合计" if fund.is_total else fund.programme,
            "source_level": fund.level,
            "recipient": fund.recipient,
            "cut_off_on": day,
            "measure": fund.measure,
            "share_percent": fund.share_value,
        }
    )


def _no_unit(block: Block) -> ReadingFinding:
    return ReadingFinding(
        check_id="table_without_unit",
        severity="error",
        message=f"{block.title}：没有注明计量单位，金额不能入库；请补注单位后重新公开。",
        sheet_or_page=block.grid.place,
    )


READER = Reader("direct_fund", 5, ("direct_fund",), read, recognise)
