"""A drop folder under the same accounts as a site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from connectors.harvest import HarvestJob, harvest_source
from schemas.harvest import Run
from schemas.registry import Source
from tests.connectors.harvested_site import NOW, REGISTRY, Result, Site

HEAD = ["编号", "标题", "发布日期", "发布机构", "索引号", "正文", "附件"]
SOURCE = Source.model_validate(
    {
        "id": "xinglong",
        "unit": "xinglong",
        "family": "drop",
        "column": [{"path": "*", "category": "subsidy_payment"}],
    }
)


def _write(folder: Path, *rows: list[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEAD, *rows]:
        sheet.append(row)
    book.save(folder / "信息.xlsx")


def _row(number: int, title: str, **more: str) -> list[str]:
    cells = {
        "编号": f"xl-{number}",
        "标题": title,
        "发布日期": "2026-11-20",
        "发布机构": "兴隆镇人民政府",
        **more,
    }
    return [cells.get(name, "") for name in HEAD]


def _harvest(folder: Path | None, known: dict[str, Any] | None = None) -> Result:
    records: list[Any] = []
    run = Run(run_id="20261123T093000-drop", started_at=NOW)
    job = HarvestJob(SOURCE, REGISTRY, run, known=known or {}, drop_folder=folder, pause_seconds=0)
    site = Site()
    result = Result(harvest_source(job, site, records.append), records)
    assert site.requests == []
    return result


def test_rows_become_items_with_their_files(tmp_path: Path) -> None:
    (tmp_path / "明细.txt").write_text("发放明细：共三户。", encoding="utf-8")
    _write(tmp_path, _row(1, "兴隆镇补贴发放情况公示", 附件="明细.txt"), _row(2, "兴隆镇防汛应急预案"))
    result = _harvest(tmp_path)
    assert (result.report.completeness, result.report.accepted) == ("proven", 2)
    first = next(h.item for h in result.items.values() if h.item.attachments)
    assert (first.url, first.category) == ("drop://xinglong/xl-1", "subsidy_payment")
    assert first.publisher_unit_id == "xinglong"
    assert first.attachments[0].file_name == "明细.txt"
    assert first.attachments[0].text is not None
    assert "三户" in first.attachments[0].text


def test_unchanged_and_edited_rows(tmp_path: Path) -> None:
    _write(tmp_path, _row(1, "兴隆镇补贴发放情况公示"), _row(2, "兴隆镇防汛应急预案"))
    known = _harvest(tmp_path).known()
    assert _harvest(tmp_path, known).report.unchanged == 2
    _write(tmp_path, _row(1, "兴隆镇补贴发放情况公示（更正）"), _row(2, "兴隆镇防汛应急预案"))
    again = _harvest(tmp_path, known).report
    assert (again.accepted, again.unchanged) == (1, 1)


def test_removed_row_is_missing_and_nothing_is_asked(tmp_path: Path) -> None:
    _write(tmp_path, *[_row(n, f"兴隆镇第{n}号公示") for n in range(10)])
    known = _harvest(tmp_path).known()
    _write(tmp_path, *[_row(n, f"兴隆镇第{n}号公示") for n in range(9)])
    again = _harvest(tmp_path, known)
    assert (again.report.completeness, again.report.listed, again.probes) == ("proven", 9, {})


def test_bad_row_is_rejected_and_the_rest_goes_on(tmp_path: Path) -> None:
    _write(tmp_path, _row(1, ""), _row(2, "兴隆镇防汛应急预案"), _row(3, "公示", 附件="没有.pdf"))
    result = _harvest(tmp_path)
    assert (result.report.accepted, result.report.rejected) == (1, 2)
    assert sorted(r.field for r in result.rejects) == ["attachments", "title"]


def test_personal_data_leaves_masked(tmp_path: Path) -> None:
    identity = "11010519491231002X"
    _write(tmp_path, _row(1, "兴隆镇补贴发放情况公示", 正文=f"张某，身份证号{identity}，发放三百元。"))
    result = _harvest(tmp_path)
    assert result.report.accepted == 1
    assert identity not in "".join(record.model_dump_json() for record in result.records)


@pytest.mark.parametrize("exists", [True, False])
def test_folder_that_is_missing_or_damaged_proves_nothing(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "drop"
    if exists:
        folder.mkdir()
        (folder / "信息.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    report = _harvest(folder).report
    assert report.completeness == "broken"
    assert report.error


def test_a_sheet_without_headings_proves_nothing_and_the_others_are_taken(tmp_path: Path) -> None:
    book = Workbook()
    for name, title in (("一月", "标题"), ("二月", "事项名")):
        sheet = book.create_sheet(name)
        for row in (["编号", title], [f"{name}1", f"{name}公开信息"]):
            sheet.append(row)
    book.save(tmp_path / "信息.xlsx")
    report = _harvest(tmp_path).report
    assert (report.completeness, report.cause, report.accepted) == ("broken", "drop", 1)
    assert "信息.xlsx, sheet '二月': has 2 rows and no heading 标题" in (report.error or "")


def test_what_is_left_unread_is_a_finding_for_the_unit(tmp_path: Path) -> None:
    _write(tmp_path, _row(1, "兴隆镇防汛应急预案"))
    (tmp_path / "13812345678.ods").write_bytes(b"x")
    (finding,) = _harvest(tmp_path).findings
    assert (finding.check_id, finding.source_id, finding.unit_id) == ("drop_unread", "xinglong", "xinglong")
    assert finding.message.endswith("未读取：138****5678.ods。")


@pytest.mark.parametrize("number", ["11010519491231002X", "110105194912310021", "13812345678"])
def test_a_number_that_is_a_person_is_kept_out_and_told(tmp_path: Path, number: str) -> None:
    """Also where the check digit of an identity number is wrong."""
    _write(tmp_path, _row(1, "惠农补贴发放公示", 编号=number), _row(2, "", 编号=number + "-2"))
    result = _harvest(tmp_path)
    assert (result.report.accepted, result.report.rejected) == (1, 1)
    assert number not in "".join(record.model_dump_json() for record in result.records)
    (harvested,) = result.items.values()
    assert harvested.item.url == f"drop://xinglong/#{harvested.page_key}"
    assert [(s.address, s.native_id) for s in result.sightings.values()] == [(None, None)] * 2
    told = [f for f in result.findings if f.check_id == "personal_data_in_address"]
    assert [(f.message, f.unit_id) for f in told] == [
        (f"信息.xlsx，工作表“Sheet”，第 {row} 行：编号中含有个人信息，本系统不予显示。", "xinglong")
        for row in (2, 3)
    ]
    assert all("编号" in (f.remedy or "") for f in told)


def test_a_bad_row_of_a_file_that_is_named_after_a_person_names_the_file(tmp_path: Path) -> None:
    _write(tmp_path, _row(1, "", 编号=""), _row(2, "", 编号="", 网址=""))
    (tmp_path / "信息.xlsx").rename(tmp_path / "名单11010519491231002X.xlsx")
    result = _harvest(tmp_path)
    assert "11010519491231002X" not in "".join(record.model_dump_json() for record in result.records)
    told = [f.message for f in result.findings if f.check_id == "personal_data_in_address"]
    assert all("文件名或工作表名中含有个人信息" in message for message in told)
    assert len(told) == 2


def test_a_file_name_with_a_person_is_kept_out_and_told(tmp_path: Path) -> None:
    name = "110105194912310021名单.txt"
    (tmp_path / name).write_text("名单", encoding="utf-8")
    _write(tmp_path, _row(1, "惠农补贴发放公示", 附件=name))
    result = _harvest(tmp_path)
    assert "110105194912310021" not in "".join(record.model_dump_json() for record in result.records)
    assert [f.check_id for f in result.findings] == ["personal_data_in_address"]
