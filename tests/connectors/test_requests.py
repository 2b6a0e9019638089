"""The register of applications read from spreadsheets: what is taken, what is told, what never leaves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from connectors.registers import RegisterReading
from connectors.request_template import request_template
from connectors.requests import FORM, read_registers
from schemas.requests import DisclosureRequest
from tests.warehouse.rulebook import REGISTRY

ROW = {"登记号": "2026-1", "受理机关": "县财政局", "申请人类型": "自然人", "收到日期": "2026-03-02"}


def register(
    folder: Path, *rows: dict[str, Any], name: str = "登记簿.xlsx"
) -> RegisterReading[DisclosureRequest]:
    book = Workbook()
    sheet = book.worksheets[0]
    headings = list(dict.fromkeys([*ROW, *(heading for row in rows for heading in row)]))
    sheet.append(["依申请公开登记簿"])
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    folder.mkdir(exist_ok=True)
    book.save(folder / name)
    return read_registers(folder, REGISTRY)


def test_a_row_is_read_with_all_its_fields(tmp_path: Path) -> None:
    full = ROW | {
        "补正通知日期": "2026年3月5日",
        "补正日期": date(2026, 3, 10),
        "征求意见开始日期": "20260311",
        "征求意见结束日期": "2026/3/20",
        "延期告知日期": "2026-04-01",
        "答复日期": "2026-04-20",
        "办理结果": "部分公开",
        "页数": "250页",
        "计费方式": "按量",
        "信息处理费": "4,700.00元",
        "复议申请日期": "2026-05-01",
        "复议结果": "结果维持",
    }
    reading = register(tmp_path, full)
    assert reading.findings == ()
    (request,) = reading.rows
    assert (request.unit_id, request.applicant_kind, request.outcome) == ("czj", "natural", "partly")
    assert (request.corrected_on, request.consulted_from) == (date(2026, 3, 10), date(2026, 3, 11))
    assert (request.pages, request.fee_basis, request.fee_yuan) == (250, "pages", Decimal("4700.00"))
    assert (request.review_result, request.row_number) == ("upheld", 3)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"收到日期": "三月二日"}, "“收到日期”：“三月二日”不是日期，请写成 2021-07-13"),
        ({"收到日期": None}, "“收到日期”：未填写"),
        ({"受理机关": "财务局"}, "“受理机关”：登记簿中没有名为“财务局”的单位"),
        ({"申请人类型": "个人"}, "“申请人类型”：“个人”不在选项内，最接近："),
        ({"答复日期": "2026-03-20"}, "：已答复的须填写办理结果"),
        ({"答复日期": "2026-03-01", "办理结果": "予以公开"}, "：答复日期早于收到日期"),
        ({"办理结果": "予以公开"}, "：有办理结果的须填写答复日期"),
        ({"补正日期": "2026-03-20"}, "：有补正日期的须填写补正通知日期"),
        ({"信息处理费": "一百"}, "“信息处理费”：“一百”不是数字"),
        ({"诉讼结果": "结果维持"}, "：有诉讼结果的须填写起诉日期"),
    ],
)
def test_what_is_wrong_is_told_by_file_row_and_field(
    tmp_path: Path, wrong: dict[str, Any], told: str
) -> None:
    reading = register(tmp_path, ROW | wrong, ROW | {"登记号": "2026-2"})
    assert [request.number for request in reading.rows] == ["2026-2"], "the rest is taken"
    (finding,) = reading.findings
    assert finding.message.startswith("登记簿.xlsx 第 3 行")
    assert told in finding.message


def test_a_number_given_twice_is_told(tmp_path: Path) -> None:
    reading = register(tmp_path, ROW, ROW)
    assert len(reading.rows) == 1
    assert "登记号 2026-1 与 登记簿.xlsx 第 3 行重复" in reading.findings[0].message


def test_personal_data_is_neither_taken_nor_told(tmp_path: Path) -> None:
    person = "11010519491231002X"
    reading = register(tmp_path, ROW | {"申请人编号": person}, ROW | {"登记号": "2", "收到日期": person})
    assert reading.rows == ()
    assert person not in str(reading)
    assert "含有个人信息，请改为编号" in reading.findings[0].message


def test_a_file_that_is_no_register_is_told_and_remembered(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (tmp_path / "~$登记簿.xlsx").write_bytes(b"lock")
    (tmp_path / "说明.txt").write_text("说明", encoding="utf-8")
    reading = register(tmp_path, ROW)
    assert len(reading.rows) == 1
    assert reading.unread == ("坏.xlsx",)
    assert [finding.subject for finding in reading.findings] == ["坏.xlsx"]


def test_no_folder_is_an_empty_register(tmp_path: Path) -> None:
    assert read_registers(tmp_path / "requests", REGISTRY) == RegisterReading()


def test_the_template_is_read_as_it_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.xlsx"
    request_template(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads == list(FORM.first_headings.values())
    for heading, value in ROW.items():
        sheet.cell(2, heads.index(heading) + 1).value = value
    book.save(path)
    reading = read_registers(tmp_path, REGISTRY)
    assert ([r.number for r in reading.rows], reading.findings) == (["2026-1"], ())
