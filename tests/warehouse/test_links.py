"""Links and files in the warehouse: whose turn it is, and which of them are told dead."""

from __future__ import annotations

from typing import Literal

from schemas.harvest import Run
from schemas.identity import page_key
from schemas.platform import LinkCheck, LinkState, SiteCheck
from tests.warehouse.county import County, Page, many
from warehouse.checks import run_checks
from warehouse.known import links_due

SITE = "http://portal.test"
LINKS = [f"{SITE}/zt/{n}.html" for n in range(5)]
FILE = f"{SITE}/a.pdf"
OTHERS = many(3)


def page(*links: str, file: str | None = None) -> Page:
    html = "<p>正文</p>" + "".join(f'<a href="{link}">链接</a>' for link in links)
    return Page("/linking.html", html=html, files=(("a.pdf", file),), host=SITE)


def asked(state: LinkState, address: str, kind: Literal["page", "attachment"] = "page") -> LinkCheck:
    return LinkCheck(page_key=page().key, address=address, kind=kind, state=state, detail="HTTP 404")


def found(county: County) -> list[tuple[str, str | None]]:
    rules = {"dead_link", "dead_attachment"}
    told = run_checks(county.warehouse, county.runs[-1])
    return [(finding.check_id, finding.subject) for finding in told if finding.check_id in rules]


def due(county: County, run: Run) -> list[str]:
    source = county.registry.source[0].model_copy(update={"links_per_day": 3})
    return [link.address for link in links_due(county.warehouse, source, run).links]


def test_a_link_is_told_when_two_runs_found_it_dead(county: County) -> None:
    shown = [page(LINKS[0]), *OTHERS]
    county.harvest(*shown, extra=[asked("dead", LINKS[0])])
    assert found(county) == []
    county.harvest(*shown, extra=[asked("dead", LINKS[0])])
    assert found(county) == [("dead_link", LINKS[0])]
    state = "SELECT dead_times, dead_since, last_dead_at FROM operations.link WHERE kind = 'page'"
    first, second = (run.started_at for run in county.runs)
    assert county.rows(state) == [(2, first, second)]
    county.harvest(*shown, extra=[asked("ok", LINKS[0])])
    assert county.rows(state) == [(0, None, second)]
    assert found(county) == []


def test_a_file_is_told_by_its_own_rule(county: County) -> None:
    for _ in range(2):
        county.harvest(page(), *OTHERS, extra=[asked("dead", FILE, "attachment")])
    assert found(county) == [("dead_attachment", FILE)]
    county.harvest(page(file="d1"), *OTHERS)
    assert found(county) == []
    county.harvest(Page("/linking.html", host=SITE), *OTHERS)
    assert county.rows("FROM operations.link") == []


def test_links_take_turns_and_a_day_has_its_number(county: County) -> None:
    known = Page("/known.html", host=SITE)
    shown = [page(*LINKS, SITE + known.path, "http://elsewhere.test/", file="d1"), known]
    county.harvest(*shown, extra=[asked("dead", LINKS[1]), asked("ok", LINKS[3])])
    assert due(county, county.runs[0]) == [LINKS[1]]
    run = county.begin()
    assert due(county, run) == [LINKS[1], LINKS[0], LINKS[2], LINKS[4]]
    now = [asked("dead", LINKS[1]), *(asked("ok", LINKS[n]) for n in (0, 2))]
    county.merge(run, county.stage(run, shown, extra=now))
    assert due(county, run) == []
    assert due(county, county.begin()) == [LINKS[1], LINKS[4], LINKS[3]]


def test_a_replay_says_nothing_of_today(county: County) -> None:
    county.harvest(page(LINKS[0]), extra=[asked("dead", LINKS[0])], kind="replay")
    assert county.rows("FROM operations.link") == []


def home(*links: str) -> SiteCheck:
    told = {
        "host": "portal.test",
        "home_url": f"{SITE}/",
        "home_key": page_key(f"{SITE}/"),
        "navigation": links,
    }
    ipv6 = {"ipv6_state": "not_testable", "ipv6_detail": "本机没有 IPv6 网络"}
    return SiteCheck.model_validate(told | ipv6 | {"home_state": "ok", "home_detail": "HTTP 200"})


def test_the_home_page_shows_links_too(county: County) -> None:
    county.harvest(*OTHERS, extra=[home(LINKS[0], LINKS[1], "http://elsewhere.test/")])
    assert due(county, county.runs[0]) == [], "the day of the look has its requests"
    dead = asked("dead", LINKS[0]).model_copy(update={"page_key": page_key(f"{SITE}/")})
    county.harvest(*OTHERS, extra=[dead])
    county.harvest(*OTHERS, extra=[dead])
    told = run_checks(county.warehouse, county.runs[-1])
    (finding,) = [f for f in told if f.check_id == "dead_link"]
    assert (finding.subject, finding.evidence) == (
        LINKS[0],
        f"所在网页：首页 {SITE}/；最近检查 {county.runs[-1].started_at:%Y-%m-%d}",
    )
    county.harvest(*OTHERS, extra=[home(LINKS[1])])
    assert county.rows("SELECT address FROM operations.link") == [(LINKS[1],)]
