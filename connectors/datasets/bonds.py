"""Lists of government bonds in being (存续期债券清单), one a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from connectors.datasets.blocks import Block
from connectors.datasets.model import Context
from connectors.datasets.printed import amount, day_of, in_yuan, unit_of
from schemas.finance import Bond, ReadingFinding

_COLUMNS = {
    "bond_code": re.compile(r"债券(?:编码|代码)"),
    "bond_name": re.compile(r"债券(?:名称|简称|全称)"),
    "project": re.compile(r"^(?:债券资金|募投)?项目(?:名称)?$|资金用途|债券项目名称|^项目/"),
    "amount": re.compile(r"(?:债券|发行)(?:规模|金额|额)|^规模|^金额|分配金额|使用金额"),
    "kind": re.compile(r"债券(?:类型|种类|品种)|^类型|^品种"),
    "nature": re.compile(r"债券性质|发行方式|^性质|新增.*再融资"),
    "term": re.compile(r"期限"),
    "rate": re.compile(r"利率"),
    "issued_on": re.compile(r"发行(?:时间|日期|日)|起息日"),
    "matures_on": re.compile(r"到期(?:时间|日期|日)|兑付日"),
    "repayment_source": re.compile(r"偿债(?:资金)?来源|还款来源|偿还资金来源"),
}
_CODE = re.compile(r"^\d{5,12}$|^[A-Z0-9]{6,16}$")
_TOTAL = re.compile(r"^(?:合计|总计|小计)")


def is_bond_list(block: Block) -> bool:
    """Whether a table lists bonds one by one."""
    words = "/".join(block.header)
    return (
        "债" in block.title + words
        and bool(re.search(r"债券(?:编码|代码|名称|简称)|项目名称", words))
        and bool(re.search(r"利率|期限|发行(?:时间|日期)|债券(?:规模|编码|代码|性质)", words))
    )


def read_bonds(table: Sequence[Block], context: Context) -> tuple[list[Bond], list[ReadingFinding]]:
    """The bonds of a list, and what cannot be right in it. A total row is held against the sum of the others."""
    columns = {name: table[0].column(pattern) for name, pattern in _COLUMNS.items()}
    unit = unit_of(_heading(table[0], columns["amount"])) or table[0].unit
    bonds: list[Bond] = []
    findings: list[ReadingFinding] = []
    for block in table:
        for row in block.rows:
            value = block.number(row, columns["amount"])
            if _TOTAL.match(_first_words(block, row)):
                if value is not None and unit is not None:
                    findings += _total_fault(block, row, columns["amount"], in_yuan(value, unit), bonds, unit)
            elif value is not None or block.text(row, columns["bond_code"]):
                bonds.append(_bond(block, row, columns, value, unit, context))
                findings += _faults(block, row, bonds[-1])
    if unit is None and bonds:
        told = f"{table[0].title}：没有注明计量单位，债券规模不能入库；请补注单位后重新公开。"
        findings.append(_finding(table[0], "table_without_unit", told, None))
    return bonds, findings


def _first_words(block: Block, row: int) -> str:
    words = (block.text(row, n) for n in range(len(block.header)))
    return "".join(next((text for text in words if text), "").split())


def _bond(
    block: Block,
    row: int,
    columns: dict[str, int | None],
    value: Decimal | None,
    unit: str | None,
    context: Context,
) -> Bond:
    texts = {name: block.text(row, column) or None for name, column in columns.items()}
    column = columns["amount"] if value is not None else columns["bond_code"] or columns["bond_name"] or 0
    issued = day_of(texts["issued_on"] or "")
    term = _term(texts["term"] or "")
    return Bond.model_validate(
        {
            "sheet_or_page": block.grid.place,
            "cell": block.grid.address(row, column or 0),
            "amount_yuan": in_yuan(value, unit) if value is not None and unit else None,
            "printed_amount": block.text(row, columns["amount"]) or None,
            "printed_unit": unit,
            "unit_id": context.unit_id,
            "bond_code": texts["bond_code"],
            "bond_name": texts["bond_name"],
            "debt_kind": _kind(texts["kind"] or "", texts["bond_name"] or "", block.title),
            "nature": _nature(texts["nature"] or "", texts["bond_name"] or "", block.title),
            "term_years": term,
            "rate_percent": amount((texts["rate"] or "").rstrip("%％ ")),
            "issued_on": issued,
            "matures_on": day_of(texts["matures_on"] or "") or _maturity(issued, term),
            "project": texts["project"],
            "repayment_source": texts["repayment_source"],
        }
    )


def _kind(*texts: str) -> str | None:
    for text in texts:
        found = {kind for kind in ("一般", "专项") if kind in text}
        if len(found) == 1:
            return found.pop()
    return None


def _nature(*texts: str) -> str | None:
    return next((word for text in texts for word in ("再融资", "置换", "新增") if word in text), None)


def _term(text: str) -> Decimal | None:
    """`10年`, `10`, `5+5年`; months become parts of a year."""
    months = re.search(r"(\d+)\s*个?月", text)
    if months:
        return (Decimal(months[1]) / 12).quantize(Decimal("0.01"))
    years = re.findall(r"\d+(?:\.\d+)?", text)
    return sum((Decimal(y) for y in years), Decimal(0)) if years else None


def _maturity(issued: date | None, term: Decimal | None) -> date | None:
    """The same day so many years on; 28 February for the 29th."""
    if issued is None or term is None or term != int(term):
        return None
    try:
        return issued.replace(year=issued.year + int(term))
    except ValueError:
        return issued.replace(year=issued.year + int(term), day=28)


def _faults(block: Block, row: int, bond: Bond) -> list[ReadingFinding]:
    told = bond.bond_name or bond.bond_code or f"第{row + 1}行"
    faults = []
    if bond.bond_code and not _CODE.match(bond.bond_code):
        faults.append(("bond_code", f"{told}：债券编码的写法不对"))
    if bond.rate_percent is not None and not Decimal(0) < bond.rate_percent < Decimal(15):
        faults.append(("bond_rate", f"{told}：利率{bond.rate_percent}%不合常理"))
    if bond.issued_on and bond.matures_on and bond.matures_on <= bond.issued_on:
        faults.append(("bond_dates", f"{told}：到期日{bond.matures_on}不晚于发行日{bond.issued_on}"))
    elif bond.issued_on and bond.matures_on and bond.term_years:
        years = Decimal((bond.matures_on - bond.issued_on).days) / Decimal("365.25")
        if abs(years - bond.term_years) > Decimal("0.1"):
            faults.append(("bond_dates", f"{told}：期限{bond.term_years}年与发行日、到期日不符"))
    return [_finding(block, check_id, f"{message}。", bond.cell) for check_id, message in faults]


def _total_fault(
    block: Block, row: int, column: int | None, printed: Decimal, bonds: Sequence[Bond], unit: str
) -> list[ReadingFinding]:
    summed = sum((b.amount_yuan or Decimal(0) for b in bonds), Decimal(0))
    if abs(printed - summed) <= in_yuan(Decimal("0.005"), unit) * (len(bonds) + 1):
        return []
    cell = block.grid.address(row, column or 0)
    return [_finding(block, "bond_total", f"{block.title}：合计{printed}元，各行相加{summed}元。", cell)]


def _heading(block: Block, column: int | None) -> str:
    return block.header[column] if column is not None else ""


def _finding(block: Block, check_id: str, message: str, cell: str | None) -> ReadingFinding:
    return ReadingFinding(
        check_id=check_id, severity="warning", message=message, sheet_or_page=block.grid.place, cell=cell
    )
