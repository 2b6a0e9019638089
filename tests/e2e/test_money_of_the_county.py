"""Debt, direct funds and subsidies of the sample county: every planted form read whole, every planted fault found and
no other, payees masked, lists past their period gone from all that leaves."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from examples.youyi import debts, money
from examples.youyi.forms import debt, direct
from tests.e2e.conftest import Played
from warehouse.database import query

pytestmark = pytest.mark.timeout(600)
NOT_OURS = ("personal_data", "index_check_digit", "date_conflict")
EXPIRED = {p.title for p in money.planted() if "publicity_expired" in p.faults}


def rows(home: Path, statement: str) -> list[dict[str, Any]]:
    return query(home, statement).records()


def test_every_planted_fault_is_found_and_no_other(monday: Played) -> None:
    found: dict[str, set[str]] = {p.title: set() for p in money.planted()}
    for row in rows(
        monday.home,
        "SELECT i.title, f.check_id FROM operations.finding AS f JOIN catalogue.item AS i USING (item_id) "
        "WHERE f.closed_at IS NULL",
    ):
        if row["title"] in found and row["check_id"] not in NOT_OURS:
            found[row["title"]].add(row["check_id"])
    assert found == {p.title: set(p.faults) for p in money.planted()}


@pytest.mark.parametrize(
    ("title", "year"),
    [
        *((f"友谊县{year}年政府债务限额余额及还本付息", year) for year in (2024, 2025, 2026)),
        (debts.IN_BUDGET, 2024),
    ],
)
def test_debt_is_read_whole(monday: Played, title: str, year: int) -> None:
    found = {
        (r["measure"], r["debt_kind"], r["scope"], r["fiscal_year"]): r["amount_yuan"]
        for r in rows(
            monday.home,
            "SELECT d.* FROM finance.debt_amount AS d JOIN catalogue.item AS i USING (item_id) "
            f"WHERE starts_with(i.title, '{title}')",
        )
    }
    assert found == debt.expected(debts.true_debt(year))


def test_departments_are_the_sums_of_their_units_and_never_of_themselves(monday: Played) -> None:
    """A department and its own unit bear one name; added up together, the one that passes would fail."""
    verdicts = {
        (r["title"], r["verdict"])
        for r in rows(
            monday.home,
            "SELECT i.title, c.verdict FROM finance.check_result AS c JOIN catalogue.item AS i USING (item_id) "
            "WHERE c.rule_id = 'county_units_sum' AND c.verdict <> 'not_testable'",
        )
    }
    assert verdicts == {
        ("友谊县卫生健康局2026年部门预算及“三公”经费预算公开", "pass"),
        ("友谊县住房和城乡建设局2025年部门预算及“三公”经费预算公开", "fail"),
    }


def test_bonds_and_direct_funds(monday: Played) -> None:
    bonds = rows(monday.home, "FROM finance.bond WHERE bond_code IS NOT NULL AND rate_percent > 0")
    assert len(bonds) == 2 * 8, "of two lists"
    (total,) = rows(
        monday.home,
        "SELECT amount_yuan FROM finance.direct_fund WHERE fiscal_year = 2026 AND programme = '合计' "
        "AND measure = 'total' AND source_level IS NULL",
    )
    assert total["amount_yuan"] == direct.made_up("county", 2026).sum("total")
    assert rows(monday.home, "FROM finance.direct_fund WHERE fiscal_year = 2024 AND sheet_or_page = '正文'")


def test_payments_are_whole_and_masked(monday: Played) -> None:
    found = rows(
        monday.home,
        "SELECT p.*, i.title FROM finance.subsidy_payment AS p JOIN catalogue.item AS i USING (item_id) "
        "WHERE programme = '耕地地力保护补贴' AND level = 'household'",
    )
    assert {r["fiscal_year"] for r in found} == {2026}
    for town in ("友谊镇", "兴隆镇", "龙山镇"):
        paid = sum((r["amount_yuan"] for r in found if r["township"] == town), Decimal(0))
        assert paid == money.land(town).paid
    assert all(r["payee"].endswith("**") and len(r["payee"]) <= 4 for r in found)
    assert all(r["township_code"] for r in found)
    assert all(r["payee_key"] for r in found if r["attachment_id"])
    assert {r["village_code"] for r in found if r["township"] == "友谊镇"} == {
        f"230522100{serial}" for serial in ("003", "004", "005", "006", "008")
    }
    relief = rows(monday.home, "FROM finance.subsidy_payment WHERE is_sensitive")
    assert relief
    assert {r["payee"] for r in relief} == {None}


def test_lists_past_their_period_leave_nothing(monday: Played) -> None:
    items = {i["title"]: i for i in monday.items.values() if i["title"] in EXPIRED}
    assert set(items) == EXPIRED
    assert {i["withdrawn_reason"] for i in items.values()} == {"expired"}
    ids = {i["item_id"] for i in items.values()}
    for held in monday.columns.values():
        assert not ids & set(held)
    data = monday.home / "feeds" / "current" / "data"
    published = duckdb.connect().execute(
        "SELECT item_id, payee FROM read_parquet(?)", [str(data / "subsidy_payments.parquet")]
    )
    assert not ids & {item_id for item_id, _ in published.fetchall()}
    for item_id in ids:
        file = monday.home / "feeds" / "current" / "items" / f"{item_id}.json"
        assert not file.exists() or "公示" not in json.loads(file.read_text(encoding="utf-8")).get(
            "body_text", ""
        )


def test_nothing_of_it_changes_in_a_second_run(monday: Played, monday_again: Played) -> None:
    assert "2 lists past their period" in monday.told
    assert "past their period" not in monday_again.told
    gone = {i for i, item in monday_again.items.items() if item["withdrawn_reason"] == "expired"}
    assert {monday_again.items[i]["title"] for i in gone} == EXPIRED
