"""Atom as an independent reader sees it: RFC 4287 entries, RFC 5005 archives, RFC 6721 withdrawals."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import CATEGORIES
from tests.warehouse.feeds.log_book import COUNTY, LogBook
from tests.warehouse.feeds.readers import parsed, replay_atom
from warehouse.feeds import atom, atom_pages, publish_feeds


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom_pages, "PAGE", 3)


def publish(book: LogBook, home: Path) -> Path:
    return publish_feeds(book.warehouse, home, COUNTY).path


def test_an_entry_says_what_a_reader_needs(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a", category="budget", title="2026年<预算>&说明", summary='引号"与\x08控制符')
    book.attach("a", "预算 表.xlsx", media_type="application/x", byte_size=17)
    feed = parsed(publish(book, tmp_path) / "atom" / "budget.xml")
    assert feed.feed.title == "友谊县政府信息公开·预算"
    (entry,) = feed.entries
    assert entry.id == "urn:gongkai:230522:a"
    assert entry.title == "2026年<预算>&说明"
    assert entry.summary == '引号"与控制符'
    assert entry.author == "兴隆镇人民政府"
    assert (entry.tags[0].term, entry.tags[0].label) == ("budget", "预算")
    assert entry.published == "2026-10-24T09:30:00+08:00"
    assert entry.updated == "2026-11-23T09:31:00+08:00"
    assert entry.link == "http://127.0.0.1/a.html"
    links = {link.rel: link for link in entry.links}
    assert links["related"].href.endswith("items/a.json")
    assert links["enclosure"].href == "http://127.0.0.1/a/预算%20表.xlsx"
    assert (links["enclosure"].title, links["enclosure"].length) == ("预算 表.xlsx", "17")


def test_an_entry_without_address_points_to_its_item_file(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a", url=None, published_at=None, publisher=None)
    (entry,) = parsed(publish(book, tmp_path) / "atom" / "all.xml").entries
    assert entry.link.endswith("../items/a.json")
    assert "published" not in entry
    assert entry.author == "兴隆镇人民政府"


def test_every_category_can_be_subscribed_to_before_it_has_items(book: LogBook, tmp_path: Path) -> None:
    folder = publish(book, tmp_path) / "atom"
    assert {p.stem for p in folder.iterdir()} == {"all", *CATEGORIES}
    assert parsed(folder / "land.xml").entries == []


def test_archives_are_chained_both_ways_and_do_not_move(book: LogBook, tmp_path: Path) -> None:
    for n in range(7):
        book.upsert(f"i{n}")
    folder = publish(book, tmp_path) / "atom"
    assert [e.id[-2:] for e in parsed(folder / "all.xml").entries] == ["i6", "i5", "i4", "i3"]
    assert links_of(folder / "all.xml") == {"self": "all.xml", "prev-archive": "all-000002.xml"}
    assert links_of(folder / "all-000002.xml") == {
        "self": "all-000002.xml",
        "current": "all.xml",
        "prev-archive": "all-000001.xml",
    }
    assert links_of(folder / "all-000001.xml")["next-archive"] == "all-000002.xml"
    assert "<fh:archive/>" in (folder / "all-000001.xml").read_text()
    first = (folder / "all-000001.xml").read_bytes()
    for n in range(7, 13):
        book.upsert(f"i{n}")
    assert (publish(book, tmp_path) / "atom" / "all-000001.xml").read_bytes() == first


def test_a_withdrawal_takes_the_words_out_of_every_feed(book: LogBook, tmp_path: Path) -> None:
    """Old archive pages included: a take-down that leaves the title in an archive is none."""
    book.upsert(
        "a", title="张某某低保公示", summary="张某某的情况", body_text="张某某家住", keywords="张某某"
    )
    for n in range(8):
        book.upsert(f"i{n}")
    publish(book, tmp_path)
    book.withdraw("a")
    edition = publish(book, tmp_path)
    for file in edition.rglob("*"):
        if file.is_file() and file.suffix != ".parquet":
            assert "张某某" not in file.read_text(encoding="utf-8-sig"), file
    assert b"\xe5\xbc\xa0\xe6\x9f\x90" not in (edition / "data" / "items.parquet").read_bytes()
    assert 'ref="urn:gongkai:230522:a"' in (edition / "atom" / "all.xml").read_text()
    assert "a" not in replay_atom(edition, "all")


def test_an_item_that_moves_leaves_the_old_category_and_may_come_back(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a", category="plan")
    book.upsert("a", category="policy")
    edition = publish(book, tmp_path)
    assert replay_atom(edition, "plan") == {}
    assert replay_atom(edition, "policy") == {"a": (2, "policy")} == replay_atom(edition, "all")
    root = ElementTree.parse(edition / "atom" / "plan.xml").getroot()
    assert [e.attrib["when"] for e in root if e.tag.endswith("deleted-entry")] == [
        "2026-11-23T09:32:00+08:00"
    ]
    book.upsert("a", category="plan")
    edition = publish(book, tmp_path)
    assert replay_atom(edition, "plan") == {"a": (3, "plan")}
    assert replay_atom(edition, "policy") == {}


@given(st.text())
def test_any_text_survives_xml(value: str) -> None:
    value = value.replace("\r", "").encode("utf-8", "ignore").decode()
    root = ElementTree.fromstring(f'<a b="{atom.attribute(value)}">{atom.text(value)}</a>')
    kept = atom._NOT_XML.sub("", value)
    assert (root.text or "", root.attrib["b"]) == (kept, kept)


def links_of(document: Path) -> dict[str, str]:
    return {link.rel: link.href for link in parsed(document).feed.links}
