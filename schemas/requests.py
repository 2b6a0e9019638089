"""Applications for disclosure (依申请公开) as a unit registers them; no names, no contacts."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from schemas.base import Model

ApplicantKind = Literal["natural", "enterprise", "research", "charity", "legal", "other"]
APPLICANT_WORDS: dict[ApplicantKind, str] = {
    "natural": "自然人",
    "enterprise": "商业企业",
    "research": "科研机构",
    "charity": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
}
"""The columns of table 3, in its order."""

Result = Literal["upheld", "corrected", "other"]
RESULT_WORDS: dict[Result, str] = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
FeeBasis = Literal["cases", "pages"]
FEE_BASIS_WORDS: dict[FeeBasis, str] = {"cases": "按件", "pages": "按量"}


class Outcome(Model):
    """How an application ended (办理结果): a row of table 3."""

    code: str
    group: str
    name: str
    report_row: str
    """Code of that row in the tables of annual reports."""


_DATA = tomllib.loads(files("schemas").joinpath("data", "request_outcomes.toml").read_text(encoding="utf-8"))
OUTCOMES: dict[str, Outcome] = {o["code"]: Outcome(**o) for o in _DATA["outcome"]}
"""By code, in the order of the table."""


class DisclosureRequest(Model):
    """One row of the register (登记簿). Days in +08:00; money in yuan."""

    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
    """登记号, unique within the unit."""
    unit_id: str
    applicant_kind: ApplicantKind
    applicant_code: str | None = None
    """Stands for the applicant, so that cases of one applicant can be counted; no name."""
    channel: str | None = None
    received_on: date
    correction_asked_on: date | None = None
    corrected_on: date | None = None
    consulted_from: date | None = None
    consulted_to: date | None = None
    extended_on: date | None = None
    answered_on: date | None = None
    outcome: str | None = None
    """Code of `OUTCOMES`."""
    pages: int | None = Field(default=None, ge=0)
    fee_basis: FeeBasis | None = None
    fee_yuan: Decimal | None = Field(default=None, ge=0, max_digits=18, decimal_places=2)
    review_filed_on: date | None = None
    review_result: Result | None = None
    suit_filed_on: date | None = None
    suit_result: Result | None = None
    file: str
    row_number: int

    @model_validator(mode="after")
    def _in_order(self) -> DisclosureRequest:
        for earlier, later, told in (
            (self.received_on, self.answered_on, "答复日期早于收到日期"),
            (self.received_on, self.correction_asked_on, "补正通知日期早于收到日期"),
            (self.correction_asked_on, self.corrected_on, "补正日期早于补正通知日期"),
            (self.consulted_from, self.consulted_to, "征求意见结束日期早于开始日期"),
        ):
            if earlier and later and later < earlier:
                raise ValueError(told)
        for value, needed, told in (
            (self.answered_on, self.outcome, "已答复的须填写办理结果"),
            (self.outcome, self.answered_on, "有办理结果的须填写答复日期"),
            (self.corrected_on, self.correction_asked_on, "有补正日期的须填写补正通知日期"),
            (self.consulted_to, self.consulted_from, "有征求意见结束日期的须填写开始日期"),
            (self.review_result, self.review_filed_on, "有复议结果的须填写复议申请日期"),
            (self.suit_result, self.suit_filed_on, "有诉讼结果的须填写起诉日期"),
        ):
            if value is not None and needed is None:
                raise ValueError(told)
        return self
