"""A list in several blocks is one list; boxes of other columns beside it stay out."""

from __future__ import annotations

import pytest

from connectors.families.markup import document
from connectors.families.rows import find_rows

PAGE_URL = "http://www.youyi.example/zwgk/ghjh/index.html"


def line(number: int, dated: bool = True, folder: str = "/zwgk/ghjh") -> str:
    date = f"<i>2026-03-{number:02}</i>" if dated else ""
    return f"<li><a href='{folder}/202603/{number}.html'>关于印发第{number}号实施方案的通知</a>{date}</li>"


def lines(numbers: range, dated: bool = True, folder: str = "/zwgk/ghjh") -> str:
    return "".join(line(n, dated, folder) for n in numbers)


def numbers_of(body: str) -> list[int]:
    root = document(f"<html><body>{body}</body></html>")
    return [int(row.url.rpartition("/")[2].removesuffix(".html")) for row in find_rows(root, PAGE_URL).rows]


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("folder", ["/zwgk/ghjh", "/art"])
@pytest.mark.parametrize(
    "head", ["<h4>{}年</h4>", "<h4><a href='#y{0}'>{0}年度</a></h4>", "<h4>{}年公开年报</h4>"]
)
def test_block_for_every_year(dated: bool, folder: str, head: str) -> None:
    blocks = "".join(
        f"<div class='year'>{head.format(2026 - n)}<ul>{lines(range(3 * n + 1, 3 * n + 4), dated, folder)}</ul></div>"
        for n in range(3)
    )
    assert numbers_of(f"<div class='list'>{blocks}</div>") == list(range(1, 10))


def test_block_for_every_year_with_one_row_each() -> None:
    blocks = "".join(
        f"<div class='y'><h4>{2026 - n}年</h4><div><ul>{line(n, False)}</ul></div></div>" for n in range(1, 5)
    )
    assert numbers_of(f"<div class='list'>{blocks}</div>") == [1, 2, 3, 4]


def test_two_columns() -> None:
    left, right = lines(range(1, 6)), lines(range(6, 11))
    columns = f"<div class='lf'><ul>{left}</ul></div><div class='rg'><ul>{right}</ul></div>"
    assert numbers_of(f"<div class='list'>{columns}</div>") == list(range(1, 11))


def test_two_columns_of_a_table() -> None:
    cell = "<td><a href='/d/{0}.html'>关于印发第{0}号实施方案的通知</a> [2026-03-{0:02}]</td>"
    shelves = "".join(f"<tr>{cell.format(n)}{cell.format(n + 1)}</tr>" for n in range(1, 9, 2))
    assert numbers_of(f"<table>{shelves}</table>") == list(range(1, 9))


def test_tabs_of_which_one_shows() -> None:
    tabs = "".join(
        f"<div class='tabc' style='display:{'none' if n else 'block'}'>"
        f"<ul>{lines(range(4 * n + 1, 4 * n + 5))}</ul></div>"
        for n in range(3)
    )
    assert numbers_of(f"<div class='tab'>{tabs}</div>") == list(range(1, 13))


OTHER = lines(range(21, 24), folder="/zwgk/news")


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='box'><h3>政务动态</h3><ul>{OTHER}</ul></div>",
        f"<div class='box'><h3>2025年 <a href='/zwgk/news/'>更多</a></h3><ul>{OTHER}</ul></div>",
        f"<h3>政务动态</h3><div class='box'><ul>{OTHER}</ul></div>",
        f"<h3>政务动态</h3><p></p><div class='box'><ul>{OTHER}</ul></div>",
        f"<div class='box'><img src='dt.gif'><ul>{OTHER}</ul></div>",
        f"<div class='side'><ul>{OTHER}</ul></div>",
    ],
)
@pytest.mark.parametrize("head", ["", "<h3>规划计划</h3>"])
def test_box_of_another_column_stays_out(box: str, head: str) -> None:
    own = f"<div class='box'>{head}<ul>{lines(range(1, 6))}</ul></div>"
    assert numbers_of(f"<div>{own}{box}</div>") == [1, 2, 3, 4, 5]
    assert numbers_of(f"<div>{box}{own}</div>") == [1, 2, 3, 4, 5]
