"""Whether a table that was read by alignment alone was read rightly: its own identities tell."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.datasets.budget.checks.model import cell_name
from connectors.datasets.budget.model import BudgetTable
from schemas.finance import CheckResult

WRONG = 1
"""A wrong digit breaks identities that share its cell; a column that was taken for another breaks others too."""


def is_doubtful(table: BudgetTable, checks: Sequence[CheckResult]) -> bool:
    """Whether a table without ruling lines is better not believed: words among its amounts, numbers of no label or
    more than one cell in which its failures do not meet."""
    if table.grid.is_ruled:
        return False
    if table.odd:
        return True
    cells = {
        cell_name(entry) for block in table.blocks for line in block.lines for entry in line.entries.values()
    }
    failures = [set(c.cells) & cells for c in checks if c.verdict == "fail" and set(c.cells) & cells]
    return len(failures) > WRONG and not set.intersection(*failures)
