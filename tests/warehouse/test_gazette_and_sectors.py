"""Gazettes with their articles, and public institutions by sector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from schemas.base import SHANGHAI
from schemas.codes import SECTORS
from schemas.registry import Column, County, Registry, Source, Unit
from tests.warehouse.rulebook import Rulebook, open_rulebook
from warehouse.looks import gazettes
from warehouse.snapshot import publish_snapshot

AT = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
REGISTRY = Registry(
    county=County(name="友谊县", division="230522"),
    unit=(
        Unit(id="county", name="友谊县人民政府", kind="government"),
        Unit(id="zjj", name="友谊县住房和城乡建设局", kind="department", aliases=("县住建局",)),
        Unit(id="jtj", name="友谊县教育和体育局", kind="department"),
        Unit(id="gsgs", name="友谊县供水有限公司", kind="institution"),
    ),
    source=(
        Source(
            id="zjj",
            unit="zjj",
            family="trs",
            base_url="http://zjj.test",
            column=(Column(path="/a/", category="public_institution"),),
        ),
    ),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rulebook]:
    with open_rulebook(tmp_path_factory.mktemp("gazette"), REGISTRY) as opened:
        yield opened


def test_missing_issues_are_told_by_year(book: Rulebook) -> None:
    for number in (1, 2, 4):
        title = f"友谊县人民政府公报（2025年第{number}期）"
        book.item(
            f"g{number}", category="gazette", unit_id="county", title=title, published=f"2025-0{number}-01"
        )
    book.item(
        "whole", category="gazette", unit_id="county", title="友谊县人民政府公报2024年第1期（总第30期）"
    )
    found = book.found("gazette_issue_missing")
    assert [(f.unit_id, f.subject, f.message) for f in found] == [
        ("county", "2025", "2025 年公报缺第 3 期。")
    ]
    assert book.rows("SELECT total_issue FROM governance.gazette_issue WHERE item_id = 'whole'") == [(30,)]


def test_articles_are_found_with_the_items_they_lead_to(book: Rulebook) -> None:
    body = (
        '<p><a href="http://t/1.html" rel="noopener">一、关于印发供热办法的<b>通知</b></a></p>'
        '<a href="http://t/2.html">关于人事任免的通知</a><a href="http://t/g.pdf">全文下载</a>'
    )
    title = "友谊县人民政府公报（2026年第1期）"
    book.item("g", category="gazette", unit_id="county", title=title, published="2026-01-31", body_html=body)
    page = {"source_id": "s", "page_key": "p", "address": "http://t/1.html", "item_id": "a", "columns": []}
    page |= {"row_hash": "", "content_hash": "", "fetched_at": AT, "first_seen_at": AT, "last_seen_at": AT}
    book.log.insert("operations.page", page | {"missing_runs": 0})
    file = {
        "attachment_id": "f",
        "item_id": "g",
        "position": 1,
        "url": "http://t/g.pdf",
        "file_name": "g.pdf",
    }
    book.log.insert("catalogue.attachment", file | {"first_seen_at": AT, "last_seen_at": AT})
    articles = book.rows("SELECT position, title, article_item_id FROM governance.gazette_article ORDER BY 1")
    assert articles == [(1, "关于印发供热办法的通知", "a"), (2, "关于人事任免的通知", None)]
    publish_snapshot(book.warehouse, book.warehouse.home)
    (row,) = gazettes(book.warehouse.home, ["供热"], 2026).records()
    assert (row["issue"], row["title"], row["address"]) == (1, "关于印发供热办法的通知", "http://t/1.html")
    assert gazettes(book.warehouse.home, ["供热"], 2025).rows == []


def test_a_sector_without_anything_is_told_to_its_bureau(book: Rulebook) -> None:
    assert book.found("sector_without_disclosure") == [], "no column was read yet: not testable"
    read = {"source_id": "zjj", "path": "/a/", "completeness": "proven", "read_at": AT, "proven_at": AT}
    book.log.insert("operations.column_read", read)
    book.item("hot", category="public_institution", unit_id="zjj", title="2026年冬季供热服务承诺")
    book.item("wet", category="other", unit_id="gsgs", title="关于计划检修的公告")
    told = {f.subject: f.unit_id for f in book.found("sector_without_disclosure")}
    assert set(told) == set(SECTORS) - {"heat", "water"}
    assert (told["gas"], told["education"], told["transit"]) == ("zjj", "jtj", "county")
    assert book.rows("SELECT institutions FROM governance.sector_health WHERE sector = 'water'") == [(1,)]
