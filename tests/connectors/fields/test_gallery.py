"""Pages in the markup of every kind of CMS, with text of our own: every field right, and nothing to find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.connectors.fields.truths import assert_agrees, truths

FOLDER = Path(__file__).parents[2] / "fixtures" / "pages"
TRUTHS = truths(FOLDER)


@pytest.mark.parametrize("truth", TRUTHS, ids=[t["file"].removesuffix(".html") for t in TRUTHS])
def test_fields(truth: dict[str, Any]) -> None:
    reading = assert_agrees(FOLDER, truth)
    assert [f.message for f in reading.findings] == []


NEED_NAMES = {"trs_ndrc.html", "uncovered_by_script.html"}
"""A number in the heading that only its class tells apart, and an element that only its id says is shown later."""


@pytest.mark.parametrize("truth", [t for t in TRUTHS if t["file"] not in NEED_NAMES], ids=lambda t: t["file"])
def test_fields_of_a_page_without_class_and_id(truth: dict[str, Any]) -> None:
    assert_agrees(FOLDER, truth, nameless=True)


def test_no_page_lacks_its_truth() -> None:
    assert {t["file"] for t in TRUTHS} == {path.name for path in FOLDER.glob("*.html")}
