"""What a harvest learns of columns and sites, as the merge keeps it."""

from __future__ import annotations

from datetime import date

from schemas.harvest import Completeness
from schemas.platform import ColumnRead, SiteCheck
from tests.warehouse.county import County
from warehouse.known import site_checked_on

COLUMN = "SELECT completeness, read_at, proven_at, listed, newest_on FROM operations.column_read"


def read(completeness: Completeness, listed: int) -> ColumnRead:
    return ColumnRead(
        path="/a/", completeness=completeness, listed=listed, undated=0, newest_on=date(2026, 11, listed)
    )


def site(state: str) -> SiteCheck:
    told = {"host": "portal.test", "home_url": "http://portal.test/", "home_state": "ok", "home_detail": ""}
    return SiteCheck.model_validate(told | {"ipv6_state": state, "ipv6_detail": "", "requests": 3})


def test_a_column_keeps_what_its_last_proven_read_showed(county: County) -> None:
    county.harvest(extra=[read("proven", 3)])
    county.harvest(extra=[read("broken", 1)])
    first, second = (run.started_at for run in county.runs)
    assert county.rows(COLUMN) == [("broken", second, first, 3, date(2026, 11, 3))]
    county.harvest(extra=[read("proven", 5)], kind="replay")
    assert county.rows(COLUMN) == [("broken", second, first, 3, date(2026, 11, 3))]
    county.harvest(extra=[read("proven", 4)])
    last = county.runs[-1].started_at
    assert county.rows(COLUMN) == [("proven", last, last, 4, date(2026, 11, 4))]


def test_a_site_is_known_by_its_last_check(county: County) -> None:
    assert site_checked_on(county.warehouse, "portal.test") is None
    county.harvest(extra=[site("ok")])
    county.harvest(extra=[site("no_address")])
    county.harvest()
    assert county.rows("SELECT host, source_id, ipv6_state FROM operations.site_check") == [
        ("portal.test", "portal", "no_address")
    ]
    assert site_checked_on(county.warehouse, "portal.test") == county.runs[1].started_at.date()
