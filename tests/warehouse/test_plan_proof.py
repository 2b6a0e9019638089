"""The sixteen tasks of the sample plan: for each, an item that proves it and one that only looks as if it did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from connectors.plans import Planned, load_plans
from connectors.registry import load_registry
from examples.youyi import write_registry
from schemas.governance import Line
from tests.warehouse.rulebook import Rulebook, open_rulebook
from warehouse.ledger import AsOf, judged_lines, sync_plans

DAY = AsOf.of(date(2022, 12, 31), date(2026, 12, 1))

Case = tuple[str, str, dict[str, Any], dict[str, Any]]
"""Task and duty, unit, the item that proves it, and what the near miss has otherwise."""
CASES: list[Case] = [
    (
        "1/outline",
        "fgj",
        {"category": "plan", "title": "县“十四五”规划纲要"},
        {"title": "县“十四五”规划纲要编制方案"},
    ),
    (
        "1/spatial",
        "zrzy",
        {"category": "plan", "title": "县国土空间总体规划"},
        {"title": "国土空间规划（草案）公示"},
    ),
    (
        "1/historic",
        "zfb",
        {"category": "plan", "title": "“十三五”规划", "unit_id": "fgj"},
        {"title": "“十三五”工作总结"},
    ),
    (
        "1/gathered",
        "xinglong",
        {"category": "plan", "title": "兴隆镇2021年工作计划", "unit_id": "county"},
        {"title": "龙山镇2021年工作计划"},
    ),
    (
        "2/negative-list",
        "ysj",
        {"category": "market_access", "title": "市场准入负面清单（2021年）"},
        {"title": "关于征集线索的公告"},
    ),
    (
        "2/barriers",
        "ysj",
        {"category": "market_access", "title": "关于征集市场准入隐性壁垒线索的公告"},
        {"title": "隐性壁垒破除情况"},
    ),
    (
        "2/enforcement",
        "scjg",
        {"category": "enforcement", "title": "行政处罚决定公示"},
        {"published": "2020-12-31"},
    ),
    (
        "2/antitrust",
        "scjg",
        {"category": "enforcement", "title": "不正当竞争案件处罚决定"},
        {"title": "食品抽检处罚决定"},
    ),
    (
        "3/budget",
        "fgj",
        {"category": "budget", "title": "友谊县发改局2021年部门预算", "unit_id": "czj"},
        {"title": "友谊县发改局2022年部门预算"},
    ),
    (
        "3/budget",
        "czj",
        {"category": "budget", "title": "2021年部门预算公开"},
        {"title": "县水务局2021年部门预算公开"},
    ),
    (
        "3/final-account",
        "czj",
        {"category": "final_account", "title": "2020年度部门决算公开"},
        {"title": "2021年度部门决算公开"},
    ),
    (
        "3/debt-limit",
        "czj",
        {"category": "debt", "title": "政府债务限额及余额情况"},
        {"title": "政府债务限额提前下达"},
    ),
    (
        "3/bond",
        "czj",
        {"category": "debt", "title": "新增政府债券使用安排"},
        {"title": "政府债务限额及余额情况"},
    ),
    (
        "3/direct-fund",
        "czj",
        {"category": "direct_fund", "title": "直达资金使用情况"},
        {"category": "budget"},
    ),
    (
        "3/subsidy-policy",
        "czj",
        {"category": "subsidy_policy", "title": "补贴政策明白纸"},
        {"unit_id": "xinglong"},
    ),
    (
        "3/subsidy-payment",
        "xinglong",
        {"category": "subsidy_payment", "title": "补贴发放公示"},
        {"title": "补贴面积核实公示"},
    ),
    ("4/epidemic", "wjj", {"category": "epidemic", "title": "疫情通报"}, {"published": "2022-01-01"}),
    (
        "5/interpretation",
        "zfb",
        {"category": "interpretation", "title": "《办法》政策解读", "links": "norm"},
        {"links": None},
    ),
    (
        "6/consultation",
        "zfb",
        {"category": "consultation", "title": "关于公开征求《办法》意见的公告"},
        {"title": "公开征求意见结果的通报"},
    ),
    (
        "6/adopted",
        "zfb",
        {"category": "consultation", "title": "征求意见采纳情况的通报"},
        {"title": "关于公开征求意见的公告"},
    ),
    (
        "6/meeting",
        "zfb",
        {"category": "meeting", "title": "县政府第3次常务会议", "unit_id": "county"},
        {"title": "县政府党组会议"},
    ),
    ("6/proposal", "zfb", {"category": "proposal", "title": "对第5号提案的答复"}, {"title": "第5号提案"}),
    ("7/response", "zfb", {"category": "response", "title": "关于停水的回应"}, {"published": "2020-11-01"}),
    (
        "7/special-column",
        "zfb",
        {"category": "response", "title": "我为群众办实事政务公开在行动：修路"},
        {"title": "关于修路的回应"},
    ),
    (
        "8/rule",
        "sfj",
        {"category": "rule", "title": "现行有效规章目录", "unit_id": "zfb"},
        {"title": "关于停车管理的规章"},
    ),
    (
        "9/new-media",
        "zfb",
        {"category": "new_media", "title": "政务新媒体备案信息公示"},
        {"title": "政务新媒体检查通报"},
    ),
    (
        "9/gazette",
        "zfb",
        {"category": "gazette", "title": "政府公报", "attachment_count": 1},
        {"attachment_count": 0},
    ),
    (
        "10/catalogue",
        "xinglong",
        {"category": "standard_catalogue", "title": "兴隆镇标准目录", "unit_id": "county"},
        {"title": "兴隆镇编制标准目录的通知"},
    ),
    (
        "11/procedure",
        "zfb",
        {"category": "on_request", "title": "依申请公开办理流程"},
        {"title": "依申请公开情况的说明"},
    ),
    (
        "12/review",
        "sfj",
        {"category": "review", "title": "行政复议案件办理情况"},
        {"title": "行政复议申请书格式"},
    ),
    (
        "13/institutions",
        "jtj",
        {"category": "public_institution", "title": "学校收费公开"},
        {"unit_id": "wjj"},
    ),
    (
        "14/format",
        "xinglong",
        {
            "category": "annual_report",
            "title": "兴隆镇2021年年度报告",
            "published": "2022-01-20",
            "form": "2021",
        },
        {"form": "2019"},
    ),
    (
        "15/look-back",
        "xinglong",
        {"category": "other", "title": "兴隆镇政务公开“回头看”情况", "published": "2021-08-30"},
        {"title": "兴隆镇巡察“回头看”情况"},
    ),
    (
        "15/first-progress",
        "fgj",
        {"category": "system", "title": "发改局政务公开要点进展情况", "published": "2021-09-01"},
        {"published": "2021-12-01"},
    ),
    (
        "15/second-progress",
        "fgj",
        {"category": "system", "title": "发改局政务公开要点进展情况", "published": "2021-12-01"},
        {"published": "2021-09-01"},
    ),
    (
        "16/told",
        "xinglong",
        {
            "category": "annual_report",
            "title": "兴隆镇2021年年度报告",
            "published": "2022-01-21",
            "body_text": "落实政务公开工作要点情况",
        },
        {"body_text": "落实情况"},
    ),
]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Rulebook, Planned]]:
    home = tmp_path_factory.mktemp("plan")
    path = write_registry(home)
    registry = load_registry(path)
    with open_rulebook(home / "home", registry.model_copy(update={"source": ()})) as book:
        yield book, load_plans(registry, path, years=[2022])


@pytest.fixture(scope="module")
def lines(planned: tuple[Rulebook, Planned]) -> dict[str, Line]:
    """The ledger over all items of `CASES`, `at_least` of the proofs and as many near misses."""
    book, plan = planned
    least = {duty.duty_id: duty.proof.at_least for duty in plan.duties if duty.proof}
    book.item("norm", category="normative", unit_id="county", published="2021-03-01", title="《办法》")
    for n, (duty, unit, proof, miss) in enumerate(CASES):
        for kind, columns in (("proof", proof), ("miss", proof | miss)):
            for k in range(least[f"2021/{duty}/{unit}"]):
                _put(book, f"{n}-{kind}-{k}", {"unit_id": unit, "published": "2021-08-02", **columns})
    sync_plans(book.warehouse, plan.plans, plan.duties)
    return {line.duty_id: line for line in judged_lines(book.warehouse.connection, DAY)}


def _put(book: Rulebook, item_id: str, columns: dict[str, Any]) -> None:
    to, form = columns.pop("links", None), columns.pop("form", None)
    book.item(item_id, **columns)
    if "interpretation" in columns.values():
        book.link(item_id, to, "interprets", to_reference="国办发〔2021〕12号")
    if form:
        nothing = dict.fromkeys(("sheet_or_page", "cell", "row_code", "row_label", "column_code"), "x")
        cell = {"item_id": item_id, "form_version": form, "table_number": 3, "state": "zero", "unit": "件"}
        book.log.insert("governance.annual_report_cell", nothing | cell | {"column_label": "x"})


def test_each_task_has_a_case(planned: tuple[Rulebook, Planned]) -> None:
    _, plan = planned
    tried = {duty for duty, *_ in CASES} | {"8/regulation"}
    provable = {
        f"{task.id}/{duty.id}" for task in plan.plans[0].task for duty in task.duty if duty.proof is not None
    }
    assert tried == provable
    assert {duty.partition("/")[0] for duty in tried} == {str(n) for n in range(1, 17)}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{duty} {unit}" for duty, unit, *_ in CASES])
def test_the_item_proves_it_and_the_near_miss_does_not(lines: dict[str, Line], number: int) -> None:
    duty, unit, *_ = CASES[number]
    line = lines[f"2021/{duty}/{unit}"]
    assert line.verdict in ("met", "met_late")
    assert f"{number}-proof-0" in line.evidence
    assert f"{number}-miss-0" not in line.evidence


TEXT = "2021/8/regulation/sfj"


def test_a_regulation_is_proved_by_its_official_text_alone(
    planned: tuple[Rulebook, Planned], lines: object
) -> None:
    book, _ = planned

    def judged() -> Line:
        found = judged_lines(book.warehouse.connection, DAY)
        return next(line for line in found if line.duty_id == TEXT)

    book.item(
        "list", category="regulation", unit_id="county", published="2021-04-01", title="现行有效行政法规目录"
    )
    assert (judged().verdict, judged().evidence) == ("not_testable", ())
    assert "法规参照库" in str(judged().reason)
    book.log.insert("governance.statute", {"statute_id": "s", "name": "条例", "kind": "regulation"})
    for version, since, until in (("old", "2008-05-01", "2019-05-15"), ("new", "2019-05-15", None)):
        row = {"version_id": version, "statute_id": "s", "position": 1, "action": "made", "made_on": since}
        span = {"effective_on": since, "effective_to": until, "article_count": 5}
        book.log.insert("governance.statute_version", row | span)
    assert judged().evidence == ()
    _show(book, "text", "new", "2021-10-08")
    assert (judged().verdict, judged().evidence) == ("met", ("text",))
    _show(book, "old-text", "old", "2015-10-08")
    assert (judged().verdict, judged().evidence) == ("overdue", ("text",))
    assert "1 条过时" in str(judged().reason)
    assert [f for f in book.found("duty_overdue") if f.subject == TEXT] == [], "told by the rule of statutes"


def _show(book: Rulebook, item_id: str, version: str, published: str) -> None:
    book.item(item_id, category="regulation", unit_id="county", published=published, title="条例")
    match = {"item_id": item_id, "name": "条例", "statute_id": "s", "version_id": version, "told_by": "text"}
    book.log.insert(
        "governance.statute_match",
        match | {"closeness": 1.0, "change_count": 0, "article_count": 5, "digest": item_id},
    )
