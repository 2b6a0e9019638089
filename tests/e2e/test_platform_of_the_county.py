"""What only several runs can tell of the county's sites: dead links, items without date, back-dating; what runs ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.registry import registry_of
from examples.youyi import registry, truth
from examples.youyi.items import monday as postings
from examples.youyi.tuesday import expected
from tests.e2e import platform_truth
from tests.e2e.conftest import PORTS_FROM, Played
from warehouse.database import query

pytestmark = pytest.mark.timeout(600)
REGISTRY = registry_of({Path("registry.toml"): registry(PORTS_FROM)})
EXPECTED = expected(PORTS_FROM)


def told(played: Played, rule: str) -> list[tuple[str, str]]:
    return sorted((f["unit_id"], f["place"]) for f in played.findings if f["check_id"] == rule)


def test_a_dead_link_is_told_when_a_second_run_found_it_so(monday: Played, monday_again: Played) -> None:
    bases = {source.id: source.base_url for source in REGISTRY.source}
    assert told(monday, "dead_link") == told(monday, "dead_attachment") == []
    assert told(monday_again, "dead_link") == sorted(platform_truth.linked("dead_link", bases))
    items = truth("monday", PORTS_FROM)
    urls = dict(
        zip(
            [(p.source_id, p.serial) for s in REGISTRY.source for p in postings(s.id) if not p.offsite],
            items,
            strict=True,
        )
    )
    files = [
        (urls[key].unit_id, file.url)
        for key in platform_truth.lost_postings()
        for file in urls[key].attachments
    ]
    assert told(monday_again, "dead_attachment") == sorted(files)
    assert files


def test_items_without_date_and_back_dated_ones_are_told(tuesday: Played) -> None:
    assert [place for _, place in told(tuesday, "undated_item")] == sorted(EXPECTED.undated)
    deep = {url for url in EXPECTED.new if tuesday.at(url)["source_id"] == "zjj"}
    backdated = {place for _, place in told(tuesday, "backdated_publication")}
    assert deep <= backdated <= set(EXPECTED.new), "the others bear the date of Tuesday, whatever day it is"


def test_no_site_is_checked_twice_a_day(monday_again: Played) -> None:
    ((sites, checks, days),) = query(
        monday_again.home,
        "SELECT count(*), count(DISTINCT checked_at), count(DISTINCT checked_at::DATE) FROM operations.site_check",
    ).rows
    assert sites == len({source.host for source in REGISTRY.source if source.family != "drop"})
    assert checks == days, "two runs of a day, one check"
