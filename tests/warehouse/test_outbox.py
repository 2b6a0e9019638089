"""The outbox under every answer a column may give."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from connectors.targets import encode_batch
from schemas.exchange import Answer, Outgoing, Receipt
from schemas.registry import Target
from tests.warehouse.county import MONDAY, REGISTRY, County, Page, many, target
from warehouse.enrolment import enrol_target
from warehouse.outbox import delivery_counts, next_batch, prepare_batches
from warehouse.receipts import record_answer
from warehouse.retry import queue_again

FIELDS = {"title": "title", "body": "body_text", "files": "attachments"}
ALL = REGISTRY.target[0].model_copy(update={"batch_size": 4, "fields": FIELDS})
NOW = MONDAY + timedelta(days=30)


def take(county: County, to: Target = ALL, days: float = 0) -> Outgoing | None:
    now = NOW + timedelta(days=days)
    return next_batch(county.warehouse, to, REGISTRY.county, now, encode=encode_batch, conceal=bytes)


def must_take(county: County, days: float = 0) -> Outgoing:
    outgoing = take(county, days=days)
    assert outgoing is not None
    return outgoing


def answer(county: County, outgoing: Outgoing, kind: str, days: float = 0, **content: Any) -> str:
    given = Answer.model_validate({"kind": kind, **content})
    return record_answer(
        county.warehouse, ALL, outgoing, given, NOW + timedelta(days=days), run_id=county.runs[-1].run_id
    )


def entries(outgoing: Outgoing) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(outgoing.body)["entries"]
    return found


def receipts(outgoing: Outgoing, status: str = "accepted") -> list[Receipt]:
    return [
        Receipt(item_id=e["item_id"], version=e["version"], status=status, receipt_number=f"R{e['seq']}")
        for e in entries(outgoing)
    ]


def states(county: County) -> dict[str, int]:
    return delivery_counts(county.warehouse)["all"]


def open_findings(county: County) -> list[str]:
    return [
        row[0]
        for row in county.rows("SELECT check_id FROM operations.finding WHERE closed_at IS NULL ORDER BY 1")
    ]


def test_batches_leave_in_order_until_nothing_is_left(county: County) -> None:
    county.harvest(*many(6, files=(("a.pdf", "1"),)))
    sent: list[int] = []
    while (outgoing := take(county)) is not None:
        sent += [e["seq"] for e in entries(outgoing)]
        assert [f["file_name"] for f in entries(outgoing)[0]["item"]["files"]] == ["a.pdf"]
        assert answer(county, outgoing, "receipts", receipts=receipts(outgoing)) == "next"
    assert sent == [1, 2, 3, 4, 5, 6]
    assert states(county) == {"accepted": 6}
    assert county.rows("SELECT count(*), count(body) FROM exchange.batch") == [(2, 0)]
    assert county.rows(
        "SELECT receipt_number FROM exchange.delivery WHERE target_id = 'all' AND ordinal = 3"
    ) == [("R3",)]


def test_every_version_is_sent_as_it_was(county: County) -> None:
    county.harvest(Page("/1.html", body="旧"))
    county.harvest(Page("/1.html", body="新"))
    assert [e["item"]["body"] for e in entries(must_take(county))] == ["旧", "新"]


def test_withdrawals_carry_their_reason(county: County) -> None:
    pages = many(10)
    for shown in (pages, pages[1:], pages[1:]):
        county.harvest(*shown)
    while (outgoing := take(county)) is not None:
        last = entries(outgoing)[-1]
        answer(county, outgoing, "receipts", receipts=receipts(outgoing))
    assert (last["operation"], last["reason"], last["version"]) == ("withdraw", "missing", 2)


def test_no_answer_means_the_same_bytes_again(county: County) -> None:
    county.harvest(*many(6))
    first = must_take(county)
    assert answer(county, first, "no_answer", message="connection reset") == "later"
    assert states(county) == {"pending": 2, "unknown": 4}
    again = must_take(county, days=1)
    assert (again.batch_id, again.body, again.attempts) == (first.batch_id, first.body, 1)
    answer(county, again, "receipts", receipts=receipts(again))
    assert county.rows("SELECT DISTINCT attempts FROM exchange.delivery WHERE state = 'accepted'") == [(2,)]


def test_a_batch_that_was_formed_survives_a_crash(county: County) -> None:
    county.harvest(*many(6))
    first = must_take(county)
    assert must_take(county).body == first.body


def test_entries_left_out_stay_unknown_and_the_batch_goes_again(county: County) -> None:
    county.harvest(*many(6))
    first = must_take(county)
    assert answer(county, first, "receipts", receipts=receipts(first)[:3]) == "later"
    assert states(county) == {"accepted": 3, "pending": 2, "unknown": 1}
    again = must_take(county)
    assert again.body == first.body
    rejected = receipts(again, "rejected")
    assert answer(county, again, "receipts", receipts=[*reversed(rejected), *rejected]) == "next"
    assert states(county) == {"accepted": 3, "pending": 2, "rejected": 1}, "what is settled stays settled"


def test_receipts_of_what_was_never_sent_settle_nothing(county: County) -> None:
    county.harvest(*many(2))
    outgoing = must_take(county)
    stranger = Receipt(item_id="f" * 24, version=1, status="accepted")
    older = Receipt(item_id=entries(outgoing)[0]["item_id"], version=9, status="accepted")
    assert answer(county, outgoing, "receipts", receipts=[stranger, older]) == "later"
    assert states(county) == {"unknown": 2}


def test_taken_but_not_answered_is_asked_for_a_day(county: County) -> None:
    county.harvest(*many(2))
    outgoing = must_take(county)
    assert answer(county, outgoing, "accepted_later", status_url="/status/1") == "later"
    assert states(county) == {"sent": 2}
    asked = must_take(county, days=0.5)
    assert asked.status_url == "/status/1"
    answer(county, asked, "accepted_later", days=0.5)
    assert must_take(county, days=0.9).status_url == "/status/1"
    answer(county, must_take(county, days=1), "accepted_later", days=1)
    assert open_findings(county) == ["push_overdue/all"]
    again = must_take(county, days=1.1)
    assert (again.status_url, again.body, again.attempts) == (None, outgoing.body, 1)
    answer(county, again, "receipts", days=1.1, receipts=receipts(again))
    assert open_findings(county) == []


def test_patience_begins_when_a_column_took_the_batch(county: County) -> None:
    """Not with what was tried while it was down."""
    county.harvest(*many(2))
    answer(county, must_take(county), "no_answer")
    taken = must_take(county, days=2)
    answer(county, taken, "accepted_later", days=2, status_url="/status/1")
    assert open_findings(county) == []
    assert must_take(county, days=2.9).status_url == "/status/1"
    answer(county, must_take(county, days=3), "accepted_later", days=3)
    assert open_findings(county) == ["push_overdue/all"]


def test_a_status_address_that_only_asks_to_wait_is_given_up_too(county: County) -> None:
    county.harvest(*many(2))
    answer(county, must_take(county), "accepted_later", status_url="/status/1")
    answer(county, must_take(county, days=0.5), "wait", days=0.5, retry_after_seconds=60)
    assert open_findings(county) == []
    answer(county, must_take(county, days=1), "wait", days=1, retry_after_seconds=60)
    assert open_findings(county) == ["push_overdue/all"]
    assert must_take(county, days=1.1).status_url is None


def test_no_column_can_ask_for_silence_for_good(county: County) -> None:
    """Milliseconds for seconds, or a number that no clock has."""
    county.harvest(*many(2))
    answer(county, must_take(county), "wait", retry_after_seconds=1_764_000_000_000)
    assert take(county, days=6.9) is None
    answer(county, must_take(county, days=7), "wait", days=7, retry_after_seconds=float("inf"))
    assert must_take(county, days=14)


def test_a_refused_batch_is_rejected_with_its_reason(county: County) -> None:
    county.harvest(*many(6))
    outgoing = must_take(county)
    assert answer(county, outgoing, "refused", message="digest mismatch") == "next"
    assert states(county) == {"pending": 2, "rejected": 4}
    assert open_findings(county) == ["push_refused/all"]
    assert len(entries(must_take(county))) == 2


def test_what_was_refused_goes_again_behind_all_that_waits(county: County) -> None:
    first, second, *_ = pages = many(6)
    county.harvest(*pages)
    refused = must_take(county)
    answer(county, refused, "refused", message="bad schema")
    taken = must_take(county)
    answer(county, taken, "receipts", receipts=receipts(taken, "rejected"))
    county.harvest(replace(first, title="更正"), second, *pages[2:])
    assert queue_again(county.warehouse, ALL, NOW) == 3, "a newer version of the first says everything"
    assert open_findings(county) == []
    again = must_take(county)
    assert again.batch_id != refused.batch_id
    sent = [(e["item_id"], e["version"]) for e in entries(refused)]
    assert [(e["item_id"], e["version"]) for e in entries(again)] == [(sent[0][0], 2), *sent[1:]]
    answer(county, again, "receipts", receipts=receipts(again))
    assert queue_again(county.warehouse, ALL, NOW) == 0
    assert queue_again(county.warehouse, ALL, NOW, rejected_too=True) == 2
    assert [e["item_id"] for e in entries(must_take(county))] == [e["item_id"] for e in entries(taken)]


def test_a_batch_refused_again_is_told_again(county: County) -> None:
    county.harvest(*many(2))
    answer(county, must_take(county), "refused", message="bad schema")
    queue_again(county.warehouse, ALL, NOW)
    answer(county, must_take(county), "refused", message="still bad")
    assert open_findings(county) == ["push_refused/all"]


def test_unauthorized_stops_the_target_with_a_finding(county: County) -> None:
    county.harvest(*many(2))
    assert answer(county, must_take(county), "unauthorized", message="unknown key") == "later"
    assert open_findings(county) == ["push_unauthorized/all"]
    outgoing = must_take(county)
    answer(county, outgoing, "receipts", receipts=receipts(outgoing))
    assert open_findings(county) == []


def test_too_large_is_halved_down_to_one(county: County) -> None:
    county.harvest(*many(4))
    whole = must_take(county)
    sizes = []
    while (outgoing := take(county)) is not None and len(sizes) < 20:
        sizes.append(outgoing.entries)
        kind = "too_large" if outgoing.entries > 1 or outgoing.body.count("第0号".encode()) else "receipts"
        answer(county, outgoing, kind, receipts=receipts(outgoing) if kind == "receipts" else [])
        assert outgoing.batch_id == whole.batch_id or outgoing.entries < whole.entries
    assert sizes[:3] == [4, 2, 1]
    assert states(county) == {"accepted": 3, "rejected": 1}


def test_wait_is_kept_and_leaves_other_targets_alone(county: County) -> None:
    county.harvest(*many(2, columns=("/b/",)))
    answer(county, must_take(county), "wait", retry_after_seconds=3600)
    assert take(county) is None
    assert take(county, to=REGISTRY.target[1]) is not None
    assert must_take(county, days=0.05).attempts == 1


def test_a_rejected_item_still_gets_its_withdrawal(county: County) -> None:
    pages = many(10)
    county.harvest(*pages)
    while (outgoing := take(county)) is not None:
        answer(county, outgoing, "receipts", receipts=receipts(outgoing, "rejected"))
    county.harvest(*pages[1:])
    county.harvest(*pages[1:])
    assert [e["operation"] for e in entries(must_take(county))] == ["withdraw"]


def test_a_new_target_gets_what_stands_and_a_changed_filter_the_difference(county: County) -> None:
    pages = [*many(8), Page("/p.html", columns=("/b/",))]
    for shown in (pages, pages[1:], pages[1:]):
        county.harvest(*shown)
    at = county.runs[-1].started_at
    late = target("late", categories=("plan",))
    assert enrol_target(county.warehouse, late, at)
    assert not enrol_target(county.warehouse, late, at)
    assert delivery_counts(county.warehouse)["late"] == {"pending": 1}
    assert enrol_target(county.warehouse, target("late"), at)
    assert delivery_counts(county.warehouse)["late"] == {"pending": 8}, "the withdrawn one is not mentioned"
    assert enrol_target(county.warehouse, late, at)
    operations = (
        "SELECT operation, count(*) FROM exchange.delivery WHERE target_id = 'late' GROUP BY 1 ORDER BY 1"
    )
    assert county.rows(operations) == [("upsert", 8), ("withdraw", 7)]


def test_a_batch_never_mentions_a_version_twice(county: County) -> None:
    """Withdrawn and sent again as the filter went to and fro: a receipt could not tell the two apart."""
    county.harvest(*many(3))
    at = county.runs[-1].started_at
    for categories in ((), ("plan",), ()):
        enrol_target(county.warehouse, target("late", categories=categories, batch_size=50), at)
    seen = []
    while (outgoing := take(county, to=target("late", batch_size=50))) is not None:
        seen.append([(e["operation"], e["version"]) for e in entries(outgoing)])
        answer(county, outgoing, "receipts", receipts=receipts(outgoing))
    assert seen == [[("upsert", 1)] * 3, [("withdraw", 1)] * 3, [("upsert", 1)] * 3]


def test_batches_are_made_ahead_and_leave_in_their_order(county: County) -> None:
    county.harvest(*many(10))
    first = must_take(county)
    assert (
        len(prepare_batches(county.warehouse, ALL, REGISTRY.county, NOW, encode=encode_batch, conceal=bytes))
        == 2
    )
    assert county.rows("SELECT count(*) FROM exchange.batch WHERE state = 'open'") == [(3,)]
    answer(county, first, "too_large")
    again = []
    while (outgoing := take(county)) is not None:
        again += [e["seq"] for e in entries(outgoing)]
        answer(county, outgoing, "receipts", receipts=receipts(outgoing))
    assert again == list(range(1, 11)), "what was made ahead does not leave before what was too large"


def test_a_target_that_left_the_registry_is_sent_nothing_more(county: County) -> None:
    county.harvest(*many(2))
    county.registry = REGISTRY.model_copy(update={"target": REGISTRY.target[1:]})
    county.harvest(*[replace(page, body="改") for page in many(2)])
    assert states(county) == {"pending": 2}
    assert take(county) is None
    county.registry = REGISTRY
    county.begin()
    assert states(county) == {"pending": 4}, "back again, it gets what it missed"


@pytest.mark.parametrize("size", [1, 3, 50])
def test_an_older_version_never_follows_a_newer_one(county: County, size: int) -> None:
    for body in ("一", "二", "三"):
        county.harvest(*[replace(page, body=body) for page in many(5)])
    latest: dict[str, int] = {}
    while (outgoing := take(county, to=ALL.model_copy(update={"batch_size": size}))) is not None:
        for entry in entries(outgoing):
            assert entry["version"] == latest.get(entry["item_id"], 0) + 1
            latest[entry["item_id"]] = entry["version"]
        answer(county, outgoing, "receipts", receipts=receipts(outgoing))
    assert set(latest.values()) == {3}
