"""The links that the main job draws between the documents of the sample county, against what their words say."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.e2e.conftest import Played
from tests.e2e.link_truth import Link, Truth
from warehouse.database import query

pytestmark = pytest.mark.timeout(600)
CHAIN = ["国办发〔2021〕12号", "黑政办发〔2021〕18号", "双政办发〔2021〕20号", "友政办发〔2021〕16号"]
KINDS = {"interprets", "based_on", "repeals", "amends", "republishes", "answers"}


@pytest.fixture(scope="module")
def drawn(monday: Played) -> list[tuple[Link, str]]:
    found = query(
        monday.home,
        "SELECT f.url, l.kind, coalesce(t.url, l.to_reference), l.evidence FROM catalogue.link AS l "
        "JOIN catalogue.item AS f ON f.item_id = l.from_item_id "
        "LEFT JOIN catalogue.item AS t ON t.item_id = l.to_item_id",
    )
    return [((url, kind, to), evidence) for url, kind, to, evidence in found.rows]


def test_every_link_is_drawn_once_with_its_evidence_and_nothing_else(drawn: list[tuple[Link, str]]) -> None:
    expected = Truth().expected()
    assert {kind for _, kind, _ in expected} == KINDS
    links = Counter(link for link, _ in drawn)
    assert not set(expected) - set(links), "not drawn"
    assert not set(links) - set(expected), "drawn of nothing"
    assert set(links.values()) == {1}
    assert not [(link, evidence) for link, evidence in drawn if expected[link] not in evidence]


def test_the_chain_of_the_plan_leads_from_the_county_to_the_state(monday: Played) -> None:
    (chain,) = query(
        monday.home,
        "WITH RECURSIVE upward AS ("
        "  SELECT item_id, document_number, 0 AS step FROM catalogue.item"
        "  WHERE document_number = '友政办发〔2021〕16号'"
        "  UNION ALL SELECT t.item_id, t.document_number, u.step + 1 FROM upward AS u"
        "  JOIN catalogue.link AS l ON l.from_item_id = u.item_id AND l.kind = 'based_on'"
        "  JOIN catalogue.item AS t ON t.item_id = l.to_item_id"
        ") SELECT list(document_number ORDER BY step DESC) AS chain FROM upward",
    ).records()
    assert chain["chain"] == CHAIN
