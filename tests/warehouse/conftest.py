"""A county in miniature: records as a harvest hands them over, and a warehouse to merge them into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.county import County, open_county
from tests.warehouse.rulebook import Rulebook, open_rulebook


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with open_county(tmp_path) as opened:
        yield opened


@pytest.fixture
def rulebook(tmp_path: Path) -> Iterator[Rulebook]:
    with open_rulebook(tmp_path) as opened:
        yield opened
