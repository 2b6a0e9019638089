"""Publicity lists past their period leave feeds and columns, and stay away until their page is edited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.warehouse.county import MONDAY, County, Page, many
from tests.warehouse.finance_rows import insert
from warehouse.checks import run_checks
from warehouse.expiry import withdraw_expired

LIST = Page("/list.html", title="兴隆镇补贴发放公示", body="公示名单")
YESTERDAY = MONDAY.date()


def pay(county: County, item_id: str, until: date | None, level: str = "household") -> None:
    first = until - timedelta(days=8) if until else None
    period = {"publicity_from": first, "publicity_to": until}
    insert(county, "subsidy_payment", item_id, programme="稻谷补贴", level=level, payee="王**", **period)


def item_of(county: County) -> str:
    ((item_id,),) = county.rows("SELECT item_id FROM catalogue.item WHERE title = '兴隆镇补贴发放公示'")
    return str(item_id)


def state(county: County) -> tuple[int, str | None]:
    ((version, reason),) = county.rows(
        "SELECT version, withdrawn_reason FROM catalogue.item WHERE title = '兴隆镇补贴发放公示'"
    )
    return version, reason


def test_a_list_goes_on_the_day_after_its_period(county: County) -> None:
    county.harvest(LIST, *many(6))
    pay(county, item_of(county), YESTERDAY + timedelta(days=1))
    assert withdraw_expired(county.warehouse, county.runs[-1]) == 0
    county.harvest(LIST, *many(6))
    assert withdraw_expired(county.warehouse, county.runs[-1]) == 1
    assert state(county) == (2, "expired")
    changes = county.rows("SELECT seq, operation FROM exchange.change ORDER BY seq")
    assert changes[-1] == (8, "withdraw")
    assert withdraw_expired(county.warehouse, county.runs[-1]) == 0


def test_what_was_never_sent_does_not_go_out_first(county: County) -> None:
    county.harvest(LIST, *many(6))
    pay(county, item_of(county), YESTERDAY)
    withdraw_expired(county.warehouse, county.runs[-1])
    sent = county.rows(
        "SELECT target_id, operation, version FROM exchange.delivery WHERE item_id = ?", item_of(county)
    )
    assert sent == [("all", "withdraw", 1)]


def test_what_a_column_has_is_withdrawn_there(county: County) -> None:
    county.harvest(LIST, *many(6))
    county.warehouse.connection.execute(
        "UPDATE exchange.delivery SET state = 'accepted', batch_id = 'b', attempts = 1"
    )
    pay(county, item_of(county), YESTERDAY)
    withdraw_expired(county.warehouse, county.runs[-1])
    sent = county.rows(
        "SELECT operation, version, state FROM exchange.delivery WHERE item_id = ? ORDER BY ordinal",
        item_of(county),
    )
    assert sent == [("upsert", 1, "accepted"), ("withdraw", 2, "pending")]


def test_a_page_that_only_stays_up_does_not_bring_it_back_but_an_edit_does(county: County) -> None:
    county.harvest(LIST, *many(6))
    pay(county, item_of(county), YESTERDAY)
    withdraw_expired(county.warehouse, county.runs[-1])
    for page in (Page("/list.html", outcome="unchanged"), LIST):
        others = many(6, outcome="unchanged")
        assert county.harvest(page, *others).changes == 0
        assert state(county) == (2, "expired")
    edited = Page("/list.html", title="兴隆镇补贴发放公示", body="公示名单（第二次）")
    assert county.harvest(edited, *many(6, outcome="unchanged")).returned == 1
    assert state(county) == (3, None)


def test_the_unit_is_told_while_the_page_is_up(county: County) -> None:
    county.harvest(LIST, *many(6))
    pay(county, item_of(county), YESTERDAY)
    withdraw_expired(county.warehouse, county.runs[-1])
    assert [f.item_id for f in _expired(county)] == [item_of(county)]
    for _ in range(2):
        county.harvest(*many(6, outcome="unchanged"))
    assert not _expired(county)
    assert state(county) == (2, "expired")
    assert not [f for f in run_checks(county.warehouse, county.runs[-1]) if f.severity == "fatal"]


def test_open_periods_and_sums_stay(county: County) -> None:
    county.harvest(LIST, *many(6))
    item_id = item_of(county)
    pay(county, item_id, YESTERDAY, level="village")
    assert withdraw_expired(county.warehouse, county.runs[-1]) == 0
    pay(county, item_id, YESTERDAY)
    pay(county, item_id, None)
    assert withdraw_expired(county.warehouse, county.runs[-1]) == 0


def _expired(county: County) -> list[Any]:
    return [f for f in run_checks(county.warehouse, county.runs[-1]) if f.check_id == "publicity_expired"]
