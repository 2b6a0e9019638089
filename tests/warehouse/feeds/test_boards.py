"""What a township pins up: a valid package, a page, a print; nothing of whom nobody must learn."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pypdfium2
import pytest

from tests.warehouse.feeds.log_book import COUNTY, START, LogBook
from warehouse.feeds import editions, publish_feeds


def csv_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


TOWN = {"township": "兴隆镇", "township_code": "230522101"}
PAYMENT: dict[str, Any] = {
    "sheet_or_page": "表1",
    "cell": "G5",
    "programme": "稻谷补贴",
    "fiscal_year": 2026,
    "batch": "第一批",
    **TOWN,
    "level": "household",
    "quantity": Decimal("12.5"),
    "quantity_unit": "亩",
    "standard_yuan": Decimal("93.5"),
    "amount_yuan": Decimal("1168.75"),
    "payee_key": "secret-key",
    "is_sensitive": False,
}


def pay(book: LogBook, item: str, village: str | None, payee: str | None, **more: Any) -> None:
    book.insert(
        "finance.subsidy_payment", {**PAYMENT, "item_id": item, "village": village, "payee": payee, **more}
    )


@pytest.fixture
def book_of_a_town(book: LogBook) -> LogBook:
    for code, name in (("230522101", "兴隆镇"), ("230522206", "成富朝鲜族满族乡")):
        book.insert(
            "catalogue.division", {"code": code, "name": name, "kind": "township", "parent": "230522"}
        )
    for item in ("list", "sums", "relief", "over"):
        book.upsert(item, category="subsidy_payment", title=f"{item}的标题")
    pay(book, "list", "爱林村", "王**")
    pay(book, "list", "爱林村", "李**", cell="G6")
    sums = {"level": "village", "households": 7, "quantity": Decimal(80), "amount_yuan": Decimal(7480)}
    pay(book, "sums", "平安村", None, **sums)
    pay(book, "sums", "爱林村", None, **{**sums, "households": 2})
    for n in range(3):
        relief = {"programme": "低保金", "is_sensitive": True, "amount_yuan": Decimal(480), "cell": f"G{n}"}
        pay(book, "relief", "平安村", None, **relief)
    pay(book, "over", "爱林村", "赵**", programme="大豆补贴", publicity_to=START.date() - timedelta(days=1))
    return book


@pytest.fixture
def boards(book_of_a_town: LogBook, tmp_path: Path) -> Path:
    return publish_feeds(book_of_a_town.warehouse, tmp_path, COUNTY).path / "villages"


def test_every_township_has_a_valid_package(boards: Path) -> None:
    assert sorted(p.name for p in boards.iterdir()) == ["230522101", "230522206"]
    for town in boards.iterdir():
        report = frictionless.Package(str(town / "datapackage.json")).validate()
        assert report.valid, report.flatten(["type", "message"])
    descriptor = json.loads((boards / "230522101" / "datapackage.json").read_text(encoding="utf-8"))
    fields = {f["name"]: f for r in descriptor["resources"] for f in r["schema"]["fields"]}
    assert fields["amount_yuan"]["title"] == "发放金额(元)"
    assert all("title" in fields[name] for name in ("cell", "item_id", "village_code", "source_url"))


def test_the_page_and_the_print_say_the_same(boards: Path) -> None:
    page = (boards / "230522101" / "index.html").read_text(encoding="utf-8")
    printed = "".join(
        p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(boards / "230522101" / "board.pdf")
    )
    for words in (
        "2026年稻谷补贴（第一批）",
        "爱林村",
        "平安村",
        "王**",
        "1,168.75",
        "9,817.50",
        "list的标题",
    ):
        assert words in page
        assert words in printed
    assert '<meta name="viewport"' in page
    assert "<script" not in page


def test_households_stand_before_the_sum_that_was_printed_of_them(boards: Path) -> None:
    rice = [row for row in csv_of(boards / "230522101" / "villages.csv") if row["programme"] == "稻谷补贴"]
    assert sorted(
        (row["village"], row["households"], row["quantity"], row["amount_yuan"]) for row in rice
    ) == [
        ("平安村", "7", "80.0000", "7480.00"),
        ("爱林村", "2", "25.0000", "2337.50"),
    ]


def test_nobody_must_learn_who_gets_relief_nor_who_once_got_more(boards: Path) -> None:
    files = [file.read_bytes().decode("utf-8", "replace") for file in (boards / "230522101").iterdir()]
    assert not [f for f in files if "secret-key" in f or "赵**" in f or "大豆补贴" in f]
    rows = csv_of(boards / "230522101" / "payments.csv")
    (relief,) = [row for row in rows if row["programme"] == "低保金"]
    assert (relief["level"], relief["households"], relief["amount_yuan"]) == ("township", "3", "1440.00")
    assert (relief["village"], relief["payee"], relief["quantity"]) == ("", "", "")


def test_too_few_for_a_sum_are_left_out(book_of_a_town: LogBook, tmp_path: Path) -> None:
    book_of_a_town.upsert("few", category="subsidy_payment")
    pay(book_of_a_town, "few", "平安村", None, programme="残疾人护理补贴", is_sensitive=True)
    boards = publish_feeds(book_of_a_town.warehouse, tmp_path, COUNTY).path / "villages"
    assert "残疾人" not in (boards / "230522101" / "payments.csv").read_text(encoding="utf-8")


def test_a_township_without_anything_says_so(boards: Path) -> None:
    assert "目前没有可以公开的补贴发放信息" in (boards / "230522206" / "index.html").read_text(
        encoding="utf-8"
    )


def test_only_what_changed_is_written_anew(book_of_a_town: LogBook, tmp_path: Path) -> None:
    first = publish_feeds(book_of_a_town.warehouse, tmp_path, COUNTY).path / "villages"
    before = {p.name: (p / "board.pdf").read_bytes() for p in first.iterdir()}
    book_of_a_town.upsert("other", category="subsidy_payment")
    pay(book_of_a_town, "other", "对面城村", "朴**", township="成富朝鲜族满族乡", township_code="230522206")
    after = publish_feeds(book_of_a_town.warehouse, tmp_path, COUNTY).path / "villages"
    assert (after / "230522101" / "board.pdf").read_bytes() == before["230522101"]
    assert (after / "230522206" / "board.pdf").read_bytes() != before["230522206"]
    whole = publish_feeds(book_of_a_town.warehouse, tmp_path / "anew", COUNTY).path / "villages"
    for file in after.rglob("*.*"):
        assert file.read_bytes() == (whole / file.relative_to(after)).read_bytes(), file


def test_an_edition_with_boards_is_made_from_the_one_before(
    book_of_a_town: LogBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Boards lie in folders within a folder; an edition that cannot lay these again is made from nothing."""
    book_of_a_town.upsert("a")
    publish_feeds(book_of_a_town.warehouse, tmp_path, COUNTY)
    assert (tmp_path / "feeds" / ".spare" / "villages").is_dir()
    monkeypatch.setattr(editions, "begin", made_from_nothing)
    for _ in ("of the spare one", "of the one before"):
        book_of_a_town.upsert("b")
        publish_feeds(book_of_a_town.warehouse, tmp_path, COUNTY)
        shutil.rmtree(tmp_path / "feeds" / ".spare", ignore_errors=True)


def made_from_nothing(feeds: Path, seq: int) -> Path:
    raise AssertionError(f"edition {seq} is made from nothing")


def test_a_list_leaves_the_board_on_the_day_after_its_period(book: LogBook, tmp_path: Path) -> None:
    book.insert("catalogue.division", {"code": "230522101", "name": "兴隆镇", "kind": "township"})
    book.upsert("list", category="subsidy_payment")
    pay(book, "list", "爱林村", "王**", publicity_to=START.date() + timedelta(days=400))
    place = publish_feeds(book.warehouse, tmp_path, COUNTY).path / "villages" / "230522101"
    assert "王**" in (place / "index.html").read_text(encoding="utf-8")
    book.insert(
        "finance.subsidy_payment",
        {**PAYMENT, "item_id": "list", "payee": "李**", "publicity_to": date(2026, 1, 1)},
    )
    book.upsert("later")
    place = publish_feeds(book.warehouse, tmp_path, COUNTY).path / "villages" / "230522101"
    assert "李**" not in (place / "index.html").read_text(encoding="utf-8")
