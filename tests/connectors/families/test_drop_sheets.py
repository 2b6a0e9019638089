"""Sheets of a drop folder: what cannot be read is told, what is hidden stays in, merged cells keep their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from connectors.families.drop import DropReading, read_folder, template
from schemas.codes import CATEGORIES
from schemas.registry import Column, Source

HEAD = ("编号", "标题", "信息类别", "发布日期", "附件")


def _read(folder: Path, pattern: str = "*.xlsx") -> DropReading:
    column = (Column(path=pattern, category="village"),)
    return read_folder(folder, Source(id="cf", unit="cf", family="drop", column=column))


def _write(
    path: Path, *rows: Sequence[Any], then: Callable[[Worksheet], None] | None = None, **more: Sequence[Any]
) -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "一月"
    for sheet, lines in ((first, rows), *((book.create_sheet(name), lines) for name, lines in more.items())):
        for line in lines:
            sheet.append(list(line))
    if then:
        then(first)
    book.save(path)


def _titles(reading: DropReading) -> list[str]:
    return [row.values["title"] for row in reading.rows]


def _messages(reading: DropReading) -> list[str]:
    return [note.message for note in reading.notes]


def test_a_sheet_whose_headings_are_not_known_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    _write(
        tmp_path / "x.xlsx", HEAD, ["a1", "一月公开信息"], 二月=[("编号", "事项名"), ("b1", "二月公开信息")]
    )
    reading = _read(tmp_path)
    assert _titles(reading) == ["一月公开信息"]
    assert reading.errors == [
        "cf: x.xlsx, sheet '二月': has 2 rows and no heading 标题; a sheet that is no list is to be named 说明"
    ]


def test_sheets_that_are_no_list_are_no_error(tmp_path: Path) -> None:
    template(tmp_path / "模板.xlsx", CATEGORIES.values())
    _write(tmp_path / "x.xlsx", HEAD, ["a1", "公开信息"], 空=[], 说明=[("怎么", "填"), ("逐行", "填")])
    reading = _read(tmp_path)
    assert (_titles(reading), reading.errors, reading.notes) == (["公开信息"], [], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_that_breaks_off_in_a_character_is_half_copied(tmp_path: Path, encoding: str) -> None:
    text = f"编号,标题,正文\r\na1,公开信息第一号,{'正文共三句。' * 50}\r\na2,公开信息第二号,正文共三句"
    (tmp_path / "x.csv").write_bytes(text.encode(encoding)[:-1])
    reading = _read(tmp_path, "*.csv")
    assert reading.rows == []
    assert reading.errors == [
        "cf: x.csv: holds a broken character, it may be half copied; left for the next run"
    ]


@pytest.mark.parametrize(
    ("last", "fault"),
    [
        ("a2,公开信", "ends in the middle of a row"),
        ('a2,公开信息,"正文的第一行\r\n第二', "ends inside a quoted cell"),
        ("a2,公开信息,正文", None),
        ("a2,公开信息\r\n", None),
        ('a2,公开信息,"正文的第一行\r\n第二行"', None),
    ],
)
def test_a_text_that_breaks_off_in_a_row_is_half_copied(tmp_path: Path, last: str, fault: str | None) -> None:
    (tmp_path / "x.csv").write_text(
        f"编号,标题,正文\r\na1,公开信息,正文\r\n{last}", encoding="utf-8", newline=""
    )
    reading = _read(tmp_path, "*.csv")
    told = [f"cf: x.csv: {fault}, it may be half copied; left for the next run"] if fault else []
    assert (reading.errors, len(reading.rows)) == (told, 0 if fault else 2)


def _xls(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    for name, seen in (("一月", 0), ("草稿", 1), ("深藏", 2)):
        sheet = book.add_sheet(name)
        sheet.visibility = seen
        for at, line in enumerate((HEAD[:2], ("a1", f"{name}的信息"), ("a2", f"{name}的隐藏行"))):
            for column, value in enumerate(line):
                sheet.write(at, column, value)
        sheet.row(2).hidden = True
    book.save(str(path))


def _xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    states: tuple[tuple[str, Literal["visible", "hidden", "veryHidden"]], ...] = (
        ("一月", "visible"),
        ("草稿", "hidden"),
        ("深藏", "veryHidden"),
    )
    for name, state in states:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for line in (HEAD[:2], ("a1", f"{name}的信息"), ("a2", f"{name}的隐藏行")):
            sheet.append(line)
        sheet.row_dimensions[3].hidden = True
    book.create_chartsheet("图", 0)
    del book["Sheet"]
    book.save(path)


@pytest.mark.parametrize(("write", "name"), [(_xlsx, "x.xlsx"), (_xls, "x.xls")])
def test_hidden_sheets_and_rows_stay_unread_and_are_told(
    tmp_path: Path, write: Callable[[Path], None], name: str
) -> None:
    write(tmp_path / name)
    reading = _read(tmp_path, "*")
    assert (_titles(reading), reading.rejects, reading.errors) == (["一月的信息"], [], [])
    assert {note.rule for note in reading.notes} == {"drop_hidden"}
    assert _messages(reading) == [
        f"{name}，工作表“一月”：1 行已隐藏（第 3 行），未读取。",
        f"{name}，工作表“草稿”：工作表已隐藏，其中 2 行未读取。",
        f"{name}，工作表“深藏”：工作表已隐藏，其中 2 行未读取。",
    ]


def test_what_only_a_hidden_row_names_is_still_an_attachment(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    _write(tmp_path / "明细.xlsx", ["名称", "金额"], ["王某", 1])
    _write(tmp_path / "报送表.xlsx", HEAD, ["a1", "公示"], ["a2", "草稿", "", "", "明细.xlsx"], then=hide)
    assert _titles(_read(tmp_path)) == ["公示"]


def test_what_a_sheet_without_headings_names_is_still_an_attachment(tmp_path: Path) -> None:
    _write(tmp_path / "明细.xlsx", ["名称", "金额"], ["王某", 1])
    _write(
        tmp_path / "报送表.xlsx",
        HEAD,
        ["a1", "公示"],
        二月=[("编号", "事项名", "文件"), ("b1", "二", "明细.xlsx")],
    )
    assert _titles(_read(tmp_path)) == ["公示"]


def test_rows_that_a_filter_hides_are_an_error(tmp_path: Path) -> None:
    """Whether they are drafts, nobody can tell: they are neither published nor missing."""

    def hide(sheet: Worksheet) -> None:
        sheet.auto_filter.ref = "A1:E3"
        sheet.auto_filter.add_filter_column(0, ["a1"])
        sheet.row_dimensions[3].hidden = True

    _write(tmp_path / "x.xlsx", HEAD, ["a1", "第一条"], ["a2", "第二条"], then=hide)
    reading = _read(tmp_path)
    assert _titles(reading) == ["第一条"]
    assert reading.errors == [
        "cf: x.xlsx, sheet '一月': has a filter that hides 1 rows; it is to be lifted before the file is saved"
    ]


def test_cells_below_a_merged_one_have_its_value(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        for column in "CD":
            sheet.merge_cells(f"{column}2:{column}3")

    day = date(2021, 5, 1)
    _write(tmp_path / "x.xlsx", HEAD, ["M1", "第一条", "预算", day], ["M2", "第二条"], then=merge)
    rows = _read(tmp_path).rows
    assert [(r.category, r.values["published_at"].date()) for r in rows] == [("budget", day)] * 2


def test_a_merged_title_is_not_the_title_of_two_items(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C2:C4")

    _write(tmp_path / "x.xlsx", HEAD, ["M1", "第一条", "预算"], ["M2"], then=merge)
    reading = _read(tmp_path)
    assert [row.native_id for row in reading.rows] == ["M1"]
    assert [(r.row, r.rule) for r in reading.rejects] == [(3, "required")]


def _merge_headings(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("D2:E2")
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")


@pytest.mark.parametrize("merge", [_merge_headings, None])
def test_headings_of_two_lines(tmp_path: Path, merge: Callable[[Worksheet], None] | None) -> None:
    rows = (
        ["成富乡公开信息登记表"],
        ["编号", "标题", "信息类别", "日期", ""],
        ["", "", "", "成文日期", "发布日期"],
        [1, "第一条信息", "规划计划", date(2021, 1, 1), date(2021, 2, 1)],
    )
    _write(tmp_path / "x.xlsx", *rows, then=merge)
    reading = _read(tmp_path)
    (row,) = reading.rows
    assert (row.row, row.native_id, row.category) == (4, "1", "plan")
    assert (row.values["written_on"], row.values["published_at"].date()) == (
        date(2021, 1, 1),
        date(2021, 2, 1),
    )
    assert (reading.rejects, reading.notes) == ([], [])


def test_unknown_headings_are_told_by_file_and_sheet(tmp_path: Path) -> None:
    _write(
        tmp_path / "x.xlsx", ["序号", "标题", "公开类型", "公示日期", "备注"], [1, "信息", "预算", "2021-1-5"]
    )
    reading = _read(tmp_path)
    assert [note.rule for note in reading.notes] == ["drop_heading_unknown"]
    assert _messages(reading) == ["x.xlsx，工作表“一月”：不认识列名“公开类型”、“公示日期”，这些列未读取。"]


def test_capital_letters_in_a_name_make_no_difference(tmp_path: Path) -> None:
    _write(tmp_path / "UPPER.XLSX", HEAD, ["U1", "信息"])
    reading = _read(tmp_path)
    assert (_titles(reading), reading.errors) == (["信息"], [])


def test_what_nobody_reads_is_told(tmp_path: Path) -> None:
    _write(tmp_path / "x.xlsx", HEAD, ["a1", "信息", "", "", "方案.pdf；表/明细.xlsx"])
    for folder in ("表", "旧表"):
        (tmp_path / folder).mkdir()
        _write(tmp_path / folder / "明细.xlsx", HEAD, ["b1", "信息"])
    for name in ("方案.pdf", "宏.xlsm", "表.ods", "Thumbs.db", ".DS_Store"):
        (tmp_path / name).write_bytes(b"x")
    reading = _read(tmp_path)
    assert (_titles(reading), reading.errors) == (["信息"], [])
    assert [note.rule for note in reading.notes] == ["drop_unread"]
    assert _messages(reading) == ["既不是报送表，也没有一行把它列为附件，未读取：宏.xlsm、旧表/、表.ods。"]
