"""The generator: enough of everything, the same on every machine, files that other programs open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from stdnum import luhn
from stdnum.cn import ric, uscc

from examples.youyi import truth, write_drop
from examples.youyi.attachments import content
from examples.youyi.county import plans
from examples.youyi.drop import DRAFT, REGISTER
from examples.youyi.model import TrueFile, TrueItem
from examples.youyi.sites.details import document_of, page
from examples.youyi.tuesday import expected, postings
from schemas.codes import CATEGORIES
from tests.sample.conftest import ROOT

DIGEST = """
from hashlib import sha256
from examples.youyi import truth
from examples.youyi.attachments import content
from examples.youyi.county import plans
from examples.youyi.drop import DRAFT, REGISTER
from examples.youyi.sites.details import page
from examples.youyi.tuesday import postings
found = sha256()
for plan in plans().values():
    for posting in postings(plan.id, "tuesday")[::3]:
        found.update(page(posting, plan).encode())
for item in truth("tuesday")[::3]:
    found.update(repr(item).encode())
    for file in item.attachments:
        found.update(content(file))
print(found.hexdigest())
"""


@pytest.fixture(scope="module")
def items() -> list[TrueItem]:
    return truth("monday")


@pytest.fixture(scope="module")
def by_kind(items: list[TrueItem]) -> dict[str, list[TrueFile]]:
    found: dict[str, list[TrueFile]] = {}
    for item in items:
        for file in item.attachments:
            if not file.forms:  # files of printed forms have no table of their own
                found.setdefault(file.kind, []).append(file)
    return found


def test_there_are_enough_items_in_every_category(items: list[TrueItem]) -> None:
    assert len(items) >= 3200
    counts = Counter(item.category for item in items)
    assert set(counts) == set(CATEGORIES)
    assert min(counts.values()) >= 10
    assert len({item.url for item in items}) == len(items)


def test_same_bytes_in_every_process() -> None:
    def digest(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], cwd=ROOT, env=environment, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    assert len(digest("1")) == 64
    assert digest("1") == digest("2")


def test_monday_can_be_taken_by_columns_that_ask_for_date_and_matter(items: list[TrueItem]) -> None:
    for item in items:
        assert item.published_at is not None, item.url
        assert item.first_sentence
        assert item.attachments or len(item.first_sentence) > 1


def test_bodies_are_as_long_as_real_ones() -> None:
    plan = plans()["county"]
    texts = ["".join(document_of(p, plan).paragraphs) for p in postings("county", "monday") if not p.offsite]
    assert sum(len(text) > 250 for text in texts) / len(texts) > 0.7


def test_spreadsheets_open(by_kind: dict[str, list[TrueFile]]) -> None:
    for kind in ("xlsx", "xls"):
        assert len(by_kind[kind]) > 40
        for file in [f for f in by_kind[kind] if not f.forms][::10]:
            rows = CalamineWorkbook.from_filelike(BytesIO(content(file))).get_sheet_by_index(0).to_python()
            assert rows[0][0] == file.title
            assert tuple(rows[1][: len(file.table[0])]) == file.table[0]


def test_pdfs_have_a_chinese_text_layer(by_kind: dict[str, list[TrueFile]]) -> None:
    assert len(by_kind["pdf"]) > 50
    for file in [f for f in by_kind["pdf"] if not f.forms][::20]:
        text = pypdfium2.PdfDocument(content(file))[0].get_textpage().get_text_range()
        assert file.title[:20] in text.replace("\r\n", "")
        assert file.table[0][1] in text


def test_documents_open(by_kind: dict[str, list[TrueFile]]) -> None:
    for file in by_kind["docx"][::10]:
        opened = docx.Document(BytesIO(content(file)))
        assert [p.text for p in opened.paragraphs][: 1 + len(file.lines)] == [file.title, *file.lines]
        assert opened.tables[0].rows[0].cells[0].text == file.table[0][0]


def test_personal_data_is_of_the_kinds_that_must_be_masked(items: list[TrueItem]) -> None:
    secrets = {secret for item in items for secret in item.must_be_masked}
    persons = [s for s in secrets if len(s) == 18]
    cards = [s for s in secrets if len(s) == 19]
    mobiles = [s for s in secrets if len(s) == 11]
    assert min(len(persons), len(cards), len(mobiles)) > 50
    assert all(ric.is_valid(person) for person in persons)
    assert all(luhn.is_valid(card) for card in cards)
    assert len(persons) + len(cards) + len(mobiles) == len(secrets)
    for item in items:
        assert not set(item.must_be_masked) & set(item.must_stay_readable)


def test_index_numbers_are_right_but_for_a_few(items: list[TrueItem]) -> None:
    verdicts = Counter(item.index_is_valid for item in items if item.index_number)
    assert verdicts[True] > 800
    assert 5 < verdicts[False] < 100
    for item in items:
        organ = (item.index_number or "").partition("/")[0]
        if len(organ) == 18:
            assert uscc.is_valid(organ) == item.index_is_valid


def test_the_hard_cases_are_there(items: list[TrueItem]) -> None:
    assert sum(len(item.columns) == 2 for item in items) >= 10
    numbered = Counter((i.title, i.document_number) for i in items if i.document_number)
    assert sum(n == 2 for n in numbered.values()) >= 5
    publishers = {item.publisher for item in items}
    assert {
        "风岗镇人民政府",
        "凤岗镇人民政府",
    } & publishers or "北大荒集团黑龙江友谊农场有限公司" in publishers
    assert any(posting.offsite for posting in postings("county", "monday"))
    assert page(postings("zrzy", "monday")[0], plans()["zrzy"]).startswith("\ufeff")


def test_tuesday_differs_from_monday_as_it_says(items: list[TrueItem]) -> None:
    before = {item.url: item for item in items}
    after = {item.url: item for item in truth("tuesday")}
    change = expected()
    assert set(change.new) <= set(after) - set(before)
    assert {old for old, _ in change.readdressed} <= set(before) - set(after)
    assert {new for _, new in change.readdressed} <= set(after) - set(before)
    for url in change.withdrawn + change.withdrawn_later + change.held:
        assert url in before
        assert url not in after
    for url in change.edited:
        assert before[url].title != after[url].title
    for url in change.silent:
        assert before[url].title == after[url].title
    for url in change.moved:
        assert before[url].category != after[url].category
    assert not set(change.unreadable) & set(after)
    assert all(after[url].published_at is None for url in change.undated)
    assert len(change.held) > 0.2 * sum(item.source_id == "tjj" for item in items)
    touched = {*change.edited, *change.silent, *change.moved}
    same = set(before) & set(after) - touched
    assert all(before[url] == after[url] for url in same)


def test_drop_writes_the_spreadsheet_and_its_files(tmp_path: Path) -> None:
    written = write_drop(tmp_path / "chengfu", "monday")
    again = write_drop(tmp_path / "again", "monday")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]
    rows = CalamineWorkbook.from_path(written[-1]).get_sheet_by_index(0).to_python()
    listed = [item for item in truth("monday") if item.source_id == "chengfu"]
    assert {row[1] for row in rows[1:]} == {item.title for item in listed} | {DRAFT}
    names = {name for row in rows[1:] for name in str(row[rows[0].index("附件")]).split("；") if name}
    assert names | {REGISTER} == {path.name for path in written[:-1]}
