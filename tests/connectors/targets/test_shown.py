"""Reading back what a column shows, from each of the places it may show it; half a reading is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.targets import send
from connectors.targets.shown import ReadBackError, shown_by
from schemas.exchange import ShownItem, item_digest
from tests.connectors.targets.column import SECRET, Column, entry, outgoing, target, withdrawal

DIVISION = "230522"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" '
    'xmlns:gk="urn:gongkai:atom:1">{}</feed>'
)


@pytest.fixture
def column() -> Iterator[Column]:
    with Column().serving() as column:
        yield column


def folder(tmp_path: Path, shown: Any) -> list[ShownItem]:
    (tmp_path / "shown.json").write_text(
        shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False), encoding="utf-8"
    )
    return shown_by(target(str(tmp_path), transport="directory", key_id="", secret=""), DIVISION)


def atom_entry(item_id: str, change: str = "") -> str:
    return f"<entry><id>urn:gongkai:{DIVISION}:{item_id}</id>{change}</entry>"


def test_the_reference_column_tells_what_it_holds(column: Column) -> None:
    entries = [entry(1), entry(2), withdrawal(3, "item3", 1)]
    send(target(column.url), outgoing("b-1", *entries), SECRET)
    first, second = shown_by(target(column.url), DIVISION)
    assert (first.item_id, first.version) == ("item1", 1)
    assert first.digest == item_digest(entries[0].item or {})
    assert second.content_hash == entries[1].content_hash


def test_a_listing_of_many_pages_is_read_whole(column: Column) -> None:
    send(target(column.url), outgoing("b-1", *(entry(n, f"item{n:03}") for n in range(1, 8))), SECRET)
    to = target(column.url, listing=f"{column.base}/items?limit=3")
    assert [item.item_id for item in shown_by(to, DIVISION)] == [f"item{n:03}" for n in range(1, 8)]


def test_a_folder_tells_by_a_file(tmp_path: Path) -> None:
    rows = [{"item_id": "a", "version": 2}, {"item_id": "b"}, {"item_id": "c", "withdrawn": True}]
    assert folder(tmp_path, {"items": rows}) == [ShownItem(item_id="a", version=2), ShownItem(item_id="b")]


def test_a_listing_in_files_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "shown-2.json").write_text('{"items": [{"item_id": "b"}], "next": null}', encoding="ascii")
    shown = folder(tmp_path, {"items": [{"item_id": "a"}], "next": "shown-2.json"})
    assert [item.item_id for item in shown] == ["a", "b"]
    for following, words in (
        ("shown.json", "read before"),
        ("../shown.json", "no file beside"),
        ("x.json", "x"),
    ):
        with pytest.raises(ReadBackError, match=words):
            folder(tmp_path, {"items": [], "next": following})


def test_a_feed_in_pages_is_read_whole() -> None:
    from connectors.targets.shown import _pages

    pages = {
        "http://column.example/feed": ATOM.format('<link rel="next" href="feed?page=2"/>' + atom_entry("a")),
        "http://column.example/feed?page=2": ATOM.format(atom_entry("b")),
    }
    read = _pages("http://column.example/feed", lambda url: pages[url].encode(), DIVISION)
    assert [item_id for page in read for item_id in page.items] == ["a", "b"]


def test_a_feed_of_many_counties_tells_ours_alone() -> None:
    from connectors.targets.shown import _atom_page

    others = '<entry><id>urn:gongkai:230523:z</id></entry><at:deleted-entry ref="urn:gongkai:230523:y"/>'
    assert _atom_page(ATOM.format(atom_entry("a") + others).encode(), DIVISION).items.keys() == {"a"}


def test_a_road_that_shows_nothing_needs_a_listing() -> None:
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8R6Y8uDcfTB8zKeIH6pG0IDc7bdOPKTWVn6s0gLrYU"
    to = target("sftp://gongkai@column.example/in", transport="sftp", host_key=key, key_id="")
    with pytest.raises(ReadBackError, match="names no `listing`"):
        shown_by(to, DIVISION)


def test_a_feed_speaks_for_each_item_once(tmp_path: Path) -> None:
    from connectors.targets.shown import _atom_page

    page = _atom_page(
        ATOM.format(
            '<link rel="prev-archive" href="all-1.xml"/>'
            + atom_entry("a", '<gk:change version="3" content_hash="h"/>')
            + f'<at:deleted-entry ref="urn:gongkai:{DIVISION}:b"/>'
            + atom_entry("b")
            + "<entry><id>tag:others,2020:7</id></entry>"
        ).encode(),
        DIVISION,
    )
    assert page.following == "all-1.xml"
    assert page.items == {
        "a": ShownItem(item_id="a", version=3, content_hash="h"),
        "b": None,
        "tag:others,2020:7": ShownItem(item_id="tag:others,2020:7"),
    }


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("<html>维护中</html>", "no listing"),
        ("[]", "no listing"),
        ('{"items": [{"version": 1}]}', "no listing"),
        ('{"items": [{"item_id": "a", "version": "eleven"}]}', "no listing"),
        ('{"items": [], "next": 7}', "no address"),
    ],
)
def test_what_is_no_listing_concludes_nothing(tmp_path: Path, shown: str, words: str) -> None:
    with pytest.raises(ReadBackError, match=words):
        folder(tmp_path, shown)


def test_a_column_that_cannot_be_read_says_why(column: Column, tmp_path: Path) -> None:
    with pytest.raises(ReadBackError, match="404"):
        shown_by(target(column.url, listing=f"{column.base}/nowhere"), DIVISION)
    with pytest.raises(ReadBackError, match=r"shown\.json cannot be read"):
        shown_by(target(str(tmp_path), transport="directory", key_id="", secret=""), DIVISION)


def test_a_hostile_feed_reaches_no_file_and_no_other_host(tmp_path: Path) -> None:
    from connectors.targets.shown import _atom_page, _pages

    (tmp_path / "secret").write_text("geheim", encoding="ascii")
    bomb = f'<!DOCTYPE feed [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>' + ATOM.format(
        "<entry><id>&x;</id></entry>"
    )
    assert "geheim" not in str(_atom_page(bomb.encode(), DIVISION).items)
    elsewhere = json.dumps({"items": [], "next": "http://other.example/items"}).encode()
    with pytest.raises(ReadBackError, match="another host"):
        list(_pages("http://column.example/items", lambda _: elsewhere, DIVISION))
    circle = json.dumps({"items": [], "next": "/items"}).encode()
    with pytest.raises(ReadBackError, match="read before"):
        list(_pages("http://column.example/items", lambda _: circle, DIVISION))
