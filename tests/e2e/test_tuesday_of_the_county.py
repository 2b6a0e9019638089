"""What Tuesday adds to the findings and what it closes, reckoned from what happens to the sites between the days."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from connectors.registry import registry_of
from examples.youyi import registry
from examples.youyi.county import plans
from examples.youyi.items import monday as postings
from examples.youyi.tuesday import changed, expected
from schemas.rules import RULES
from tests.e2e.conftest import PORTS_FROM, Played
from tests.e2e.confusion import Place, table
from warehouse.database import query

pytestmark = pytest.mark.timeout(600)
REGISTRY = registry_of({Path("registry.toml"): registry(PORTS_FROM)})
EXPECTED = expected(PORTS_FROM)


def _found(played: Played) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for row in played.findings:
        found[row["check_id"]].append((row["unit_id"] or "", row["place"] or ""))
    return found


def _after(before: dict[str, list[Place]]) -> dict[str, set[Place]]:
    """The findings of the day before without those of what was withdrawn; those of what moved, at its new address."""
    moved = dict(EXPECTED.readdressed)
    return {
        rule: {(unit, moved.get(place, place)) for unit, place in places if place not in EXPECTED.withdrawn}
        for rule, places in before.items()
    }


def _lost(source_id: str) -> float:
    """The share of its postings that a site lists no more; a list that is empty is not believed at all."""
    before, now = ({p.serial for p in found} for found in (postings(source_id), changed(source_id).listed))
    return len(before - now) / len(before)


def _filled() -> set[Place]:
    """Columns that a row of today fills again, though its page cannot be read."""
    return {
        (plan.unit_id, plan.columns[posting.columns[0]].path)
        for plan in plans(PORTS_FROM).values()
        for posting in changed(plan.id).listed
        if posting.fault in ("login", "truncated")
    }


def test_every_fault_of_tuesday_is_found_once_and_nothing_else(
    monday_again: Played, tuesday: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    ((today,),) = query(tuesday.home, "SELECT max(started_at)::DATE FROM operations.run").rows
    expected = _after(_found(monday_again))
    for rule in ("stale_news", "stale_notice", "stale_plan", "stale_services", "stale_column"):
        expected[rule] -= _filled()
    grace = int(RULES["backdated_publication"].parameters["grace_days"])
    late = [tuesday.at(url) for url in EXPECTED.new]
    expected["backdated_publication"] = {
        (item["unit_id"], item["url"]) for item in late if (today - item["published_at"].date()).days > grace
    }
    expected["undated_item"] = {(tuesday.at(url)["unit_id"], url) for url in EXPECTED.undated}
    expected["mass_vanish"] = {(source.unit, "") for source in REGISTRY.source if 0.2 < _lost(source.id) < 1}
    found = _found(tuesday)
    with capsys.disabled():
        print("\n" + table(expected, found, set(found) - set(expected)))
    assert {rule: sorted(places) for rule, places in found.items()} == {
        rule: sorted(places) for rule, places in expected.items() if places
    }
