"""The mask at the door: what was superseded before it was sent may have been so for a reason."""

from __future__ import annotations

import json
from typing import Any

from connectors.targets import conceal

CALL = "电话13812345678"
LEAK = {"bt": "公示13812345678", "zw": CALL, "html": f"<p>{CALL}</p>", "fj": []}
FIELDS = {"bt": "title", "zw": "body_text", "html": "body_html", "fj": "attachments"}


def sent(item: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(conceal(json.dumps(item).encode(), fields))
    return content


def test_a_superseded_version_is_masked_once_more() -> None:
    assert sent(LEAK, FIELDS) == {"bt": "公示138****5678", "zw": "电话138****5678", "html": None, "fj": []}


def test_one_under_our_own_names_as_well() -> None:
    masked = sent({"title": "公示", "body_text": CALL, "body_html": f"<p>{CALL}</p>", "summary": None}, {})
    assert masked == {"title": "公示", "body_text": "电话138****5678", "body_html": None, "summary": None}


def test_html_that_goes_without_its_text_is_looked_at_itself() -> None:
    split = "<p>电话138<b>1234</b>5678</p>"
    assert (
        sent({"html": split, "wz": "http://a/13812345678"}, {"html": "body_html", "wz": "url"})["html"]
        is None
    )
    assert sent({"html": "<p>正文</p>"}, {"html": "body_html"}) == {"html": "<p>正文</p>"}
