"""The spreadsheet that a unit registers its applications in (依申请公开登记簿)."""

from __future__ import annotations

from pathlib import Path

from connectors.register_template import write_template
from connectors.requests import FORM
from schemas.requests import APPLICANT_WORDS, FEE_BASIS_WORDS, OUTCOMES, RESULT_WORDS


def request_template(path: Path) -> None:
    """Write an .xlsx with one row of headings; what is chosen from a list, is chosen."""
    choices = {
        "applicant_kind": list(APPLICANT_WORDS.values()),
        "outcome": [outcome.name for outcome in OUTCOMES.values()],
        "fee_basis": list(FEE_BASIS_WORDS.values()),
        "review_result": list(RESULT_WORDS.values()),
        "suit_result": list(RESULT_WORDS.values()),
    }
    write_template(path, "依申请公开登记簿", FORM.first_headings, choices)
