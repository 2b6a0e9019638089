"""Reports of one unit held against each other, year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from connectors.datasets.annual_form import form
from schemas.harvest import Finding
from schemas.requests import OUTCOMES, DisclosureRequest
from tests.warehouse.feeds.log_book import LogBook
from tests.warehouse.template import fresh_warehouse
from tests.warehouse.test_report import RUN
from warehouse.checks import run_checks
from warehouse.requests import load_requests

CELL = {
    "sheet_or_page": "table 2", "unit_id": "fenggang", "form_version": "2021", "state": "numeric", "unit": "件",
    "row_label": "行", "column_label": "总计",
}  # fmt: skip


def found(tmp_path: Path, *cells: dict[str, Any], suspects: dict[str, str] | None = None) -> list[Finding]:
    """`suspects`: cells by item that the item's own arithmetic shows to be wrong."""
    with fresh_warehouse(tmp_path) as warehouse:
        book = LogBook(warehouse)
        for year in sorted({cell["report_year"] for cell in cells}):
            book.upsert(f"r{year}", category="annual_report", unit_id="fenggang")
        for cell in cells:
            book.insert("governance.annual_report_cell", CELL | {"item_id": f"r{cell['report_year']}"} | cell)
        for item_id, cell in (suspects or {}).items():
            result = {
                "kind": "annual_report",
                "rule_id": "annual_applicants",
                "verdict": "fail",
                "place": "行",
            }
            book.insert("finance.check_result", result | {"item_id": item_id, "suspect": f"table 2!{cell}"})
        checked = run_checks(warehouse, RUN)
    return [finding for finding in checked if finding.check_id.startswith("annual_")]


def cases(year: int, row: str, value: int, column: str = "total") -> dict[str, Any]:
    place = {"table_number": 3, "row_code": row, "column_code": column, "cell": f"{row} {column}"}
    return place | {"report_year": year, "value": value}


def documents(year: int, issued: int, repealed: int, in_force: int) -> list[dict[str, Any]]:
    values = {"issued": issued, "repealed": repealed, "in_force": in_force}
    place = {"table_number": 2, "row_code": "normative", "report_year": year}
    return [place | {"column_code": code, "cell": code, "value": v} for code, v in values.items()]


@pytest.mark.parametrize(("carried_in", "faults"), [(3, 0), (5, 1)])
def test_a_year_takes_over_what_the_year_before_left(tmp_path: Path, carried_in: int, faults: int) -> None:
    findings = found(
        tmp_path,
        cases(2024, "carried_out", 3),
        cases(2025, "carried_in", carried_in),
        cases(2022, "carried_in", 9),
    )
    assert len(findings) == faults
    for finding in findings:
        assert (finding.check_id, finding.item_id) == ("annual_carry_over", "r2025")
        assert "总计 3 件，本年填 5 件" in finding.message


@pytest.mark.parametrize("suspects", [{"r2024": "carried_out total"}, {"r2025": "carried_in total"}])
def test_a_cell_that_its_own_report_shows_to_be_wrong_is_told_there(
    tmp_path: Path, suspects: dict[str, str]
) -> None:
    carried = cases(2024, "carried_out", 3), cases(2025, "carried_in", 5)
    assert found(tmp_path, *carried, suspects=suspects) == []


def test_a_wrong_number_in_force_is_told_of_its_own_year(tmp_path: Path) -> None:
    years = [*documents(2023, 1, 0, 10), *documents(2024, 1, 0, 91), *documents(2025, 3, 1, 13)]
    assert [(f.check_id, f.item_id) for f in found(tmp_path, *years)] == [("annual_in_force", "r2024")]


@pytest.mark.parametrize(("in_force", "faults"), [(12, 0), (13, 1)])
def test_documents_in_force_follow_on(tmp_path: Path, in_force: int, faults: int) -> None:
    findings = found(tmp_path, *documents(2024, 1, 0, 10), *documents(2025, 3, 1, in_force))
    assert [finding.check_id for finding in findings] == ["annual_in_force"] * faults
    assert all("应为 12" in finding.message for finding in findings)


def register(unit_id: str) -> list[DisclosureRequest]:
    """Three applications: carried in, answered in the year, carried out."""
    rows = [
        ("natural", "2024-12-18", "2025-01-09", "granted"),
        ("natural", "2025-03-03", "2025-03-20", "state_secret"),
        ("enterprise", "2025-12-15", "2026-01-06", "granted"),
    ]
    names = ("applicant_kind", "received_on", "answered_on", "outcome")
    own = {"unit_id": unit_id, "file": "f.xlsx"}
    return [
        DisclosureRequest.model_validate(
            own | dict(zip(names, row, strict=True)) | {"number": str(n), "row_number": n}
        )
        for n, row in enumerate(rows, 2)
    ]


TABLE = {
    ("received", "person"): 1,
    ("received", "company"): 1,
    ("carried_in", "person"): 1,
    ("granted", "person"): 1,
    ("refused_secret", "person"): 1,
    ("refused_secret", "company"): 0,
    ("other_handled", "person"): 9,
    ("carried_out", "company"): 1,
    ("carried_out", "total"): 1,
}
"""Table 3 as the register gives it, and a row of the older form that the register does not know."""
PRINTED: list[tuple[dict[tuple[str, str], int], str | None]] = [
    ({}, None),
    (
        {("refused_secret", "person"): 0, ("refused_law", "person"): 1},
        "属于国家秘密（自然人）填 0 件，登记簿 1 件",
    ),
    ({("received", "person"): 2}, "本年新收政府信息公开申请数量（自然人）填 2 件，登记簿 1 件"),
    ({("carried_out", "company"): 0}, "结转下年度继续办理（商业企业）填 0 件，登记簿 1 件"),
    ({("carried_out", "total"): 2}, None),
    ({("partly", "total"): 4}, "部分公开（总计）填 4 件，登记簿 0 件"),
]
"""What a unit printed otherwise, and what is told of it. A total beside its parts is told by the form's arithmetic."""


def test_table_three_is_what_the_register_gives(tmp_path: Path) -> None:
    rows = {row.code: row.name for row in form().rows(3)}
    columns = {column.code: column.name for column in form().columns(3)}
    with fresh_warehouse(tmp_path) as warehouse:
        load_requests(warehouse, [r for n in range(len(PRINTED)) for r in register(f"u{n}")], [])
        book = LogBook(warehouse)
        for n, (printed, _) in enumerate(PRINTED):
            for year, beyond in ((2023, 9), (2025, 0), (2026, 9)):  # no register of 2023; 2026 is not over
                book.upsert(f"u{n}-{year}", category="annual_report", unit_id=f"u{n}")
                for (row, column), value in (TABLE | printed).items():
                    own = {"item_id": f"u{n}-{year}", "unit_id": f"u{n}"}
                    labels = {"row_label": rows[row], "column_label": columns[column]}
                    cell = CELL | cases(year, row, value + beyond, column) | own | labels
                    book.insert("governance.annual_report_cell", cell)
        found = {f.item_id: f.message for f in run_checks(warehouse, RUN) if f.check_id == "annual_register"}
    expected = {f"u{n}-2025": told for n, (_, told) in enumerate(PRINTED) if told}
    assert found.keys() == expected.keys()
    assert all(told in found[item_id] for item_id, told in expected.items())


def test_every_outcome_of_the_register_is_a_row_of_the_form() -> None:
    outcomes = [row.code for row in form().rows(3) if row.is_result and "2021" in row.forms]
    assert [outcome.report_row for outcome in OUTCOMES.values()] == outcomes
