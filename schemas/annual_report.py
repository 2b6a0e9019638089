"""Cells of annual reports (政府信息公开工作年度报告)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator

from schemas.base import Model

CellState = Literal["numeric", "zero", "empty", "na", "text"]
"""What a cell of a form says: a number, nought, nothing at all, not applicable, words."""


class AnnualReportCell(Model):
    """A cell of the tables of an annual report (政府信息公开工作年度报告), 国办公开办函〔2021〕30号."""

    sheet_or_page: str
    cell: str
    unit_id: str | None = None
    unit_name: str | None = None
    report_year: int | None = None
    form_version: Literal["2021", "2019"] = "2021"
    table_number: Literal[2, 3, 4]
    """2 主动公开, 3 依申请公开, 4 复议诉讼: the part of the report it stands in."""
    row_code: str
    row_label: str
    column_code: str
    column_label: str
    state: CellState
    value: Annotated[Decimal, Field(max_digits=18, decimal_places=6)] | None = None
    """None unless `state` is numeric or zero; in `unit`."""
    printed: str | None = None
    unit: Literal["件", "万元"] = "件"


Count = Annotated[int, Field(ge=0)]
Applicant = Literal["person", "company", "research", "charity", "legal", "other"]


class AnnualReportInput(Model):
    """What a unit gives for its annual report: counts and the three texts. Sums are made from it, never given."""

    unit: str
    """Full name of the unit."""
    year: Annotated[int, Field(ge=2008, le=2100)]
    overview: str
    """总体情况."""
    problems: str
    """存在的主要问题及改进情况."""
    others: str
    """其他需要报告的事项, 信息处理费 among them."""
    disclosure: dict[str, dict[str, Annotated[Decimal, Field(ge=0)]]] = Field(default_factory=dict)
    """Table 2: row code to column code to number; what is not given is 0."""
    requests: dict[Applicant, dict[str, Count]] = Field(default_factory=dict)
    """Table 3: applicant to row code to cases; `carried_out`, totals and sums are made."""
    reviews: dict[Literal["reconsideration", "lawsuit_direct", "lawsuit_after"], dict[str, Count]] = Field(
        default_factory=dict
    )
    """Table 4: group to outcome to cases."""

    @field_validator("others")
    @classmethod
    def _tells_fees(cls, value: str) -> str:
        if "信息处理费" not in value:
            raise ValueError("must say whether 信息处理费 was charged, also where none was")
        return value
