"""Debt tables in the printed forms, in every kind of file: each amount, each relation, each planted fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from connectors.datasets import read_dataset, recognise
from connectors.datasets.debt import READER
from connectors.datasets.model import Context
from connectors.tables import read_grids
from examples.youyi import debts
from examples.youyi.forms import debt as forms
from examples.youyi.forms.budget import forms as budget_forms
from examples.youyi.forms.figures import BudgetPlan
from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from schemas.finance import DatasetReading, DebtAmount

DEBT = forms.made_up("test", 2026)
CONTEXT = Context(title="友谊县2026年政府债务情况", unit_id="czj", population=101_080)


def reading_of(make: Callable[..., bytes], *tables: Form, context: Context = CONTEXT) -> DatasetReading:
    return READER.read(read_grids(make(*tables), "债务.bin"), context)


@pytest.mark.parametrize("unit", ["亿元", "万元"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_amount_of_the_forms_is_read(suffix: str, unit: str) -> None:
    reading = reading_of(FORMATS[suffix], *forms.forms(DEBT, unit))
    assert not reading.findings
    found: dict[tuple[str | None, ...], set[Decimal | None]] = {}
    for r in reading.records:
        assert isinstance(r, DebtAmount)
        found.setdefault((r.measure, r.debt_kind, r.scope, str(r.fiscal_year)), set()).add(r.amount_yuan)
    wanted = {(m, k, s, str(y)): {v} for (m, k, s, y), v in forms.expected(DEBT).items()}
    assert found == wanted
    assert {c.verdict for c in reading.checks} == {"pass"}
    assert {c.rule_id for c in reading.checks} >= {"debt_formula", "debt_roll_forward", "debt_within_limit"}


def failures(reading: DatasetReading) -> dict[str, set[str]]:
    """Rule → first cells of what fails."""
    found: dict[str, set[str]] = {}
    for check in reading.checks:
        if check.verdict == "fail":
            found.setdefault(check.rule_id, set()).add(check.cells[0])
    return found


def test_a_table_about_something_else_under_a_title_of_debt_is_no_debt_table() -> None:
    rows = (("序号", "指标", "本期（万元）", "同比（%）"), ("1", "安全生产专项整治", "7000", "-1.6"))
    beside = Form(rows, above=("友谊县2026年政府债务限额及余额情况",))
    reading = reading_of(FORMATS["xlsx"], beside)
    assert (reading.records, reading.findings) == ((), ())


def test_debt_tables_beside_those_of_a_budget_are_read_by_both_readers() -> None:
    """A county's own budget: neither reader takes the other's tables, nor a table that names 债务还本支出 in a row."""
    (budget,) = (p for p in debts.postings() if p.title == debts.IN_BUDGET)
    plan = BudgetPlan("友谊县财政局", 2024, "budget")
    grids = read_grids(FORMATS["xlsx"](*budget_forms(plan), *budget.forms), "友谊县2024年预算.xlsx")
    alone = read_grids(FORMATS["xlsx"](*budget_forms(plan)), "友谊县2024年预算.xlsx")
    assert recognise(grids, Context()) == ("budget", "debt")
    assert recognise(alone, Context()) == ("budget",)
    found = READER.read(grids, Context())
    read = [r for r in found.records if isinstance(r, DebtAmount)]
    amounts = {(r.measure, r.debt_kind, r.scope, r.fiscal_year): r.amount_yuan for r in read}
    assert amounts == forms.expected(debts.true_debt(2024))
    assert (found.findings, {c.verdict for c in found.checks}) == ((), {"pass"})
    first, second = (read_dataset("budget", each, Context()) for each in (alone, grids))
    assert (second.records, second.findings) == (first.records, ())


def test_a_broken_formula_names_its_cell_and_both_numbers() -> None:
    table = forms.flows(DEBT, "万元")
    spoiled = table.with_cell(1, 2, "99,999.00")
    (fault,) = [c for c in reading_of(FORMATS["xlsx"], spoiled).checks if c.verdict == "fail"]
    assert fault.rule_id == "debt_formula"
    assert fault.cells[0] == "表1-4!C5"
    assert fault.found == Decimal("999990000.00")
    assert fault.expected == DEBT.total("issue")


@pytest.mark.parametrize(
    ("number", "row", "column"), [(0, 3, 1), (0, 3, 2), (1, 2, 1), (2, 7, 2), (4, 1, 2), (4, 3, 4)]
)
def test_one_wrong_number_is_one_suspect_whatever_it_breaks(number: int, row: int, column: int) -> None:
    tables = list(forms.forms(DEBT, "万元"))
    tables[number] = tables[number].with_cell(row, column, "3.00")
    wrong = [c for c in reading_of(FORMATS["html"], *tables).checks if c.verdict == "fail"]
    assert len({c.rule_id for c in wrong}) > 1
    assert len({c.suspect for c in wrong}) == 1
    assert wrong[0].suspect is not None


def test_a_year_that_does_not_roll_forward() -> None:
    table = forms.roll_forward(DEBT, "一般", "万元")
    spoiled = table.with_cell(7, 2, forms.printed(DEBT.kinds["一般"].balance - 5_000_000, "万元"))
    assert failures(reading_of(FORMATS["pdf"], spoiled)) == {"debt_roll_forward": {"1!p1!r8c3"}}


def test_a_balance_above_its_limit() -> None:
    over = forms.printed(DEBT.kinds["专项"].limit + 10_000_000, "亿元")
    spoiled = forms.limits_and_balances(DEBT, "亿元").with_cell(3, 6, over)
    assert failures(reading_of(FORMATS["html"], spoiled)) == {
        "debt_within_limit": {"table 1!t1!r4c7"},
        "debt_formula": {"table 1!t1!r4c5"},
    }


def test_tables_that_disagree_about_one_limit() -> None:
    first, other = forms.limits_and_balances(DEBT, "万元"), forms.roll_forward(DEBT, "专项", "万元")
    spoiled = other.with_cell(2, 1, forms.printed(DEBT.kinds["专项"].limit + 20_000, "万元"))
    found = failures(reading_of(FORMATS["xlsx"], first, spoiled))
    assert set(found) == {"debt_tables", "debt_new_limit"}


def test_a_table_headed_in_hundred_millions_that_must_be_ten_thousands() -> None:
    """502,325 under 单位：亿元: half a million times ten thousand yuan for each resident."""
    wrong = forms.roll_forward(DEBT, "一般", "万元")
    above = tuple(line.replace("万元", "亿元") for line in wrong.above)
    reading = reading_of(FORMATS["xls"], replace(wrong, above=above))
    sized = [c for c in reading.checks if c.rule_id == "debt_magnitude" and c.verdict == "fail"]
    assert sized
    assert all("计量单位" in (c.message or "") for c in sized)
    right = reading_of(FORMATS["xls"], wrong)
    assert not [c for c in right.checks if c.verdict == "fail"]


def test_a_year_a_thousand_times_the_last_needs_no_population() -> None:
    table = forms.roll_forward(DEBT, "一般", "亿元")
    spoiled = table.with_cell(7, 2, forms.printed(DEBT.kinds["一般"].balance * 1000, "亿元"))
    found = failures(reading_of(FORMATS["xlsx"], spoiled, context=Context()))
    assert "debt_magnitude" in found


def test_a_table_without_a_unit_is_a_finding_and_no_number() -> None:
    table = forms.flows(DEBT, "万元")
    reading = reading_of(FORMATS["xlsx"], replace(table, above=table.above[:2]))
    assert not reading.records
    assert [f.check_id for f in reading.findings] == ["table_without_unit"]


def test_the_unit_may_stand_in_the_row() -> None:
    reading = reading_of(FORMATS["html"], forms.plain(DEBT))
    assert {(r.measure, r.debt_kind): r.amount_yuan for r in reading.records if isinstance(r, DebtAmount)} == {
        (m, k): v for (m, k, s, y), v in forms.expected(DEBT).items()
        if y == 2025 and s == "本地区" and m in ("limit", "balance")
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_rounding_is_no_fault(seed: int) -> None:
    """In 亿元 with four decimals every sum is rounded; none of them may be reported."""
    debt = forms.made_up(f"rounding {seed}", 2024 + seed % 3)
    for make in (FORMATS["xlsx"], FORMATS["html"]):
        assert not failures(reading_of(make, *forms.forms(debt, "亿元")))
