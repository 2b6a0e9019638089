"""Cells of annual reports (政府信息公开工作年度报告)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

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
