"""No real page is taken for a challenge, a login or a file; where a checkout beside this one holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.fetch.model import Purpose, Request
from connectors.fetch.verdict import objection
from connectors.fetch.wire import Exchange

HOME = "http://a.cn/"
PAGES = Path(__file__).parents[4] / "shared" / "pages"

if not PAGES.is_dir():
    pytest.skip("the folder of real pages is not beside this checkout", allow_module_level=True)


@pytest.mark.parametrize("purpose", ["list", "detail"])
def test_real_pages_are_usable(purpose: Purpose) -> None:
    paths = sorted((PAGES / purpose).iterdir())
    refused = {
        p.name: objection(Exchange(HOME, 200, "OK", (), p.read_bytes()), Request(HOME, purpose))
        for p in paths
    }
    assert refused == dict.fromkeys(refused)
    assert refused
