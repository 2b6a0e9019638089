"""Deadlines in working days: what the rules find late, and what they leave alone."""

from __future__ import annotations

from datetime import date

import pytest

from tests.warehouse.rulebook import Rulebook


def test_the_calendar_in_sql_counts_as_the_functions_do(rulebook: Rulebook) -> None:
    ask = "SELECT governance.plus_working_days(DATE '2021-09-30', 3), governance.working_days_between(?, ?)"
    assert rulebook.rows(ask, date(2021, 7, 13), date(2021, 8, 10)) == [(date(2021, 10, 11), 20)]
    beyond = "SELECT governance.plus_working_days(DATE '2026-12-31', 20)"
    assert rulebook.rows(beyond) == [(None,)], "the notice for 2027 is not known"


def test_a_document_put_up_after_twenty_working_days_is_late(rulebook: Rulebook) -> None:
    written = date(2021, 7, 13)
    rulebook.item("in-time", written_on=written, published="2021-08-10")
    rulebook.item("late", written_on=written, published="2021-08-11")
    (finding,) = rulebook.found("late_disclosure")
    assert (finding.item_id, finding.unit_id) == ("late", "zfb")
    assert finding.message == "2021-07-13 成文，2021-08-11 发布，相隔 21 个工作日，超过 20 个工作日。"


@pytest.mark.parametrize(("subject", "late"), [(None, []), ("site:PubDate", ["doubted"])])
def test_a_date_that_is_in_doubt_makes_nothing_late(
    rulebook: Rulebook, subject: str | None, late: list[str]
) -> None:
    """It is told by its own rule; a template's tag throws no doubt on the date that the page shows."""
    rulebook.item("doubted", written_on=date(2021, 7, 13), published="2021-08-11")
    rulebook.told("date_conflict", "doubted", subject)
    assert [found.item_id for found in rulebook.found("late_disclosure")] == late


def test_seen_late_is_not_late(rulebook: Rulebook) -> None:
    """The log sees everything in November 2026; only the dates of the pages count."""
    rulebook.item("undated", written_on=date(2021, 7, 13), published=None)
    rulebook.item("dated", written_on=date(2021, 7, 13), published="2021-07-14")
    assert rulebook.found("late_disclosure") == []


def test_a_text_of_others_and_a_second_posting_are_not_late(rulebook: Rulebook) -> None:
    written = date(2021, 7, 13)
    rulebook.item("province", written_on=written, published="2022-07-13", publisher="黑龙江省人民政府办公厅")
    rulebook.item("first", written_on=written, published="2021-07-14", document_id="d")
    rulebook.item("again", written_on=written, published="2023-07-14", document_id="d", unit_id="czj")
    rulebook.item("before-the-regulation", written_on=date(2018, 7, 13), published="2019-07-13")
    assert rulebook.found("late_disclosure") == []


def test_a_deadline_beyond_the_known_calendar_is_not_judged(rulebook: Rulebook) -> None:
    rulebook.item("next-year", written_on=date(2026, 11, 20), published="2027-03-01")
    assert rulebook.found("late_disclosure") == []


@pytest.mark.parametrize(
    ("words", "published", "late"),
    [
        ("本部门预算于2026年2月2日经县财政局批复。", "2026-02-22", False),
        ("本部门预算于2026年2月2日经县财政局批复。", "2026-02-23", True),
        ("批复时间：2026年2月2日", "2026-02-23", True),
        ("2026年2月2日召开会议。预算由财政局批复。", "2026-03-23", False),
        ("本部门预算已经批复。", "2026-03-23", False),
        ("2025年2月2日批复的上年预算", "2026-03-23", False),
    ],
)
def test_a_budget_put_up_after_twenty_days_is_late(
    rulebook: Rulebook, words: str, published: str, late: bool
) -> None:
    rulebook.item("b", category="budget", published=published, body_text=words)
    assert bool(rulebook.found("budget_published_late")) is late
    assert rulebook.found("debt_published_late") == []


def test_a_debt_table_put_up_after_twenty_days_is_late(rulebook: Rulebook) -> None:
    for name, day in (("in-time", "2026-02-20"), ("late", "2026-03-20")):
        words = "2026年2月2日经县人民代表大会批准，现予公开。"
        rulebook.item(name, category="debt", published=day, body_text=words)
    assert [finding.item_id for finding in rulebook.found("debt_published_late")] == ["late"]
