"""Every rule is met somewhere in the sample county, and beside what breaks it stands something that does not."""

from __future__ import annotations

import pytest

from schemas.rules import RULES, RULES_OF
from tests.e2e import judged
from tests.e2e.conftest import Played

pytestmark = pytest.mark.timeout(600)
WAITING = frozenset(
    {
        "table_scan",
        "table_unreadable",
        "table_no_reader",
        "table_unruled",
        "table_without_unit",
        "budget_table_unknown",
        "budget_unit_missing",
        "budget_amount_unreadable",
        "budget_table_doubtful",
        "county_year_on_year",
        "county_three_public_quoted",
        "debt_kinds",
        "debt_scopes",
        "debt_roll_forward",
        "debt_new_limit",
        "debt_within_limit",
        "debt_repayment_parts",
        "debt_refinancing_within_issue",
        "debt_tables",
        "bond_code",
        "bond_rate",
        "bond_dates",
        "bond_total",
        "direct_recipients",
        "direct_allocation",
        "direct_order",
        "direct_share",
        "place_unknown",
        "county_subsidy_twice",
        "budget_income_is_expense",
        "budget_fiscal_income_is_expense",
        "budget_statement_items",
        "budget_statement_total",
        "budget_statement_parts",
        "budget_row_balance",
        "budget_codes",
        "budget_total_row",
        "budget_three_public",
        "budget_public_cars",
        "budget_income_table",
        "budget_expense_table",
        "budget_fiscal_income",
        "budget_general_expense",
        "budget_fund_expense",
        "budget_capital_expense",
        "budget_basic_expense",
        "budget_class_in_summary",
        "budget_class_in_fiscal_summary",
        "budget_same_codes",
        "budget_code_name",
        "budget_code_nesting",
        "budget_text_income",
        "budget_text_totals",
        "budget_text_fiscal_totals",
        "budget_text_year_income",
        "budget_text_year_expense",
        "budget_text_expense",
        "budget_text_basic",
        "budget_text_staff",
        "budget_text_three_public",
        "budget_text_abroad",
        "budget_text_purchase",
        "budget_text_running",
        "budget_text_cars",
        "budget_text_reception",
        "budget_text_agency_cost",
        "budget_text_item",
    }
)
"""Rules of tables that the county does not break yet; nothing else may stand here."""


def test_every_rule_is_broken_somewhere(tuesday_again: Played) -> None:
    found = judged.found(tuesday_again.home)
    assert set(RULES) - set(found) - judged.SYSTEM == WAITING


def test_only_rules_of_tables_wait() -> None:
    assert {*RULES_OF["datasets"], *RULES_OF["finance"]} >= WAITING


def test_beside_every_fault_stands_one_who_did_it_right(tuesday_again: Played) -> None:
    found = judged.found(tuesday_again.home)
    alone = [
        rule
        for rule in judged.rules()
        if rule not in WAITING and not judged.passing(tuesday_again.home, rule, found.get(rule, set()))
    ]
    assert not alone


def test_no_rule_of_the_system_is_broken_by_the_county_itself(tuesday_again: Played) -> None:
    assert judged.SYSTEM.isdisjoint(judged.found(tuesday_again.home))
