"""Spreadsheets, pages and Word files as grids: merged cells, addresses, words around."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pytest

from connectors.tables import Grid, Span, read_grids, read_html_grids
from connectors.tables.model import column_letters
from examples.youyi.forms.files import as_xls, as_xlsx
from examples.youyi.forms.model import Form
from examples.youyi.forms.word import as_doc, as_docx

FORM = Form(
    (("科目", "支出", ""), ("", "基本", "项目"), ("2010301", "1,200.50", "3")),
    above=("支出总表",),
    merges=((0, 0, 2, 1), (0, 1, 1, 2)),
)


MERGED = Form(
    (
        ("科目", "支出", "", "备注"),
        ("", "基本", "项目", ""),
        ("201", "一", "二", "长说明"),
        ("202", "三", "四", ""),
    ),
    above=("支出总表", "单位：元"),
    below=("注：无",),
    merges=((0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1), (2, 3, 2, 1)),
)


def test_word_files_old_and_new_have_the_same_tables() -> None:
    (old,), (new,) = (read_grids(make(MERGED), "a").grids for make in (as_doc, as_docx))
    assert (old.rows, old.above, old.address(2, 1)) == (new.rows, new.above, new.address(2, 1))
    assert set(old.spans) == set(new.spans) == {Span(*merge) for merge in MERGED.merges}
    assert old.filled[3] == ["202", "三", "四", "长说明"]


def test_two_tables_of_an_old_word_file() -> None:
    long = Form(tuple((f"行{n}", "甲" * 40, "乙") for n in range(60)))
    first, second = read_grids(as_doc(long, MERGED), "a").grids
    assert [row[0] for row in first.rows] == [f"行{n}" for n in range(60)]
    assert (second.place, second.above, second.rows[0]) == (
        "table 2",
        ("支出总表", "单位：元"),
        ["科目", "支出", "", "备注"],
    )


@pytest.mark.parametrize("cut", [1600, 3000])
def test_a_word_file_that_is_cut_off_says_so(cut: int) -> None:
    reading = read_grids(as_doc(MERGED)[:cut], "a.doc")
    assert (reading.grids, [p.kind for p in reading.problems]) == ((), ["unreadable"])


@pytest.mark.parametrize("make", [as_xlsx, as_xls])
def test_sheets_keep_the_addresses_of_the_officer(make: object) -> None:
    assert callable(make)
    (grid,) = read_grids(make(FORM), "a").grids
    assert grid.place == "公开表"
    assert grid.rows[3] == ["2010301", "1200.5", "3"]
    assert (grid.address(3, 1), grid.address(3, 26)) == ("B4", "AA4")
    assert grid.filled[1:3] == [["科目", "支出", "支出"], ["科目", "基本", "项目"]]


def test_hidden_sheets_dates_and_gaps() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["C3"] = "三"
    hidden = book.create_sheet("附表")
    hidden.sheet_state = "hidden"
    hidden["A1"] = True
    out = BytesIO()
    book.save(out)
    first, second = read_grids(out.getvalue(), "a.xlsx").grids
    assert first.rows == [["", "", ""], ["", "", ""], ["", "", "三"]]
    assert (second.place, second.rows) == ("附表", [["TRUE"]])


def test_html_spans_are_laid_out() -> None:
    text = (
        "<p>收支总表</p><p>单位：万元</p><table><caption>附表一</caption>"
        "<tr><th rowspan=2>科目</th><th colspan=2>支出</th></tr><tr><td>基本</td><td>项目</td></tr>"
        "<tr><td>201</td><td>1</td></tr></table><p>注：无</p>"
    )
    (grid,) = read_html_grids(text).grids
    assert grid.rows == [["科目", "支出", ""], ["", "基本", "项目"], ["201", "1", ""]]
    assert grid.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2))
    assert grid.above == ("收支总表", "单位：万元", "附表一")
    assert grid.below == ("注：无",)
    assert (grid.place, grid.address(2, 1)) == ("table 1", "t1!r3c2")


def test_layout_tables_are_passed_over_for_those_inside() -> None:
    text = "<table><tr><td><table><tr><td>内</td></tr></table></td><td>外</td></tr></table>"
    assert [grid.rows for grid in read_html_grids(text).grids] == [[["内"]]]


@pytest.mark.parametrize(
    "text", ["", "<p>没有表</p>", "<table></table>", "<table><tr><td colspan=9999999 rowspan=x>甲</table>"]
)
def test_odd_html_does_no_harm(text: str) -> None:
    for grid in read_html_grids(text).grids:
        assert all(len(row) == len(grid.rows[0]) for row in grid.rows)


def test_word_tables_with_merged_cells() -> None:
    document = docx.Document()
    document.add_paragraph("支出总表")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "科目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "支出"
    table.cell(1, 2).text = "9.00"
    out = BytesIO()
    document.save(out)
    (grid,) = read_grids(out.getvalue(), "a.docx").grids
    assert grid.rows == [["科目", "支出", ""], ["", "", "9.00"]]
    assert grid.above == ("支出总表",)
    assert set(grid.spans) == {Span(0, 0, 2, 1), Span(0, 1, 1, 2)}


def test_a_grid_laid_out_anew_keeps_its_addresses() -> None:
    grid = Grid("3", [["合计", "", "9"]], origin=(0, 0, 1), prefix="p3!")
    assert grid.address(0, 2) == "p3!r1c2"


def test_column_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_paragraphs_after_a_word_table_stand_below_it() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "合计"
    document.add_paragraph("注：本年度没有此项收支，故本表无数据。")
    out = BytesIO()
    document.save(out)
    (grid,) = read_grids(out.getvalue(), "a.docx").grids
    assert grid.below == ("注：本年度没有此项收支，故本表无数据。",)
