"""The arithmetic of an annual report, its six parts, and its words against its tables.

A blank cell is unknown, never nought: an identity that would need it is not testable, and the blank is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connectors.datasets.annual_form import Section, folded, form, matches
from connectors.datasets.suspects import Printed, with_suspects
from connectors.tables import GridReading
from schemas.annual_report import AnnualReportCell
from schemas.finance import CheckResult, ReadingFinding

Key = tuple[int, str, str]
"""Table, row, column."""

_PARTS = ("person", "company", "research", "charity", "legal", "other")
_OUTCOMES = ("upheld", "corrected", "otherwise", "pending")
_QUOTED: tuple[tuple[str, Key], ...] = (
    (r"(?:新收|收到|受理)[^，。；\d]{0,20}申请\s*(\d+)\s*[件条宗]", (3, "received", "total")),
    (r"上年(?:度)?结转[^，。；\d]{0,12}(\d+)\s*[件条宗]", (3, "carried_in", "total")),
    (r"结转(?:至|到)?下一?年(?:度)?[^，。；\d]{0,12}(\d+)\s*[件条宗]", (3, "carried_out", "total")),
    (r"(?:办结|答复)[^，。；\d]{0,12}(\d+)\s*[件条宗]", (3, "results", "total")),
)
"""Sentences in which reports quote their own tables."""
_TOLD_YEAR = re.compile(r"(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
"""A year that a report speaks of; a day is more often that of a document."""
_HEADING = re.compile(r"^\s*[（(]?[一二三四五六][)）、.．\s]")


@dataclass(frozen=True)
class _Sheet:
    """The cells of one report by their keys."""

    cells: Mapping[Key, AnnualReportCell]

    def identity(
        self, rule_id: str, place: str, left: Sequence[Key], right: Sequence[Key]
    ) -> CheckResult | None:
        """Whether both sides have the same sum; None where the form as printed has not all the cells."""
        if any(key not in self.cells for key in (*left, *right)):
            return None
        cells = [self.cells[key] for key in (*left, *right)]
        blank = next((cell for cell in cells if cell.value is None), None)
        found, expected = (
            sum((self.cells[k].value or Decimal(0) for k in side), Decimal(0)) for side in (left, right)
        )
        differs = blank is None and found != expected
        message = f"{place}：左为 {found}，右为 {expected}（{cells[0].cell}）" if differs else None
        if blank is not None:
            message = f"{blank.row_label}·{blank.column_label}（{blank.cell}）未填数字"
        return CheckResult(
            rule_id=rule_id,
            verdict="not_testable" if blank else "fail" if differs else "pass",
            place=place,
            expected=None if blank else expected,
            found=None if blank else found,
            cells=tuple(map(_place, cells)),
            message=message,
        )


def check_report(
    cells: Sequence[AnnualReportCell], reading: GridReading
) -> tuple[tuple[CheckResult, ...], tuple[ReadingFinding, ...]]:
    """What the identities of the form gave, and what else is to be said of the report."""
    if not cells:
        return (), ()
    sheet = _Sheet({(c.table_number, c.row_code, c.column_code): c for c in cells})
    lines = [line for prose in reading.prose for line in prose.lines]
    checks = (*_requests(sheet), *_reviews(sheet), *_quoted(sheet, "".join(lines)))
    held = tuple(check for check in checks if check is not None)
    printed = {_place(cell): Printed(cell.value, Decimal(1)) for cell in cells if cell.value is not None}
    findings = (*_odd_cells(cells), *_county_rules(sheet), *_sections(lines), *_other_year(cells, lines))
    return tuple(with_suspects(held, printed, least=2)), findings


def _place(cell: AnnualReportCell) -> str:
    """The cell as check results name it: `place!cell` where its own name does not tell the table."""
    return cell.cell if "!" in cell.cell else f"{cell.sheet_or_page}!{cell.cell}"


def _requests(sheet: _Sheet) -> Iterator[CheckResult | None]:
    """Down each column and along each row of table 3."""
    there = {row for table, row, _ in sheet.cells if table == 3}
    rows = [row for row in form().rows(3) if row.code in there]
    outcomes = [row.code for row in rows if row.is_result]
    for column in form().columns(3):
        yield sheet.identity(
            "annual_conservation",
            f"{column.name}：一（新收）＋二（上年结转）＝三（七）（办理结果总计）＋四（结转下年）",
            [(3, "received", column.code), (3, "carried_in", column.code)],
            [(3, "results", column.code), (3, "carried_out", column.code)],
        )
        yield sheet.identity(
            "annual_results",
            f"{column.name}：三（七）总计＝各项办理结果之和",
            [(3, "results", column.code)],
            [(3, outcome, column.code) for outcome in outcomes],
        )
    for row in rows:
        yield sheet.identity(
            "annual_applicants",
            f"{row.name}：总计＝自然人＋法人或其他组织",
            [(3, row.code, "total")],
            [(3, row.code, part) for part in _PARTS],
        )


def _reviews(sheet: _Sheet) -> Iterator[CheckResult | None]:
    """Along each group of table 4."""
    for row in form().rows(4):
        yield sheet.identity(
            "annual_reviews",
            f"{row.name}：总计＝四种结果之和",
            [(4, row.code, "total")],
            [(4, row.code, outcome) for outcome in _OUTCOMES],
        )


def _quoted(sheet: _Sheet, text: str) -> Iterator[CheckResult]:
    for pattern, key in _QUOTED:
        cell = sheet.cells.get(key)
        said = {Decimal(number) for number in re.findall(pattern, text)}
        if cell is None or cell.value is None or not said:
            continue
        agrees = cell.value in said
        found = cell.value if agrees else min(said)
        yield CheckResult(
            rule_id="annual_text",
            verdict="pass" if agrees else "fail",
            place=f"正文·{cell.row_label}",
            expected=cell.value,
            found=found,
            cells=(_place(cell),),
            message=None
            if agrees
            else f"正文称{cell.row_label}为 {found}，表格为 {cell.value}（{cell.cell}）",
        )


def _odd_cells(cells: Sequence[AnnualReportCell]) -> Iterator[ReadingFinding]:
    for number in (2, 3, 4):
        blank = [c for c in cells if c.table_number == number and c.state in ("empty", "text")]
        if blank:
            more = f"等 {len(blank)} 格" if len(blank) > 3 else ""
            named = "、".join(f"{c.row_label}·{c.column_label}" for c in blank[:3])
            yield ReadingFinding(
                check_id="annual_blank_cells",
                severity="info",
                message=f"第{'二三四'[number - 2]}部分表格有空白或非数字的单元格：{named}{more}。没有的填 0。",
                sheet_or_page=blank[0].sheet_or_page,
                cell=blank[0].cell,
            )
    for cell in cells:
        if cell.value is None or cell.column_code == "items_change":  # a change may be less than nothing
            continue
        if cell.value < 0 or (cell.unit == "件" and cell.value % 1 != 0):
            yield ReadingFinding(
                check_id="annual_impossible_number",
                severity="error",
                message=f"{cell.row_label}·{cell.column_label}填报为 {cell.value}，不是件数。",
                sheet_or_page=cell.sheet_or_page,
                cell=cell.cell,
            )


def _county_rules(sheet: _Sheet) -> Iterator[ReadingFinding]:
    """A county makes no 规章."""
    for cell in sheet.cells.values():
        if cell.table_number == 2 and cell.row_code == "rules" and cell.value:
            yield ReadingFinding(
                check_id="annual_county_rules",
                severity="error",
                message=f"县级机关没有规章制定权，“规章”一栏的{cell.column_label}应为 0，填报 {cell.value}。",
                sheet_or_page=cell.sheet_or_page,
                cell=cell.cell,
            )


def _sections(lines: Sequence[str]) -> Iterator[ReadingFinding]:
    """Parts that a report in prose lacks; nothing is said of a file of tables alone."""
    heads = [folded(line.partition("。")[0][:40]) for line in lines if _HEADING.match(line)]
    there = [section for section in form().section if any(matches(section.words, head) for head in heads)]
    if len(there) < 2:
        return
    if missing := [section for section in form().section if section not in there]:
        yield ReadingFinding(
            check_id="annual_sections", severity="warning", message=f"年度报告缺少：{_listed(missing)}。"
        )
    elif "信息处理费" not in "".join(lines):
        yield ReadingFinding(
            check_id="annual_fee_statement",
            severity="info",
            message="第六部分“其他需要报告的事项”没有说明收取信息处理费的情况。",
        )


def _other_year(cells: Sequence[AnnualReportCell], lines: Sequence[str]) -> Iterator[ReadingFinding]:
    """A report that speaks of another year far more often than of its own: most often that of the year before under
    a new title. What is planned for the next year may name that one."""
    year, told = cells[0].report_year, Counter(int(y) for line in lines for y in _TOLD_YEAR.findall(line))
    if year is None or not told:
        return
    most, often = told.most_common(1)[0]
    if often > 2 * told[year]:
        yield ReadingFinding(
            check_id="annual_other_year",
            severity="error",
            message=f"标题为{year}年度报告，正文写的却是{most}年（{often} 处），{year}年只有 {told[year]} 处。",
            sheet_or_page=cells[0].sheet_or_page,
        )


def _listed(sections: Sequence[Section]) -> str:
    return "、".join(f"第{'一二三四五六'[s.number - 1]}部分“{s.name}”" for s in sections)
