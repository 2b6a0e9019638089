"""A catalogue's matters against what is disclosed: found, without elements, late, nothing, not to be told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.warehouse.catalogues import shelf
from tests.warehouse.test_report import RUN
from warehouse.report import write_report

LAND, MACHINES, FARMS = "耕地地力保护补贴", "农机购置补贴", "支持新型农业经营主体"
TODAY = date(2026, 11, 23)


def test_a_matter_is_found_or_nothing_or_nobody_can_tell(tmp_path: Path) -> None:
    with shelf(tmp_path, ("xinglong", "subsidy_payment"), ("longshan", "village")) as county:
        county.catalogue("xinglong", LAND, MACHINES, FARMS, "一件谁也不认识的事")
        county.catalogue("longshan", LAND, MACHINES)
        county.read("xinglong", "longshan")
        county.item("own", "2026年耕地地力保护补贴发放公示", TODAY)
        county.item("named", "龙山镇农机购置补贴公示", TODAY, unit_id="county", source_id="x")
        county.item("other", "东建乡农机购置补贴公示", TODAY, unit_id="county", source_id="x")
        county.item("category", "兴隆镇支持新型农业经营主体工作动态", TODAY, category="other")
        found = county.judge().coverage()
        assert found == {
            ("xinglong", LAND): ("found", [], ["own"]),
            ("xinglong", MACHINES): ("nothing", [], []),
            ("xinglong", FARMS): ("nothing", [], []),
            ("xinglong", "一件谁也不认识的事"): ("not_testable", [], []),
            ("longshan", LAND): ("not_testable", [], []),
            ("longshan", MACHINES): ("found", [], ["named"]),
        }
        told = county.found("catalogue_nothing")
        assert [(f.unit_id, f.subject) for f in told] == [
            ("xinglong", "farm_subsidy/machinery_subsidy"),
            ("xinglong", "farm_subsidy/new_farm_entities"),
        ]
        assert f"“{MACHINES}”（涉农补贴）" in told[0].message


def test_a_file_name_proves_and_a_withdrawn_item_does_not(tmp_path: Path) -> None:
    with shelf(tmp_path, ("xinglong", "subsidy_payment")) as county:
        county.catalogue("xinglong", LAND, MACHINES)
        county.read("xinglong")
        county.item("a", "2026年补贴公示", TODAY)
        county.book.attach("a", "农机购置补贴名单.xlsx")
        county.item("b", "耕地地力保护补贴公示", TODAY)
        county.book.withdraw("b")
        assert {name: verdict for (_, name), (verdict, _, _) in county.judge().coverage().items()} == {
            LAND: "nothing",
            MACHINES: "found",
        }


def test_elements_that_nothing_shows_are_missing(tmp_path: Path) -> None:
    asked = ["政策依据", "补贴标准", "监督渠道", "从没听说过的要素"]
    with shelf(tmp_path, ("xinglong", "subsidy_payment")) as county:
        county.catalogue("xinglong", LAND, elements=asked)
        county.read("xinglong")
        county.item("a", "耕地地力保护补贴公示", TODAY, body_text="根据友农发〔2026〕3号，每亩68元。")
        assert county.judge().coverage()["xinglong", LAND] == ("incomplete", ["监督渠道"], ["a"])
        (finding,) = county.found("catalogue_incomplete")
        assert finding.message == f"“{LAND}”已公开 1 条，未见监督渠道。"
        county.item("b", "耕地地力保护补贴监督", TODAY)
        county.book.attach("b", "公示.pdf", text="监督电话：0469-5555555")
        assert county.judge().coverage()["xinglong", LAND] == ("found", [], ["a", "b"])


LIMITS: list[tuple[str | None, str, tuple[str, int | None, str | None], str, int]] = [
    ("2026-09-01", "2026-09-08", ("within", 5, "工作日"), "found", 0),
    ("2026-09-01", "2026-09-09", ("within", 5, "工作日"), "overdue", 1),
    ("2026-06-01", "2026-09-09", ("within", 20, "工作日"), "overdue", 0),
    ("2026-09-01", "2026-09-09", ("within", 7, "日"), "overdue", 1),
    (None, "2026-09-09", ("within", 1, "日"), "found", 0),
    (None, "2026-07-01", ("every", 1, "季度"), "found", 0),
    (None, "2026-06-30", ("every", 1, "季度"), "overdue", 1),
    (None, "2024-12-31", ("every", 1, "年"), "overdue", 1),
    (None, "2020-01-01", ("standing", None, None), "found", 0),
]
"""When it was made, when published, the limit, the verdict, and whether it is a finding of ours."""


def test_later_than_the_catalogue_says(tmp_path: Path) -> None:
    names = [f"{'甲乙丙丁戊己庚辛壬'[n]}类救助事项" for n in range(len(LIMITS))]
    with shelf(tmp_path) as county:
        for n, (written, published, (kind, number, unit), _, _) in enumerate(LIMITS):
            asked = {
                "limit_kind": kind,
                "limit_number": number,
                "limit_unit": unit,
                "time_limit": "如目录所写",
            }
            county.catalogue("xinglong", names[n], field=f"field-{n}", **asked)
            made = date.fromisoformat(written) if written else None
            county.item(f"old-{n}", f"{names[n]}公示", date(2019, 1, 1), written_on=date(2018, 1, 1))
            county.item(f"new-{n}", f"{names[n]}公示", date.fromisoformat(published), written_on=made)
        found = county.judge().coverage()
        assert [found["xinglong", name][0] for name in names] == [verdict for *_, verdict, _ in LIMITS]
        told = {finding.evidence: finding.message for finding in county.found("catalogue_overdue")}
        assert set(told) == {f"new-{n}" for n, (*_, is_told) in enumerate(LIMITS) if is_told}
        assert all(LIMITS[int(new.rpartition("-")[2])][1] in message for new, message in told.items() if new)


def test_what_a_township_does_not_owe_is_left_out(tmp_path: Path) -> None:
    with shelf(tmp_path, ("xinglong", "subsidy_payment")) as county:
        county.catalogue("xinglong", LAND, levels=["县级"])
        county.catalogue("xinglong", MACHINES, field="disaster", levels=["县级", "镇级"], is_proactive=None)
        county.catalogue("xinglong", FARMS, field="health", is_proactive=False, is_on_request=True)
        county.read("xinglong")
        assert set(county.judge().coverage()) == {("xinglong", MACHINES)}


def test_the_newest_edition_of_a_field_speaks(tmp_path: Path) -> None:
    with shelf(tmp_path, ("xinglong", "subsidy_payment")) as county:
        county.catalogue("xinglong", LAND, MACHINES)
        county.catalogue("xinglong", LAND)
        county.catalogue("xinglong", "临时救助", field="social_assistance")
        county.read("xinglong")
        assert {name for _, name in county.judge().coverage()} == {LAND, "临时救助"}


def test_one_name_under_several_heads_is_several_matters(tmp_path: Path) -> None:
    with shelf(tmp_path) as county:
        county.catalogue("xinglong", "社会救济", "扶弱助困", matter_2="相关政策文件", field="health")
        found = county.judge().coverage()
        keys = county.warehouse.connection.execute(
            "SELECT match_key FROM governance.standard_coverage ORDER BY ALL"
        )
        assert keys.fetchall() == [("扶弱助困/政策文件",), ("社会救济/政策文件",)]
        assert set(found) == {("xinglong", "相关政策文件")}


def test_the_share_of_each_township_and_of_one_without_a_catalogue(tmp_path: Path) -> None:
    with shelf(tmp_path, ("xinglong", "subsidy_payment")) as county:
        county.catalogue("xinglong", LAND, MACHINES, FARMS, "一件谁也不认识的事")
        county.read("xinglong")
        county.item("a", "耕地地力保护补贴公示", TODAY)
        county.judge()
        rows = county.warehouse.connection.execute(
            'SELECT "公开主体", "事项数", "未见公开", "无法核验", "覆盖率" FROM "公开"."标准目录覆盖率"'
        ).fetchall()
        assert [(name, *map(str, rest)) for name, *rest in rows[:2]] == [
            ("兴隆镇人民政府", "4", "2", "1", "33.3"),
            ("龙山镇人民政府", "None", "None", "None", "None"),
        ]
        assert len(rows) == 5


def test_the_report_shows_table_and_heat_map(tmp_path: Path) -> None:
    with shelf(tmp_path, ("xinglong", "subsidy_payment")) as county:
        county.catalogue("xinglong", LAND, MACHINES)
        county.catalogue("longshan", LAND)
        county.read("xinglong")
        county.item("a", "耕地地力保护补贴公示", TODAY)
        county.judge()
        page = write_report(county.warehouse, tmp_path, RUN).read_text(encoding="utf-8")
    section = page.partition('id="catalogues"')[2].partition("</section>")[0]
    cells = re.findall(r"<text[^>]*font-size=\"11\" fill=\"#[0-9a-f]{6}\">([^<]+)</text>", section)
    assert cells[1:] == ["1/2", "?", "—", "—", "—"]
    rows = re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", section, re.DOTALL)
    assert [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows[:3]] == [
        "兴隆镇人民政府 2 1 0 0 1 0 50.0%",
        "龙山镇人民政府 1 0 0 0 0 1 —",
        "凤岗镇人民政府 没有可读的标准目录",
    ]
