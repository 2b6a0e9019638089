"""The register of new media read from spreadsheets: what is taken, what is told, and its template."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from connectors.new_media import FORM, new_media_template, read_accounts
from connectors.registers import RegisterReading
from schemas.new_media import NewMediaAccount
from tests.warehouse.rulebook import REGISTRY

ROW = {"主办单位": "县财政局", "平台": "微信公众号", "账号名称": "友谊财政", "备案情况": "已备案"}
ROW |= {"核查日期": "2026-11-20"}


def register(folder: Path, *rows: dict[str, Any]) -> RegisterReading[NewMediaAccount]:
    book = Workbook()
    sheet = book.worksheets[0]
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    folder.mkdir(exist_ok=True)
    book.save(folder / "台账.xlsx")
    return read_accounts(folder, REGISTRY)


def test_a_row_is_read_with_all_its_fields(tmp_path: Path) -> None:
    full = ROW | {"账号": "yycz", "备案日期": "2025年3月5日", "状态": "运行", "开设日期": "20250301"}
    full |= {"最近更新日期": date(2026, 11, 18), "发布总数": "1,204条", "粉丝数": "3500人"}
    reading = register(tmp_path, full)
    assert reading.findings == ()
    (account,) = reading.rows
    assert (account.unit_id, account.platform, account.filing, account.state) == (
        "czj",
        "wechat",
        "filed",
        "running",
    )
    assert (account.filed_on, account.last_post_on) == (date(2025, 3, 5), date(2026, 11, 18))
    assert (account.posts, account.followers, account.row_number) == (1204, 3500, 2)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"平台": "微信"}, "“平台”：“微信”不在选项内，最接近：微信"),
        ({"主办单位": "友谊农场"}, "没有名为“友谊农场”的单位"),
        ({"核查日期": ""}, "“核查日期”：未填写"),
        ({"状态": "注销"}, "已注销的须填写注销日期"),
        ({"备案情况": "未备案", "备案日期": "2026-01-01"}, "有备案日期的，备案情况须为已备案"),
        ({"最近更新日期": "2026-11-21"}, "核查日期早于最近更新日期"),
    ],
)
def test_what_cannot_be_taken_is_told(tmp_path: Path, wrong: dict[str, Any], told: str) -> None:
    reading = register(tmp_path, ROW | wrong, ROW | {"账号名称": "友谊财税"})
    assert [account.name for account in reading.rows] == ["友谊财税"]
    (finding,) = reading.findings
    assert finding.check_id == "new_media_row_wrong"
    assert finding.message.startswith("台账.xlsx 第 2 行")
    assert told in finding.message


def test_an_account_given_twice_is_told_once(tmp_path: Path) -> None:
    reading = register(tmp_path, ROW, ROW)
    assert len(reading.rows) == 1
    assert "友谊财政 与 台账.xlsx 第 2 行重复" in reading.findings[0].message


def test_the_template_can_be_filled_in_and_read(tmp_path: Path) -> None:
    path = tmp_path / "政务新媒体台账.xlsx"
    new_media_template(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(FORM.first_headings.values())
    for number, heading in enumerate(FORM.first_headings.values(), 1):
        sheet.cell(2, number, ROW.get(heading))
    book.save(path)
    reading = read_accounts(tmp_path, REGISTRY)
    assert ([account.name for account in reading.rows], reading.findings) == (["友谊财政"], ())
