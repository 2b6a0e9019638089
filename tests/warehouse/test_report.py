"""The report tells what the warehouse holds, red first, and nothing it would have to load or could run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas.codes import CATEGORIES
from schemas.harvest import Cause, Run
from schemas.registry import Registry
from tests.warehouse.feeds.log_book import START, LogBook
from tests.warehouse.template import fresh_warehouse
from warehouse.report import run_summary, write_report

RUN = Run(run_id="20261123T093000-test", started_at=START)

COUNTS = (
    *("listed", "fetched", "unchanged", "accepted", "rejected", "skipped", "requests"),
    *("created", "changed", "withdrawn", "returned", "missing"),
)

REGISTRY = Registry.model_validate(
    {
        "county": {"name": "友谊县", "division": "230522"},
        "unit": [
            {"id": "government", "name": "友谊县人民政府", "kind": "government"},
            {"id": "finance", "name": "友谊县财政局", "kind": "department"},
            {"id": "xinglong", "name": "兴隆镇人民政府", "kind": "township", "division": "230522101"},
        ],
        "source": [
            {"id": i, "unit": i, "family": "trs", "base_url": f"http://127.0.0.1/{i}", "column": [column]}
            for i in ("finance", "xinglong")
            for column in ({"path": "/", "category": "plan"},)
        ],
        "target": [
            {"id": t, "level": t, "name": n, "transport": "directory", "url": "out"}
            for t, n in (("provincial", "省专栏"), ("municipal", "市专栏"))
        ],
    }
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[LogBook]:
    with fresh_warehouse(tmp_path, REGISTRY) as warehouse:
        book = LogBook(warehouse)
        run = {"run_id": RUN.run_id, "kind": "run", "scope": "", "is_full": False, "started_at": START}
        book.insert("operations.run", run | {"ended_at": START + timedelta(minutes=4), "state": "attention"})
        yield book


def source_run(book: LogBook, source_id: str, **columns: Any) -> None:
    counts = dict.fromkeys(COUNTS, 0)
    row = {"run_id": RUN.run_id, "source_id": source_id, "completeness": "proven", "is_held": False}
    times = {"started_at": START, "ended_at": START + timedelta(seconds=2.5)}
    book.insert("operations.source_run", row | counts | times | columns)


def deliver(book: LogBook, target_id: str, item_id: str, state: str, **columns: Any) -> None:
    row = {"target_id": target_id, "ordinal": book.seq, "seq": book.seq, "item_id": item_id, "version": 1}
    row |= {"operation": "upsert", "state": state, "attempts": 1, "at": START}
    book.insert("exchange.delivery", row | columns)


def find(book: LogBook, check_id: str, severity: str, message: str, **columns: Any) -> None:
    row = {"finding_id": check_id, "origin": "check", "check_id": check_id, "severity": severity}
    row |= {"message": message, "run_id": RUN.run_id, "first_seen_at": START, "last_seen_at": START}
    book.insert("operations.finding", row | columns)


def fill(book: LogBook) -> None:
    """A run with something in every table."""
    finance = {"unit_id": "finance", "unit_name": "友谊县财政局", "source_id": "finance"}
    earlier = {"run_id": "20261122T093000-test"}
    book.upsert("old", **earlier)
    book.upsert("gone", title="撤下的<b>通知</b>", **earlier)
    book.upsert("back", **earlier)
    book.withdraw("back")
    book.upsert("new", category="budget", title="2026年部门预算", **finance)
    for item_id in ("old", "back"):
        book.upsert(item_id, run_id=RUN.run_id, title=f"{item_id} 第二版")
    book._last["gone"]["run_id"] = RUN.run_id
    book.withdraw("gone", "missing")
    source_run(
        book, "xinglong", listed=3, accepted=2, unchanged=1, changed=1, returned=1, withdrawn=1, requests=5
    )
    source_run(
        book, "finance", completeness="broken", cause="blocked", error="栏目 / 返回 412，疑似脚本验证页面"
    )
    deliver(book, "municipal", "new", "rejected", code="R02", message="缺少发布日期")
    deliver(book, "municipal", "old", "accepted")
    deliver(book, "provincial", "old", "pending")
    find(book, "late", "error", "预算公开超过时限", unit_id="finance", clause="预算法 Art.14")
    find(book, "solved", "fatal", "已解决", closed_at=START)


def page_of(book: LogBook) -> str:
    return write_report(book.warehouse, book.warehouse.home, RUN).read_text(encoding="utf-8")


def test_the_summary_counts_what_stands_and_what_the_run_did(book: LogBook) -> None:
    fill(book)
    summary = run_summary(book.warehouse, RUN)
    assert summary.items == 3
    assert summary.items_by_unit == {"友谊县人民政府": 0, "友谊县财政局": 1, "兴隆镇人民政府": 2}
    assert summary.items_by_category == {"规划计划": 2, "预算": 1}
    assert (summary.created, summary.changed, summary.withdrawn, summary.returned) == (1, 1, 1, 1)
    assert [(s.source_id, s.error) for s in summary.red_sources] == [
        ("finance", "栏目 / 返回 412，疑似脚本验证页面")
    ]
    assert [(d.name, d.accepted, d.rejected, d.pending) for d in summary.deliveries] == [
        ("市专栏", 1, 1, 0),
        ("省专栏", 0, 0, 1),
    ]
    assert summary.findings == 1
    assert summary.needs_a_hand
    assert not summary.nothing_changed


def test_a_quiet_run_says_so(book: LogBook) -> None:
    source_run(book, "xinglong", listed=3, unchanged=3)
    summary = run_summary(book.warehouse, RUN)
    assert summary.nothing_changed
    assert not summary.needs_a_hand
    assert "没有变化" in page_of(book)


def test_a_run_that_is_not_there(book: LogBook) -> None:
    with pytest.raises(LookupError, match="no run nowhere"):
        run_summary(book.warehouse, RUN.model_copy(update={"run_id": "nowhere"}))


def test_the_page_tells_everything(book: LogBook) -> None:
    fill(book)
    page = page_of(book)
    for words in (
        "栏目 / 返回 412，疑似脚本验证页面",
        "gongkai source check finance",
        "网站以脚本验证或登录页面代替了内容",
        "<small>友谊县人民政府</small>",
        "2026年部门预算",
        "缺少发布日期",
        "R02",
        "预算公开超过时限",
        "列表中已不再出现",
    ):
        assert words in page, words
    assert "已解决</td>" not in page
    assert page.index("需要处理的信息源") < page.index("本次变化") < page.index("各信息源运行情况")
    assert (book.warehouse.home / "reports" / "latest.html").read_text(encoding="utf-8") == page


def test_titles_cannot_become_markup(book: LogBook) -> None:
    fill(book)
    page = page_of(book)
    assert "撤下的&lt;b&gt;通知&lt;/b&gt;" in page
    assert "撤下的<b>" not in page


def test_the_page_needs_nothing_else_and_its_tables_have_headers(book: LogBook) -> None:
    fill(book)
    reader = _Reader()
    reader.feed(page_of(book))
    assert not reader.open
    assert not {"script", "img", "iframe", "link"} & reader.seen
    assert reader.headers > 40
    assert reader.headers_without_scope == 0


def test_the_json_has_the_same_figures(book: LogBook) -> None:
    fill(book)
    path = write_report(book.warehouse, book.warehouse.home, RUN).with_name("report.json")
    report = json.loads(path.read_text(encoding="utf-8"))
    assert report["run"]["run_id"] == RUN.run_id
    assert [s["source_id"] for s in report["sources"]] == ["finance", "xinglong"]
    assert report["change_counts"] == {"created": 1, "changed": 1, "withdrawn": 1, "returned": 1}
    assert {u["name"]: u["items"] for u in report["units"]}["友谊县财政局"] == {"budget": 1}
    assert report["rejections"][0]["message"] == "缺少发布日期"


def test_gaps_name_units_that_owe_and_show_nothing(book: LogBook) -> None:
    fill(book)
    path = write_report(book.warehouse, book.warehouse.home, RUN).with_name("report.json")
    gaps = {g["category"]: g["units"] for g in json.loads(path.read_text(encoding="utf-8"))["gaps"]}
    assert "友谊县财政局" not in gaps["budget"]
    assert ("兴隆镇人民政府" in gaps["budget"]) == ("township" in CATEGORIES["budget"].levels)
    assert "友谊县财政局" in gaps["annual_report"]


@pytest.mark.parametrize("cause", get_args(Cause))
def test_every_cause_has_its_sentence(book: LogBook, cause: Cause) -> None:
    source_run(book, "finance", completeness="broken", cause=cause, error="why")
    page = page_of(book)
    alert = page[page.index('<div class="alert">') : page.index("本次变化")]
    assert alert.count("。") >= 3
    assert "未归类" not in alert


class _Reader(HTMLParser):
    """Follows the elements of a page: all closed, headers with scope."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.headers = 0
        self.headers_without_scope = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag == "th":
            self.headers += 1
            self.headers_without_scope += "scope" not in dict(attrs)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
