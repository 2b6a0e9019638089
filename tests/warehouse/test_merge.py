"""The rules of the merge, one by one: identity, versions, the change log, deliveries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from schemas.harvest import Probe
from schemas.identity import new_item_id
from tests.warehouse.county import MONDAY, County, Page, many
from warehouse.checks import run_checks
from warehouse.known import known_pages, last_source_run_at


def test_new_items_get_ids_versions_changes_and_deliveries(county: County) -> None:
    counts = county.harvest(Page("/1.html"), Page("/2.html", columns=("/b/",)))
    assert (counts.new, counts.changed, counts.withdrawn) == (2, 0, 0)
    assert county.rows("SELECT item_id FROM catalogue.item ORDER BY url")[0][0] == new_item_id(
        "230522", "portal", Page("/1.html").key
    )
    assert county.rows("SELECT seq, version, operation FROM exchange.change ORDER BY seq") == [
        (1, 1, "upsert"),
        (2, 1, "upsert"),
    ]
    deliveries = county.rows("SELECT target_id, ordinal, seq FROM exchange.delivery ORDER BY ALL")
    assert deliveries == [("all", 1, 1), ("all", 2, 2), ("plans", 1, 2)]


def test_an_unchanged_run_changes_nothing(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    before = county.rows("SELECT count(*) FROM catalogue.item_version"), county.rows("FROM exchange.change")
    first_seen = county.rows("SELECT min(last_seen_at) FROM catalogue.item")
    counts = county.harvest(*[replace(page, outcome="unchanged") for page in pages[:5]], *pages[5:])
    assert (counts.new, counts.changed, counts.unchanged) == (0, 0, 10)
    assert before == (
        county.rows("SELECT count(*) FROM catalogue.item_version"),
        county.rows("FROM exchange.change"),
    )
    assert county.rows("SELECT min(last_seen_at) FROM catalogue.item") > first_seen


def test_an_edit_is_a_version_that_keeps_the_first_day(county: County) -> None:
    county.harvest(Page("/1.html"))
    county.harvest(Page("/1.html", body="改过的正文"))
    rows = county.rows(
        "SELECT version, body_text, first_seen_at = ?, valid_to IS NULL "
        "FROM catalogue.item_version ORDER BY 1",
        county.runs[0].started_at,
    )
    assert rows == [(1, "正文", True, False), (2, "改过的正文", True, True)]
    assert county.rows(
        "SELECT valid_to = lead(valid_from) OVER (ORDER BY version) FROM catalogue.item_version"
    )[0] == (True,)


def test_a_merge_repeated_does_nothing(county: County) -> None:
    run = county.begin()
    stage = county.stage(run, many(3))
    first = county.merge(run, stage)
    again = county.merge(run, stage)
    assert again.repeated
    assert again.new == first.new == 3
    assert again.changes == 0
    assert county.rows("SELECT count(*) FROM exchange.change") == [(3,)]


@pytest.mark.parametrize(
    "name",
    [
        {"native_id": "42"},
        {"index_number": "000014349/2026-00001"},
        {"document_number": "友政办发〔2021〕16号"},
    ],
)
def test_a_posting_that_moved_keeps_its_id(county: County, name: dict[str, str]) -> None:
    others = many(9)
    county.harvest(*others, Page("/old.html", title="通知", **name))
    before = county.rows("SELECT item_id FROM catalogue.item WHERE url LIKE '%old%'")
    counts = county.harvest(*others, Page("/new.html", title="通知", **name))
    assert (counts.new, counts.changed, counts.missing) == (0, 1, 0)
    assert county.rows("SELECT item_id FROM catalogue.item WHERE url LIKE '%new%'") == before
    assert county.rows("SELECT gone_reason FROM operations.page WHERE address LIKE '%old%'") == [("moved",)]


@pytest.mark.parametrize(
    "name",
    [
        {"native_id": "42"},
        {"index_number": "000014349/2026-00001"},
        {"document_number": "友政办发〔2021〕16号"},
    ],
)
def test_two_pages_that_stand_side_by_side_are_two_postings(county: County, name: dict[str, str]) -> None:
    county.harvest(Page("/1.html", title="通知", **name))
    counts = county.harvest(Page("/1.html", title="通知", **name), Page("/2.html", title="通知", **name))
    assert counts.new == 1
    assert len(county.items()) == 2


def test_a_broken_run_proves_no_move(county: County) -> None:
    number = {"index_number": "000014349/2026-00001"}
    county.harvest(Page("/1.html", title="通知", **number))
    counts = county.harvest(
        Page("/2.html", title="通知", **number), completeness="broken", error="page 2: 500"
    )
    assert counts.new == 1


def test_an_id_of_a_new_cms_is_not_believed_alone(county: County) -> None:
    county.harvest(*many(9), Page("/old.html", title="一号通知", native_id="42"))
    other = Page("/new.html", title="二号通知", native_id="42", published_at=MONDAY - timedelta(days=1))
    assert county.harvest(*many(9), other).new == 1
    assert len(county.items()) == 11


def test_http_https_and_case_of_host_are_the_same_page(county: County) -> None:
    county.harvest(Page("/1.html"))
    counts = county.harvest(Page("/1.html", host="https://SITE.test"))
    assert (counts.new, counts.changed) == (0, 1)


def test_missing_twice_is_withdrawn_and_returns_under_its_id(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    item_id = county.rows("SELECT item_id FROM catalogue.item WHERE url LIKE '%/0.html'")[0][0]
    assert county.harvest(*pages[1:]).missing == 1
    assert county.items()["/0.html"] == (1, True)
    assert county.harvest(*pages[1:]).withdrawn == 1
    assert county.items()["/0.html"] == (2, False)
    assert known_pages(county.warehouse, "portal")[pages[0].key].withdrawn
    assert county.harvest(*pages[1:]).withdrawn == 0
    assert county.harvest(*pages).returned == 1
    assert county.items()["/0.html"] == (3, True)
    rows = county.rows(
        "SELECT operation, withdrawn_reason FROM exchange.change "
        "JOIN catalogue.item_version USING (item_id, version) WHERE item_id = ? ORDER BY seq",
        item_id,
    )
    assert rows == [("upsert", None), ("withdraw", "missing"), ("upsert", None)]


def test_a_return_without_reading_is_as_it_was(county: County) -> None:
    pages = many(10)
    for shown in (pages, pages[1:], pages[1:], [replace(pages[0], outcome="unchanged"), *pages[1:]]):
        counts = county.harvest(*shown)
    assert counts.returned == 1
    assert county.rows("SELECT body_text, withdrawn_at FROM catalogue.item WHERE url LIKE '%/0.html'") == [
        ("正文0", None)
    ]


def test_seen_in_between_starts_the_count_again(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    county.harvest(*pages[1:])
    county.harvest(*pages, completeness="broken", error="time-out")
    assert county.harvest(*pages[1:]).withdrawn == 0
    assert county.harvest(*pages[1:]).withdrawn == 1


@pytest.mark.parametrize("completeness", ["unproven", "broken", "skipped"])
def test_only_a_proven_run_marks_missing(county: County, completeness: str) -> None:
    pages = many(10)
    county.harvest(*pages)
    for _ in range(3):
        assert county.harvest(*pages[1:], completeness=completeness).missing == 0
    assert county.items()["/0.html"] == (1, True)


def test_gone_from_its_own_address_is_withdrawn_at_once(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    probe = Probe(page_key=pages[0].key, state="gone", detail="404")
    assert county.harvest(*pages[1:], extra=[probe]).withdrawn == 1
    assert county.rows("SELECT withdrawn_reason FROM catalogue.item WHERE withdrawn_at IS NOT NULL") == [
        ("gone",)
    ]


def test_a_listed_page_that_answers_404_is_withdrawn_and_stays_so(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    dead = [replace(pages[0], outcome="rejected"), *pages[1:]]
    probe = Probe(page_key=pages[0].key, state="gone", detail="404")
    assert county.harvest(*dead, extra=[probe]).withdrawn == 1
    counts = county.harvest(*dead, extra=[probe])
    assert (counts.withdrawn, counts.returned, counts.missing) == (0, 0, 0)
    assert county.items()["/0.html"] == (2, False)
    assert county.harvest(*pages).returned == 1


def test_gone_in_an_unproven_run_is_not_withdrawn(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    probe = Probe(page_key=pages[0].key, state="gone", detail="404")
    assert county.harvest(*pages[1:], extra=[probe], completeness="unproven").withdrawn == 0


def test_more_than_a_fifth_at_once_is_held_even_with_404(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    probes = [Probe(page_key=page.key, state="gone", detail="404") for page in pages[:3]]
    counts = county.harvest(*pages[3:], extra=probes)
    assert counts.held
    assert (counts.missing, counts.withdrawn) == (0, 0)
    assert county.harvest(*pages[3:], extra=probes).held
    open_findings = (
        "SELECT severity FROM operations.finding WHERE check_id = 'mass_vanish' AND closed_at IS NULL"
    )
    assert county.rows(open_findings) == [("error",)]
    assert not county.harvest(*pages).held
    assert county.rows(open_findings) == []
    assert county.harvest(*pages[1:]).withdrawn == 0, "the held runs do not count"


def test_exactly_a_fifth_is_not_held(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    assert county.harvest(*pages[2:]).missing == 2


def test_the_fifth_is_counted_after_aliases(county: County) -> None:
    pages = [replace(page, native_id=str(n)) for n, page in enumerate(many(10))]
    county.harvest(*pages)
    moved = [replace(page, path=f"/moved{page.path}") for page in pages]
    counts = county.harvest(*moved)
    assert (counts.held, counts.changed, counts.new) == (False, 10, 0)


def test_a_page_of_two_sources_is_one_item_of_the_first(county: County) -> None:
    county.harvest(*many(10))
    counts = county.harvest(*many(10), source="town")
    assert (counts.new, counts.changed) == (0, 0)
    assert county.rows("SELECT DISTINCT source_id, unit_id FROM catalogue.item") == [("portal", "office")]
    aliases = county.rows("SELECT DISTINCT value FROM catalogue.item_alias WHERE kind = 'column'")
    assert aliases == [("town:/a/",)]
    for _ in range(3):
        county.harvest(*many(10)[1:])
    assert county.items()["/0.html"] == (1, True), "the other source still lists it"
    for _ in range(2):
        counts = county.harvest(*many(10)[1:], source="town")
    assert counts.withdrawn == 1


def test_columns_beyond_the_first_are_aliases(county: County) -> None:
    county.harvest(Page("/1.html", columns=("/b/", "/a/")))
    assert county.rows("SELECT category FROM catalogue.item") == [("plan",)]
    assert county.rows("SELECT value FROM catalogue.item_alias WHERE kind = 'column'") == [("portal:/a/",)]


def test_leaving_a_filter_is_a_withdrawal_there(county: County) -> None:
    county.harvest(Page("/1.html", columns=("/b/",)))
    county.harvest(Page("/1.html", columns=("/a/",)))
    county.harvest(Page("/1.html", columns=("/a/",), body="又改"))
    deliveries = county.rows(
        "SELECT ordinal, version, operation FROM exchange.delivery WHERE target_id = 'plans' ORDER BY 1"
    )
    assert deliveries == [(1, 1, "upsert"), (2, 2, "withdraw")]
    assert county.rows("SELECT operation FROM exchange.delivery WHERE target_id = 'all'") == [("upsert",)] * 3


def test_attachments_come_change_and_go(county: County) -> None:
    county.harvest(Page("/1.html", files=(("a.pdf", "1"), ("b.pdf", "1"))))
    county.harvest(Page("/1.html", files=(("b.pdf", "2"),)))
    rows = county.rows(
        "SELECT file_name, sha256, position, withdrawn_at IS NULL FROM catalogue.attachment ORDER BY 1, 2"
    )
    assert rows == [("a.pdf", "1", 1, False), ("b.pdf", "1", 2, False), ("b.pdf", "2", 1, True)]
    county.harvest(Page("/1.html", files=(("b.pdf", "1"),)))
    assert county.rows("SELECT sha256 FROM catalogue.attachment WHERE withdrawn_at IS NULL") == [("1",)]
    assert county.rows("SELECT attachment_count FROM catalogue.item") == [(1,)]


def test_a_replay_brings_nothing_back_and_marks_nothing_missing(county: County) -> None:
    pages = many(10)
    for shown in (pages, pages[1:], pages[1:]):
        county.harvest(*shown)
    run = county.begin(kind="replay")
    old = run.model_copy(update={"started_at": county.runs[0].started_at})
    stage = county.stage(
        old, [replace(pages[0], body="旧"), replace(pages[1], body="旧"), Page("/fixed.html")]
    )
    counts = county.merge(run, stage)
    assert (counts.new, counts.changed, counts.returned, counts.missing) == (1, 0, 0, 0)
    assert county.items()["/0.html"] == (2, False)


def test_a_replay_with_a_better_parser_changes_what_it_read_last(county: County) -> None:
    county.harvest(*many(3))
    run = county.begin(kind="replay")
    same_capture = county.runs[0].started_at
    stage = county.stage(
        run.model_copy(update={"started_at": same_capture}), [replace(many(1)[0], body="读得更好")]
    )
    assert county.merge(run, stage).changed == 1


def test_a_stage_that_does_not_add_up_is_refused(county: County) -> None:
    run = county.begin()
    counts = county.merge(run, county.stage(run, many(3), listed=4))
    assert counts.refused is not None
    assert county.rows("SELECT count(*) FROM catalogue.item") == [(0,)]
    assert county.rows("SELECT completeness, listed FROM operations.source_run") == [("broken", 0)]
    assert county.rows("SELECT check_id FROM operations.finding WHERE closed_at IS NULL") == [("accounting",)]
    county.harvest(*many(3))
    assert county.rows("SELECT check_id FROM operations.finding WHERE closed_at IS NULL") == []


def test_known_pages_and_the_last_run(county: County) -> None:
    assert last_source_run_at(county.warehouse, "portal") is None
    county.harvest(*many(3))
    county.harvest(completeness="broken", error="down")
    known = known_pages(county.warehouse.cursor(), "portal")
    assert set(known) == {page.key for page in many(3)}
    page = known[many(1)[0].key]
    assert (page.columns, page.missing_runs, page.withdrawn) == (("/a/",), 0, False)
    assert last_source_run_at(county.warehouse, "portal") == county.runs[0].started_at


def test_the_checks_find_nothing_in_what_the_merge_makes(county: County) -> None:
    pages = many(12, files=(("a.pdf", "1"),))
    for shown in (pages, pages[1:], pages[2:], pages, [replace(p, body="改") for p in pages]):
        county.harvest(*shown)
        assert run_checks(county.warehouse, county.runs[-1]) == []
