"""The register of applications: deadlines, fees, and the tables of the annual report it feeds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.fees import fee_of_pages, yuan_of_case
from schemas.requests import APPLICANT_WORDS, OUTCOMES, DisclosureRequest
from tests.warehouse.rulebook import Rulebook, open_rulebook
from warehouse.requests import load_requests

ANSWERED = {"answered_on": "2021-08-10", "outcome": "granted"}


def request(number: str = "1", received_on: str = "2021-07-13", **fields: Any) -> DisclosureRequest:
    own = {"unit_id": "czj", "applicant_kind": "natural", "file": "f.xlsx", "row_number": 2}
    return DisclosureRequest.model_validate(own | {"number": number, "received_on": received_on} | fields)


def subjects(rulebook: Rulebook, rule_id: str, *requests: DisclosureRequest) -> list[str | None]:
    load_requests(rulebook.warehouse, requests, [])
    return [finding.subject for finding in rulebook.found(rule_id)]


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"answered_on": "2021-08-10", "outcome": "granted"}, False),
        ({"answered_on": "2021-08-11", "outcome": "granted"}, True),
        ({"answered_on": "2021-08-11", "outcome": "granted", "extended_on": "2021-08-09"}, False),
        ({"answered_on": "2021-09-07", "outcome": "granted", "extended_on": "2021-08-09"}, False),
        ({"answered_on": "2021-09-08", "outcome": "granted", "extended_on": "2021-08-09"}, True),
        (
            ANSWERED
            | {
                "answered_on": "2021-08-12",
                "correction_asked_on": "2021-07-14",
                "corrected_on": "2021-07-15",
            },
            False,
        ),
        (
            ANSWERED
            | {
                "answered_on": "2021-08-13",
                "correction_asked_on": "2021-07-14",
                "corrected_on": "2021-07-15",
            },
            True,
        ),
        (
            ANSWERED
            | {"answered_on": "2021-08-17", "consulted_from": "2021-07-16", "consulted_to": "2021-07-23"},
            False,
        ),
        (
            ANSWERED
            | {"answered_on": "2021-08-18", "consulted_from": "2021-07-16", "consulted_to": "2021-07-23"},
            True,
        ),
        ({}, True),
        ({"consulted_from": "2021-07-16"}, False),
        ({"correction_asked_on": "2021-07-16"}, False),
        ({"received_on": "2026-11-20"}, False),
        ({"received_on": "2026-12-20"}, False),
    ],
)
def test_an_application_is_answered_within_twenty_working_days(
    rulebook: Rulebook, fields: dict[str, Any], late: bool
) -> None:
    assert subjects(rulebook, "request_overdue", request(**fields)) == (["1"] if late else [])


def test_a_correction_is_asked_for_within_seven_working_days(rulebook: Rulebook) -> None:
    in_time = request("in-time", correction_asked_on="2021-07-22")
    late = request("late", correction_asked_on="2021-07-23")
    assert subjects(rulebook, "request_correction_late", in_time, late) == ["late"]


def test_an_extension_is_told_before_the_time_is_over(rulebook: Rulebook) -> None:
    in_time, late = request("in-time", extended_on="2021-08-10"), request("late", extended_on="2021-08-11")
    asked = request("asked", extended_on="2021-08-11", consulted_from="2021-07-16", consulted_to="2021-07-19")
    assert subjects(rulebook, "request_extended_late", in_time, late, asked) == ["late"]


def test_a_fee_that_differs_from_the_rule(rulebook: Rulebook) -> None:
    right = request("right", pages=250, fee_basis="pages", fee_yuan="4700")
    wrong = request("wrong", pages=250, fee_basis="pages", fee_yuan="5000")
    load_requests(rulebook.warehouse, [right, wrong], [])
    (finding,) = rulebook.found("request_fee_wrong")
    assert finding.message == "登记号 wrong 收取信息处理费 5000.00 元，按规定应为 4700 元。"
    assert finding.evidence == fee_of_pages(250).explained()


def test_a_fee_that_cannot_be_reckoned_says_what_is_missing(rulebook: Rulebook) -> None:
    fields: dict[str, dict[str, Any]] = {
        "basis": {},
        "pages": {"fee_basis": "pages"},
        "applicant": {"fee_basis": "cases"},
    }
    charged = [request(name, fee_yuan=100, **given) for name, given in fields.items()]
    free = request("free", fee_yuan=0)
    load_requests(rulebook.warehouse, [*charged, free], [])
    found = {finding.subject: finding.message for finding in rulebook.found("request_fee_wrong")}
    assert found == {
        "basis": "登记号 basis 收取信息处理费 100.00 元，未填写计费方式（按件或者按量）。",
        "pages": "登记号 pages 收取信息处理费 100.00 元，按量计费，未填写页数。",
        "applicant": "登记号 applicant 收取信息处理费 100.00 元，按件计费，未填写申请人编号，不能计数。",
    }


def test_cases_are_counted_by_applicant_and_month(rulebook: Rulebook) -> None:
    charged = [
        request(
            f"{n:02}", f"2021-07-{n:02}", applicant_code="A7", fee_basis="cases", fee_yuan=yuan_of_case(n)
        )
        for n in range(1, 32)
    ]
    next_month = request("99", "2021-08-02", applicant_code="A7", fee_basis="cases", fee_yuan=0)
    other = request("98", "2021-07-31", applicant_code="B1", fee_basis="cases", fee_yuan=0)
    assert subjects(rulebook, "request_fee_wrong", *charged, next_month, other) == []
    too_much = request("97", "2021-08-03", applicant_code="A7", fee_basis="cases", fee_yuan=100)
    assert subjects(rulebook, "request_fee_wrong", next_month, too_much) == ["97"]


def test_the_query_reckons_and_explains_pages_as_the_function_does(rulebook: Rulebook) -> None:
    numbers = [0, 1, 29, 30, 31, 32, 99, 100, 101, 102, 199, 200, 201, 202, 250, 999]
    fees = {str(n): fee_of_pages(n) for n in numbers}
    right = [request(n, pages=int(n), fee_basis="pages", fee_yuan=fee.yuan) for n, fee in fees.items()]
    wrong = [request(f"w{n}", pages=int(n), fee_basis="pages", fee_yuan=f.yuan + 1) for n, f in fees.items()]
    assert set(subjects(rulebook, "request_fee_wrong", *right, *wrong)) == {f"w{n}" for n in fees}
    told = rulebook.rows("SELECT number, explained FROM governance.request_fee WHERE number NOT LIKE 'w%'")
    assert dict(told) == {n: fee.explained() for n, fee in fees.items()}


@st.composite
def registers(draw: st.DrawFn) -> list[DisclosureRequest]:
    days = st.dates(min_value=date(2021, 1, 1), max_value=date(2025, 12, 31))
    found = []
    for n in range(draw(st.integers(min_value=1, max_value=25))):
        received = draw(days)
        fields: dict[str, Any] = {"applicant_kind": draw(st.sampled_from(list(APPLICANT_WORDS)))}
        if draw(st.booleans()):
            fields["answered_on"] = received + timedelta(days=draw(st.integers(min_value=0, max_value=900)))
            fields["outcome"] = draw(st.sampled_from(list(OUTCOMES)))
        fields["unit_id"] = draw(st.sampled_from(["czj", "zfb"]))
        found.append(request(str(n), received.isoformat(), **fields))
    return found


def test_table_three_adds_up_in_every_column_and_from_year_to_year() -> None:
    with TemporaryDirectory() as folder, open_rulebook(Path(folder)) as rulebook:

        @settings(max_examples=40, deadline=None)
        @given(registers())
        def holds(register: list[DisclosureRequest]) -> None:
            load_requests(rulebook.warehouse, register, [])
            unbalanced = rulebook.rows(
                "SELECT unit_id, year, applicant_kind FROM governance.request_year GROUP BY ALL HAVING "
                "sum(requests) FILTER (\"row\" IN ('received', 'carried_in')) "
                "<> sum(requests) FILTER (\"row\" NOT IN ('received', 'carried_in'))"
            )
            assert unbalanced == []
            carried = rulebook.rows(
                "SELECT b.requests, a.requests FROM governance.request_year AS a "
                "FULL JOIN governance.request_year AS b ON b.unit_id = a.unit_id AND b.year = a.year - 1 "
                "AND b.applicant_kind = a.applicant_kind AND b.\"row\" = 'carried_out' "
                "WHERE a.\"row\" = 'carried_in' AND a.requests IS DISTINCT FROM b.requests"
            )
            assert carried == []
            received = rulebook.rows(
                "SELECT sum(requests) FROM governance.request_year WHERE \"row\" = 'received'"
            )
            assert received == [(len(register),)]

        holds()


def test_the_share_that_was_lost(rulebook: Rulebook) -> None:
    results = ["upheld", "upheld", "corrected", None]
    contested = [
        request(str(n), review_filed_on="2021-09-01", review_result=result)
        for n, result in enumerate(results)
    ]
    sued = request("s", suit_filed_on="2021-10-01", suit_result="corrected")
    load_requests(rulebook.warehouse, [*contested, sued], [])
    rows = rulebook.rows(
        "SELECT kind, filed, pending, round(loss_rate, 3) FROM governance.request_contest ORDER BY 1"
    )
    assert rows == [("review", 4, 1, 0.333), ("suit_direct", 1, 0, 1.0)]


def test_what_a_broken_file_said_before_stays(rulebook: Rulebook) -> None:
    first = request("1", file="a.xlsx")
    load_requests(rulebook.warehouse, [first, request("2", file="b.xlsx")], [])
    load_requests(rulebook.warehouse, [request("3", file="b.xlsx")], ["a.xlsx"])
    assert rulebook.rows("SELECT number FROM governance.request ORDER BY 1") == [("1",), ("3",)]
    load_requests(rulebook.warehouse, [], [])
    assert rulebook.rows("SELECT count(*) FROM governance.request") == [(0,)]
