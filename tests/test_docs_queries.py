"""Every query that the data officer's page shows runs on a small warehouse, and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.feeds.log_book import START, LogBook
from tests.warehouse.rulebook import applied, judged
from tests.warehouse.test_report import REGISTRY, RUN, deliver, find, source_run
from warehouse.database import open_warehouse
from warehouse.registry import sync_registry

PAGE = Path(__file__).parents[1] / "docs" / "data-officer.md"
SECTIONS = re.findall(r"### ([^\n]+)\n(.*?)(?=\n##|\Z)", PAGE.read_text(encoding="utf-8"), re.DOTALL)
QUERIES = [
    (f"{title}#{n}", query)
    for title, text in SECTIONS
    for n, query in enumerate(re.findall(r"```sql\n(.*?)```", text, re.DOTALL), 1)
]
OTHERS = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse in which every question of the page has an answer."""
    with open_warehouse(tmp_path_factory.mktemp("officer"), owner="test") as warehouse:
        sync_registry(warehouse, REGISTRY, START)
        book = LogBook(warehouse)
        run = {"run_id": RUN.run_id, "kind": "run", "scope": "", "is_full": False, "started_at": START}
        book.insert("operations.run", run | {"state": "done"})
        book.upsert("a", category="normative", written_on=(START - timedelta(days=90)).date())
        book.upsert("b", body_text="粮食补贴的说明")
        book.upsert("b", title="改过的标题")
        book.upsert("c")
        book.withdraw("c")
        issue = '<p><a href="http://127.0.0.1/9.html">友谊县供热条例</a></p>'
        book.upsert("d", category="gazette", title="友谊县人民政府公报（2026年第1期）", body_html=issue)
        read = {"source_id": "finance", "path": "/", "completeness": "proven", "read_at": START}
        book.insert("operations.column_read", read | {"proven_at": START, "listed": 0, "undated": 0})
        account = {"unit_id": "finance", "platform": "wechat", "name": "友谊财政", "filing": "unfiled"}
        account |= {"state": "running", "checked_on": START.date(), "file": "台账.xlsx", "row_number": 2}
        book.insert("governance.new_media", account)
        book.attach("b", "扫描.pdf", note="scan")
        deliver(book, "municipal", "a", "rejected", code="R02", message="缺少发布日期")
        deliver(book, "provincial", "a", "pending")
        deliver(book, "municipal", "c", "accepted", operation="withdraw", version=2)
        cell = {"item_id": "a", "sheet_or_page": "table 2", "cell": "t2!r4c10", "unit_id": "finance"}
        cell |= {"report_year": 2025, "form_version": "2021", "table_number": 3, "row_code": "received"}
        cell |= {"row_label": "本年新收政府信息公开申请数量", "column_code": "total", "column_label": "总计"}
        book.insert("governance.annual_report_cell", cell | {"state": "numeric", "value": 9, "unit": "件"})
        failed = {"item_id": "a", "kind": "annual_report", "rule_id": "annual_text", "verdict": "fail"}
        book.insert("finance.check_result", failed | {"place": "正文·本年新收", "expected": 9, "found": 8})
        statute = {"item_id": "a", "name": "样例条例", "told_by": "none", "closeness": 0.0, "change_count": 0}
        book.insert("governance.statute_match", statute | {"article_count": 9, "digest": ""})
        unknown = {"item_id": "a", "name": "样例条例", "verdict": "unknown", "judged_on": START.date()}
        book.insert("governance.statute_verdict", unknown)
        line = {"item_id": "a", "unit_id": "office", "unit_name": "办公室", "table_code": "three_public"}
        line |= {
            "stage": "budget",
            "row_label": "合计",
            "measure": "预算数",
            "sheet_or_page": "9",
            "cell": "p9!r4c1",
        }
        for year, amount in ((2025, 100), (2026, 200)):
            book.insert("finance.budget_line", line | {"fiscal_year": year, "amount_yuan": amount})
        failed |= {"kind": "budget", "rule_id": "budget_codes", "cells": ["p9!r4c1"], "suspect": "p9!r4c1"}
        book.insert("finance.check_result", failed | {"place": "支出总表", "expected": 9, "found": 8})
        owes(book)
        listed = {"unit_id": "xinglong", "field": "farm_subsidy", "match_key": "a", "name": "农机购置补贴"}
        listed |= {"verdict": "nothing", "elements": [], "missing_elements": [], "evidence": []}
        listed |= {"catalogue_item_id": "a", "cell": "B3", "judged_on": START.date()}
        book.insert("governance.standard_coverage", listed)
        difference = {"target_id": "municipal", "item_id": "b", "verdict": "stale", "version": 2}
        book.insert("exchange.difference", difference | {"first_seen_at": START, "last_seen_at": START})
        find(book, "late", "error", "预算公开超过时限", unit_id="finance")
        source_run(book, "finance", completeness="broken", error="连接超时")
        reject = {"reject_id": "r", "run_id": RUN.run_id, "source_id": "finance", "page_key": "p"}
        reject |= {"field": "title", "rule": "min_length", "message": "标题太短"}
        book.insert("operations.reject", reject | {"first_seen_at": START, "last_seen_at": START})
        applied(book, "2026-1", "finance")
        judged(book, "2021/1/a", "xinglong", "met", ["a"])
        judged(book, "2021/1/b", "finance", "overdue", [])
        with warehouse.cursor() as cursor:
            yield cursor


def owes(book: LogBook) -> None:
    """A year's debt, and one township's payments."""
    place = {"item_id": "b", "sheet_or_page": "1", "cell": "B2", "fiscal_year": 2026}
    debt = place | {"scope": "本地区", "debt_kind": "合计"}
    for measure, amount in (("limit", 300), ("balance", 200)):
        book.insert("finance.debt_amount", debt | {"measure": measure, "amount_yuan": amount})
    paid = place | {
        "programme": "耕地地力保护补贴",
        "level": "village",
        "township": "兴隆镇",
        "village": "爱林村",
    }
    paid |= {"township_code": "230522101", "quantity": 10, "quantity_unit": "亩", "amount_yuan": 714.5}
    book.insert("finance.subsidy_payment", paid)


@pytest.mark.parametrize(("title", "query"), QUERIES, ids=[title for title, _ in QUERIES])
def test_a_question_is_answered(officer: duckdb.DuckDBPyConnection, title: str, query: str) -> None:
    assert officer.execute(query.rstrip().rstrip(";")).fetchall(), title


def test_every_other_query_runs(
    officer: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = {query for _, query in QUERIES}
    others = [query for query in OTHERS if query not in asked]
    assert len(others) == 2
    for query in others:
        officer.execute(query)
    assert (tmp_path / "catalogue.csv").read_text(encoding="utf-8").startswith("公开主体,信息类别,标题")


def test_the_page_answers_enough() -> None:
    assert len(QUERIES) >= 12
