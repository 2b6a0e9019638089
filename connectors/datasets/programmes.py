"""Lists of subsidy programmes (惠民惠农补贴政策清单), one a row, or one a table of two columns (明白纸)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from connectors.datasets.model import Context
from connectors.datasets.printed import amount, in_yuan, unit_of, years_of
from connectors.tables import Grid
from schemas.finance import SubsidyProgramme

_FIELDS = {
    "programme": re.compile(r"补[贴助]项目|项目名称|政策名称|补贴名称|资金名称"),
    "basis": re.compile(r"依据|文号|政策文件"),
    "standard": re.compile(r"标准"),
    "target_group": re.compile(r"对象|范围|条件"),
    "department": re.compile(r"主管(?:部门|单位)|责任(?:部门|单位)|牵头"),
    "telephone": re.compile(r"电话|咨询|联系方式"),
    "amount": re.compile(r"(?:资金|总|安排)(?:金额|总额|规模|额)|资金[（(]"),
}
_LANDLINE = re.compile(r"(?:0\d{2,3}[-—－]?)?\d{7,8}(?!\d)|1\d{4}(?!\d)")
_ENOUGH = 3
"""Fields that must be found for a table to be such a list."""


def read_programmes(grid: Grid, context: Context) -> Iterator[SubsidyProgramme]:
    """The programmes of a grid; none where it is no such list."""
    for number, row in enumerate(grid.filled):
        columns = _columns(row)
        if "programme" in columns and len(columns) >= _ENOUGH:
            yield from _rows(grid, number, columns, context)
            return
    yield from _sheet(grid, context)


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for n, cell in enumerate(row):
        words = "".join(cell.split())
        field = next(
            (f for f, p in _FIELDS.items() if f not in found and len(words) <= 16 and p.search(words)), None
        )
        if field:
            found[field] = n
    return found


def _rows(grid: Grid, header: int, columns: dict[str, int], context: Context) -> Iterator[SubsidyProgramme]:
    heading = grid.filled[header]
    unit = unit_of(heading[columns["amount"]]) if "amount" in columns else None
    unit = unit or next((u for line in _lines(grid, header) if (u := unit_of(line, labelled=True))), None)
    for number in range(header + 1, len(grid.filled)):
        row = grid.filled[number]
        values = {field: row[column].strip() for field, column in columns.items()}
        name = values["programme"]
        if (
            not name
            or re.match(r"合\s*计|总\s*计|注[:：]", name)
            or name == heading[columns["programme"]].strip()
        ):
            continue
        yield _programme(grid, number, columns["programme"], values, unit, context)


def _sheet(grid: Grid, context: Context) -> Iterator[SubsidyProgramme]:
    """Two columns, the field on the left: one programme."""
    values: dict[str, str] = {}
    place = (0, 0)
    unit = None
    for number, row in enumerate(grid.filled):
        cells = [(n, c.strip()) for n, c in enumerate(row) if c.strip()]
        if len({c for _, c in cells}) != 2:
            continue
        label, (column, words) = cells[0][1], next((n, c) for n, c in cells if c != cells[0][1])
        field = next((f for f, p in _FIELDS.items() if p.search("".join(label.split()))), None)
        if field and field not in values and len(label) <= 12:
            values[field] = words
            unit = unit or (unit_of(label) if field == "amount" else None)
            place = (number, column) if field == "programme" else place
    if "programme" in values and len(values) >= _ENOUGH:
        yield _programme(grid, *place, values, unit, context)


def _programme(
    grid: Grid, row: int, column: int, values: dict[str, str], unit: str | None, context: Context
) -> SubsidyProgramme:
    money = amount(values.get("amount", ""))
    telephone = _LANDLINE.search(values.get("telephone", ""))
    years = years_of(" ".join((*_lines(grid, row), context.title)))
    return SubsidyProgramme.model_validate(
        {
            "sheet_or_page": grid.place,
            "cell": grid.address(row, column),
            "programme": values["programme"],
            "fiscal_year": years[0] if years else None,
            **{
                field: values.get(field) or None
                for field in ("basis", "standard", "target_group", "department")
            },
            "telephone": telephone[0] if telephone else None,
            "amount_yuan": in_yuan(money, unit) if money is not None and unit else None,
            "printed_amount": values.get("amount") or None,
            "printed_unit": unit if money is not None else None,
        }
    )


def _lines(grid: Grid, before: int) -> list[str]:
    return [*grid.above, *(" ".join(dict.fromkeys(c for c in row if c)) for row in grid.filled[:before])]
