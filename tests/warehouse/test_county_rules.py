"""Files held against each other: households, villages, townships and programmes; one year's debt and the next's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.county import County, many
from tests.warehouse.finance_rows import insert
from warehouse.datasets import conclude_datasets

TOWN = {"township": "兴隆镇", "township_code": "230522101"}
BATCH: dict[str, Any] = {"programme": "稻谷补贴", "fiscal_year": 2026, "batch": "第一批"}


def results(county: County) -> dict[str, list[tuple[str, Decimal | None, Decimal | None]]]:
    """Rule → verdict, expected and found."""
    conclude_datasets(county.warehouse, county.runs[-1])
    found: dict[str, list[tuple[str, Decimal | None, Decimal | None]]] = {}
    for rule, *rest in county.rows(
        "SELECT rule_id, verdict, expected, found FROM finance.check_result ORDER BY ALL"
    ):
        found.setdefault(rule, []).append((rest[0], rest[1], rest[2]))
    return found


def items(county: County) -> list[str]:
    county.harvest(*many(6))
    return [row[0] for row in county.rows("SELECT item_id FROM catalogue.item ORDER BY title")]


def households(county: County, item: str, village: str, *amounts: int, **more: Any) -> None:
    for n, amount in enumerate(amounts):
        row = {**BATCH, **TOWN, "village": village, "level": "household", "amount_yuan": amount, **more}
        insert(county, "subsidy_payment", item, cell=f"G{n + 2}", **row)


def summed(county: County, item: str, level: str, amount: int, **place: Any) -> None:
    insert(
        county, "subsidy_payment", item, **{**BATCH, **TOWN, "level": level, "amount_yuan": amount, **place}
    )


def test_households_make_the_village_villages_the_township_townships_the_programme(county: County) -> None:
    first, second, third, fourth, *_ = items(county)
    households(county, first, "爱林村", 10, 20)
    households(county, second, "平安村", 5)
    summed(county, third, "village", 30, village="爱林村")
    summed(county, third, "village", 7, village="平安村")
    summed(county, fourth, "township", 37)
    programme = {"programme": "稻谷补贴", "fiscal_year": 2026, "amount_yuan": 40}
    insert(county, "subsidy_programme", fourth, **programme)
    assert results(county) == {
        "county_subsidy_village": [("fail", Decimal(5), Decimal(7)), ("pass", Decimal(30), Decimal(30))],
        "county_subsidy_township": [("pass", Decimal(37), Decimal(37))],
        "county_subsidy_programme": [("fail", Decimal(37), Decimal(40))],
    }
    told = county.rows("SELECT check_id, item_id FROM operations.finding WHERE closed_at IS NULL ORDER BY 1")
    assert told == [("county_subsidy_programme", fourth), ("county_subsidy_village", third)]


@pytest.mark.parametrize("carried", [False, True], ids=["alone", "carried into the township's sum"])
def test_a_wrong_sum_of_a_village_is_told_once(county: County, carried: bool) -> None:
    first, second, third, fourth, *_ = items(county)
    households(county, first, "爱林村", 10, 20)
    summed(county, third, "village", 32, village="爱林村")
    summed(county, fourth, "township", 32 if carried else 30)
    insert(county, "subsidy_programme", second, programme="稻谷补贴", fiscal_year=2026, amount_yuan=30)
    results(county)
    told = county.rows("SELECT check_id, item_id FROM operations.finding WHERE closed_at IS NULL ORDER BY 1")
    assert told == [("county_subsidy_village", third)]


def test_a_wrong_amount_of_a_household_is_not_told_of_its_village_too(county: County) -> None:
    first, second, third, *_ = items(county)
    households(county, first, "爱林村", 10, 20, quantity=1, standard_yuan=10)
    summed(county, second, "village", 20, village="爱林村")
    summed(county, third, "township", 20)
    assert {rule: [v for v, *_ in found] for rule, found in results(county).items()} == {
        "county_subsidy_village": ["pass"],
        "county_subsidy_township": ["pass"],
    }


def test_a_list_posted_twice_counts_once(county: County) -> None:
    first, second, third, *_ = items(county)
    households(county, first, "爱林村", 10, 20)
    households(county, second, "爱林村", 10, 20)
    summed(county, third, "village", 30, village="爱林村")
    assert results(county) == {"county_subsidy_village": [("pass", Decimal(30), Decimal(30))]}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_payee_in_two_villages(county: County, order: tuple[int, int]) -> None:
    first, second = (items(county)[place] for place in order)
    later = "UPDATE catalogue.item_version SET published_at = published_at + INTERVAL 1 DAY WHERE item_id = ?"
    county.warehouse.connection.execute(later, [second])
    households(county, first, "爱林村", 10, payee_key="k")
    households(county, second, "爱林村", 10, payee_key="k")
    assert "county_subsidy_twice" not in results(county)
    households(county, second, "平安村", 10, payee_key="k")
    assert [verdict for verdict, _, _ in results(county)["county_subsidy_twice"]] == ["fail"]
    ((told,),) = county.rows("SELECT item_id FROM operations.finding WHERE closed_at IS NULL")
    assert told == second, "the list that was published later"


def test_a_year_a_thousand_times_the_last(county: County) -> None:
    first, second, third, *_ = items(county)
    debt = {
        "unit_id": "office",
        "scope": "本地区",
        "debt_kind": "合计",
        "measure": "balance",
        "row_label": "余额",
    }
    debt["printed_unit"] = "亿元"
    insert(county, "debt_amount", first, fiscal_year=2024, amount_yuan=5_000_000_000, **debt)
    insert(county, "debt_amount", second, fiscal_year=2025, amount_yuan=5_100_000_000, **debt)
    assert results(county) == {}
    insert(county, "debt_amount", second, fiscal_year=2026, amount_yuan=50_232_500_000_000, **debt)
    assert [verdict for verdict, _, _ in results(county)["county_debt_magnitude"]] == ["fail"]
    insert(county, "debt_amount", third, fiscal_year=2027, amount_yuan=5_300_000_000, **debt)
    assert len(results(county)["county_debt_magnitude"]) == 1, "back to what it was"
