"""What a column shows, for those who look in and those who pull: the newest first, every item once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import feedparser
import pytest
import requests

from connectors.targets import send
from connectors.targets.shown import shown_by
from tests.connectors.targets.column import KEY_ID, SECRET, Column, entry, outgoing, target, withdrawal
from warehouse import column_feed as feed_module
from warehouse.column_feed import column_feed
from warehouse.receiving import ColumnStore


@pytest.fixture
def column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Column]:
    """A column whose feed has three changes a page; it has taken seven items, edited one, withdrawn one."""
    monkeypatch.setattr(feed_module, "PAGE", 3)
    with (
        ColumnStore(tmp_path) as store,
        Column(store, feed=partial(column_feed, store, "municipal", {})).serving() as column,
    ):
        send(target(column.url), outgoing("b-1", *(entry(n, f"item{n}") for n in range(1, 8))), SECRET)
        send(target(column.url), outgoing("b-2", entry(8, "item2", 2), withdrawal(9, "item5", 2)), SECRET)
        yield column


def test_the_feed_says_what_the_listing_says(column: Column) -> None:
    listed = shown_by(target(column.url), KEY_ID)
    pulled = shown_by(target(column.url, listing=f"{column.base}/feed.atom?sender={KEY_ID}"), KEY_ID)
    told = [{(i.item_id, i.version, i.content_hash) for i in items} for items in (listed, pulled)]
    assert told[0] == told[1]
    assert len(told[0]) == 6
    of_others = shown_by(target(column.url, listing=f"{column.base}/feed.atom?sender=230524"), KEY_ID)
    assert of_others == []


def test_a_reader_of_feeds_understands_it(column: Column) -> None:
    feed = feedparser.parse(requests.get(f"{column.base}/feed.atom", timeout=5).content)
    assert not feed.bozo
    assert [found.id for found in feed.entries] == [f"urn:gongkai:{KEY_ID}:{i}" for i in ("item2", "item7")]
    assert {link["rel"] for link in feed.feed.links} == {"self", "prev-archive"}
    assert requests.get(f"{column.base}/feed.atom?page=9", timeout=5).status_code == 404


def test_the_front_page_begins_with_what_came_last(column: Column) -> None:
    page = requests.get(column.base + "/", timeout=5)
    page.encoding = "utf-8"
    places = [page.text.index(f"<code>{item}</code>") for item in ("item5", "item2", "item7", "item1")]
    assert places == sorted(places)
