"""A fault of a site is one finding, however many of its pages show it, and closes with the last of them."""

from __future__ import annotations

from schemas.harvest import Finding
from schemas.rules import SITE, breach
from tests.warehouse.county import County, Page, many
from warehouse.checks import run_checks

KNOWN = (
    "SELECT source_id, unit_id, item_id IS NOT NULL, subject, message, evidence FROM operations.known_finding "
    "WHERE state = 'open' AND check_id = 'date_conflict' ORDER BY item_id IS NOT NULL"
)


def conflict(page: Page, subject: str | None = SITE + "PubDate") -> Finding:
    return breach("date_conflict", "differs", subject=subject, evidence="2021-07-14").model_copy(
        update={"page_key": page.key}
    )


def test_pages_of_a_site_are_told_as_one(county: County) -> None:
    pages = many(6)
    county.harvest(*pages, extra=[*(conflict(page) for page in pages[:5]), conflict(pages[5], None)])
    run_checks(county.warehouse, county.runs[-1])
    of_site, of_page = county.rows(KNOWN)
    assert of_site[1:4] == ("office", False, SITE + "PubDate")
    assert "页头标签 PubDate" in of_site[4]
    assert "涉及 5 个网页" in of_site[4]
    assert of_site[5].count("、") == 2
    assert of_page[2:5] == (True, None, "differs")


def test_it_closes_with_the_last_of_its_pages(county: County) -> None:
    pages = many(3)
    county.harvest(*pages, extra=[conflict(page) for page in pages])
    run_checks(county.warehouse, county.runs[-1])
    county.harvest(*pages, extra=[conflict(pages[0])])
    run_checks(county.warehouse, county.runs[-1])
    ((*_, message, _),) = county.rows(KNOWN)
    assert "涉及 1 个网页" in message
    county.harvest(*pages)
    run_checks(county.warehouse, county.runs[-1])
    assert county.rows(KNOWN) == []


def test_another_site_has_its_own(county: County) -> None:
    pages = many(4)
    county.harvest(*pages[:2], extra=[conflict(page) for page in pages[:2]])
    county.harvest(*pages[2:], source="town", extra=[conflict(page) for page in pages[2:]])
    run_checks(county.warehouse, county.runs[-1])
    assert len({source_id for source_id, *_ in county.rows(KNOWN)}) == 2
