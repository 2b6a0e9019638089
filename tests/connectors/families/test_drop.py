"""The drop folder: templates out, rows in, and every mistake named by file, sheet, row and heading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.documents import kinds, read_document
from connectors.families import drop_files
from connectors.families.drop import DropReading, read_folder, template
from connectors.families.drop_template import FIELDS
from connectors.families.drop_values import FIRST_HEADINGS, HEADINGS
from schemas.base import SHANGHAI
from schemas.codes import CATEGORIES
from schemas.item import Item
from schemas.registry import Column, Source

Rows = Sequence[Sequence[Any]]
HEAD = ("标题", "信息类别", "索引号", "发布日期", "附件")


def _source(*columns: tuple[str, str]) -> Source:
    given = tuple(
        Column(path=path, category=category) for path, category in columns or [("*.xlsx", "village")]
    )
    return Source(id="chengfu", unit="chengfu", family="drop", column=given)


def _xlsx(path: Path, rows: Rows, **more: Rows) -> Path:
    book = openpyxl.Workbook()
    for sheet, lines in ((book.worksheets[0], rows), *((book.create_sheet(n), r) for n, r in more.items())):
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def _read(folder: Path, *rows: Sequence[Any], head: Sequence[str] = HEAD) -> DropReading:
    _xlsx(folder / "报送表.xlsx", [head, *rows])
    return read_folder(folder, _source())


def test_template_filled_in_by_hand_gives_an_item(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    template(path, CATEGORIES.values())
    (tmp_path / "方案.pdf").write_bytes(b"%PDF-1.4")
    book = openpyxl.load_workbook(path)
    items, codes = book.worksheets
    assert [cell.value for cell in items[1]] == [
        "标题",
        "信息类别",
        "索引号",
        "发文字号",
        "发布机构",
        "来源",
        "成文日期",
        "发布日期",
        "主题分类",
        "有效性",
        "关键词",
        "内容概述",
        "正文",
        "附件",
        "网址",
    ]
    assert [(row[0].value, row[1].value) for row in codes.iter_rows(min_row=2)] == [
        (category.code, category.name) for category in CATEGORIES.values()
    ]
    filled = (
        "关于印发防汛方案的通知",
        "规划计划",
        " 000014349／2021-00110 ",
        "成政发[2021]15号",
        "成富乡人民政府",
        "无",
        date(2021, 7, 1),
        datetime.fromisoformat("2021-07-13T09:30"),
        "农业",
        "是",
        "防汛",
        "",
        "第一段\r\n第二段",
        "方案.pdf",
        None,
    )
    for number, value in enumerate(filled, 1):
        items.cell(2, number, value)
    book.save(path)
    reading = read_folder(tmp_path, _source())
    assert (reading.rejects, reading.errors, reading.notes) == ([], [], [])
    (row,) = reading.rows
    assert (row.file, row.sheet, row.row, row.column, row.category) == (
        "模板.xlsx",
        "信息",
        2,
        "*.xlsx",
        "plan",
    )
    assert row.values == {
        "title": "关于印发防汛方案的通知",
        "index_number": "000014349/2021-00110",
        "document_number": "成政发〔2021〕15号",
        "publisher": "成富乡人民政府",
        "content_source": None,
        "written_on": date(2021, 7, 1),
        "published_at": datetime(2021, 7, 13, 9, 30, tzinfo=SHANGHAI),
        "theme": "农业",
        "validity": "有效",
        "keywords": "防汛",
        "summary": None,
        "body_text": "第一段\n第二段",
    }
    assert row.attachments == (tmp_path / "方案.pdf",)
    assert row.url == f"drop://chengfu/{row.native_id}"
    assert Item(url=row.url, category=row.category, **row.values).title == row.values["title"]


def test_empty_template_has_no_rows_and_no_errors(tmp_path: Path) -> None:
    template(tmp_path / "模板.xlsx", CATEGORIES.values())
    assert read_folder(tmp_path, _source()) == DropReading([], [], [], [])


def test_headings_lead_to_fields_of_an_item() -> None:
    extra = {"native_id", "attachments"}
    assert set(HEADINGS.values()) - extra <= set(Item.model_fields)
    assert set(FIELDS) <= set(FIRST_HEADINGS)


@pytest.mark.parametrize(
    "heading", ["名称", "＊标题（必填）", "文件 名称", "标题:", "信息名称【不超过50字】"]
)
def test_other_words_for_a_heading(tmp_path: Path, heading: str) -> None:
    reading = _read(tmp_path, ("防汛方案", "2021-07-13"), head=(heading, "公开日期"))
    assert reading.rows[0].values["title"] == "防汛方案"
    assert reading.rows[0].values["published_at"] == datetime(2021, 7, 13, tzinfo=SHANGHAI)


def test_headings_below_a_title_of_the_sheet(tmp_path: Path) -> None:
    _xlsx(tmp_path / "a.xlsx", [["成富乡政府信息公开报送表"], [], HEAD, ["防汛方案", "", "", "", ""]])
    assert [(row.row, row.values["title"]) for row in read_folder(tmp_path, _source()).rows] == [
        (4, "防汛方案")
    ]


@pytest.mark.parametrize(
    "cell",
    [
        date(2021, 7, 13),
        datetime.fromisoformat("2021-07-13"),
        "2021年7月13日",
        "2021-07-13",
        "2021/7/13",
        "2021.7.13",
        "20210713",
        20210713,
        "二〇二一年七月十三日",
        "２０２１－０７－１３",
    ],
)
def test_dates_in_all_their_forms(tmp_path: Path, cell: Any) -> None:
    reading = _read(tmp_path, ("防汛方案", "", "", cell, ""))
    assert reading.rejects == []
    assert reading.rows[0].values["published_at"] == datetime(2021, 7, 13, tzinfo=SHANGHAI)


@pytest.mark.parametrize("word", ["budget", "预算", "budget 预算", " 预算 ", ""])
def test_category_by_code_or_name_else_of_the_column(tmp_path: Path, word: str) -> None:
    assert _read(tmp_path, ("二〇二一年收支", word, "", "", "")).rows[0].category == (
        "budget" if word else "village"
    )


def test_category_names_with_brackets_of_any_width(tmp_path: Path) -> None:
    assert _read(tmp_path, ("公示", "村(居)务公开", "", "", "")).rows[0].category == "village"


NO_DATE = "发布日期 is no possible date; write 2021-07-13, 2021年7月13日 or 20210713"
OUTSIDE = "附件 names a file outside the folder; give the bare file name"
PLACE = "chengfu: 报送表.xlsx, sheet 'Sheet', row 3: "


@pytest.mark.parametrize(
    ("row", "field", "rule", "message"),
    [
        (("", "plan", "", "", ""), "title", "required", "标题 is empty"),
        (("方案", "budgets", "", "", ""), "category", "value", "信息类别 is no category; nearest: budget"),
        (("方案", "", "", "2021-02-30", ""), "published_at", "value", NO_DATE),
        (("方案", "", "", "近期", ""), "published_at", "value", NO_DATE),
        (
            ("方案", "", "", "", "无此文件.pdf"),
            "attachments",
            "attachment",
            "附件 names a file that is not in the folder",
        ),
        (("方案", "", "", "", "../secret.txt"), "attachments", "attachment", OUTSIDE),
        (("方案", "", "", "", "/etc/hostname"), "attachments", "attachment", OUTSIDE),
        (("方案", "", "", "", r"C:\方案.pdf"), "attachments", "attachment", OUTSIDE),
        (("方案", "", "", "", "link"), "attachments", "attachment", OUTSIDE),
        (
            ("方案", "", "", "", "空.pdf"),
            "attachments",
            "attachment",
            "附件 names an empty file, it may still be copied",
        ),
        (("方案", "", "", "", "sub"), "attachments", "attachment", "附件 names something that is no file"),
    ],
)
def test_bad_row_is_told_and_the_others_stay(
    tmp_path: Path, row: Sequence[str], field: str, rule: str, message: str
) -> None:
    folder = tmp_path / "chengfu"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("x")
    (folder / "link").symlink_to(tmp_path / "secret.txt")
    (folder / "空.pdf").touch()
    reading = _read(folder, ("第一条", "", "", "", ""), row, ("第三条", "", "", "", ""))
    assert [r.values["title"] for r in reading.rows] == ["第一条", "第三条"]
    (reject,) = reading.rejects
    assert (reject.row, reject.field, reject.rule, reject.message) == (3, field, rule, PLACE + message)
    assert reading.errors == []


def test_all_that_is_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    (reject,) = _read(tmp_path, ("方案", "x", "", "x", "")).rejects
    assert "信息类别" in reject.message
    assert "发布日期" in reject.message


def test_bad_row_keeps_its_identity(tmp_path: Path) -> None:
    good = _read(tmp_path, ("防汛方案", "", "20210713-1", "2021-07-13", "")).rows[0]
    bad = _read(tmp_path, ("防汛方案", "", "20210713-1", "近期", "")).rejects[0]
    assert bad.url == good.url


def test_identity_by_number_then_index_number_then_title_and_date(tmp_path: Path) -> None:
    head = ("编号", "标题", "索引号", "发布日期", "网址")

    def of(*row: str) -> str:
        return _read(tmp_path, row, head=head).rows[0].url

    assert of("2021/7 号", "方案", "20210713-1", "", "") == "drop://chengfu/2021%2F7%20%E5%8F%B7"
    assert of("", "方案", "20210713-1", "2021-07-13", "") == of(
        "", "新方案", "２０２１０７１３－1", "2021-07-14", ""
    )
    assert of("", "方案", "", "2021-07-13", "") == of("", " 方 案", "", "2021年7月13日", "")
    assert of("", "方案", "", "2021-07-13", "") != of("", "方案", "", "2021-07-14", "")
    assert of("", "方案", "", "", "http://www.youyi.gov.cn/1.html") == "http://www.youyi.gov.cn/1.html"
    assert read_folder(tmp_path, _source()).rows[0].native_id


def test_duplicate_rows_are_reported_with_the_place_of_the_first(tmp_path: Path) -> None:
    row = ("方案", "", "20210713-1", "2021-07-13", "")
    reading = _read(tmp_path, row, row)
    assert [r.row for r in reading.rows] == [2]
    (reject,) = reading.rejects
    assert reject.rule == "duplicate"
    assert reject.url != reading.rows[0].url
    assert reject.message == (
        f"{PLACE}is the same item as 报送表.xlsx, sheet 'Sheet', row 2: "
        "the same 编号, 索引号, 网址, or title and date"
    )


def test_several_attachments_in_one_cell(tmp_path: Path) -> None:
    for name in ("a.pdf", "表 1.xls", "c.doc"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.txt").write_bytes(b"x")
    reading = _read(tmp_path, ("方案", "", "", "", "a.pdf；表 1.xls;\nc.doc; sub\\d.txt ;a.pdf"))
    assert [file.relative_to(tmp_path).as_posix() for file in reading.rows[0].attachments] == [
        "a.pdf",
        "表 1.xls",
        "c.doc",
        "sub/d.txt",
    ]


def test_spreadsheet_that_a_row_names_is_an_attachment(tmp_path: Path) -> None:
    _xlsx(tmp_path / "明细.xlsx", [["名称", "金额"], ["补贴", 1]])
    _xlsx(tmp_path / "无表头.xlsx", [["x"]])
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    reading = _read(
        tmp_path, ("补贴公示", "", "", "", "明细.xlsx;无表头.xlsx"), ("二", "", "", "x", "坏.xlsx")
    )
    assert [row.values["title"] for row in reading.rows] == ["补贴公示"]
    assert reading.errors == []


def test_xls_and_csv_are_read_alike(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("信息")
    for at, value in enumerate(("标题", "发布日期")):
        sheet.write(0, at, value)
    sheet.write(1, 0, "甲")
    sheet.write(1, 1, date(2021, 7, 13), xlwt.easyxf(num_format_str="YYYY/M/D"))
    book.save(str(tmp_path / "a.xls"))
    (tmp_path / "b.csv").write_bytes("标题,发布日期\r\n乙,2021年7月13日\r\n".encode("gbk"))
    reading = read_folder(tmp_path, _source(("", "village")))
    assert [(row.values["title"], row.values["published_at"].day) for row in reading.rows] == [
        ("甲", 13),
        ("乙", 13),
    ]
    assert [(row.file, row.sheet) for row in reading.rows] == [("a.xls", "信息"), ("b.csv", "")]


def test_columns_take_files_by_name_and_pattern_in_the_order_of_the_registry(tmp_path: Path) -> None:
    for name in ("预算.xlsx", "村务.xlsx", "杂.xlsx"):
        _xlsx(tmp_path / name, [HEAD, [name, "", "", "", ""]])
    source = _source(("预算.xlsx", "budget"), ("村*.xlsx", "village"), ("*", "other"), ("缺.xls", "plan"))
    reading = read_folder(tmp_path, source)
    assert {row.file: (row.column, row.category) for row in reading.rows} == {
        "预算.xlsx": ("预算.xlsx", "budget"),
        "村务.xlsx": ("村*.xlsx", "village"),
        "杂.xlsx": ("*", "other"),
    }
    assert reading.errors == ["chengfu: 缺.xls: the registry names it, but no such file is in the folder"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty, it may still be copied; left for the next run"),
        (b"PK\x03\x04half", "is no spreadsheet but application/zip; left for the next run"),
        (b"%PDF-1.4", "is no spreadsheet but application/pdf; left for the next run"),
        (b"\x00\x01", "is no spreadsheet but something unknown; left for the next run"),
    ],
)
def test_file_that_cannot_be_read_yet_is_an_error_and_the_others_are_read(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    reading = _read(tmp_path, ("方案", "", "", "", ""))
    assert len(reading.rows) == 1
    assert reading.errors == [f"chengfu: 坏.xlsx: {message}"]


def test_truncated_workbook_is_left_for_the_next_run(tmp_path: Path) -> None:
    path = _xlsx(tmp_path / "a.xlsx", [HEAD, ["方案", "", "", "", ""]])
    path.write_bytes(path.read_bytes()[:-300])
    reading = read_folder(tmp_path, _source())
    assert reading.rows == []
    assert reading.errors[0].endswith("left for the next run")


def test_file_that_grows_while_it_is_read_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _xlsx(tmp_path / "a.xlsx", [HEAD, ["方案", "", "", "", ""]])
    read_bytes = Path.read_bytes

    def grows(self: Path) -> bytes:
        content = read_bytes(self)
        with self.open("ab") as out:
            out.write(b"more")
        return content

    monkeypatch.setattr(drop_files.Path, "read_bytes", grows)
    reading = read_folder(tmp_path, _source())
    assert reading.rows == []
    assert reading.errors == [f"chengfu: {path.name}: is being written; left for the next run"]


def test_temporary_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("~$报送表.xlsx", "新.xlsx.part", ".隐藏.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    reading = _read(tmp_path, ("方案", "", "", "", ""))
    assert (len(reading.rows), reading.errors, reading.notes) == (1, [], [])


def test_folder_that_is_missing_or_empty_is_an_error(tmp_path: Path) -> None:
    assert read_folder(tmp_path / "chengfu", _source()).errors == [
        "chengfu: the folder chengfu does not exist"
    ]
    assert read_folder(tmp_path, _source()).errors == [
        "chengfu: *.xlsx: the registry names it, but no such file is in the folder"
    ]


def test_sheet_without_headings(tmp_path: Path) -> None:
    _xlsx(tmp_path / "a.xlsx", [["x", "y"]])
    assert read_folder(tmp_path, _source()).errors == [
        "chengfu: a.xlsx: no sheet has a heading 标题, and no row names it"
    ]
    _xlsx(tmp_path / "a.xlsx", [HEAD, ["方案", "", "", "", ""]], 备注=[["x"]])
    reading = read_folder(tmp_path, _source())
    assert (len(reading.rows), reading.errors) == (1, [])
    assert [note.message for note in reading.notes] == ["a.xlsx，工作表“备注”：没有表头，未读取。"]


@given(
    st.lists(st.lists(st.text(max_size=6) | st.integers() | st.dates() | st.none(), max_size=6), max_size=6)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_an_item_or_a_reject(tmp_path: Path, rows: list[list[Any]]) -> None:
    clean = [[_storable(cell) for cell in row] for row in rows]
    reading = _read(tmp_path, *clean)
    said = {row.row for row in reading.rows} | {reject.row for reject in reading.rejects}
    assert len(said) == len(reading.rows) + len(reading.rejects)
    assert reading.errors == []
    for row in reading.rows:
        assert row.url.startswith("drop://chengfu/")


def _storable(cell: Any) -> Any:
    """What a workbook can store: no control characters, dates from 1900 on, no formula."""
    if isinstance(cell, str):
        return "".join(c for c in cell if c.isprintable() and not "\ud800" <= c <= "\udfff").lstrip("=")
    return date(max(cell.year, 1901), cell.month, min(cell.day, 28)) if isinstance(cell, date) else cell


def test_what_the_template_is_made_of_is_an_xlsx(tmp_path: Path) -> None:
    template(tmp_path / "t.xlsx", CATEGORIES.values())
    assert read_document((tmp_path / "t.xlsx").read_bytes(), "t").media_type == kinds.XLSX
