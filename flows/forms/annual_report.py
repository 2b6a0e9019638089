"""An annual report (政府信息公开工作年度报告) in the official form, 国办公开办函〔2021〕30号, from a unit's input.

The tables are laid out once, as rows of merged cells, and written as HTML or docx. Every sum is made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from connectors.datasets.annual_form import Row, TableNumber, form
from schemas.annual_report import AnnualReportInput, Applicant

APPLICANTS = get_args(Applicant)
_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_ARTICLES = (
    ("第二十条第（一）项", ("rules", "normative"), ("issued", "repealed", "in_force")),
    ("第二十条第（五）项", ("permits",), ("decisions",)),
    ("第二十条第（六）项", ("penalties", "coercion"), ("decisions",)),
    ("第二十条第（八）项", ("fees",), ("charged",)),
)
_OUTCOMES = ("upheld", "corrected", "otherwise", "pending")
_GROUPS = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
_CHINESE = "一二三四五六七八九"


class InputError(Exception):
    """What a unit gave cannot be a report; the message names table, row and column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a form, merged over so many rows and columns."""

    text: str
    rows: int = 1
    columns: int = 1


Sheet = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the six parts: heading, text, table."""

    heading: str
    text: str = ""
    sheet: Sheet | None = None


def compose(given: AnnualReportInput) -> list[Part]:
    """The six parts of the report. Raises `InputError` for a code the form has not, or more done than came in."""
    texts = {1: given.overview, 5: given.problems, 6: given.others}
    sheets = {2: _disclosure(given), 3: _requests(given), 4: _reviews(given)}
    return [
        Part(f"{_CHINESE[s.number - 1]}、{s.name}", texts.get(s.number, ""), sheets.get(s.number))
        for s in form().section
    ]


def _disclosure(given: AnnualReportInput) -> Sheet:
    """Table 2: a block an article, its columns over a width of three."""
    rows, columns = _names(2), {c.code: c for c in form().columns(2)}
    known = {(row, column) for _, of, across in _ARTICLES for row in of for column in across}
    for row, counts in given.disclosure.items():
        for column in counts:
            if (row, column) not in known:
                raise InputError(f"disclosure.{row}.{column}: the form has no such cell")
    sheet: Sheet = []
    for article, of, across in _ARTICLES:
        width = 3 // len(across)
        heads = [columns[c].name + ("（单位：万元）" if columns[c].unit == "万元" else "") for c in across]
        sheet += [[Cell(article, columns=4)], [Cell("信息内容"), *(Cell(h, columns=width) for h in heads)]]
        for row in of:
            values = [given.disclosure.get(row, {}).get(column, Decimal(0)) for column in across]
            sheet.append([Cell(rows[row].name), *(Cell(f"{v:f}", columns=width) for v in values)])
    return sheet


def _requests(given: AnnualReportInput) -> Sheet:
    """Table 3, three header rows and 25 rows of seven numbers."""
    counts = _completed(given)
    names = [column.name for column in form().columns(3)]
    sheet: Sheet = [
        [Cell(_NOTE, rows=3, columns=3), Cell("申请人情况", columns=7)],
        [Cell(names[0], rows=2), Cell("法人或其他组织", columns=5), Cell(names[-1], rows=2)],
        [Cell(name) for name in names[1:-1]],
    ]
    results = [row for row in form().rows(3) if row.is_result and "2021" in row.forms]
    top = _names(3)
    sheet.append([Cell(f"一、{top['received'].name}", columns=3), *counts["received"]])
    sheet.append([Cell(f"二、{top['carried_in'].name}", columns=3), *counts["carried_in"]])
    lines = list(_outcomes(results, counts))
    lines.append([Cell("（七）总计", columns=2), *counts["results"]])
    lines[0].insert(0, Cell("三、本年度办理结果", rows=len(lines)))
    sheet += lines
    sheet.append([Cell(f"四、{top['carried_out'].name}", columns=3), *counts["carried_out"]])
    return sheet


def _outcomes(results: list[Row], counts: Mapping[str, list[Cell]]) -> Iterator[list[Cell]]:
    for number, group in enumerate(_GROUPS):
        rows = [row for row in results if (row.group or row.name) == group]
        label = f"（{_CHINESE[number]}）{group}"
        if rows[0].group is None:
            yield [Cell(label, columns=2), *counts[rows[0].code]]
            continue
        for place, row in enumerate(rows):
            head = [Cell(label, rows=len(rows))] if place == 0 else []
            yield [*head, Cell(f"{place + 1}．{row.name}"), *counts[row.code]]


def _completed(given: AnnualReportInput) -> dict[str, list[Cell]]:
    """Every row of table 3 with its seven numbers."""
    codes = [row.code for row in form().rows(3) if "2021" in row.forms]
    outcomes = [row.code for row in form().rows(3) if row.is_result and "2021" in row.forms]
    made: dict[str, list[int]] = {code: [] for code in codes}
    for applicant in APPLICANTS:
        said = dict(given.requests.get(applicant, {}))
        for code in said:
            if code not in codes or code in ("results", "carried_out"):
                raise InputError(f"requests.{applicant}.{code}: not a row to be filled in")
        done = sum(said.get(code, 0) for code in outcomes)
        left = said.get("received", 0) + said.get("carried_in", 0) - done
        if left < 0:
            raise InputError(f"requests.{applicant}: {-left} more cases were concluded than came in")
        said |= {"results": done, "carried_out": left}
        for code in codes:
            made[code].append(said.get(code, 0))
    return {code: [Cell(str(n)) for n in (*row, sum(row))] for code, row in made.items()}


def _reviews(given: AnnualReportInput) -> Sheet:
    """Table 4: fifteen numbers in one row."""
    names = [column.name for column in form().columns(4)]
    numbers: list[Cell] = []
    for row in form().rows(4):
        counts: Mapping[str, int] = next((v for k, v in given.reviews.items() if k == row.code), {})
        if unknown := set(counts) - set(_OUTCOMES):
            raise InputError(f"reviews.{row.code}.{min(unknown)}: the form has no such cell")
        values = [counts.get(outcome, 0) for outcome in _OUTCOMES]
        numbers += [Cell(str(n)) for n in (*values, sum(values))]
    return [
        [Cell("行政复议", rows=2, columns=5), Cell("行政诉讼", columns=10)],
        [Cell("未经复议直接起诉", columns=5), Cell("复议后起诉", columns=5)],
        [Cell(name) for name in names * 3],
        numbers,
    ]


def _names(table: TableNumber) -> dict[str, Row]:
    return {row.code: row for row in form().rows(table)}
