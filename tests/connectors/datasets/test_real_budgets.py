"""Published budgets and final accounts, where the folder with them lies beside the repository: totals to the cent,
identities that hold, every amount read. Of their content only numbers are known here."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from connectors.datasets import Context, read_dataset
from connectors.tables import read_grids
from schemas.finance import UNIT_YUAN, BudgetLine, DatasetReading
from tests.connectors.datasets.plant import copies

FOLDER = Path(__file__).parents[4] / "shared" / "budgets"
TRUTHS: list[dict[str, Any]] = (
    json.loads((FOLDER / "truth.json").read_text(encoding="utf-8")) if FOLDER.is_dir() else []
)
NINE = {
    *("summary", "income", "expense", "fiscal_summary", "general_expense"),
    *("general_basic", "three_public", "fund", "capital"),
}
TRUE_FAILURES = {"budget_text_fiscal_totals": 1}
"""One explanation says 0.3 万元 where its table has 2961.68; nothing else in the files is wrong."""
_NUMBER = re.compile(r"(?<![\d,.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d,])")


@cache
def reading_of(name: str) -> DatasetReading:
    path = FOLDER / name
    return read_dataset("budget", read_grids(path.read_bytes(), name), Context(file_name=name))


def lines_of(name: str) -> list[BudgetLine]:
    return [record for record in reading_of(name).records if isinstance(record, BudgetLine)]


def amount(name: str, code: str, *labels: str) -> set[Decimal | None]:
    return {r.amount_yuan for r in lines_of(name) if r.table_code == code and r.row_label in labels}


if TRUTHS:
    each = pytest.mark.parametrize("truth", TRUTHS, ids=[str(n) for n in range(1, len(TRUTHS) + 1)])

    @each
    def test_totals_are_exact(truth: dict[str, Any]) -> None:
        name, unit = truth["file"], UNIT_YUAN[truth["unit"]]
        income, expense = (Decimal(truth[k]) * unit for k in ("income_total", "expense_total"))
        assert amount(name, "summary", "收入总计", "支出总计", "总计") == {income, expense}
        if "fiscal_appropriation_total" in truth:
            total = Decimal(truth["fiscal_appropriation_total"]) * unit
            assert amount(name, "fiscal_summary", "总计") == {total}
        found = lines_of(name)
        assert {(r.fiscal_year, r.unit_name) for r in found} == {(truth["year"], truth["org"])}
        assert {r.stage for r in found} == {"final" if "决算" in truth["kind"] else "budget"}
        classes = {r.function_code: r.amount_yuan for r in found if r.table_code == "summary"}
        for code, printed in truth.get("by_function", {}).items():
            assert classes[code] == Decimal(printed) * unit

    @each
    def test_every_table_is_found_down_to_items(truth: dict[str, Any]) -> None:
        reading = reading_of(truth["file"])
        empty = [c for c in reading.checks if c.rule_id == "budget_empty_table"]
        assert {r.table_code for r in lines_of(truth["file"])} == NINE - {"fund", "capital"}
        assert [c.verdict for c in empty] == ["pass", "pass"]
        codes = {
            r.function_code for r in lines_of(truth["file"]) if r.table_code == "expense" and r.function_code
        }
        sections = {code for code in codes if len(code) == 5}
        assert sections
        assert all(any(code.startswith(s) for code in codes if len(code) == 7) for s in sections)

    @each
    def test_every_number_of_its_pages_is_read_and_no_other(truth: dict[str, Any]) -> None:
        read: dict[int, Counter[str]] = defaultdict(Counter)
        for line in lines_of(truth["file"]):
            read[int(line.sheet_or_page)][line.printed_amount or ""] += 1
        pdf = pypdfium2.PdfDocument(FOLDER / truth["file"])
        for page, amounts in read.items():
            text = " ".join(pdf[page - 1].get_textpage().get_text_bounded().split())
            assert Counter(n for n in amounts.elements() if _NUMBER.fullmatch(n)) == Counter(
                _NUMBER.findall(text)
            )

    @each
    def test_identities_hold_but_where_the_file_is_wrong(truth: dict[str, Any]) -> None:
        reading = reading_of(truth["file"])
        failures = Counter(c.rule_id for c in reading.checks if c.verdict == "fail")
        assert failures == (TRUE_FAILURES if "fiscal_appropriation_total" in truth else {})
        assert sum(c.verdict == "pass" for c in reading.checks) > 200
        assert not reading.findings

    @each
    def test_a_wrong_digit_is_reported_at_its_cell(truth: dict[str, Any]) -> None:
        reading = read_grids((FOLDER / truth["file"]).read_bytes(), "a.pdf")
        for copy in copies(reading, 6):
            if not copy.is_rounding:
                assert any(copy.cell in failure.cells for failure in copy.failures), copy
                assert {failure.suspect for failure in copy.failures} <= {copy.cell, None}, copy
