"""The mask at the door: what was superseded before it was sent may have been so for a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.targets import item_payload

CALL = "电话13812345678"
LEAK = {"title": "公示13812345678", "body_text": CALL, "body_html": f"<p>{CALL}</p>", "valid_to": None}


def sent(**changes: Any) -> dict[str, Any]:
    return item_payload(LEAK | changes, [], {"bt": "title", "zw": "body_text", "html": "body_html"})


def test_a_superseded_version_is_masked_once_more() -> None:
    payload = sent(valid_to=datetime(2026, 11, 23, tzinfo=UTC))
    assert payload == {"bt": "公示138****5678", "zw": "电话138****5678", "html": None}


def test_the_current_one_goes_as_it_passed_the_gate() -> None:
    assert sent() == {"bt": LEAK["title"], "zw": LEAK["body_text"], "html": LEAK["body_html"]}


@pytest.mark.parametrize(
    ("theirs", "validity"), [("1", "有效"), ("3", "废止"), ("失效", "失效"), (None, None)]
)
def test_values_are_in_their_words(theirs: str | None, validity: str | None) -> None:
    words = {"validity": {"有效": "1", "废止": "3"}}
    assert item_payload({"validity": validity}, [], {"yxx": "validity"}, words) == {"yxx": theirs}
