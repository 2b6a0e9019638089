"""PDF pages as grids: what the eye reads, whatever the order of the text layer."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from connectors.tables import Grid, read_grids
from tests.connectors.tables.pages import FONT, Draw, pdf, ruled, words

XS, YS = (50, 150, 250, 350), (700, 670, 640, 610)


def one(*pages: Draw, rotate: int = 0) -> Grid:
    reading = read_grids(pdf(*pages, rotate=rotate), "a.pdf")
    assert not reading.problems
    (grid,) = reading.grids
    return grid


def test_cells_have_their_texts_and_addresses() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, YS)
        words(canvas, (60, 680, "项目"), (160, 680, "合计"), (60, 650, "行政运行"), (260, 620, "1,234.50"))
        words(canvas, (50, 720, "支出总表"), (300, 720, "单位：元"), (50, 590, "注：本表无误"))

    grid = one(draw)
    assert grid.rows == [["项目", "合计", ""], ["行政运行", "", ""], ["", "", "1,234.50"]]
    assert (grid.place, grid.address(2, 2)) == ("1", "p1!r3c3")
    assert grid.above == ("支出总表 单位：元",)
    assert grid.below == ("注：本表无误",)


def test_numerals_set_apart_split_and_out_of_order_are_one_number() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, YS)
        for n, letter in reversed(list(enumerate("96,282.44"))):
            canvas.drawString(155 + 8 * n, 680, letter)
        words(canvas, (255, 683, "189,767,"), (255, 672, "551"))

    assert one(draw).rows[0] == ["", "96,282.44", "189,767,551"]


def test_a_number_too_wide_for_its_cell_stays_whole() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, YS)
        canvas.drawRightString(248, 680, "123,456,789,012,345.67")

    assert one(draw).rows[0] == ["", "123,456,789,012,345.67", ""]


def test_merged_cells_are_known_by_the_lines_that_are_missing() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 640, 610):
            canvas.line(50, y, 350, y)
        canvas.line(150, 670, 350, 670)
        for x in (50, 150, 350):
            canvas.line(x, 700, x, 610)
        canvas.line(250, 670, 250, 610)
        words(canvas, (60, 660, "科目"), (200, 680, "支出"), (160, 650, "基本"), (260, 650, "项目"))

    grid = one(draw)
    assert grid.rows == [["科目", "支出", ""], ["", "基本", "项目"], ["", "", ""]]
    assert grid.filled[:2] == [["科目", "支出", "支出"], ["科目", "基本", "项目"]]


def test_borders_drawn_as_thin_boxes_piece_by_piece() -> None:
    def draw(canvas: Canvas) -> None:
        for y in YS:
            for a, b in itertools.pairwise(XS):
                canvas.rect(a, y, b - a, 0.8, stroke=0, fill=1)
        for x in XS:
            for a, b in itertools.pairwise(YS):
                canvas.rect(x, b, 0.8, a - b, stroke=0, fill=1)
        words(canvas, (60, 650, "甲"), (260, 620, "乙"))

    assert one(draw).rows == [["", "", ""], ["甲", "", ""], ["", "", "乙"]]


def test_a_table_without_outer_borders_has_its_outer_columns() -> None:
    def draw(canvas: Canvas) -> None:
        for y in YS:
            canvas.line(50, y, 350, y)
        for x in XS[1:-1]:
            canvas.line(x, YS[0], x, YS[-1])
        words(canvas, (60, 680, "左"), (160, 680, "中"), (260, 680, "右"))

    assert one(draw).rows[0] == ["左", "中", "右"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_turned_in_the_file_is_read_as_shown(rotate: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[rotate])
        canvas.rotate(rotate)
        canvas.setFont(FONT, 10)
        xs, ys = (50, 150, 250), (400, 370, 340)
        ruled(canvas, xs, ys)
        words(canvas, (60, 380, "甲"), (160, 380, "1.50"), (160, 350, "乙"))

    assert one(draw, rotate=rotate).rows == [["甲", "1.50"], ["", "乙"]]


def test_bold_text_drawn_twice_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, YS)
        words(canvas, (60, 680, "合计"), (60.2, 680, "合计"))

    assert one(draw).rows[0][0] == "合计"


def test_two_tables_of_a_page_and_the_words_between() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, YS)
        ruled(canvas, XS, (500, 470, 440))
        words(canvas, (60, 680, "甲"), (60, 480, "乙"), (50, 550, "第二张表"))

    first, second = read_grids(pdf(draw), "a.pdf").grids
    assert (first.rows[0][0], second.rows[0][0]) == ("甲", "乙")
    assert (first.address(0, 0), second.address(0, 0)) == ("p1!r1c1", "p1.2!r1c1")
    assert first.below == second.above == ("第二张表",)


def test_pages_without_tables_are_prose_and_empty_ones_nothing() -> None:
    reading = read_grids(
        pdf(lambda c: c.drawString(50, 700, "收入预算18.97万元"), lambda c: c.line(1, 1, 9, 9)), "a"
    )
    assert [(p.place, p.lines) for p in reading.prose] == [("1", ("收入预算18.97万元",))]
    assert not reading.grids
    assert not reading.problems


def test_a_scanned_page_is_told() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "gray")), 50, 500, 400, 300)

    reading = read_grids(pdf(draw), "a.pdf")
    assert [(p.kind, p.place) for p in reading.problems] == [("scan", "1")]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ\x00"])
def test_bad_bytes_are_a_problem_not_an_error(content: bytes) -> None:
    reading = read_grids(content, "坏文件.bin")
    assert not reading.grids
    assert next(p.kind for p in reading.problems) in ("unreadable", "no_reader")


def test_frames_and_underlines_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(40, 40, 515, 760)
        canvas.line(50, 690, 300, 690)
        canvas.drawString(50, 700, "目录")

    assert read_grids(pdf(draw), "a.pdf").grids == ()


def test_rows_without_rules_between_them_are_parted() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, (700, 670, 590))
        words(canvas, (60, 680, "项目"), (160, 680, "合计"), (260, 680, "基本支出"))
        for n, (name, amount) in enumerate(
            (("公共安全支出", "1,234.50"), ("司法", "99.00"), ("行政运行", "7"))
        ):
            words(canvas, (60, 655 - 25 * n, name), (160, 655 - 25 * n, amount), (260, 655 - 25 * n, amount))

    assert one(draw).rows[1:] == [
        ["公共安全支出", "1,234.50", "1,234.50"],
        ["司法", "99.00", "99.00"],
        ["行政运行", "7", "7"],
    ]


def test_numbers_broken_over_two_lines_are_not_parted() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, YS)
        words(canvas, (60, 680, "收入"), (155, 685, "1234567"), (155, 672, "89.00"), (255, 685, "1234567"))
        words(canvas, (255, 672, "89.00"))

    assert one(draw).rows[0] == ["收入", "123456789.00", "123456789.00"]


def test_a_table_without_any_rule_whose_columns_are_not_plain_is_told() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(5):
            words(canvas, (60, 700 - 20 * n, f"2010{n}"), (150 + 9 * n, 700 - 20 * n, "1,234.50"))
            words(canvas, (210 + 11 * n, 700 - 20 * n, "9.50"))

    reading = read_grids(pdf(draw), "a.pdf")
    assert [(p.kind, p.place) for p in reading.problems] == [("unruled", "1")]
    assert not reading.grids


def test_a_table_on_its_side_is_read_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        ruled(canvas, XS, (300, 270, 240))
        words(canvas, (60, 280, "项目"), (160, 280, "合计"), (60, 250, "司法"), (160, 250, "9.50"))

    for turned in (0, 90):  # as it lies, and as the file says it is shown
        (grid,) = read_grids(pdf(draw, rotate=turned), "a.pdf").grids
        assert [row[:2] for row in grid.rows] == [["项目", "合计"], ["司法", "9.50"]]


def test_letters_drawn_as_outlines_are_a_scan() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(120):
            canvas.circle(60 + n * 4, 700, 1.5)

    assert [p.kind for p in read_grids(pdf(draw), "a.pdf").problems] == ["scan"]
