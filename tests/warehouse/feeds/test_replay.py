"""Whatever happened to a county: every feed, read from empty, gives the same set."""

from __future__ import annotations

import json
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.feeds.log_book import COUNTY, LogBook, digests
from tests.warehouse.feeds.readers import (
    listed_resources,
    replay_atom,
    replay_change_list,
    replay_json_feed,
    standing_items,
)
from tests.warehouse.template import fresh_warehouse
from warehouse.feeds import publish_feeds

ITEMS = st.sampled_from(["a", "b", "c", "d", "e", "f"])
CATEGORY = st.sampled_from(["plan", "policy", "budget"])
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("upsert"), ITEMS, CATEGORY),
        st.tuples(st.just("withdraw"), ITEMS, st.none()),
        st.tuples(st.just("publish"), st.none(), st.none()),
    ),
    max_size=30,
)


@settings(max_examples=12, deadline=None)
@given(EVENTS)
def test_every_feed_from_empty_gives_the_standing_items(
    events: list[tuple[str, str | None, str | None]],
) -> None:
    sizes = {
        "feeds.atom_pages.PAGE": 4,
        "feeds.items.PAGE": 3,
        "feeds.json_feed.PAGE": 3,
        "feeds.resource_sync.PAGE": 4,
        "feeds.log.WINDOW": 5,
        "feeds.data_package.ITEMS_WINDOW": 5,
        "feeds.data_package.CHANGES_WINDOW": 10,
        "feeds.log_table.SLICES": 2,
    }
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        for name, size in sizes.items():
            patch.setattr(f"warehouse.{name}", size)
        check_replay(events, Path(folder))


def check_replay(events: list[tuple[str, str | None, str | None]], home: Path) -> None:
    with fresh_warehouse(home) as warehouse:
        book = LogBook(warehouse)
        for what, item_id, category in events:
            if what == "publish":
                publish_feeds(warehouse, home, COUNTY)
            elif what == "upsert":
                book.upsert(str(item_id), category=str(category))
            elif item_id in book.standing:
                book.withdraw(str(item_id))
        edition = publish_feeds(warehouse, home, COUNTY).path
        _compare(edition, book)
        assert digests(edition) == digests(publish_feeds(warehouse, home / "anew", COUNTY).path)


def _compare(edition: Path, book: LogBook) -> None:
    assert standing_items(edition) == book.standing
    assert replay_atom(edition, "all") == book.standing
    assert replay_json_feed(edition) == book.standing
    assert replay_change_list(edition) == set(book.standing)
    digests = {i: sha256((edition / "items" / f"{i}.json").read_bytes()).hexdigest() for i in book.standing}
    assert listed_resources(edition) == digests
    for category in ("plan", "policy", "budget", "land"):
        of_category = {i: s for i, s in book.standing.items() if s[1] == category}
        assert replay_atom(edition, category) == of_category
    files = {p.stem: json.loads(p.read_text()) for p in (edition / "items").iterdir()}
    assert set(files) == set(book.versions)
    shown = {i: (f["version"], f["category"]) for i, f in files.items() if f["withdrawn_at"] is None}
    assert shown == book.standing
