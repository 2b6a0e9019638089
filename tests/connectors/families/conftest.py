"""A site of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.connectors.fetch.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().serving() as site:
        yield site
