"""When a run may claim to have seen everything, and what it asks about pages that vanished."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.fetch.model import Blocked, Disallowed, Gone, Request, Response, Unreachable, Unusable
from schemas.harvest import Harvested, Probe, Reject, Sighting
from schemas.identity import page_key
from tests.connectors.harvested_site import BASE, Result, Site, postings, run_of, source, url

PLAN = "/zwgk/ghjh/index.html"
BUDGET = "/zwgk/ys/index.html"


class Moving(Site):
    """A site whose columns change when an address is asked for the n-th time."""

    changes: dict[tuple[str, int], Any]

    def __call__(self, request: Request) -> Response:
        path = request.url.removeprefix(BASE)
        times = sum(1 for r in self.requests if r.url == request.url) + 1
        if change := self.changes.get((path, times)):
            change(self)
        return super().__call__(request)


def _moving(rows: int, **changes: Any) -> Moving:
    site = Moving({PLAN: postings(rows)})
    site.changes = changes.get("changes", {})
    return site


def _insert(site: Site) -> None:
    number = len(site.columns[PLAN]) + 100
    site.columns[PLAN].insert(0, postings(1, start=number)[0])


def test_page_one_is_read_again_at_the_end() -> None:
    site = Site({PLAN: postings(12)})
    assert run_of(site, source(PLAN)).report.completeness == "proven"
    assert Counter(site.asked("list"))[PLAN] == 2


def test_single_page_is_not_read_again() -> None:
    site = Site({PLAN: postings(5)})
    run_of(site, source(PLAN))
    assert site.asked("list") == [PLAN]


def test_list_that_moved_is_walked_once_more() -> None:
    site = _moving(12, changes={("/zwgk/ghjh/index_1.html", 1): _insert})
    result = run_of(site, source(PLAN))
    assert result.report.completeness == "proven"
    assert result.report.listed == 13


def test_list_that_keeps_moving_is_unproven() -> None:
    changes = {("/zwgk/ghjh/index_1.html", n): _insert for n in (1, 2, 3)}
    result = run_of(_moving(12, changes=changes), source(PLAN))
    assert result.report.completeness == "unproven"
    assert result.report.adds_up


def test_empty_page_is_asked_again() -> None:
    full = postings(3)

    def fill(site: Site) -> None:
        site.columns[PLAN] = full

    site = Moving({PLAN: []})
    site.changes = {(PLAN, 2): fill}
    result = run_of(site, source(PLAN))
    assert (result.report.completeness, result.report.accepted) == ("proven", 3)


def test_column_that_was_always_empty_is_proven() -> None:
    result = run_of(Site({PLAN: []}), source(PLAN))
    assert (result.report.completeness, result.report.listed) == ("proven", 0)


def test_column_that_was_full_and_is_empty_is_broken() -> None:
    site = Site({PLAN: postings(3), BUDGET: postings(2, "/zwgk/ys", 60)})
    both = source(PLAN, BUDGET)
    known = run_of(site, both).known()
    site.columns[PLAN] = []
    result = run_of(site, both, known=known, elapsed_days=0.0)
    assert result.report.completeness == "broken"
    assert f"column {PLAN}: it listed 3 items and is empty now" in (result.report.error or "")
    assert (result.report.unchanged, result.probes) == (2, {})


def test_declared_total_that_disagrees_leaves_it_unproven() -> None:
    result = run_of(Site({PLAN: postings(4)}, declared=9), source(PLAN))
    assert (result.report.completeness, result.report.declared_total) == ("unproven", 9)
    assert "declares 9 items and lists 4" in (result.report.error or "")


def test_pinned_row_counts_once() -> None:
    rows = postings(4)
    result = run_of(Site({PLAN: [*rows, rows[0]]}), source(PLAN))
    assert (result.report.completeness, result.report.listed) == ("proven", 4)


def test_missing_page_in_the_middle_breaks_the_column_and_keeps_what_was_read() -> None:
    site = Site({PLAN: postings(14)})
    site.faults["/zwgk/ghjh/index_1.html"] = Unreachable("HTTP 500", status=500)
    result = run_of(site, source({"path": PLAN, "category": "plan", "first_page_index": 0}))
    assert (result.report.completeness, result.report.accepted) == ("broken", 5)
    assert result.report.error == f"column {PLAN}: HTTP 500"


def test_page_shown_twice_is_broken() -> None:
    site = Site({PLAN: postings(15)})
    site.faults["/zwgk/ghjh/index_2.html"] = site(Request(url("/zwgk/ghjh/index_1.html"), "list")).body
    result = run_of(site, source(PLAN))
    assert result.report.completeness == "broken"
    assert "page 3 shows the rows of page 2 again" in (result.report.error or "")


def test_more_pages_than_allowed_is_unproven() -> None:
    result = run_of(Site({PLAN: postings(15)}), source(PLAN, max_list_pages=2))
    assert (result.report.completeness, result.report.listed) == ("unproven", 10)
    assert "max_list_pages = 2" in (result.report.error or "")


def test_layout_that_changed_names_column_and_what_was_looked_for() -> None:
    site = Site({PLAN: postings(2)})
    site.faults[PLAN] = b"<html><body><div id='app'></div><script>new Vue({})</script></body></html>"
    report = run_of(site, source(PLAN)).report
    assert report.completeness == "broken"
    assert report.error == (
        f"column {PLAN}: {PLAN}: looked for repeated rows with a link and found none; "
        "the page fills its list by script"
    )


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (Unreachable("no answer"), "unreachable"),
        (Blocked("a login page came instead"), "blocked"),
        (Disallowed("robots.txt"), "disallowed"),
        (Gone("HTTP 404", status=404), "gone"),
        (Unusable("an empty body"), "unusable"),
        (b"<html><body><p>nothing here</p></body></html>", "layout"),
    ],
)
def test_cause_of_a_red_source_is_told_beside_its_words(fault: Any, cause: str) -> None:
    report = run_of(Site({PLAN: postings(2)}, faults={PLAN: fault}), source(PLAN)).report
    assert (report.completeness, report.cause) == ("broken", cause)


def test_dead_site_is_not_asked_for_every_column() -> None:
    columns = [f"/c{n}/index.html" for n in range(6)]
    site = Site(faults={path: Unreachable("connection refused") for path in columns})
    report = run_of(site, source(*columns)).report
    assert (report.completeness, report.listed) == ("broken", 0)
    assert len(site.requests) == 2
    assert "connection refused" in (report.error or "")


@pytest.mark.parametrize(
    ("expect", "column_expect", "broken"),
    [
        ({"min_items": 3}, {}, False),
        ({"min_items": 4}, {}, True),
        ({}, {"min_items": 4}, True),
        ({}, {"min_items": 3}, False),
    ],
)
def test_fewer_items_than_expected_is_broken(
    expect: dict[str, int], column_expect: dict[str, int], broken: bool
) -> None:
    table = {"path": PLAN, "category": "plan", "expect": column_expect}
    report = run_of(Site({PLAN: postings(3)}), source(table, expect=expect)).report
    assert report.completeness == ("broken" if broken else "proven")
    assert (report.error is not None and "min_items" in report.error) == broken
    assert report.cause == ("too_few" if broken else None)


@pytest.mark.parametrize(
    ("expect", "column_expect", "broken"),
    [
        ({"max_reject_ratio": 0.1}, {}, True),
        ({"max_reject_ratio": 0.25}, {}, False),
        ({"max_reject_ratio": 0.1}, {"max_reject_ratio": 0.25}, False),
        ({"max_reject_ratio": 0.9}, {"max_reject_ratio": 0.1}, True),
    ],
)
def test_too_many_rejects_are_broken(
    expect: dict[str, float], column_expect: dict[str, float], broken: bool
) -> None:
    site = Site({PLAN: postings(4)})
    site.faults[site.columns[PLAN][0].href] = Gone("HTTP 404", status=404)
    table = {"path": PLAN, "category": "plan", "expect": column_expect}
    report = run_of(site, source(table, expect=expect)).report
    assert report.completeness == ("broken" if broken else "proven")
    assert report.cause == ("rejects" if broken else None)


def _after_removal(removed: int, of: int, **faults: Any) -> tuple[Site, Result, list[str]]:
    site = Site({PLAN: postings(of)})
    known = run_of(site, source(PLAN)).known()
    away = site.columns[PLAN][:removed]
    site.columns[PLAN] = site.columns[PLAN][removed:]
    for posting in away:
        site.faults |= {posting.href: faults["fault"]} if "fault" in faults else {}
    site.requests.clear()
    result = run_of(site, source(PLAN), known=known, elapsed_days=0.0)
    return site, result, [page_key(url(p.href)) for p in away]


def test_vanished_page_is_asked_at_its_own_address() -> None:
    _, result, away = _after_removal(2, 10)
    assert result.probes == dict.fromkeys(away, "gone")
    assert result.report.completeness == "proven"


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (b"<html><body><h1>x</h1></body></html>", "present"),
        (Unreachable("no answer"), "unknown"),
        (Blocked("login"), "unknown"),
        (Gone("HTTP 410", status=410), "gone"),
    ],
)
def test_what_a_probe_tells(fault: Any, state: str) -> None:
    _, result, away = _after_removal(1, 10, fault=fault)
    assert result.probes == {away[0]: state}


def test_more_than_a_fifth_vanished_is_not_asked() -> None:
    site, result, _ = _after_removal(3, 10)
    assert result.probes == {}
    assert site.asked("probe") == []


def test_withdrawn_page_is_not_asked_again() -> None:
    site = Site({PLAN: postings(10)})
    known = run_of(site, source(PLAN)).known()
    gone = page_key(url(site.columns[PLAN].pop(0).href))
    known[gone] = replace(known[gone], withdrawn=True)
    assert run_of(site, source(PLAN), known=known, elapsed_days=0.0).probes == {}


def test_page_whose_address_was_not_kept_is_unknown() -> None:
    site = Site({PLAN: postings(10)})
    known = run_of(site, source(PLAN)).known()
    gone = page_key(url(site.columns[PLAN].pop(0).href))
    known[gone] = replace(known[gone], address=None)
    assert run_of(site, source(PLAN), known=known, elapsed_days=0.0).probes == {gone: "unknown"}


FAULTS = st.sampled_from(
    [
        Unreachable("no answer"),
        Gone("HTTP 404", status=404),
        Blocked("login page"),
        Unusable("truncated"),
        Disallowed("robots.txt"),
        b"",
        b"\x00\x01\x02",
        b"<html><body>maintenance</body></html>",
        b"<html><body><ul class='list'></ul></body></html>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_books_add_up_and_only_proof_asks_for_the_missing(data: st.DataObject) -> None:
    """Whatever fails: listed is the sum of the outcomes, each address has one, and nothing is asked about
    absent pages unless every column is proven."""
    site = Site({PLAN: postings(data.draw(st.integers(0, 14))), BUDGET: postings(6, "/zwgk/ys", 100)})
    both = source(PLAN, {"path": BUDGET, "category": "budget"})
    known = run_of(site, both).known() if data.draw(st.booleans()) else {}
    site.columns[PLAN] = site.columns[PLAN][data.draw(st.integers(0, 2)) :] + postings(2, start=200)
    addresses = [p.href for rows in site.columns.values() for p in rows]
    addresses += [PLAN, BUDGET, "/zwgk/ghjh/index_1.html", "/zwgk/ghjh/index_2.html", "/zwgk/ys/index_1.html"]
    site.faults = data.draw(st.dictionaries(st.sampled_from(addresses), FAULTS, max_size=9))
    site.requests.clear()
    result = run_of(site, both, known=known, elapsed_days=3.0, full=data.draw(st.booleans()))
    report, sightings = result.report, result.of(Sighting)
    assert report.adds_up
    assert report.listed == len(sightings) == len({s.page_key for s in sightings})
    counted = Counter(s.outcome for s in sightings)
    assert (counted["accepted"], counted["rejected"]) == (report.accepted, report.rejected)
    assert (report.error is None) == (report.completeness == "proven")
    if report.completeness != "proven":
        assert site.asked("probe") == []
    listed = {s.page_key for s in sightings}
    assert {r.page_key for r in result.of(Reject)} == {
        s.page_key for s in sightings if s.outcome == "rejected"
    }
    assert {h.page_key for h in result.of(Harvested)} <= listed
    asked = {p.page_key for p in result.of(Probe)} - listed
    assert asked <= {key for key, page in known.items() if not page.withdrawn}
    assert all(s.columns and set(s.columns) <= {PLAN, BUDGET} for s in sightings)
    assert report.started_at <= report.ended_at
