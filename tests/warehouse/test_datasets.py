"""What waits to be read, the rows of a file as one, and what is open of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from schemas.finance import BudgetLine, CheckResult, DatasetReading, DebtAmount, ReadingFinding
from schemas.harvest import Run
from tests.warehouse.feeds.log_book import START, LogBook
from tests.warehouse.template import fresh_warehouse
from tests.warehouse.test_report import REGISTRY
from warehouse.database import Warehouse
from warehouse.datasets import (
    FileReading,
    ReaderEntry,
    WaitingFile,
    conclude_datasets,
    load_readings,
    waiting_files,
)
from warehouse.rules import sync_rules

READER = ReaderEntry("budget", 1, ("budget", "final_account"))
RUN = Run(run_id="r1", started_at=START)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[LogBook]:
    with fresh_warehouse(tmp_path, REGISTRY) as warehouse:
        yield LogBook(warehouse)


def line(amount: int, **columns: object) -> BudgetLine:
    told = {
        "sheet_or_page": "表",
        "cell": "B2",
        "table_code": "summary",
        "row_number": 1,
        "measure": "预算数",
    }
    return BudgetLine.model_validate(told | {"amount_yuan": Decimal(amount)} | columns)


def failure(message: str) -> CheckResult:
    return CheckResult(rule_id="budget_codes", verdict="fail", place="表", cells=("表!B2",), message=message)


def load(warehouse: Warehouse, file: WaitingFile, *rows: object, run: Run = RUN) -> int:
    reading = DatasetReading(
        "budget",
        tuple(row for row in rows if isinstance(row, BudgetLine)),
        tuple(row for row in rows if isinstance(row, CheckResult)),
        tuple(row for row in rows if isinstance(row, ReadingFinding)),
    )
    return load_readings(warehouse, run, [FileReading(file, (reading,))], {"budget": 1})


def amounts(warehouse: Warehouse) -> list[Decimal]:
    rows = warehouse.connection.execute("SELECT amount_yuan FROM finance.budget_line ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def waiting(warehouse: Warehouse, version: int = 1) -> list[WaitingFile]:
    return waiting_files(warehouse, [ReaderEntry("budget", version, READER.categories)])


def test_files_and_page_bodies_of_the_readers_categories_wait(book: LogBook) -> None:
    book.upsert("a", category="budget", body_html="<table><tr><td>1</td></tr></table>")
    book.attach("a", "表.xlsx", sha256="s1")
    book.attach("a", "没有取到.xlsx", sha256=None)
    book.upsert("b", category="plan")
    book.attach("b", "别的.xlsx", sha256="s2")
    book.upsert("c", category="final_account", body_html="<p>没有表</p>")
    found = waiting(book.warehouse)
    assert [(f.item_id, f.file_name) for f in found] == [("a", None), ("a", "表.xlsx")]
    assert {f.kinds for f in found} == {("budget",)}


def test_a_file_is_read_once_by_each_version(book: LogBook) -> None:
    book.upsert("a", category="budget")
    book.attach("a", "表.xlsx", sha256="s1")
    (file,) = waiting(book.warehouse)
    assert load(book.warehouse, file, line(5), line(7, cell="B3")) == 2
    assert waiting(book.warehouse) == []
    (again,) = waiting(book.warehouse, version=2)
    load(book.warehouse, again, line(9))
    assert amounts(book.warehouse) == [9]


def test_each_of_two_readers_replaces_its_own_rows_of_a_file(book: LogBook) -> None:
    """The debt tables of a county stand in the file of its budget."""
    book.upsert("a", category="budget")
    book.attach("a", "预算.xlsx", sha256="s1")

    def readers(debt: int) -> list[ReaderEntry]:
        return [READER, ReaderEntry("debt", debt, ("debt", "budget"))]

    (file,) = waiting_files(book.warehouse, readers(1))
    assert file.kinds == ("budget", "debt")
    scan = ReadingFinding(check_id="table_scan", severity="warning", message="第 3 页是图片")
    owed = DebtAmount(sheet_or_page="表", cell="C3", scope="本地区", debt_kind="一般", measure="limit")
    both = (
        DatasetReading("budget", (line(5),), (), (scan,)),
        DatasetReading("debt", (owed,), (), (scan,)),
    )
    load_readings(book.warehouse, RUN, [FileReading(file, both)], {"budget": 1, "debt": 1})
    (again,) = waiting_files(book.warehouse, readers(2))
    assert again.kinds == ("debt",)
    found = DatasetReading("debt", (owed, owed), (), (scan,))
    load_readings(book.warehouse, RUN, [FileReading(again, (found,))], {"debt": 2})
    assert amounts(book.warehouse) == [5]
    assert book.warehouse.connection.execute("SELECT count(*) FROM finance.debt_amount").fetchall() == [(2,)]
    told = [f.message for f in conclude_datasets(book.warehouse, RUN) if f.check_id == "table_scan"]
    assert told == ["第 3 页是图片"], "said once, though both readers met it"


def test_a_reading_without_a_record_is_remembered_too(book: LogBook) -> None:
    book.upsert("a", category="budget")
    book.attach("a", "扫描.pdf", sha256="s1")
    (file,) = waiting(book.warehouse)
    load(book.warehouse, file)
    assert waiting(book.warehouse) == []


def test_what_the_reader_is_told_counts_as_its_form(book: LogBook) -> None:
    book.upsert("a", category="budget", title="2025年部门预算")
    book.attach("a", "表.xlsx", sha256="s1")
    load(book.warehouse, waiting(book.warehouse)[0], line(5))
    book.upsert("a", category="budget", title="2026年部门预算")
    assert [f.title for f in waiting(book.warehouse)] == ["2026年部门预算"]


def test_rows_go_with_their_file(book: LogBook) -> None:
    for item in ("a", "b", "c"):
        book.upsert(item, category="budget")
        book.attach(item, "表.xlsx", sha256=item)
    for n, file in enumerate(waiting(book.warehouse), 1):
        load(book.warehouse, file, line(n))
    book.withdraw("a")
    book.warehouse.connection.execute(
        "UPDATE catalogue.attachment SET withdrawn_at = now() WHERE item_id = 'b'"
    )
    assert waiting(book.warehouse) == []
    assert amounts(book.warehouse) == [3]
    book.upsert("a", category="budget")
    assert [f.item_id for f in waiting(book.warehouse)] == ["a"]


def test_a_file_is_loaded_whole_or_not_at_all(book: LogBook) -> None:
    book.upsert("a", category="budget")
    book.attach("a", "表.xlsx", sha256="s1")
    (file,) = waiting(book.warehouse)
    load(book.warehouse, file, line(5))
    wrong = line(6).model_copy(update={"amount_yuan": Decimal("1e30")})
    with pytest.raises(Exception, match=r"(?i)precision|decimal"):
        load(book.warehouse, file, line(7), wrong)
    assert amounts(book.warehouse) == [5]


def test_failures_are_open_until_they_are_mended(book: LogBook) -> None:
    book.upsert("a", category="budget")
    book.attach("a", "表.xlsx", sha256="s1")
    (file,) = waiting(book.warehouse)
    scan = ReadingFinding(check_id="table_scan", severity="warning", message="第7页是图片")
    load(book.warehouse, file, failure("甲不等"), failure("乙不等"), scan)
    found = conclude_datasets(book.warehouse, RUN)
    assert {(f.check_id, f.severity, f.item_id) for f in found} == {
        ("budget_codes", "error", "a"),
        ("table_scan", "warning", "a"),
    }
    assert {f.message for f in found} == {"乙不等；甲不等", "第7页是图片"}
    load(book.warehouse, file, line(1))
    later = Run(run_id="r2", started_at=START + timedelta(days=1))
    assert conclude_datasets(book.warehouse, later) == []
    closed = "SELECT count(*) FROM operations.finding WHERE origin = 'datasets' AND closed_at IS NOT NULL"
    assert book.warehouse.connection.execute(closed).fetchall() == [(2,)]


def test_one_wrong_figure_is_one_finding_however_many_identities_it_breaks(book: LogBook) -> None:
    sync_rules(book.warehouse.connection)
    book.upsert("a", category="budget")
    book.attach("a", "表.xlsx", sha256="s1")
    (file,) = waiting(book.warehouse)
    wrong = [
        failure(f"{rule}不等").model_copy(update={"rule_id": rule, "suspect": "表3!C8"})
        for rule in ("budget_same_codes", "budget_codes", "budget_row_parts")
    ]
    other = failure("另一处不等").model_copy(update={"suspect": "表3!D9", "clause": "表式 [recalled]"})
    load(book.warehouse, file, *wrong, other)
    found = {f.evidence: f for f in conclude_datasets(book.warehouse, RUN)}
    assert set(found) == {"表3!C8", "表3!D9"}
    assert found["表3!C8"].check_id == "budget_row_parts"
    assert found["表3!C8"].message == (
        "表3!C8 疑有误，3 项勾稽因此不成立：budget_row_parts不等；budget_codes不等；budget_same_codes不等"
    )
    assert (found["表3!D9"].message, found["表3!D9"].clause, found["表3!D9"].mark) == (
        "另一处不等",
        "表式",
        "recalled",
    )


def total(amount: int, unit_id: str, level: str, year: int = 2026, **columns: object) -> BudgetLine:
    told = {
        "table_code": "expense",
        "row_label": "合计",
        "measure": "合计",
        "printed_unit": "元",
        "stage": "budget",
    }
    return line(amount, **told | {"unit_id": unit_id, "unit_level": level, "fiscal_year": year} | columns)


def verdicts(warehouse: Warehouse, rule: str) -> list[tuple[str, Decimal | None, Decimal | None]]:
    query = "SELECT verdict, expected, found FROM finance.check_result WHERE rule_id = ? ORDER BY ALL"
    return warehouse.connection.execute(query, [rule]).fetchall()


def publish(book: LogBook, item: str, *rows: BudgetLine | CheckResult) -> None:
    book.upsert(item, category="budget")
    book.attach(item, "表.xlsx", sha256=item)
    (file,) = waiting(book.warehouse)
    load(book.warehouse, file, *rows)


def test_a_department_is_the_sum_of_its_units_and_never_added_to_itself(book: LogBook) -> None:
    columns, values = "unit_id, name, kind, parent_unit_id", "'clinic', '诊所', 'institution', 'finance'"
    book.warehouse.connection.execute(f"INSERT INTO catalogue.unit ({columns}) VALUES ({values})")
    publish(book, "a", total(100, "finance", "部门"))
    publish(book, "b", total(60, "finance", "单位"))
    conclude_datasets(book.warehouse, RUN)
    assert [v for v, _, _ in verdicts(book.warehouse, "county_units_sum")] == ["not_testable"]
    publish(book, "c", total(40, "clinic", "单位"))
    conclude_datasets(book.warehouse, RUN)
    assert verdicts(book.warehouse, "county_units_sum") == [("pass", 100, 100)]
    publish(book, "d", total(41, "clinic", "单位", year=2026, cell="p3!r5c2"))
    found = conclude_datasets(book.warehouse, RUN)
    assert verdicts(book.warehouse, "county_units_sum") == [("fail", 101, 100)]
    assert [f.item_id for f in found if f.check_id == "county_units_sum"] == ["a"]
    wrong = total(42, "clinic", "单位", cell="p3!r6c2")
    publish(book, "e", wrong, failure("行不平").model_copy(update={"suspect": wrong.cell}))
    found = conclude_datasets(book.warehouse, RUN)
    assert [v for v, _, _ in verdicts(book.warehouse, "county_units_sum")] == ["not_testable"]
    assert [f.item_id for f in found] == ["e"], "what its own file tells is told there alone"


def test_a_total_that_jumps_is_told_and_one_that_grows_is_not(book: LogBook) -> None:
    totals = {2024: 10, 2025: 12, 2026: 120_000}
    publish(book, "a", *(total(amount, "finance", "部门", year) for year, amount in totals.items()))
    conclude_datasets(book.warehouse, RUN)
    assert verdicts(book.warehouse, "county_year_on_year") == [("fail", 12, 120_000), ("pass", 10, 12)]
    publish(book, "b", total(13, "finance", "部门", 2027))
    conclude_datasets(book.warehouse, RUN)
    back = ("pass", 120_000, 13)
    assert verdicts(book.warehouse, "county_year_on_year") == [("fail", 12, 120_000), ("pass", 10, 12), back]


def test_final_accounts_quote_the_budget_as_it_was(book: LogBook) -> None:
    told = {"table_code": "three_public", "row_label": "合计", "measure": "预算数"}
    told |= {"fiscal_year": 2025, "unit_id": "finance"}
    publish(book, "a", line(379_100, stage="budget", **told))
    publish(book, "b", line(379_100, stage="final", **told), line(400_000, stage="final", **told))
    conclude_datasets(book.warehouse, RUN)
    found = verdicts(book.warehouse, "county_three_public_quoted")
    assert found == [("fail", 379_100, 400_000), ("pass", 379_100, 379_100)]
