"""Tables as budget lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import TypeAdapter

from connectors.datasets.budget.captions import Cover
from connectors.datasets.budget.classification import class_codes
from connectors.datasets.budget.model import BudgetTable, Entry, Line
from connectors.datasets.budget.names import without_ordinal
from connectors.datasets.model import Context
from schemas.finance import BudgetLine

_LINES = TypeAdapter(list[BudgetLine])
_OWN_UNIT = re.compile(r"[（(]?(?:本级|本部|机关本级|局机关|机关)[）)]?$")


def budget_lines(table: BudgetTable, cover: Cover, context: Context) -> Iterator[BudgetLine]:
    """One record an amount; an empty cell is none."""
    named = re.search("部门|单位", table.title)  # `2025年单位…部门预算经济分类预算表`: the first word counts
    level = named[0] if named else cover.level
    shared = {
        "unit_id": unit_id_of(table.unit_name, context),
        "unit_name": table.unit_name,
        "unit_level": level,
        "fiscal_year": table.year,
        "stage": table.stage,
        "table_code": table.code,
        "table_name": table.title,
        "printed_unit": table.printed_unit,
    }
    yield from _LINES.validate_python(
        [
            row | _cell(measure, entry)
            for block in table.blocks
            for line in block.lines
            for row in [shared | _row(line)]
            for measure, entry in line.entries.items()
        ]
    )


def unit_id_of(organ: str | None, context: Context) -> str | None:
    """The unit the tables are of: by its name or alias in the registry, a department's own unit (本级) as the
    department. The unit whose column it is in only where no name is printed, or one that fits."""
    own = _OWN_UNIT.sub("", organ or "")
    for name in (organ or "", own):
        if name in context.unit_ids:
            return context.unit_ids[name]
    fits = not own or own in (context.unit_name or "") or (context.unit_name or own) in own
    return context.unit_id if fits else None


def _row(line: Line) -> dict[str, object]:
    code = line.code
    function = code if code.startswith("2") else class_codes().get(without_ordinal(line.label))
    economic = code if code[:1] in ("3", "5") else None
    return {
        "row_number": line.number,
        "row_label": line.label or None,
        "function_code": function,
        "function_name": without_ordinal(line.label) if function else None,
        "economic_code": economic,
        "economic_name": line.label or None if economic else None,
    }


def _cell(measure: str, entry: Entry) -> dict[str, object]:
    return {
        "sheet_or_page": entry.place,
        "cell": entry.cell,
        "amount_yuan": entry.yuan,
        "printed_amount": entry.printed,
        "measure": measure,
    }
