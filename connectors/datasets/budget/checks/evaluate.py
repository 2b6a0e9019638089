"""All rules over one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from connectors.datasets.budget.checks import codes, figures, rows, statements, texts
from connectors.datasets.budget.checks.model import cell_name
from connectors.datasets.budget.model import BudgetTable
from connectors.datasets.suspects import Printed, with_suspects
from connectors.tables.model import Prose
from schemas.finance import CheckResult
from schemas.finance_rules import FinanceRule, finance_rules

Way = Callable[[FinanceRule, Sequence[BudgetTable]], Iterator[CheckResult]]

WAYS: Mapping[str, Way] = {
    "row_parts": rows.row_parts,
    "row_balance": rows.row_balance,
    "items": rows.items,
    "codes": codes.codes,
    "total_row": codes.total_row,
    "same_codes": codes.same_codes,
    "nesting": codes.nesting,
    "statement_items": statements.statement_items,
    "statement_total": statements.statement_total,
    "statement_parts": statements.statement_parts,
    "figures": figures.figures,
    "classes": figures.classes,
    "code_names": texts.code_names,
}
"""How a rule is applied, by its `over`."""
TEXT_WAYS = {"text": texts.text, "text_items": texts.text_items, "empty": texts.empty}
"""The same for those that look into the explanations too."""


def evaluate(tables: Sequence[BudgetTable], prose: Sequence[Prose]) -> tuple[CheckResult, ...]:
    """Every rule of `finance_rules.toml` of kind budget over the tables of one organ's file."""
    results: list[CheckResult] = []
    for rule in finance_rules("budget"):
        if rule.over in TEXT_WAYS:
            results += TEXT_WAYS[rule.over](rule, tables, prose)
        else:
            results += WAYS[rule.over](rule, tables)
    printed = {
        cell_name(entry): Printed(entry.yuan, entry.step)
        for table in tables
        for block in table.blocks
        for line in block.lines
        for entry in line.entries.values()
    }
    return tuple(with_suspects(results, printed))
