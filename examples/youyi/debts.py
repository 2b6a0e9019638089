"""The county's debt as the finance bureau publishes it: by itself, and in the government's own budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from examples.youyi.forms import bonds, debt
from examples.youyi.forms.model import Form, Look
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
    title, faults = "友谊县2021年政府债务限额及余额情况公开", ("debt_magnitude",)
    yield Planted("czj", "debt", title, date(2022, 3, 4), (replace(wrong, above=above),), faults=faults)
    yield from _faulty()
    yield Planted(
        *("czj", "budget", IN_BUDGET, date(2024, 1, 12)),
        *((_balance(true_debt(2024)), *debt.forms(true_debt(2024), "万元")), "pdf"),
        instead="龙山镇人民政府2024年",
    )


def _faulty() -> Iterable[Planted]:
    """Older tables, each with one fault. A number that stands in several places is wrong in all of them, so that
    one relation fails and no other."""
    title, none = "友谊县{}年政府债务限额和余额情况公开", debt.plain(true_debt(2021))
    yield _spoiled(2020, title, _off(none, 500, (1, 1)), "debt_kinds", kind=None)
    raised = debt.adjustment(true_debt(2020), "万元")
    yield _spoiled(
        *(2020, "友谊县{}年政府债务限额调整情况公开"),
        *(_off(raised, 500, (1, 3), (2, 3), (7, 3), (8, 3)), "debt_scopes"),
    )
    raised = debt.adjustment(true_debt(2019), "万元")
    yield _spoiled(
        *(2019, "友谊县{}年政府债务限额调整情况公开"),
        *(_off(raised, 500, (7, 2), (8, 2), (7, 3), (8, 3)), "debt_new_limit"),
    )
    rolled = debt.roll_forward(true_debt(2019), "一般", "万元")
    title = "友谊县{}年政府一般债务余额情况公开"
    yield _spoiled(2018, title, _off(rolled, -500, (7, 2)), "debt_roll_forward", kind="pdf")
    limits = debt.limits_and_balances(true_debt(2018), "万元")
    title = "友谊县{}年政府债务限额及余额情况公开"
    yield _spoiled(2017, title, _off(limits, 9_000, (3, 4), (3, 5)), "debt_within_limit", kind="xls")
    flows = debt.flows(true_debt(2021), "万元")
    title = "友谊县{}年地方政府债券发行及还本付息情况公开"
    yield _spoiled(2021, title, _off(flows, 500, (14, 2)), "debt_repayment_parts", kind="xls")
    flows = debt.flows(true_debt(2020), "万元")
    wrong = _off(flows, 20_000, (3, 2), (3, 3))
    yield _spoiled(2020, title, wrong, "debt_refinancing_within_issue", kind=None)
    rolled = debt.roll_forward(true_debt(2021), "一般", "万元")
    both = (debt.limits_and_balances(true_debt(2021), "万元"), _off(rolled, 500, (2, 1), (9, 1)))
    yield replace(_spoiled(2021, "友谊县{}年政府债务限额余额预算情况公开", rolled, "debt_tables"), forms=both)
    limits = debt.limits_and_balances(true_debt(2020), "万元")
    title = "友谊县{}年政府债务限额及余额预算情况公开"
    yield _spoiled(2020, title, replace(limits, above=limits.above[:2]), "table_without_unit")
    limits = debt.limits_and_balances(true_debt(2025), "万元")
    small = replace(limits, above=tuple(line.replace("万元", "元") for line in limits.above))
    yield _spoiled(2024, "友谊县{}年政府债务限额及余额情况公开", small, "county_debt_magnitude")
    title = "友谊县{}年政府债务限额及余额决算公开"
    spoiled: tuple[tuple[int, FileKind, Look, str], ...] = (
        (2019, "pdf", "scanned", "table_scan"),
        (2018, "xlsx", "broken", "table_unreadable"),
        (2017, "doc", "rich_text", "table_no_reader"),
    )
    for year, kind, look, fault in spoiled:
        limits = debt.limits_and_balances(true_debt(year + 1), "万元")
        yield _spoiled(year, title, replace(limits, look=look), fault, kind=kind)
    found = bonds.listing(bonds.made_up("older"), "万元")
    cells = found.with_cell(1, 2, "23-05/7781").with_cell(2, 7, "33.5").with_cell(3, 9, "2019-01-01")
    wrong = _off(cells, 500, (9, 5))
    faults = ("bond_code", "bond_rate", "bond_dates", "bond_total")
    yield _spoiled(2024, "友谊县{}年末存续期政府债券情况公开", wrong, *faults)


def _spoiled(year: int, title: str, form: Form, *faults: str, kind: FileKind | None = "xlsx") -> Planted:
    return Planted("czj", "debt", title.format(year), date(year, 3, 6), (form,), kind, faults=faults)


def _off(form: Form, wan: int, *cells: tuple[int, int]) -> Form:
    """The form with so many 万元 more in these cells."""
    for row, column in cells:
        amount = Decimal(form.rows[row][column].replace(",", "")) + wan
        form = form.with_cell(row, column, f"{amount:,.2f}")
    return form


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
