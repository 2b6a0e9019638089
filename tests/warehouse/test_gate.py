"""The publication gate: what a fatal finding holds stays held until it is mended, or somebody answers for it."""

from __future__ import annotations

from datetime import datetime

import pytest

from schemas.base import SHANGHAI
from schemas.registry import Gate
from tests.warehouse.county import County, Page, many
from warehouse.checks import run_checks
from warehouse.database import migrate
from warehouse.gate import GateState, ReleaseError, gate_state, pass_gate, release

AT = datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)
HELD = (
    "SELECT message, remedy FROM operations.finding WHERE check_id = 'publication_held' AND closed_at IS NULL"
)


def checked(county: County, gate: Gate | None = None) -> GateState:
    """What a run does after its merges."""
    run_checks(county.warehouse, county.runs[-1], gate)
    return pass_gate(county.warehouse, county.runs[-1])


def shrunken(county: County) -> GateState:
    """Ten items are let out, and two are withdrawn since."""
    pages = many(10)
    county.harvest(*pages)
    assert checked(county).is_open
    for _ in range(2):
        county.harvest(*pages[2:])
    return checked(county)


def test_what_was_never_checked_is_not_let_out(county: County) -> None:
    assert gate_state(county.warehouse).is_open, "nothing to hold"
    county.harvest(*many(3))
    assert "not checked yet" in str(gate_state(county.warehouse))
    assert checked(county) == GateState(3, 3, ())


def test_a_county_that_shrinks_is_held_and_says_what_to_do(county: County) -> None:
    held = shrunken(county)
    assert held == GateState(12, 10, ("county_shrinks",))
    ((message, remedy),) = county.rows(HELD)
    assert message == "第 10 条变更之后的数据供给和报送已暂停：county_shrinks。"
    assert "gongkai release 检查项 --why" in remedy


def test_a_hold_outlasts_the_run_that_met_it(county: County) -> None:
    shrunken(county)
    county.harvest(*many(10)[2:])
    assert checked(county).check_ids == ("county_shrinks",)


def test_the_share_is_the_registrys(county: County) -> None:
    shrunken(county)
    assert checked(county, Gate(max_shrink=0.2)).is_open
    assert county.rows(HELD) == []


def test_what_comes_back_opens_the_gate(county: County) -> None:
    shrunken(county)
    county.harvest(*many(10))
    assert checked(county).is_open


def test_a_release_is_written_down_and_opens_the_gate(county: County) -> None:
    shrunken(county)
    run = county.runs[-1]
    opened = release(
        county.warehouse, run, ["county_shrinks"], by="王主任", reason="机构改革，栏目合并", at=AT
    )
    assert opened == GateState(12, 12, ())
    assert county.rows("SELECT check_id, released_by, reason, released_at FROM operations.release") == [
        ("county_shrinks", "王主任", "机构改革，栏目合并", AT)
    ]
    assert county.rows(HELD) == []
    assert checked(county).is_open, "measured from there on"


def test_a_release_is_of_these_words_only(county: County) -> None:
    county.harvest(*many(3))
    county.rows("UPDATE catalogue.source SET min_items = 5")
    assert checked(county).check_ids == ("source_below_minimum",)
    run = county.runs[-1]
    assert release(county.warehouse, run, ["source_below_minimum"], by="a", reason="b", at=AT).is_open
    assert checked(county).is_open, "the same words again"
    county.rows("UPDATE catalogue.source SET min_items = 6")
    assert checked(county).check_ids == ("source_below_minimum",)


def test_a_release_ends_with_what_it_was_of(county: County) -> None:
    county.harvest(*many(9))
    county.rows("UPDATE catalogue.source SET min_items = 10")
    assert checked(county).check_ids == ("source_below_minimum",)
    run = county.runs[-1]
    assert release(county.warehouse, run, ["source_below_minimum"], by="a", reason="b", at=AT).is_open
    county.harvest(*many(10))
    assert checked(county).is_open
    for _ in range(2):
        county.harvest(*many(9))
    assert checked(county).check_ids == ("source_below_minimum",), "the same words, and another matter"
    assert county.rows("SELECT count(*) FILTER (ended_at IS NOT NULL), count(*) FROM operations.release") == [
        (1, 1)
    ]


def test_a_release_of_a_number_is_of_the_version_that_was_looked_at(county: County) -> None:
    county.harvest(Page("/1.html", body="合同编号13812345678"))
    assert checked(county).check_ids == ("unmasked_personal_data",)
    run = county.runs[-1]
    assert release(county.warehouse, run, ["unmasked_personal_data"], by="a", reason="b", at=AT).is_open
    county.harvest(Page("/1.html", body="合同编号13812345678，联系人13912345678"))
    assert checked(county).check_ids == ("unmasked_personal_data",)


@pytest.mark.parametrize(
    "page",
    [
        Page("/1.html", html="<p>联系人13812345678</p>"),
        Page("/1.html", body="联系人138\xad1234\xad5678"),
        Page("/1.html", files=(("230500199302258324.pdf", "x"),)),
    ],
)
def test_personal_data_is_found_wherever_it_would_go_out(county: County, page: Page) -> None:
    county.harvest(page)
    assert checked(county).check_ids == ("unmasked_personal_data",)


def test_only_what_is_held_can_be_released(county: County) -> None:
    shrunken(county)
    with pytest.raises(ReleaseError, match="held: county_shrinks"):
        release(county.warehouse, county.runs[-1], ["accounting"], by="a", reason="b", at=AT)
    assert county.rows("SELECT * FROM operations.release") == []


def test_personal_data_is_held_until_the_item_is_mended(county: County) -> None:
    county.harvest(Page("/1.html", body="联系人13812345678"))
    assert checked(county).check_ids == ("unmasked_personal_data",)
    county.harvest(Page("/1.html", body="联系人13812345678"))
    assert checked(county).check_ids == ("unmasked_personal_data",)
    county.harvest(Page("/1.html", body="联系人138****5678"))
    assert checked(county).is_open


def test_a_source_that_never_gave_anything_holds_nobody(county: County) -> None:
    county.harvest(*many(3))
    county.rows("UPDATE catalogue.source SET min_items = 50 WHERE source_id = 'town'")
    assert checked(county).is_open


def test_a_warehouse_from_before_the_gate_is_not_held(county: County) -> None:
    county.harvest(*many(3))
    for table in ("operations.clearance", "operations.release"):
        county.rows(f"DROP TABLE {table}")
    county.rows("ALTER TABLE catalogue.source DROP min_items")
    county.rows("ALTER TABLE exchange.target DROP pushed_at")
    county.rows("DROP TABLE exchange.edition")
    county.rows("DELETE FROM operations.migration WHERE number IN (10, 27)")
    assert migrate(county.warehouse) == ["0010_gate", "0027_release_ends"]
    assert gate_state(county.warehouse) == GateState(3, 3, ())
