"""Findings between finder and unit: what the rule adds, what is accepted, what the unit receives."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from schemas.base import now
from schemas.harvest import Finding
from schemas.rules import RULES
from tests.warehouse.county import MONDAY, County, many
from tests.warehouse.rulebook import RUN, Rulebook
from warehouse.acceptance import AcceptanceError, accept, revoke
from warehouse.findings import finding_id, record_findings
from warehouse.looks import standing_findings
from warehouse.report.findings_list import write_findings_list
from warehouse.snapshot import publish_snapshot

TODAY = now().date()
LATE = {"written_on": date(2021, 7, 13), "published": "2021-08-11"}


def states(rulebook: Rulebook) -> list[str]:
    return [state for (state,) in rulebook.rows("SELECT state FROM operations.known_finding ORDER BY 1")]


def test_a_finding_takes_clause_mark_and_remedy_from_its_rule(rulebook: Rulebook) -> None:
    rulebook.item("late", **LATE)
    rulebook.findings()
    rule = RULES["late_disclosure"]
    assert rulebook.rows("SELECT clause, mark, remedy, rule_name FROM operations.known_finding") == [
        (rule.clause, rule.mark, rule.remedy, rule.name)
    ]


def test_a_finding_of_the_harvest_takes_them_too_and_keeps_its_own_clause(county: County) -> None:
    page = many(1)[0]
    county.harvest(
        page,
        extra=[
            Finding(check_id="date_conflict", severity="warning", message="a", page_key=page.key),
            Finding(
                check_id="index_check_digit", severity="info", message="b", page_key=page.key, clause="own"
            ),
        ],
    )
    assert county.rows("SELECT clause, mark, remedy FROM operations.finding ORDER BY check_id") == [
        (RULES["date_conflict"].clause, RULES["date_conflict"].mark, RULES["date_conflict"].remedy),
        ("own", None, RULES["index_check_digit"].remedy),
    ]


def test_two_subjects_of_one_place_are_two_findings_and_each_closes_alone(county: County) -> None:
    page = many(1)[0]
    cells = [
        Finding(
            check_id="figures", severity="warning", message=f"{cell} 不平", page_key=page.key, subject=cell
        )
        for cell in ("B4", "C4")
    ]
    county.harvest(page, extra=cells)
    county.harvest(page, extra=cells[:1])
    assert county.rows("SELECT subject, closed_at IS NULL FROM operations.finding ORDER BY 1") == [
        ("B4", True),
        ("C4", False),
    ]
    placed = [cell.model_copy(update={"source_id": "portal"}) for cell in cells]
    stored = {i for (i,) in county.rows("SELECT finding_id FROM operations.finding")}
    assert stored == {finding_id(cell) for cell in placed}, "the same id in SQL and in Python"


def test_an_accepted_finding_is_on_no_list_until_its_day_is_over(rulebook: Rulebook) -> None:
    rulebook.item("late", **LATE)
    rulebook.findings()
    (whole,) = rulebook.rows("SELECT finding_id FROM operations.finding")[0]
    assert accept(rulebook.warehouse, whole[:8], reason="省里统一部署", until=TODAY, at=now()) == whole
    rulebook.findings()
    assert states(rulebook) == ["accepted"]
    rulebook.rows("UPDATE operations.acceptance SET until = ?", TODAY - timedelta(days=1))
    assert states(rulebook) == ["open"]
    accept(rulebook.warehouse, whole, reason="再延一月", until=TODAY + timedelta(days=30), at=now())
    assert states(rulebook) == ["accepted"]
    revoke(rulebook.warehouse, whole, at=now())
    assert states(rulebook) == ["open"]
    assert rulebook.rows("SELECT count(*) FROM operations.acceptance") == [(2,)], "nothing is deleted"


def test_what_cannot_be_accepted_is_told(rulebook: Rulebook) -> None:
    rulebook.item("late", **LATE)
    rulebook.item("later", **LATE)
    rulebook.findings()
    for prefix, told in (("zz", "no finding 'zz'"), ("", "no finding ''")):
        with pytest.raises(AcceptanceError, match=told):
            accept(rulebook.warehouse, prefix, reason="x", until=TODAY, at=MONDAY)
    (whole,) = rulebook.rows("SELECT finding_id FROM operations.finding LIMIT 1")[0]
    with pytest.raises(AcceptanceError, match="with a reason"):
        accept(rulebook.warehouse, whole, reason=" ", until=TODAY, at=MONDAY)
    with pytest.raises(AcceptanceError, match="is past"):
        accept(rulebook.warehouse, whole, reason="x", until=date(2020, 1, 1), at=MONDAY)
    with pytest.raises(AcceptanceError, match="was not accepted"):
        revoke(rulebook.warehouse, whole, at=MONDAY)


def test_a_rule_that_is_met_no_more_closes_its_finding(rulebook: Rulebook) -> None:
    rulebook.item("late", **LATE)
    rulebook.findings()
    rulebook.item("late", **LATE | {"published": "2021-08-10"})
    rulebook.findings()
    assert states(rulebook) == ["closed"]
    rulebook.item("late", **LATE)
    rulebook.findings()
    assert states(rulebook) == ["open"]


def test_the_unit_receives_a_sheet_that_runs_nothing(rulebook: Rulebook, tmp_path: Path) -> None:
    rulebook.item("late", title="=1+1关于印发办法的通知", **LATE)
    rulebook.findings()
    recalled = Finding(
        check_id="x", severity="error", message="y", unit_id="czj", clause="某条", mark="recalled"
    )
    with rulebook.warehouse.transaction() as connection:
        record_findings(connection, [recalled], origin="check", run_id=RUN.run_id, at=RUN.started_at)
    publish_snapshot(rulebook.warehouse, tmp_path)
    rows = standing_findings(tmp_path, None).records()
    assert [row["unit_id"] for row in rows] == ["czj", "zfb"], "worst first"
    assert [row["unit_id"] for row in standing_findings(tmp_path, "zfb").records()] == ["zfb"]
    write_findings_list(tmp_path / "list.xlsx", rows, unit_name=None, on=date(2026, 11, 24))
    sheet = load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert sheet["A1"].value == "各单位政务公开问题整改清单"
    assert sheet["H4"].value == "某条（未核对原文）"
    assert sheet["E5"].value == "'=1+1关于印发办法的通知"
    assert sheet["E5"].hyperlink.target == "http://127.0.0.1/late.html"
    assert sheet["G5"].value == RULES["late_disclosure"].remedy
