"""Findings and rejects: when they open, when they close; checks; runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.harvest import Finding, Reject
from tests.warehouse.county import County, Page, many
from warehouse.checks import run_checks
from warehouse.queries import names
from warehouse.runs import begin_run, end_run, merged_sources, unfinished_run

TOUCHED = "UPDATE catalogue.item_version SET run_id = (SELECT max(run_id) FROM operations.run)"
OPEN = (
    "SELECT check_id, item_id IS NOT NULL, unit_id FROM operations.finding WHERE closed_at IS NULL ORDER BY 1"
)


def of_page(page: Page, check: str = "date_conflict") -> Finding:
    return Finding(
        check_id=check, severity="warning", message="meta and visible date differ", page_key=page.key
    )


def test_a_finding_of_a_page_lasts_until_the_page_is_read_without_it(county: County) -> None:
    pages = many(10)
    county.harvest(*pages, extra=[of_page(pages[0])])
    assert county.rows(OPEN) == [("date_conflict", True, "office")]
    county.harvest(*[replace(page, outcome="unchanged") for page in pages])
    assert len(county.rows(OPEN)) == 1, "the page was not read"
    county.harvest(*pages, extra=[of_page(pages[0])])
    assert county.rows(
        "SELECT first_seen_at = ?, last_seen_at = ? FROM operations.finding",
        county.runs[0].started_at,
        county.runs[2].started_at,
    ) == [(True, True)]
    county.harvest(*pages)
    assert county.rows(OPEN) == []
    county.harvest(*pages, extra=[of_page(pages[0])])
    assert len(county.rows(OPEN)) == 1
    assert county.rows("SELECT count(*) FROM operations.finding") == [(1,)]


def test_a_finding_of_a_page_that_is_gone_is_closed(county: County) -> None:
    pages = many(10)
    county.harvest(*pages, extra=[of_page(pages[0])])
    county.harvest(*pages[1:])
    county.harvest(*pages[1:])
    assert county.rows(OPEN) == []


def test_a_finding_of_a_source_lasts_until_its_next_run(county: County) -> None:
    county.harvest(*many(2), extra=[Finding(check_id="stale_column", severity="warning", message="old")])
    county.harvest(*many(2), source="town")
    assert county.rows(OPEN) == [("stale_column", False, "office")]
    county.harvest(*many(2))
    assert county.rows(OPEN) == []


def test_two_findings_of_one_check_on_one_page_are_one_with_both_words(county: County) -> None:
    page = many(1)[0]
    both = [of_page(page).model_copy(update={"message": word}) for word in ("title", "date")]
    county.harvest(page, extra=both)
    assert county.rows("SELECT message FROM operations.finding") == [("date; title",)]


def test_a_reject_lasts_until_its_page_is_read_well(county: County) -> None:
    good, bad = many(2)
    reject = Reject(
        page_key=bad.key, address=None, field="published_at", value="2126", rule="year", message="no year"
    )
    county.harvest(good, replace(bad, outcome="rejected"), extra=[reject])
    county.harvest(good, replace(bad, outcome="rejected"), extra=[reject])
    assert county.rows("SELECT field, value, closed_at FROM operations.reject") == [
        ("published_at", "2126", None)
    ]
    assert county.harvest(good, bad).new == 1
    assert county.rows("SELECT closed_at IS NOT NULL FROM operations.reject") == [(True,)]


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ("unique_keys", "INSERT INTO operations.page FROM operations.page LIMIT 1"),
        ("gapless_change_log", "DELETE FROM exchange.change WHERE seq = 2"),
        ("current_version", "UPDATE catalogue.item_version SET valid_to = now() WHERE title LIKE '第0号%'"),
        ("change_of_version", "UPDATE exchange.change SET operation = 'withdraw' WHERE seq = 1"),
        ("delivery_order", "UPDATE exchange.delivery SET ordinal = 7 WHERE ordinal = 2"),
        ("accounting", "UPDATE operations.source_run SET listed = listed + 1"),
        (
            "finance_source",
            "INSERT INTO finance.bond BY NAME SELECT 'x' AS item_id, 's' AS sheet_or_page, 'A1' AS cell",
        ),
        (
            "unmasked_personal_data",
            f"{TOUCHED}, body_text = '联系人 13812345678。' WHERE title LIKE '第0号%'",
        ),
        (
            "unmasked_personal_data",
            f"{TOUCHED}, body_text = '身份证23052219800101123X' WHERE title LIKE '第0号%'",
        ),
        ("county_shrinks", "INSERT INTO operations.clearance VALUES (3, 4, 'before', now())"),
        ("source_below_minimum", "UPDATE catalogue.source SET min_items = 4"),
        ("schema_mismatch", "ALTER TABLE exchange.change ALTER version TYPE BIGINT"),
    ],
)
def test_each_check_finds_its_fault(county: County, check: str, fault: str) -> None:
    county.harvest(*many(3))
    run = county.begin()
    county.merge(run, county.stage(run, many(3)))
    assert run_checks(county.warehouse, run) == []
    county.warehouse.connection.execute(fault)
    assert check in {finding.check_id for finding in run_checks(county.warehouse, run)}
    assert (check,) in county.rows("SELECT check_id FROM operations.finding WHERE closed_at IS NULL")


def test_a_check_that_finds_nothing_any_more_closes_its_finding(county: County) -> None:
    county.harvest(*many(3))
    county.rows("UPDATE exchange.change SET seq = 4 WHERE seq = 3")
    assert [f.check_id for f in run_checks(county.warehouse, county.runs[0])] == ["gapless_change_log"]
    county.rows("UPDATE exchange.change SET seq = 3 WHERE seq = 4")
    assert run_checks(county.warehouse, county.runs[0]) == []
    assert county.rows(OPEN) == []


def test_what_is_masked_or_no_personal_number_is_let_pass(county: County) -> None:
    body = "证件230522********1234，电话0469-5812345，信用代码11230522MB1234567X，编号20261123000013812345678"
    run = county.begin()
    county.merge(run, county.stage(run, [Page("/1.html", body=body)]))
    assert run_checks(county.warehouse, run) == []


def test_every_check_says_how_grave_it_is(county: County) -> None:
    assert len(names("checks")) >= 9
    run = county.begin()
    assert run_checks(county.warehouse, run) == []


def test_a_killed_run_is_found_and_gone_on_with(county: County) -> None:
    run = county.begin(full=True)
    assert unfinished_run(county.warehouse) == (run, "all")
    county.merge(run, county.stage(run, many(2)))
    begin_run(county.warehouse, run, "all")
    assert merged_sources(county.warehouse, run.run_id) == {"portal"}
    end_run(county.warehouse, run, "done", run.started_at)
    assert unfinished_run(county.warehouse) is None
    assert county.rows("SELECT count(*), min(state) FROM operations.run") == [(1, "done")]


def test_a_new_run_closes_one_that_was_given_up(county: County) -> None:
    first, second = county.begin(), county.begin()
    assert unfinished_run(county.warehouse) == (second, "all")
    assert county.rows("SELECT state FROM operations.run WHERE run_id = ?", first.run_id) == [("failed",)]
