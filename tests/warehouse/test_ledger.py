"""The ledger: verdicts by the dates on the pages, by what was known on the day, with the items that prove them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from schemas.base import SHANGHAI
from schemas.governance import Line, OwedDuty, Plan, Proof
from schemas.registry import Column, Registry, Source
from tests.warehouse.feeds.log_book import START
from tests.warehouse.rulebook import REGISTRY, Rulebook, open_rulebook
from warehouse.ledger import AsOf, judged_lines, ledger, sync_plans
from warehouse.ledger_pages import ledger_pages
from warehouse.report.ledger_files import render, write_ledger
from warehouse.report.sheets import text_height
from warehouse.snapshot import publish_snapshot

DUE = date(2026, 12, 31)
BEFORE, AFTER = date(2026, 12, 1), date(2027, 2, 1)
PLAN = Plan.model_validate(
    {
        "id": "p",
        "title": "2026年政务公开工作要点",
        "document_number": "友政办发〔2026〕1号",
        "issued_on": "2026-01-13",
        "year": 2026,
        "occasion": [{"on": "2026-12-01", "name": "第二次进展情况"}],
        "task": [
            {
                "id": "1",
                "item": "规划信息公开",
                "lead": ["县政府办公室"],
                "responsible": ["兴隆镇"],
                "clause": "任务1",
                "mark": "recalled",
                "duty": [{"id": "d", "text": "公开规划", "proof": {"category": ["plan"]}}],
            }
        ],
    }
)
SOURCES = tuple(
    Source(
        id=unit,
        unit=unit,
        family="trs",
        base_url=f"http://{unit}.test",
        column=tuple(Column(path=f"/{c}/", category=c) for c in ("plan", "annual_report")),
    )
    for unit in ("xinglong", "zfb")
)
Judge = Callable[..., Line]


def duty(
    unit: str = "xinglong", due_on: date = DUE, not_testable: str | None = None, **proof: Any
) -> OwedDuty:
    proves = Proof.model_validate({"category": ["plan"], **proof})
    return OwedDuty(
        duty_id=f"p/1/d/{unit}",
        task_id="p/1",
        position=1,
        unit_id=unit,
        text="公开规划",
        due_on=due_on,
        due_mark="confirmed",
        valid_from=None,
        valid_to=None,
        proof=None if not_testable else proves,
        not_testable=not_testable,
    )


@pytest.fixture
def county(tmp_path: Path) -> Any:
    registry = REGISTRY.model_copy(update={"source": SOURCES})
    with open_rulebook(tmp_path, registry) as opened:
        for n, source in enumerate(SOURCES):
            read(opened, source.id, START - timedelta(days=1, minutes=n))
        yield opened


def read(county: Rulebook, source_id: str, at: datetime, completeness: str = "proven") -> None:
    """A source that a run begun at this time has read, which took until the next day."""
    run = {"run_id": f"r-{source_id}", "kind": "run", "scope": "", "is_full": False, "state": "done"}
    county.log.insert("operations.run", run | {"started_at": at})
    later = at + timedelta(days=1)
    counts = ("listed", "fetched", "unchanged", "accepted", "rejected", "skipped")
    zero = dict.fromkeys((*counts, "requests", "created", "changed", "withdrawn"), 0)
    county.log.insert(
        "operations.source_run",
        {"run_id": f"r-{source_id}", "source_id": source_id, "completeness": completeness, **zero}
        | {"returned": 0, "missing": 0, "is_held": False, "started_at": later, "ended_at": later},
    )


@pytest.fixture
def judge(county: Rulebook) -> Judge:
    """The line of the one duty on a day, by what was known on a day."""

    def judged(owed: OwedDuty, on: date, known_on: date | None = None) -> Line:
        sync_plans(county.warehouse, [PLAN], [owed])
        (line,) = judged_lines(county.warehouse.connection, AsOf.of(on, known_on))
        return line

    return judged


def test_before_its_day_a_duty_is_due_after_it_overdue(county: Rulebook, judge: Judge) -> None:
    assert judge(duty(), DUE).verdict == "due"
    assert judge(duty(), DUE + timedelta(days=1)).verdict == "overdue"


@pytest.mark.parametrize(
    ("published", "verdict"), [("2026-12-31", "met"), ("2027-01-01", "met_late"), ("2027-02-02", "overdue")]
)
def test_the_date_on_the_page_decides(county: Rulebook, judge: Judge, published: str, verdict: str) -> None:
    county.item("a", unit_id="xinglong", published=published)
    line = judge(duty(), AFTER)
    assert line.verdict == verdict
    assert line.evidence == (() if verdict == "overdue" else ("a",))


@pytest.mark.parametrize(("clock", "verdict"), [(time(23, 59, 59), "met"), (time(0), "met_late")])
def test_a_day_ends_at_midnight_in_china(county: Rulebook, judge: Judge, clock: time, verdict: str) -> None:
    """31 January 23:59 at +08:00 is 15:59 in Greenwich, and midnight after it the same day there."""
    due = date(2027, 1, 31)
    day = due if verdict == "met" else due + timedelta(days=1)
    county.item("a", unit_id="xinglong", published_at=datetime.combine(day, clock, SHANGHAI))
    assert judge(duty(due_on=due), date(2027, 3, 1)).verdict == verdict


def test_seen_late_but_dated_in_time_is_met(county: Rulebook, judge: Judge) -> None:
    """The log first sees it on 23 November 2026; the duty of 2021 goes by the date of the page."""
    county.item("a", unit_id="xinglong", published="2021-12-30")
    assert judge(duty(due_on=date(2021, 12, 31)), AFTER).verdict == "met"


def test_an_item_without_date_is_never_late(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published=None)
    assert judge(duty(), AFTER).verdict == "met", "seen before the day, so published before it"
    line = judge(duty(due_on=date(2021, 12, 31)), AFTER)
    assert (line.verdict, line.evidence) == ("not_testable", ("a",))
    assert line.reason is not None
    assert "未标注发布日期" in line.reason


def test_the_day_a_document_was_made_is_not_the_day_it_was_published(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published=None, written_on=date(2021, 12, 30))
    assert judge(duty(due_on=date(2021, 12, 31)), AFTER).verdict == "not_testable"
    county.item("b", unit_id="xinglong", published="2022-01-05", written_on=date(2021, 12, 30))
    assert judge(duty(due_on=date(2021, 12, 31)), AFTER).verdict == "met_late"


def test_the_ledger_of_a_past_day_is_what_was_known_then(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published="2026-11-01")
    seen = START.date()
    assert judge(duty(due_on=date(2026, 11, 10)), seen).verdict == "met"
    before = judge(duty(due_on=date(2026, 11, 10)), seen - timedelta(days=1))
    assert before.verdict == "overdue", "the sources had been read, and showed nothing"
    long_before = judge(duty(due_on=date(2026, 11, 10)), date(2026, 11, 15))
    assert long_before.verdict == "not_testable", "nothing had been read then"
    looking_back = judge(duty(due_on=date(2026, 11, 10)), date(2026, 11, 15), known_on=seen)
    assert looking_back.verdict == "met", "by the dates of the pages, known today"


def test_what_was_withdrawn_proved_it_until_then(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published="2026-11-01")
    county.log.seq += 60 * 24 * 3
    county.log.withdraw("a")
    assert judge(duty(), START.date() + timedelta(days=1)).verdict == "met"
    assert judge(duty(), AFTER).verdict == "overdue"


def test_a_later_edit_does_not_change_the_past(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published="2026-11-01", category="other")
    county.log.seq += 60 * 24 * 3
    county.item("a", unit_id="xinglong", published="2026-11-01", category="plan")
    assert judge(duty(), START.date()).evidence == ()
    assert judge(duty(), START.date() + timedelta(days=3)).evidence == ("a",)


@pytest.mark.parametrize(
    ("proof", "columns", "counts"),
    [
        ({}, {"unit_id": "zfb"}, False),
        ({}, {"unit_id": "zfb", "publisher_unit_id": "xinglong"}, True),
        ({"posted_by": "anyone"}, {"unit_id": "zfb"}, True),
        ({"posted_by": "named"}, {"unit_id": "zfb", "title": "兴隆镇2026年规划"}, True),
        ({"posted_by": "named"}, {"unit_id": "zfb", "title": "龙山镇2026年规划"}, False),
        ({"posted_by": "named"}, {"title": "2026年规划"}, True),
        ({"posted_by": "named"}, {"title": "龙山镇2026年规划"}, False),
        ({"posted_by": "named"}, {"title": "友谊县人民政府兴隆镇规划"}, True),
        ({"without": ["草案"]}, {"title": "规划（草案）"}, False),
        ({"with_file": True}, {"attachment_count": 0}, False),
        ({"with_file": True}, {"attachment_count": 1}, True),
        ({"keywords": ["十四五", "十五五"]}, {"title": "“十五五”规划"}, True),
        ({"keywords": ["十四五"]}, {"title": "“十五五”规划"}, False),
        ({"all_keywords": ["十五五", "纲要"]}, {"title": "“十五五”规划"}, False),
        ({"all_keywords": ["十五五", "纲要"]}, {"title": "“十五五”规划纲要"}, True),
        ({"text": ["工作要点"]}, {"body_text": "未提"}, False),
        ({"text": ["工作要点"]}, {"body_text": "落实工作要点情况"}, True),
        ({"category": ["budget"]}, {}, False),
        ({"published_from": "2026-11-02"}, {}, False),
        ({"published_to": "2026-10-31"}, {}, False),
        ({"published_from": "2026-11-01", "published_to": "2026-11-01"}, {}, True),
        ({"at_least": 2}, {}, False),
        ({"link": "interprets"}, {}, False),
        ({"statute": ["current"]}, {}, False),
    ],
)
def test_what_counts_as_evidence(
    county: Rulebook, judge: Judge, proof: dict[str, Any], columns: dict[str, Any], counts: bool
) -> None:
    county.item("a", **{"unit_id": "xinglong", "published": "2026-11-01", **columns})
    assert (judge(duty(**proof), BEFORE).verdict == "met") is counts


def test_a_link_of_the_kind_and_a_second_item_count(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published="2026-11-01")
    county.item("b", unit_id="xinglong", published="2026-11-02")
    county.link("a", "b", "interprets")
    county.link("b", None, "interprets", to_reference="国办发〔2026〕9号")
    assert judge(duty(link="interprets"), BEFORE).evidence == ("a",)
    assert judge(duty(at_least=2), BEFORE).evidence == ("a", "b")


def test_a_name_within_a_longer_one_names_nobody(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published="2026-11-01", title="县政府办公室规划")
    assert judge(duty("county", posted_by="named"), BEFORE).evidence == ()
    assert judge(duty("zfb", posted_by="named"), BEFORE).evidence == ("a",)
    county.item("b", unit_id="xinglong", published="2026-11-01", title="县政府规划")
    assert judge(duty("county", posted_by="named"), BEFORE).evidence == ("b",)


def test_the_second_of_two_decides_whether_both_were_in_time(county: Rulebook, judge: Judge) -> None:
    county.item("a", unit_id="xinglong", published="2026-12-01")
    county.item("b", unit_id="xinglong", published="2027-01-01")
    assert judge(duty(at_least=1), AFTER).verdict == "met"
    assert judge(duty(at_least=2), AFTER).verdict == "met_late"


def test_nobody_can_miss_what_no_column_was_read_of(county: Rulebook, judge: Judge) -> None:
    line = judge(duty(unit="longshan"), AFTER)
    assert line.verdict == "not_testable"
    assert "请在登记簿中登记其栏目" in (line.reason or "")
    assert judge(duty(unit="longshan", posted_by="named"), AFTER).verdict == "overdue", (
        "others' columns were read"
    )
    assert judge(duty(category=["budget"]), AFTER).verdict == "not_testable"


def test_a_broken_reading_proves_no_absence(tmp_path: Path) -> None:
    registry = REGISTRY.model_copy(update={"source": SOURCES})
    with open_rulebook(tmp_path, registry) as county:
        read(county, "xinglong", START, "broken")
        sync_plans(county.warehouse, [PLAN], [duty()])
        lines = judged_lines(county.warehouse.connection, AsOf.of(AFTER))
        assert [line.verdict for line in lines] == ["not_testable"]


def test_what_the_catalogue_cannot_tell_says_why(judge: Judge) -> None:
    line = judge(duty(not_testable="以报送材料为准。"), AFTER)
    assert (line.verdict, line.reason) == ("not_testable", "以报送材料为准。")


def test_what_nothing_proves_may_not_be_told(county: Rulebook, judge: Judge) -> None:
    owed = duty().model_copy(update={"not_testable": "请登录平台核对。"})
    assert (judge(owed, AFTER).verdict, judge(owed, AFTER).reason) == ("not_testable", "请登录平台核对。")
    county.item("a", unit_id="xinglong", published="2026-11-01")
    assert (judge(owed, AFTER).verdict, judge(owed, AFTER).reason) == ("met", None)


def test_a_unit_owes_in_its_time_only(county: Rulebook) -> None:
    gone = duty().model_copy(update={"valid_to": date(2026, 6, 30)})
    sync_plans(county.warehouse, [PLAN], [gone])
    publish_snapshot(county.warehouse, county.warehouse.home)
    assert len(ledger(county.warehouse.home, AsOf.of(date(2026, 6, 30)))) == 1
    assert ledger(county.warehouse.home, AsOf.of(date(2026, 7, 1))) == []


def test_an_overdue_duty_is_a_finding_with_the_clause_of_its_task(county: Rulebook) -> None:
    late, other = duty(due_on=date(2026, 11, 1)), duty("zfb", due_on=date(2026, 11, 1))
    sync_plans(county.warehouse, [PLAN], [late, other])
    county.item("a", unit_id="zfb", published="2026-10-01")
    (finding,) = (f for f in county.findings() if f.check_id == "duty_overdue")
    assert (finding.unit_id, finding.subject) == ("xinglong", "p/1/d/xinglong")
    assert (finding.clause, finding.mark) == ("任务1", "recalled")
    assert finding.message == "应于 2026-11-01 前公开规划，截至 2026-11-24 未见。"
    county.item("b", unit_id="xinglong", published="2026-10-01")
    county.findings()
    assert ("duty_overdue", "closed") in county.rows("SELECT check_id, state FROM operations.known_finding")


def test_a_duty_met_late_is_a_finding_of_its_own(county: Rulebook) -> None:
    sync_plans(county.warehouse, [PLAN], [duty(due_on=date(2026, 11, 1))])
    county.item("a", unit_id="xinglong", published="2026-11-02")
    assert county.found("duty_overdue") == []
    (finding,) = county.found("duty_met_late")
    assert (finding.unit_id, finding.item_id) == ("xinglong", "a")
    assert "实际于 2026-11-02" in finding.message


def test_a_report_that_is_missing_is_one_fault(county: Rulebook) -> None:
    told = duty(due_on=date(2026, 11, 1), text=["工作要点"])
    sync_plans(county.warehouse, [PLAN], [told])
    assert county.found("duty_overdue") == [], "that the report is missing is told by its own duty"
    county.item("a", unit_id="xinglong", published="2026-10-01", body_text="未提")
    assert len(county.found("duty_overdue")) == 1


def test_the_pages_link_every_verdict_to_its_proof(county: Rulebook, tmp_path: Path) -> None:
    county.item("a", unit_id="xinglong", published="2026-11-01", title="=cmd|规划")
    county.item("b", unit_id="xinglong", published="2026-11-02", title="<b>规划</b>")
    sync_plans(county.warehouse, [PLAN], [duty(), duty("zfb")])
    publish_snapshot(county.warehouse, county.warehouse.home)
    pages = ledger_pages(county.warehouse.home, "友谊县", AsOf.of(BEFORE))
    assert pages.counts == {"met": 1, "due": 1}
    text = render(pages)
    assert "友谊县2026年政务公开工作要点任务落实情况台账" in text
    assert "第二次进展情况" in text
    assert '<a href="http://127.0.0.1/a.html">' in text
    assert "&lt;b&gt;规划&lt;/b&gt;" in text
    assert "（未核对原文）" in text, "the mark shows wherever the verdict does"
    assert "<script" not in text
    told = "截至2026年12月1日，1 项任务分解为公开义务 2 项，其中已落实 1 项，逾期落实 0 项，未到期 1 项，"
    told += "逾期未落实 0 项，无法核验 0 项。已落实和已到期的 1 项中，落实 1 项，落实率 100%。"
    assert told in text
    book = load_workbook(write_ledger(tmp_path / "out", pages)[1])
    main, annex = book.worksheets
    assert main["A4"].value == "1"
    assert main["A2"].value.startswith(f"填报单位：友谊县人民政府办公室　　{told}")
    assert str(main.cell(main.max_row, 1).value).startswith("填表人：")
    assert annex["C4"].value == "友谊县人民政府办公室"
    assert annex["G5"].value.startswith("'=cmd|规划")
    assert annex["G5"].hyperlink.target == "http://127.0.0.1/a.html"


def test_standing_duties_are_no_numbered_task(county: Rulebook) -> None:
    (task,) = PLAN.task
    law = PLAN.model_copy(
        update={
            "id": "standing",
            "document_number": None,
            "task": (task.model_copy(update={"id": "reports"}),),
        }
    )
    yearly = duty(due_on=DUE).model_copy(
        update={"duty_id": "standing/reports/d/2026/zfb", "task_id": "standing/reports", "unit_id": "zfb"}
    )
    sync_plans(county.warehouse, [PLAN, law], [duty(), yearly])
    publish_snapshot(county.warehouse, county.warehouse.home)
    pages = ledger_pages(county.warehouse.home, "友谊县", AsOf.of(BEFORE))
    assert [task.number for task in pages.tasks] == ["1", "常设"]
    assert "1 项任务、1 类法定常设义务分解为公开义务 2 项" in render(pages)


def test_a_task_is_one_cell_over_its_works(county: Rulebook, tmp_path: Path) -> None:
    other = duty("zfb").model_copy(update={"duty_id": "p/1/e/zfb", "position": 2, "text": "归集规划"})
    sync_plans(county.warehouse, [PLAN], [duty(), other])
    publish_snapshot(county.warehouse, county.warehouse.home)
    pages = ledger_pages(county.warehouse.home, "友谊县", AsOf.of(AFTER))
    main = load_workbook(write_ledger(tmp_path / "out", pages)[1]).worksheets[0]
    assert {str(cells) for cells in main.merged_cells.ranges} >= {"A4:A5", "B4:B5", "C4:C5"}
    assert [main["G4"].value, main["G5"].value] == ["逾期未落实", "逾期未落实"]
    lines = [main.row_dimensions[n].height for n in (4, 5)]
    assert sum(lines) >= text_height(str(main["B4"].value), 36), "joined cells are high enough for their text"
    assert all(
        line >= text_height(str(main[f"H{n}"].value or ""), 40) for n, line in zip((4, 5), lines, strict=True)
    )
    assert "落实 0 项，落实率 0%。" in render(pages)


def test_a_plan_that_left_the_registry_leaves_no_duty(county: Rulebook, judge: Judge) -> None:
    judge(duty(), BEFORE)
    sync_plans(county.warehouse, [], [])
    assert county.rows("SELECT count(*) FROM governance.duty") == [(0,)]


def test_known_at_is_the_end_of_a_day_in_china() -> None:
    assert AsOf.of(BEFORE).known_at == datetime(2026, 12, 1, 23, 59, 59, 999999, tzinfo=SHANGHAI)
    assert AsOf.of(BEFORE, AFTER).known_at.date() == AFTER
    assert isinstance(REGISTRY, Registry)


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("公开规划", 9, 1), ("公开规划", 8, 2), ("a\n公开", 8, 2)]
)
def test_a_row_is_as_high_as_its_text(text: str, width: int, lines: int) -> None:
    assert text_height(text, width) == lines * 16.5 + 2
