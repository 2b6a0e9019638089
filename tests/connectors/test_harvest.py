"""The crawl loop: what is read, what is counted, what a run may claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from connectors.fetch.model import Blocked, Disallowed, FetchError, Gone, Unreachable, Unusable
from connectors.fetch.replay import NotArchived
from schemas.identity import page_key
from schemas.platform import ColumnRead, LinkCheck
from tests.connectors.harvested_site import BASE, NOW, Posting, Site, postings, run_of, source, url

PLAN = "/zwgk/ghjh/index.html"
BUDGET = "/zwgk/ys/index.html"


def test_first_run_accepts_everything() -> None:
    site = Site({PLAN: postings(12)})
    result = run_of(site, source(PLAN))
    report = result.report
    assert (report.completeness, report.error) == ("proven", None)
    assert (report.listed, report.accepted, report.fetched, report.declared_total) == (12, 12, 12, 12)
    item = result.items[page_key(url(site.columns[PLAN][3].href))].item
    assert item.title == "关于印发第3号年度工作方案的通知"
    assert (item.category, item.publisher_unit_id) == ("plan", "caizheng")
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2026-11-20T00:00:00+08:00"


def test_second_run_asks_for_lists_and_a_sample_only() -> None:
    site = Site({PLAN: postings(28)})
    first = run_of(site, source(PLAN))
    site.requests.clear()
    again = run_of(site, source(PLAN, recheck_days=14), known=first.known(), elapsed_days=1.0, days=1)
    assert again.report.unchanged == 28
    assert len(site.asked("detail")) == 2  # 28 pages in 14 days: two a day
    assert all(r.revalidate for r in site.requests if r.purpose == "detail")
    assert again.report.completeness == "proven"


def test_sample_takes_the_pages_read_longest_ago() -> None:
    site = Site({PLAN: postings(4)})
    known = run_of(site, source(PLAN)).known()
    old = page_key(url(site.columns[PLAN][2].href))
    known[old] = replace(known[old], fetched_at=NOW - timedelta(days=30))
    site.requests.clear()
    run_of(site, source(PLAN), known=known, elapsed_days=0.1)
    assert site.asked("detail") == [site.columns[PLAN][2].href]


def test_silent_edit_is_found_by_the_sample() -> None:
    site = Site({PLAN: postings(1)})
    first = run_of(site, source(PLAN))
    site.columns[PLAN][0].body = "更正：原通知第三条修改为下列内容，自印发之日起施行。"
    again = run_of(site, source(PLAN), known=first.known(), elapsed_days=1.0)
    assert (again.report.accepted, again.report.unchanged) == (1, 0)


def test_changed_row_is_read_again() -> None:
    site = Site({PLAN: postings(3)})
    first = run_of(site, source(PLAN))
    changed = site.columns[PLAN][1]
    changed.date = "2026-11-22"
    site.requests.clear()
    again = run_of(site, source(PLAN), known=first.known(), elapsed_days=0.0)
    assert site.asked("detail")[0] == changed.href
    assert not next(r for r in site.requests if r.purpose == "detail").revalidate
    assert again.sightings[page_key(url(changed.href))].outcome == "accepted"


def test_full_run_reads_everything_without_revalidation() -> None:
    site = Site({PLAN: postings(7)})
    first = run_of(site, source(PLAN))
    site.requests.clear()
    again = run_of(site, source(PLAN), known=first.known(), full=True)
    assert (again.report.fetched, again.report.unchanged) == (7, 7)
    assert not any(r.revalidate for r in site.requests)


def test_withdrawn_page_that_is_listed_again_is_accepted() -> None:
    site = Site({PLAN: postings(2)})
    known = run_of(site, source(PLAN)).known()
    back = page_key(url(site.columns[PLAN][0].href))
    known[back] = replace(known[back], withdrawn=True)
    again = run_of(site, source(PLAN), known=known, elapsed_days=0.0)
    assert again.sightings[back].outcome == "accepted"


def test_page_in_two_columns_is_one_item_of_the_first() -> None:
    shared = postings(3)
    site = Site({PLAN: shared, BUDGET: [*shared[:1], *postings(2, "/zwgk/ys", 50)]})
    result = run_of(site, source(PLAN, {"path": BUDGET, "category": "budget"}))
    assert (result.report.listed, result.report.accepted) == (5, 5)
    sighting = result.sightings[page_key(url(shared[0].href))]
    assert sighting.columns == (PLAN, BUDGET)
    assert result.items[sighting.page_key].item.category == "plan"


def test_fault_in_the_first_column_moves_no_item_to_another_category() -> None:
    shared = postings(3)
    site = Site({PLAN: shared, BUDGET: shared})
    both = source(PLAN, {"path": BUDGET, "category": "budget"})
    first = run_of(site, both)
    site.faults[PLAN] = Unreachable("HTTP 500", status=500)
    again = run_of(site, both, known=first.known(), elapsed_days=0.0)
    assert again.report.completeness == "broken"
    assert again.report.unchanged == 3
    assert {s.columns for s in again.sightings.values()} == {(PLAN, BUDGET)}


def test_a_place_on_a_page_is_no_part_of_its_address() -> None:
    page = postings(1)[0]
    site = Site({PLAN: [page]}, files={})
    page.href, href = page.href + "#top", page.href
    site.faults[href + "#top"] = page.html().encode()
    (item,) = run_of(site, source(PLAN)).items.values()
    assert item.item.url.endswith(href)


def test_row_to_another_host_is_skipped_and_never_fetched() -> None:
    rows = [*postings(2), Posting("http://mp.weixin.example/s/abc", "转载：县政府工作动态")]
    site = Site({PLAN: rows})
    result = run_of(site, source(PLAN))
    assert (result.report.listed, result.report.accepted, result.report.skipped) == (3, 2, 1)
    assert not any("weixin" in r.url for r in site.requests)
    assert result.report.completeness == "proven"


def test_row_to_a_declared_host_is_fetched() -> None:
    other = Posting("http://wj.youyi.example/1.html", "关于印发财政工作要点的通知")
    site = Site({PLAN: [other]}, files={"http://wj.youyi.example/1.html": other.html().encode()})
    assert run_of(site, source(PLAN, hosts=["wj.youyi.example"])).report.accepted == 1


def test_row_that_is_a_file_becomes_an_item_with_that_file() -> None:
    site = Site(
        {PLAN: [Posting("/files/ys2026.pdf", "友谊县财政局2026年部门预算公开")]},
        files={"/files/ys2026.pdf": b"%PDF-1.4 not much of one"},
    )
    result = run_of(site, source(PLAN))
    (harvested,) = result.items.values()
    assert harvested.item.title == "友谊县财政局2026年部门预算公开"
    assert [a.file_name for a in harvested.item.attachments] == ["ys2026.pdf"]
    assert harvested.item.attachments[0].sha256 is not None
    assert harvested.item.published_at is not None
    assert harvested.item.published_at.day == 20


def test_attachment_that_cannot_be_loaded_stays_with_a_note() -> None:
    page = Posting(
        "/zwgk/ghjh/202611/t20261120_10000.html", "关于印发年度工作方案的通知", file="/files/a.pdf"
    )
    result = run_of(Site({PLAN: [page]}), source(PLAN))
    (harvested,) = result.items.values()
    (attachment,) = harvested.item.attachments
    assert (attachment.sha256, attachment.note) == (None, "HTTP 404")
    assert [(c.address, c.kind, c.state) for c in result.of(LinkCheck)] == [
        (url("/files/a.pdf"), "attachment", "dead")
    ]
    assert result.findings == []
    assert result.report.accepted == 1


@pytest.mark.parametrize(
    ("fault", "completeness"),
    [
        (Gone("HTTP 404", status=404), "proven"),
        (Unreachable("HTTP 500", status=500), "proven"),
        (Unusable("a file (PDF) where a page was expected"), "broken"),
        (Blocked("a login page came instead"), "broken"),
        (b"<html><body>\xe7\xb3\xbb\xe7\xbb\x9f\xe7\xb9\x81\xe5\xbf\x99</body></html>", "broken"),
    ],
)
def test_bad_detail_page_is_rejected_and_the_rest_goes_on(
    fault: FetchError | bytes, completeness: str
) -> None:
    site = Site({PLAN: postings(6)})
    bad = site.columns[PLAN][2].href
    site.faults[bad] = fault
    result = run_of(site, source(PLAN))
    assert (result.report.accepted, result.report.rejected) == (5, 1)
    assert result.report.completeness == completeness
    sighting = result.sightings[page_key(url(bad))]
    assert sighting.outcome == "rejected"
    assert sighting.reason
    assert [r.page_key for r in result.rejects] == [sighting.page_key]


def test_page_that_robots_forbids_is_skipped() -> None:
    site = Site({PLAN: postings(2)})
    site.faults[site.columns[PLAN][0].href] = Disallowed("robots.txt says so")
    result = run_of(site, source(PLAN))
    assert (result.report.accepted, result.report.skipped) == (1, 1)


def test_listed_page_that_is_gone_is_told_to_the_merge() -> None:
    site = Site({PLAN: postings(6)})
    first = run_of(site, source(PLAN))
    gone = site.columns[PLAN][0]
    gone.date = "2026-11-21"
    site.faults[gone.href] = Gone("HTTP 404", status=404)
    again = run_of(site, source(PLAN), known=first.known(), elapsed_days=0.0)
    key = page_key(url(gone.href))
    assert again.sightings[key].outcome == "rejected"
    assert again.probes == {key: "gone"}


def test_silent_site_is_left_alone_after_five_pages() -> None:
    site = Site({PLAN: postings(20)})
    for posting in site.columns[PLAN][3:]:
        site.faults[posting.href] = Unreachable("no answer within 30 s")
    result = run_of(site, source(PLAN))
    assert (result.report.accepted, result.report.rejected) == (3, 17)
    assert len(site.asked("detail")) == 8
    assert result.report.completeness == "broken"
    assert "no answer within 30 s" in (result.report.error or "")


def test_field_that_fails_validation_is_rejected_with_value_and_rule() -> None:
    page = postings(1)
    page[0].title = "关于印发实施方案的通知" * 60
    result = run_of(Site({PLAN: page}), source(PLAN))
    (reject,) = result.rejects
    assert (reject.field, reject.rule) == ("title", "string_too_long")
    assert reject.value is not None
    assert reject.value.startswith("关于印发")
    assert len(reject.value) <= 200
    assert result.report.rejected == 1


def test_replay_reads_all_and_skips_what_was_not_archived() -> None:
    site = Site({PLAN: postings(4)})
    first = run_of(site, source(PLAN))
    site.faults[site.columns[PLAN][1].href] = NotArchived("not in the archive")
    again = run_of(site, source(PLAN), known=first.known(), kind="replay")
    assert (again.report.unchanged, again.report.skipped) == (3, 1)
    assert again.report.completeness == "proven"


def test_address_with_personal_data_is_kept_out() -> None:
    identity = "11010519491231002X"
    site = Site({PLAN: [Posting(f"/bt/{identity}.html", "关于补贴发放情况的公示")]})
    result = run_of(site, source(PLAN))
    (sighting,) = result.sightings.values()
    (harvested,) = result.items.values()
    assert sighting.address is None
    assert harvested.item.url == f"{BASE}/#{sighting.page_key}"
    assert [f.check_id for f in result.findings] == ["personal_data_in_address"]
    assert identity not in "".join(record.model_dump_json() for record in result.records)


def test_how_a_column_was_read_and_what_it_prints_is_told() -> None:
    rows = postings(2)
    rows[0].date, rows[1].date = "2026-11-02", "2027-01-01"
    undated = Posting("/zwgk/ghjh/202611/t20261120_10009.html", "关于印发年度工作方案的通知", date="")
    site = Site({PLAN: [*rows, undated], BUDGET: []})
    plan, budget = run_of(site, source(PLAN, BUDGET)).of(ColumnRead)
    assert (plan.path, plan.completeness, plan.listed, plan.undated) == (PLAN, "proven", 3, 1)
    assert plan.newest_on == date(2026, 11, 2)
    assert (budget.completeness, budget.listed, budget.newest_on) == ("proven", 0, None)


def test_progress_is_told() -> None:
    from connectors.harvest import HarvestJob, harvest_source
    from schemas.harvest import Run
    from tests.connectors.harvested_site import REGISTRY

    told: list[tuple[str, int, int | None]] = []
    job = HarvestJob(source(PLAN), REGISTRY, Run(run_id="r", started_at=NOW), pause_seconds=0)
    site = Site({PLAN: postings(2)})
    harvest_source(job, site, lambda record: None, lambda *step: told.append(step))
    assert told == [("list", 1, 1), ("detail", 1, 2), ("detail", 2, 2)]


def test_id_that_two_addresses_share_gives_way_to_their_places() -> None:
    site = Site({PLAN: postings(2), BUDGET: postings(1, "/zwgk/ys", 1)})
    result = run_of(site, source(PLAN, BUDGET))
    ids = sorted(s.native_id or "" for s in result.sightings.values())
    assert ids[2] == "t20261120_10000"
    assert [i.split("/")[:3] for i in ids[:2]] == [["", "zwgk", "ghjh"], ["", "zwgk", "ys"]]


def test_sampled_files_may_be_revalidated_and_new_ones_not() -> None:
    page = Posting("/zwgk/ghjh/202611/t20261120_10000.html", "关于印发工作方案的通知", file="/files/a.txt")
    site = Site({PLAN: [page]}, files={"/files/a.txt": "方案正文见附件。".encode()})
    first = run_of(site, source(PLAN))
    assert [r.revalidate for r in site.requests if r.purpose == "attachment"] == [False]
    run_of(site, source(PLAN), known=first.known(), elapsed_days=1.0)
    assert [r.revalidate for r in site.requests if r.purpose == "attachment"] == [False, True]


def test_file_that_failed_at_first_sight_is_asked_for_again() -> None:
    """The item stands without it meanwhile; a table in it must not wait until the sample comes round."""
    page = Posting("/zwgk/ghjh/202611/t20261120_10000.html", "关于印发工作方案的通知", file="/files/a.txt")
    site = Site({PLAN: [page]}, files={"/files/a.txt": "方案正文见附件。".encode()})
    site.faults["/files/a.txt"] = Unreachable("HTTP 503", status=503)
    first = run_of(site, source(PLAN))
    (item,) = first.items.values()
    assert [a.sha256 for a in item.item.attachments] == [None]
    del site.faults["/files/a.txt"]
    second = run_of(site, source(PLAN), known=first.known(), elapsed_days=0.05)
    (item,) = second.items.values()
    assert item.item.attachments[0].sha256
    rows = [next(iter(result.sightings.values())).row_hash for result in (first, second)]
    assert rows[0] != rows[1], "what was read in part is chosen again, what was read whole is not"


NOTICES = {
    "upgrade": "<div class='con'><p>网站升级维护公告</p><p>因系统升级，本网站暂停服务。</p></div>",
    "title": "<div><h1>网站正在维护中，请稍后访问！</h1></div>",
    "database": "Error: Connection to database failed. ORA-12541: TNS:no listener",
    "captcha": "<div><p>您的访问过于频繁，为保障网站安全，请输入验证码后继续浏览。</p></div>",
    "unready": "<h2>系统提示</h2><p>该信息正在审核中，暂时不能浏览，审核通过以后将自动显示。</p>",
    "trace": "<pre>java.lang.NullPointerException at com.example.View(View.java:31)</pre>",
}


@pytest.mark.parametrize("notice", NOTICES)
def test_notice_of_the_site_in_place_of_a_page_is_no_edit(notice: str) -> None:
    site = Site({PLAN: postings(6)})
    known = run_of(site, source(PLAN)).known()
    path = site.columns[PLAN][0].href
    site.faults[path] = (
        f"<html><head><title>友谊县</title></head><body>{NOTICES[notice]}</body></html>".encode()
    )
    spoilt = run_of(site, source(PLAN), known=known, full=True)
    assert [r.rule for r in spoilt.rejects] == ["not_a_page"]
    assert spoilt.report.accepted == 0
    assert spoilt.report.unchanged == 5


def test_page_that_breaks_off_before_its_text_is_no_edit() -> None:
    site = Site({PLAN: postings(6)})
    known = run_of(site, source(PLAN)).known()
    whole = site.columns[PLAN][0].html()
    site.faults[site.columns[PLAN][0].href] = whole[: whole.index('<div id="zoom">')].encode()
    spoilt = run_of(site, source(PLAN), known=known, full=True)
    assert [r.rule for r in spoilt.rejects] == ["not_a_page"]
    assert (spoilt.report.accepted, spoilt.report.unchanged) == (0, 5)


def test_page_about_maintenance_that_is_listed_as_such_is_read() -> None:
    titles = {"关于网站系统升级维护的公告": None, "县政府网站维护升级暂停服务公告": "县政府网站维护升级暂停…"}
    pages = [
        Posting(f"/zwgk/ghjh/202611/t20261120_{n}.html", title, body="因系统升级，暂停服务。", list_title=cut)
        for n, (title, cut) in enumerate(titles.items(), 10000)
    ]
    other = Posting(
        "/zwgk/ghjh/202611/t20261120_10009.html",
        "政务服务中心公告",
        body="系统升级。",
        list_title="服务大厅的事",
    )
    assert run_of(Site({PLAN: [*pages, other]}), source(PLAN)).report.accepted == 3, (
        "the day of the list is on it"
    )


def test_file_that_is_away_for_a_moment_is_no_edit() -> None:
    page = Posting("/zwgk/ghjh/202611/t20261120_10000.html", "关于印发工作方案的通知", file="/files/a.txt")
    site = Site({PLAN: [page]}, files={"/files/a.txt": "方案正文见附件。".encode()})
    known = run_of(site, source(PLAN)).known()
    site.faults["/files/a.txt"] = Unreachable("HTTP 503", status=503)
    away = run_of(site, source(PLAN), known=known, full=True)
    assert (away.report.unchanged, away.items) == (1, {})
    site.faults["/files/a.txt"] = Gone("HTTP 404", status=404)
    assert run_of(site, source(PLAN), known=known, full=True).report.accepted == 1
