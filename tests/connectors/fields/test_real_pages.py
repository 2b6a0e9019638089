"""Every field of the real pages with known values, where the folder with them lies beside the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.connectors.fields.truths import assert_agrees, truths

FOLDER = Path(__file__).parents[4] / "shared" / "pages"
TRUTHS = truths(FOLDER)

if TRUTHS:

    @pytest.mark.parametrize("truth", TRUTHS, ids=[t["file"].removeprefix("detail/") for t in TRUTHS])
    def test_fields(truth: dict[str, Any]) -> None:
        assert_agrees(FOLDER, truth)

    @pytest.mark.parametrize("truth", TRUTHS, ids=[t["file"].removeprefix("detail/") for t in TRUTHS])
    def test_fields_without_class_and_id(truth: dict[str, Any]) -> None:
        assert_agrees(FOLDER, truth, nameless=True)
