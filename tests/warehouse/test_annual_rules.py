"""Reports of one unit held against each other, year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from schemas.harvest import Finding
from tests.warehouse.feeds.log_book import LogBook
from tests.warehouse.test_report import RUN
from warehouse.checks import run_checks
from warehouse.database import open_warehouse

CELL = {
    "sheet_or_page": "table 2", "unit_id": "fenggang", "form_version": "2021", "state": "numeric", "unit": "件",
    "row_label": "行", "column_label": "总计",
}  # fmt: skip


def found(tmp_path: Path, *cells: dict[str, Any]) -> list[Finding]:
    with open_warehouse(tmp_path, owner="test") as warehouse:
        book = LogBook(warehouse)
        for year in sorted({cell["report_year"] for cell in cells}):
            book.upsert(f"r{year}", category="annual_report", unit_id="fenggang")
        for cell in cells:
            book.insert("governance.annual_report_cell", CELL | {"item_id": f"r{cell['report_year']}"} | cell)
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


@pytest.mark.parametrize(("in_force", "faults"), [(12, 0), (13, 1)])
def test_documents_in_force_follow_on(tmp_path: Path, in_force: int, faults: int) -> None:
    findings = found(tmp_path, *documents(2024, 1, 0, 10), *documents(2025, 3, 1, in_force))
    assert [finding.check_id for finding in findings] == ["annual_in_force"] * faults
    assert all("应为 12" in finding.message for finding in findings)
