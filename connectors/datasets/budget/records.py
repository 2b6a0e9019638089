"""Tables as budget lines."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.datasets.budget.captions import Cover
from connectors.datasets.budget.classification import class_codes
from connectors.datasets.budget.model import BudgetTable, Entry, Line
from connectors.datasets.budget.names import without_ordinal
from connectors.datasets.model import Context
from schemas.finance import BudgetLine


def budget_lines(table: BudgetTable, cover: Cover, context: Context) -> Iterator[BudgetLine]:
    """One record an amount; an empty cell is none."""
    level = "单位" if "单位" in table.title and "部门" not in table.title else cover.level
    unit_id = context.unit_ids.get(table.unit_name or "") or context.unit_id
    shared = {
        "unit_id": unit_id,
        "unit_name": table.unit_name,
        "unit_level": level,
        "fiscal_year": table.year,
        "stage": table.stage,
        "table_code": table.code,
        "table_name": table.title,
        "printed_unit": table.printed_unit,
    }
    for block in table.blocks:
        for line in block.lines:
            for measure, entry in line.entries.items():
                yield BudgetLine.model_validate(shared | _own(line, measure, entry))


def _own(line: Line, measure: str, entry: Entry) -> dict[str, object]:
    code = line.code
    function = code if code.startswith("2") else class_codes().get(without_ordinal(line.label))
    economic = code if code[:1] in ("3", "5") else None
    return {
        "sheet_or_page": entry.place,
        "cell": entry.cell,
        "amount_yuan": entry.yuan,
        "printed_amount": entry.printed,
        "row_number": line.number,
        "row_label": line.label or None,
        "function_code": function,
        "function_name": without_ordinal(line.label) if function else None,
        "economic_code": economic,
        "economic_name": line.label or None if economic else None,
        "measure": measure,
    }
