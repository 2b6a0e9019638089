"""The county's debt as the finance bureau publishes it: by itself, and in the government's own budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from examples.youyi.forms import bonds, debt
from examples.youyi.forms.model import Form
from examples.youyi.model import FileKind
from examples.youyi.planted import Planted

IN_BUDGET = "友谊县2024年政府预算公开"
"""A county's government budget (政府预算): the debt tables stand in its file, beside the others."""


def true_debt(year: int) -> debt.Debt:
    """The county's debt as of the budget of a year."""
    return debt.made_up("county", year)


def postings() -> Iterable[Planted]:
    """Those of the column of debt, newest first, and the one that stands among the budgets."""
    files: tuple[tuple[int, FileKind, str], ...] = (
        (2026, "pdf", "万元"),
        (2025, "xlsx", "亿元"),
        (2024, "xls", "亿元"),
    )
    for year, kind, unit in files:
        title = f"友谊县{year}年政府债务限额余额及还本付息预算情况公开"
        yield Planted("czj", "debt", title, date(year, 3, 2), debt.forms(true_debt(year), unit), kind)
    found = bonds.listing(bonds.made_up("county"), "万元")
    yield Planted("czj", "debt", "友谊县2025年末存续期政府债券情况公开", date(2026, 6, 10), (found,), "xlsx")
    flows = debt.flows(true_debt(2023), "万元")
    spoiled = flows.with_cell(1, 2, flows.rows[2][2])
    title = "友谊县2023年地方政府债券发行及还本付息情况公开"
    yield Planted("czj", "debt", title, date(2023, 3, 3), (spoiled,), "xls", faults=("debt_formula",))
    wrong = debt.limits_and_balances(true_debt(2022), "万元")
    above = tuple(line.replace("万元", "亿元") for line in wrong.above)
    title, faults = "友谊县2021年政府债务限额及余额情况公开", ("debt_magnitude", "county_debt_magnitude")
    yield Planted("czj", "debt", title, date(2022, 3, 4), (replace(wrong, above=above),), faults=faults)
    yield Planted(
        *("czj", "budget", IN_BUDGET, date(2024, 1, 12)),
        *((_balance(true_debt(2024)), *debt.forms(true_debt(2024), "万元")), "pdf"),
        instead="龙山镇人民政府2024年",
    )


def _balance(true: debt.Debt) -> Form:
    """收支平衡表: it names what was lent and paid back, and is no debt table."""
    lent, repaid = true.total("issue"), true.total("principal")
    own, helped, sent = Decimal(312_400_000), Decimal(1_486_000_000), Decimal(21_700_000)
    spent = own + helped + lent - sent - repaid
    total = debt.printed(own + helped + lent, "万元")

    def row(name: str, value: Decimal, other: str, spending: Decimal) -> tuple[str, str, str, str]:
        return (name, debt.printed(value, "万元"), other, debt.printed(spending, "万元"))

    rows = (
        ("收入", "预算数", "支出", "预算数"),
        row("地方一般公共预算收入", own, "地方一般公共预算支出", spent),
        row("上级补助收入", helped, "上解上级支出", sent),
        row("债务转贷收入", lent, "债务还本支出", repaid),
        ("收入总计", total, "支出总计", total),
    )
    return Form(rows, (f"{true.county}{true.year}年一般公共预算收支平衡表", "单位：万元"), name="平衡表")
