"""Tables without ruling lines, and with horizontal ones alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from connectors.tables import Grid, read_grids
from tests.connectors.tables.pages import FONT, pdf, words

RIGHT = (250, 330, 410, 490)
"""Where the amounts of the columns end."""
ROWS = (
    ("201", "一般公共服务支出", "110.16", "90.00", "60.00", "30.00"),
    ("20103", "政府办公厅（室）事务", "97.46", "90.00", "60.00", "30.00"),
    ("2010301", "行政运行", "97.46", "90.00", "60.00", "30.00"),
    ("20129", "群众团体事务", "12.70", "", "", ""),
    ("2012902", "一般行政管理事务", "12.70", "", "", ""),
)


def amount(canvas: Canvas, right: float, y: float, text: str) -> None:
    canvas.drawRightString(right, y, text)


def body(canvas: Canvas, rows: tuple[tuple[str, ...], ...], top: float, pitch: float = 20) -> None:
    for n, (code, name, *amounts) in enumerate(rows):
        y = top - pitch * n
        words(canvas, (60, y, code), (110, y, name))
        for right, text in zip(RIGHT, amounts, strict=True):
            amount(canvas, right, y, text)


def heading(canvas: Canvas) -> None:
    """Two rows: 基本支出 in the middle over its three columns, the others in the middle of both rows."""
    words(canvas, (60, 720, "科目编码"), (130, 720, "科目名称"), (222, 720, "合计"))
    words(canvas, (360, 730, "基本支出"), (304, 710, "小计"), (376, 710, "人员经费"), (456, 710, "公用经费"))


def one(draw: Callable[[Canvas], None]) -> Grid:
    (grid,) = read_grids(pdf(draw), "a.pdf").grids
    return grid


def test_columns_are_what_stands_under_each_other() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, (200, 780, "支出总表"), (420, 760, "单位：万元"))
        heading(canvas)
        body(canvas, ROWS, 690)
        words(canvas, (60, 570, "注：本表反映支出情况，不含结转。"))

    grid = one(draw)
    assert grid.above == ("支出总表", "单位：万元")
    assert [tuple(row) for row in grid.rows[2:]] == list(ROWS)
    assert [row[3:] for row in grid.filled[:2]] == [
        ["基本支出"] * 3,
        ["小计", "人员经费", "公用经费"],
    ]
    assert not grid.is_ruled


def test_a_label_over_two_lines_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, (420, 760, "单位：万元"))
        heading(canvas)
        body(canvas, ROWS[:2], 690, 30)
        words(canvas, (60, 630, "2080505"), (110, 635, "机关事业单位基本养老"), (110, 625, "保险缴费支出"))
        for right in RIGHT:
            amount(canvas, right, 630, "9.50")

    last = one(draw).rows[-1]
    assert last[:3] == ["2080505", "机关事业单位基本养老保险缴费支出", "9.50"]


def test_rows_without_an_amount_are_rows() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, (420, 760, "单位：万元"), (120, 720, "项目"), (222, 720, "决算数"))
        for n, (label, text) in enumerate(
            (("一、一般公共服务支出", "9.50"), ("二、外交支出", ""), ("三、国防支出", ""), ("总计", "9.50"))
        ):
            words(canvas, (60, 700 - 20 * n, label), (300, 700 - 20 * n, label))
            amount(canvas, 250, 700 - 20 * n, text)
            amount(canvas, 460, 700 - 20 * n, text)

    assert [row[0] for row in one(draw).rows[1:]] == [
        "一、一般公共服务支出",
        "二、外交支出",
        "三、国防支出",
        "总计",
    ]


def test_the_next_page_has_the_columns_of_the_one_before() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, (420, 760, "单位：万元"))
        heading(canvas)
        body(canvas, ROWS, 690)
        canvas.showPage()
        canvas.setFont(FONT, 10)
        words(canvas, (60, 700, "221"), (110, 700, "住房保障支出"))
        amount(canvas, 250, 700, "7.00")
        amount(canvas, 490, 700, "7.00")

    first, second = read_grids(pdf(draw), "a.pdf").grids
    assert second.edges == first.edges
    assert second.rows == [["221", "住房保障支出", "7.00", "", "", "7.00"]]


@pytest.mark.parametrize("text", ["1,234.5", "本年支出12,345.60万元，增长1.20%。"])
def test_running_text_is_no_table(text: str) -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(6):
            words(canvas, (60, 700 - 20 * n, f"{n}说明文字{text}"))

    reading = read_grids(pdf(draw), "a.pdf")
    assert (reading.grids, reading.problems) == ((), ())
    assert len(reading.prose) == 1
