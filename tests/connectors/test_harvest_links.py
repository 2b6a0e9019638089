"""Links and files that are asked for themselves: which, how many, and what their answers mean."""

from __future__ import annotations

import pytest

from connectors.fetch.model import Blocked, Disallowed, EmptyBody, FetchError, Gone, Unreachable
from schemas.harvest import KnownLink
from schemas.platform import LinkCheck
from tests.connectors.harvested_site import BASE, Posting, Site, postings, run_of, source, url

PLAN = "/zwgk/ghjh/index.html"


def linking(*hrefs: str) -> Posting:
    words = "为做好本年度的相关工作，现将有关事项通知如下，请各单位认真贯彻执行，详情见"
    body = words + "".join(f'{words}<a href="{href}">这里</a>。</p><p>' for href in hrefs)
    return Posting("/zwgk/ghjh/202611/t20261120_20000.html", "关于做好年度重点工作的通知", body=body)


def states(site: Site, **job: object) -> dict[str, str]:
    checks = run_of(site, source(PLAN), links_left=5, **job).of(LinkCheck)
    assert len(checks) == len({check.address for check in checks})
    return {check.address.removeprefix(BASE): check.state for check in checks}


def test_links_that_pages_bring_are_asked_for() -> None:
    page = linking("/zt/gone.html", "/zt/there.html#part", "http://www.elsewhere.example/", "/zt/there.html")
    site = Site({PLAN: [page]}, files={"/zt/there.html": b"<html>"})
    assert states(site) == {"/zt/gone.html": "dead", "/zt/there.html": "ok"}


def test_no_more_are_asked_for_than_are_left_today() -> None:
    page = linking(*(f"/zt/{n}.html" for n in range(8)))
    site = Site({PLAN: [page, *postings(5)]})
    assert len(states(site)) == 5
    assert len(site.asked("probe")) == 5
    due = [KnownLink("k", url(f"/old/{n}.html"), "page") for n in range(3)]
    assert sorted(path.split("/")[1] for path in states(site, links=due)) == ["old"] * 3 + ["zt"] * 2
    assert run_of(site, source(PLAN)).of(LinkCheck) == []


def test_pages_that_the_harvest_reads_are_not_asked_for_again() -> None:
    known = postings(1)
    page = linking(known[0].href)
    site = Site({PLAN: [*known, page]})
    first = run_of(site, source(PLAN))
    site.requests.clear()
    assert run_of(site, source(PLAN), known=first.known(), links_left=5, full=True).of(LinkCheck) == []


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Gone("HTTP 410", status=410), "dead"),
        (Unreachable("HTTP 500", status=500), "dead"),
        (EmptyBody("an empty body"), "dead"),
        (Unreachable("timed out"), "unknown"),
        (Blocked("a challenge", status=412), "unknown"),
        (Disallowed("robots.txt"), "unknown"),
    ],
)
def test_only_a_server_that_answers_proves_a_link_dead(error: FetchError, state: str) -> None:
    site = Site({PLAN: postings(1)}, faults={"/zt/a.html": error})
    assert states(site, links=[KnownLink("k", url("/zt/a.html"), "page")]) == {"/zt/a.html": state}


def test_a_site_that_gives_nothing_is_left_alone() -> None:
    site = Site({PLAN: postings(1)}, faults={PLAN: Unreachable("refused")})
    assert states(site, links=[KnownLink("k", url("/zt/a.html"), "page")]) == {}


def test_the_archive_is_not_asked() -> None:
    site = Site({PLAN: [linking("/zt/gone.html")]})
    assert states(site, kind="replay") == {}
