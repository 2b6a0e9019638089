"""Batches in the making: what is kept of them, what is made ahead, and where their items are read."""

from __future__ import annotations

from datetime import timedelta

from connectors.targets import encode_batch
from tests.warehouse.county import REGISTRY, County, Page, many
from tests.warehouse.test_outbox import (
    ALL,
    NOW,
    answer,
    entries,
    must_take,
    receipts,
    take,
)
from warehouse.batches import kept_body
from warehouse.outbox import prepare_batches


def prepare(county: County, days: float = 0) -> None:
    now = NOW + timedelta(days=days)
    prepare_batches(county.warehouse, ALL, REGISTRY.county, now, encode=encode_batch, conceal=bytes)


def open_batches(county: County) -> int:
    ((number,),) = county.rows("SELECT count(*) FROM exchange.batch WHERE state = 'open'")
    return int(number)


def test_bytes_are_kept_packed_and_sent_as_they_were(county: County) -> None:
    county.harvest(*many(4, html="<p>" + "正文" * 2000 + "</p>"))
    first = must_take(county)
    ((kept,),) = county.rows("SELECT body FROM exchange.batch")
    assert len(kept) < len(first.body) / 2
    assert kept_body(kept) == must_take(county).body == first.body


def test_bytes_that_an_older_version_kept_are_sent_as_they_are(county: County) -> None:
    county.harvest(*many(4))
    first = must_take(county)
    county.warehouse.connection.execute("UPDATE exchange.batch SET body = ?", [first.body])
    assert must_take(county).body == first.body


def test_what_is_prepared_leaves_after_all_that_is_open_even_if_the_clock_goes_back(county: County) -> None:
    county.harvest(*many(30))
    sent: list[int] = []
    prepared = []
    while (outgoing := take(county)) is not None:
        sent += [entry["seq"] for entry in entries(outgoing)]
        before = open_batches(county)
        prepare(county, days=-1)
        prepared.append(open_batches(county) - before)
        answer(county, outgoing, "receipts", receipts=receipts(outgoing))
    assert sent == list(range(1, 31))
    assert prepared == [5, 0, 0, 0, 2, 0, 0, 0], "only while one or none lies ready"


def test_what_was_prepared_is_dissolved_with_a_batch_that_is_too_large(county: County) -> None:
    county.harvest(*many(30))
    outgoing = must_take(county)
    prepare(county)
    assert open_batches(county) == 6
    answer(county, outgoing, "too_large")
    assert [entry["seq"] for entry in entries(must_take(county))] == [1, 2]


def test_items_that_lie_far_apart_are_found(county: County) -> None:
    far = [Page(f"/far{n}.html", title=f"远{n}", body=f"远{n}", columns=("/b/",)) for n in (1, 2)]
    county.harvest(far[0], *many(20), far[1])
    outgoing = take(county, to=REGISTRY.target[1])
    assert outgoing is not None
    assert sorted(entry["item"]["body_text"] for entry in entries(outgoing)) == ["远1", "远2"]
