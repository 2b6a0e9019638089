"""The JSON of an item: under a target's names, in its words, letter for letter what is stored."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.exchange import ITEM_FIELDS, SENDABLE
from tests.warehouse.county import REGISTRY
from warehouse.item_json import item_columns, items

TEXTS = [name for name in ITEM_FIELDS if name not in ("written_on", "published_at")]
NUMBERS = {"version": 2, "attachment_count": 1}
INSTANTS = ("published_at", "first_seen_at", "valid_from")
FILE = {"file_name": "附件.pdf", "url": "http://a/1.pdf", "sha256": "ab", "byte_size": 1}


def written(fields: dict[str, str] | None = None, values: Any = None, **given: Any) -> dict[str, Any]:
    """What a target gets of an item; what is not given is NULL."""
    others = ("item_id", "content_hash", "county", "source_id")
    kinds = (
        dict.fromkeys((*TEXTS, *others), "VARCHAR")
        | dict.fromkeys(INSTANTS, "TIMESTAMPTZ")
        | {"written_on": "DATE", "version": "INTEGER", "attachment_count": "INTEGER"}
    )
    columns = ", ".join(f"${name}::{kind} AS {name}" for name, kind in kinds.items())
    files = "list_value({'file_name': '附件.pdf', 'url': 'http://a/1.pdf', 'sha256': 'ab', 'byte_size': 1::BIGINT})"
    target = REGISTRY.target[0].model_copy(update={"fields": fields or {}, "values": values or {}})
    with duckdb.connect(":memory:") as connection:
        found = connection.execute(
            f"SELECT {item_columns(target)} FROM (SELECT {columns}) AS v CROSS JOIN (SELECT {files} AS files) AS a",
            dict.fromkeys(kinds) | NUMBERS | given,
        ).to_arrow_table()
    (item,) = items(found, target)
    content: dict[str, Any] = json.loads(item)
    return content


def test_an_item_is_sent_whole() -> None:
    item = written(
        title="通知", written_on=date(2021, 7, 13), published_at=datetime(2021, 7, 13, 1, 5, tzinfo=UTC)
    )
    assert set(item) == {*ITEM_FIELDS, "attachments"}
    assert (item["title"], item["theme"], item["written_on"]) == ("通知", None, "2021-07-13")
    assert item["published_at"] == "2021-07-13T09:05:00+08:00"
    assert item["attachments"] == [FILE]


def test_or_by_the_targets_names_and_nothing_else() -> None:
    assert written({"it's": "index_number"}, index_number="11230522-2021-1") == {"it's": "11230522-2021-1"}
    assert written({"fj": "attachments", "FJ": "version"}) == {"fj": [FILE], "FJ": 2}


@pytest.mark.parametrize("name", SENDABLE)
def test_every_name_can_be_asked_for(name: str) -> None:
    assert set(written({"x": name})) == {"x"}


def test_an_instant_keeps_its_microseconds() -> None:
    at = datetime(2021, 12, 31, 16, 0, 0, 120, tzinfo=UTC)
    assert written({"t": "changed_at"}, valid_from=at) == {"t": "2022-01-01T00:00:00.000120+08:00"}


@pytest.mark.parametrize(
    ("theirs", "ours"), [("1", "有效"), ("it's", "废止"), ("失效", "失效"), (None, None)]
)
def test_values_are_in_their_words(theirs: str | None, ours: str | None) -> None:
    words = {"validity": {"有效": "1", "废止": "it's"}}
    assert written({"yxx": "validity"}, words, validity=ours) == {"yxx": theirs}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_text_comes_out_as_it_went_in(text: str) -> None:
    given = {"body_text": text, "summary": text, "body_html": f"<p>{text}"}
    names = {"zw": "body_text", '"n"': "summary", "html": "body_html", "again": "body_text"}
    assert written(names, **given) == {"zw": text, '"n"': text, "html": f"<p>{text}", "again": text}
