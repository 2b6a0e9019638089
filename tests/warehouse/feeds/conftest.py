from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.feeds.log_book import LogBook
from tests.warehouse.template import fresh_warehouse


@pytest.fixture
def book(tmp_path: Path) -> Iterator[LogBook]:
    """An empty warehouse and its log."""
    with fresh_warehouse(tmp_path) as warehouse:
        yield LogBook(warehouse)
