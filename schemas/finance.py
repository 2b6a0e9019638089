"""Records of the finance tables (财政信息): tidy, one amount a record, each with the cell it was printed in.

Fields are the columns of the table of the same name in schema `finance`; `item_id` and `attachment_id` join them when
they are loaded. Money is DECIMAL yuan with two places; the printed amount and unit stay beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from schemas.annual_report import AnnualReportCell
from schemas.base import Model
from schemas.harvest import Severity
from schemas.standard import StandardItem

Kind = Literal["budget", "debt", "direct_fund", "subsidy", "annual_report", "standard_catalogue"]
"""Families of datasets; each has one reader."""
Verdict = Literal["pass", "fail", "not_testable"]
Yuan = Annotated[Decimal, Field(max_digits=18, decimal_places=2)]
PrintedUnit = Literal["元", "千元", "万元", "亿元"]
UNIT_YUAN: dict[PrintedUnit, int] = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
"""Yuan in one printed unit."""


class Printed(Model):
    """Where a record was printed, and its amount as printed."""

    sheet_or_page: str
    """Sheet name, page number, or `table n` of a page body."""
    cell: str
    """`B7` in a sheet, `p3!r5c2` on a page, `t1!r2c3` in a page body."""
    amount_yuan: Yuan | None = None
    printed_amount: str | None = None
    printed_unit: PrintedUnit | None = None


class BudgetLine(Printed):
    """An amount of a budget or of final accounts (部门预决算)."""

    unit_id: str | None = None
    unit_name: str | None = None
    unit_level: Literal["部门", "单位"] | None = None
    fiscal_year: int | None = None
    stage: Literal["budget", "final"] | None = None
    table_code: str
    """Which of the prescribed tables: a code of `schemas/data/budget_tables.toml`."""
    table_name: str | None = None
    row_number: int
    row_label: str | None = None
    function_code: str | None = None
    function_name: str | None = None
    economic_code: str | None = None
    economic_name: str | None = None
    measure: str
    """Column of the table (栏目) in one spelling; the parts of a stacked header are parted by a slash."""


class DebtAmount(Printed):
    """A limit, balance, issue or repayment of government debt (政府债务)."""

    unit_id: str | None = None
    fiscal_year: int | None = None
    stage: Literal["budget", "execution"] | None = None
    scope: str | None = None
    region: str | None = None
    """地区 of the row as printed, where the table has one row a region."""
    debt_kind: str | None = None
    measure: str | None = None
    table_name: str | None = None
    row_label: str | None = None
    formula_label: str | None = None


class Bond(Printed):
    """A government bond in being (存续政府债券)."""

    unit_id: str | None = None
    bond_code: str | None = None
    bond_name: str | None = None
    debt_kind: str | None = None
    nature: str | None = None
    term_years: Decimal | None = None
    rate_percent: Decimal | None = None
    issued_on: date | None = None
    matures_on: date | None = None
    project: str | None = None
    repayment_source: str | None = None


class DirectFund(Printed):
    """An amount of a direct fund (财政直达资金)."""

    unit_id: str | None = None
    fiscal_year: int | None = None
    programme: str | None = None
    source_level: str | None = None
    recipient: str | None = None
    """Region or unit the money goes to, as printed."""
    cut_off_on: date | None = None
    measure: str | None = None
    share_percent: Decimal | None = None
    """Share printed beside the amount (分配率, 支付率)."""


class SubsidyProgramme(Printed):
    """A subsidy programme (惠民惠农补贴项目)."""

    programme: str | None = None
    fiscal_year: int | None = None
    basis: str | None = None
    standard: str | None = None
    target_group: str | None = None
    department: str | None = None
    telephone: str | None = None


class SubsidyPayment(Printed):
    """A payment of a subsidy (补贴发放), its payee masked."""

    programme: str | None = None
    fiscal_year: int | None = None
    batch: str | None = None
    level: Literal["household", "village", "township", "county"] | None = None
    """What the row is of: one payee, or the sum of a village, a township or the county."""
    households: int | None = None
    """Payees of a summed row, as printed."""
    township: str | None = None
    township_code: str | None = None
    village: str | None = None
    village_code: str | None = None
    payee: str | None = None
    payee_key: str | None = None
    is_sensitive: bool = False
    """The programme tells of minors, illness, disability or social assistance: no payee is kept."""
    quantity: Decimal | None = None
    quantity_unit: str | None = None
    standard_yuan: Decimal | None = None
    paid_on: date | None = None
    publicity_from: date | None = None
    publicity_to: date | None = None


FinanceRecord = (
    BudgetLine
    | DebtAmount
    | Bond
    | DirectFund
    | SubsidyProgramme
    | SubsidyPayment
    | AnnualReportCell
    | StandardItem
)
FINANCE_TABLES: dict[type[FinanceRecord], str] = {
    BudgetLine: "finance.budget_line",
    DebtAmount: "finance.debt_amount",
    Bond: "finance.bond",
    DirectFund: "finance.direct_fund",
    SubsidyProgramme: "finance.subsidy_programme",
    SubsidyPayment: "finance.subsidy_payment",
    AnnualReportCell: "governance.annual_report_cell",
    StandardItem: "governance.standard_item",
}
"""Table by model."""
TABLE_KINDS: dict[str, Kind] = {
    "finance.budget_line": "budget",
    "finance.debt_amount": "debt",
    "finance.bond": "debt",
    "finance.direct_fund": "direct_fund",
    "finance.subsidy_programme": "subsidy",
    "finance.subsidy_payment": "subsidy",
    "governance.annual_report_cell": "annual_report",
    "governance.standard_item": "standard_catalogue",
}
"""The kind whose reader fills a table: of a file that two readers read, each replaces its own rows."""


class CheckResult(Model):
    """One identity held against one file (勾稽结果)."""

    rule_id: str
    verdict: Verdict
    place: str
    """What was tested: table, row and column in words; one rule has one result for each."""
    expected: Yuan | None = None
    """What the other cells say, in yuan."""
    found: Yuan | None = None
    """What is printed, in yuan."""
    tolerance: Yuan | None = None
    """How far rounding alone may part the two, in yuan."""
    cells: tuple[str, ...] = ()
    """Cells that the identity joins, the one that is `found` first; `place!cell` in a workbook of several sheets."""
    suspect: str | None = None
    """The cell that explains the most failures at once, where one does."""
    message: str | None = None
    """Why it failed or could not be tested, in words."""
    clause: str | None = None


class ReadingFinding(Model):
    """What a reader has to say of a file beside its records (读取问题): text is plain and masked."""

    check_id: str
    severity: Severity
    message: str
    sheet_or_page: str | None = None
    cell: str | None = None
    evidence: str | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class DatasetReading:
    """A file as records, what its identities gave, and what needs a hand. Text is masked."""

    kind: Kind
    records: tuple[FinanceRecord, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    findings: tuple[ReadingFinding, ...] = ()
