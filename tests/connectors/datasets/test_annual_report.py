"""Annual reports: every cell of the official form, its arithmetic, its words; each planted fault at its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.datasets import Context, read_dataset
from connectors.datasets.annual_report import cell_state
from connectors.tables import read_html_grids
from examples.youyi import annual, annual_years
from examples.youyi.model import Posting
from examples.youyi.tuesday import postings
from schemas.annual_report import AnnualReportCell
from schemas.finance import CheckResult, DatasetReading

WRITTEN = [p for s in (annual_years.UNIT, "zfb") for p in postings(s, "monday") if annual.has_tables(p)]
REPORTS = {p.published.year: p for p in WRITTEN if annual_years.TOWN in p.title}


def page(posting: Posting) -> str:
    text, tables = annual.report(posting)
    with_tables = "".join(f"<p>{line}</p>{sheet}" for line, sheet in zip(text[1:4], tables, strict=True))
    return f"<p>{text[0]}</p>{with_tables}" + "".join(f"<p>{line}</p>" for line in text[4:])


def read(html: str, title: str = "兴隆镇政府信息公开工作年度报告") -> DatasetReading:
    return read_dataset("annual_report", read_html_grids(html), Context(title=title))


def cells(reading: DatasetReading) -> Iterator[AnnualReportCell]:
    return (record for record in reading.records if isinstance(record, AnnualReportCell))


def failed(reading: DatasetReading) -> list[CheckResult]:
    return [check for check in reading.checks if check.verdict == "fail"]


def test_every_cell_of_the_form_is_read() -> None:
    reading = read(page(REPORTS[2020]), REPORTS[2020].title)
    found = {(c.table_number, c.row_code, c.column_code): c for c in cells(reading)}
    assert len([key for key in found if key[0] == 3]) == 25 * 7
    assert len([key for key in found if key[0] == 4]) == 15
    assert len([key for key in found if key[0] == 2]) == 10
    year = annual_years.years()[2020]
    assert found[3, "received", "total"].value == year.received[-1]
    assert found[3, "results", "person"].value == year.results[0]
    assert found[3, "other_rest", "total"].value == year.outcomes[-1][-1]
    assert found[4, "lawsuit_after", "pending"].value == 1
    assert found[2, "permits", "decisions"].value == 120
    assert {c.report_year for c in found.values()} == {2020}
    assert reading.findings == ()
    assert {check.verdict for check in reading.checks} == {"pass"}
    assert len(reading.checks) == 45


PLANTED = [p for p in WRITTEN if annual_years.fault_of(p)]
ACROSS = ("annual_carry_over", "annual_in_force")
"""What only two years together can tell."""


@pytest.mark.parametrize("posting", PLANTED, ids=[str(annual_years.fault_of(p)) for p in PLANTED])
def test_each_planted_fault_is_found_and_nothing_else(posting: Posting) -> None:
    reading = read(page(posting), posting.title)
    found = {check.rule_id for check in failed(reading)} | {f.check_id for f in reading.findings}
    assert found == {annual_years.fault_of(posting)} - set(ACROSS)


@pytest.mark.parametrize(("year", "places"), [(2023, ["t2!r4c5", "t2!r4c10"]), (2024, ["t2!r4c10"])])
def test_a_fault_names_its_cells(year: int, places: list[str]) -> None:
    found = failed(read(page(REPORTS[year]), REPORTS[year].title))
    assert [check.cells[0] for check in found] == places


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_one_wrong_digit_is_one_finding(dice: Random) -> None:
    """One suspect, or none and one rule: what a finding is made of."""
    html = page(REPORTS[2020])
    cell = dice.choice(list(re.finditer(r"<td>(\d+)</td>", html)))
    at = dice.randrange(cell.start(1), cell.end(1))
    digit = dice.choice([d for d in "123456789" if d != html[at]])
    reading = read(f"{html[:at]}{digit}{html[at + 1 :]}", REPORTS[2020].title)
    told = {check.suspect or check.rule_id for check in failed(reading)}
    assert len(told | {finding.check_id for finding in reading.findings}) <= 1


def test_a_blank_cell_is_told_and_never_taken_for_nought() -> None:
    reading = read(page(REPORTS[2026]), REPORTS[2026].title)
    assert failed(reading) == []
    assert [f.check_id for f in reading.findings] == ["annual_blank_cells"]
    (blank,) = [c for c in cells(reading) if c.state == "empty"]
    assert (blank.row_code, blank.column_code, blank.value) == ("carried_out", "company", None)
    untested = [check for check in reading.checks if check.verdict == "not_testable"]
    assert {check.rule_id for check in untested} == {"annual_conservation", "annual_applicants"}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("<td>1</td><td>0</td><td>0</td><td>0</td><td>2</td>", "annual_reviews"),
        ("<td>1</td><td>0</td><td>0</td><td>0</td><td>0</td>", "annual_reviews"),
    ],
)
def test_reviews_add_up(row: str, rule: str) -> None:
    html = page(REPORTS[2020]).replace("<td>1</td><td>0</td><td>0</td><td>0</td><td>1</td>", row, 1)
    assert [check.rule_id for check in failed(read(html))] == [rule]


def test_the_form_before_is_known_by_its_columns() -> None:
    reading = read(
        "<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年新制作数量</td>"
        "<td>本年新公开数量</td><td>对外公开总数量</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
        "<tr><td>规范性文件</td><td>3</td><td>3</td><td>41</td></tr><tr><td colspan=4>第二十条第（五）项</td></tr>"
        "<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>"
        "<tr><td>行政许可</td><td>12</td><td>-2</td><td>530</td></tr></table>"
    )
    assert {c.form_version for c in cells(reading)} == {"2019"}
    found = {(c.row_code, c.column_code): c.value for c in cells(reading)}
    assert found["normative", "disclosed_in_all"] == 41
    assert found["permits", "items_change"] == -2
    assert reading.findings == ()


def test_a_county_makes_no_rules() -> None:
    html = page(REPORTS[2020]).replace("<td>规章</td><td>0</td>", "<td>规章</td><td>2</td>")
    (finding,) = read(html).findings
    assert (finding.check_id, finding.cell) == ("annual_county_rules", "t1!r3c2")


def test_a_cell_that_is_no_count_is_named() -> None:
    html = page(REPORTS[2020]).replace(
        '<td>行政处罚</td><td colspan="3">4</td>', '<td>行政处罚</td><td colspan="3">4.5</td>'
    )
    (finding,) = read(html).findings
    assert (finding.check_id, "4.5" in finding.message) == ("annual_impossible_number", True)


def test_missing_parts_are_named() -> None:
    whole = page(REPORTS[2020])
    without = whole.replace("五、存在的主要问题及改进情况。", "")
    assert [f.message for f in read(without).findings] == [
        "年度报告缺少：第五部分“存在的主要问题及改进情况”。"
    ]
    assert [f.check_id for f in read(whole.replace("信息处理费", "费用")).findings] == [
        "annual_fee_statement"
    ]


@pytest.mark.parametrize(
    ("printed", "state", "value"),
    [
        ("0", "zero", 0),
        ("０", "zero", 0),
        ("", "empty", None),
        ("\xa0", "empty", None),
        ("—", "na", None),
        ("/", "na", None),
        ("无", "na", None),
        ("1,204", "numeric", 1204),
        ("12.5万元", "numeric", Decimal("12.5")),
        ("详见附件", "text", None),
    ],
)
def test_blank_nought_dash_and_words_are_kept_apart(printed: str, state: str, value: object) -> None:
    assert cell_state(printed) == (state, value)


@given(st.text(max_size=30))
def test_no_text_makes_a_number_of_nothing(text: str) -> None:
    state, value = cell_state(text)
    assert (value is not None) == (state in ("numeric", "zero"))


def test_a_report_of_another_year_under_this_years_title() -> None:
    html = page(REPORTS[2020])
    other = read(html, "兴隆镇2021年政府信息公开工作年度报告")
    assert [f.check_id for f in other.findings] == ["annual_other_year"]
    assert "标题为2021年度报告，正文写的却是2020年" in other.findings[0].message
    ahead = html.replace("按月核对栏目。", "按月核对栏目，2021年9月1日前完成，2021年再作安排。")
    assert read(ahead, "兴隆镇2020年政府信息公开工作年度报告").findings == ()


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("兴隆镇2021年政府信息公开工作年度报告", "xinglong"),
        ("关于友谊县财政局2021年度政府信息公开工作年度报告", "czj"),
        ("友谊县2021年政府信息公开工作年度报告", "county"),
        ("2021年度政府信息公开工作年度报告", "county"),
    ],
)
def test_a_report_is_of_the_unit_that_its_title_names(title: str, unit: str) -> None:
    units = {"友谊县人民政府": "county", "兴隆镇": "xinglong", "友谊县财政局": "czj"}
    context = Context(title=title, unit_id="county", unit_name="友谊县人民政府", unit_ids=units)
    reading = read_dataset("annual_report", read_html_grids(page(REPORTS[2020])), context)
    assert {cell.unit_id for cell in cells(reading)} == {unit}
