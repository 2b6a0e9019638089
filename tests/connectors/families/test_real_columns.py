"""Real columns as registry entries: 449 records of two public collections of crawlers, each tried on a site
built from its own addresses and selectors (`python -m bench.columns`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.columns import tried
from bench.columns_entries import UnexpressibleError
from bench.columns_records import read_records

PAGES = Path(__file__).parents[4] / "shared" / "pages"

if not PAGES.is_dir():
    pytest.skip("the folder of real columns is not beside this checkout", allow_module_level=True)


def test_nearly_all_need_an_entry_and_no_code() -> None:
    reasons = []
    records = list(read_records(PAGES))
    for record in records:
        try:
            tried(record)
        except UnexpressibleError as error:
            reasons.append(str(error))
    assert len(records) == 449
    assert len(reasons) <= 0.05 * len(records), reasons
    silent = [reason for reason in reasons if "record" not in reason]
    assert len(silent) <= 4, silent
