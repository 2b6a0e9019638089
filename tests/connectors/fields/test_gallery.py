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


def test_no_page_lacks_its_truth() -> None:
    assert {t["file"] for t in TRUTHS} == {path.name for path in FOLDER.glob("*.html")}
