"""Tables 3 and 4 of an annual report, counted from the register of applications (依申请公开登记簿)."""

from __future__ import annotations

from pathlib import Path

from flows.forms.annual_report import APPLICANTS, InputError
from schemas.annual_report import AnnualReportInput
from schemas.requests import APPLICANT_WORDS, OUTCOMES
from warehouse.looks import register_contests, register_year

_APPLICANTS = dict(zip(APPLICANT_WORDS, APPLICANTS, strict=True))
"""Both are the columns of table 3, in its order."""
_CONTESTS = {
    "review": "reconsideration",
    "suit_direct": "lawsuit_direct",
    "suit_after_review": "lawsuit_after",
}
_RESULTS = {"upheld": "upheld", "corrected": "corrected", "other": "otherwise", "pending": "pending"}


def from_register(given: AnnualReportInput, home: Path) -> AnnualReportInput:
    """The input with the counts of its unit and year; what is carried out is made by the form.

    Raises `InputError` where the input has counts of its own or no application of the unit is registered up to
    that year, `QueryError` where there is no snapshot.
    """
    if given.requests or given.reviews:
        raise InputError("[requests] and [reviews] come from the register: leave them out")
    rows = register_year(home, given.unit, given.year).records()
    if not rows:
        raise InputError(f"the register has no application of {given.unit} in {given.year}")
    requests: dict[str, dict[str, int]] = {}
    for row in rows:
        if row["row"] != "carried_out":
            code = OUTCOMES[row["row"]].report_row if row["row"] in OUTCOMES else row["row"]
            requests.setdefault(_APPLICANTS[row["applicant_kind"]], {})[code] = row["requests"]
    reviews = {
        _CONTESTS[row["kind"]]: {_RESULTS[name]: row[name] for name in _RESULTS}
        for row in register_contests(home, given.unit, given.year).records()
    }
    return AnnualReportInput.model_validate(given.model_dump() | {"requests": requests, "reviews": reviews})
