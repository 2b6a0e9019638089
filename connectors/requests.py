"""The register of applications (依申请公开登记簿): spreadsheets in, requests and complaints out."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from connectors.registers import Form, RegisterReading, day, number, one_of, read_folder
from schemas.registry import Registry
from schemas.requests import APPLICANT_WORDS, FEE_BASIS_WORDS, OUTCOMES, RESULT_WORDS, DisclosureRequest

_DATA = tomllib.loads(files("connectors").joinpath("request_headers.toml").read_text(encoding="utf-8"))
_DAYS = (
    *("received_on", "correction_asked_on", "corrected_on", "consulted_from", "consulted_to", "extended_on"),
    *("answered_on", "review_filed_on", "suit_filed_on"),
)
RULE = "request_row_wrong"
FORM: Form[DisclosureRequest] = Form(
    rule=RULE,
    model=DisclosureRequest,
    headings=_DATA["heading"],
    blank=frozenset(_DATA["blank"]["words"]),
    needed=frozenset({"number", "unit_id", "received_on"}),
    readers={
        **dict.fromkeys(_DAYS, day),
        **dict.fromkeys(("pages", "fee_yuan"), number),
        **dict.fromkeys(("review_result", "suit_result"), one_of(RESULT_WORDS)),
        "applicant_kind": one_of(APPLICANT_WORDS),
        "fee_basis": one_of(FEE_BASIS_WORDS),
        "outcome": one_of({code: outcome.name for code, outcome in OUTCOMES.items()}),
    },
    key=lambda request: (request.unit_id, request.number),
    key_field="number",
)


def read_registers(folder: Path, registry: Registry) -> RegisterReading[DisclosureRequest]:
    """All registers of a folder; see `read_folder`."""
    return read_folder(FORM, folder, registry)
