"""Ten thousand steps of sender and columns through random faults, and the faults by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest

from schemas.exchange import Answer, Outgoing, Receipt
from tests.delivery.county import DeliveringCounty, Item, delivering_county
from tests.delivery.machine import Delivery, run
from tests.delivery.receiver import FAULTS, SenderKilledError


def edition(version: int) -> dict[str, Item]:
    """Twelve items that all columns take."""
    return {f"i{n:02}": Item(version, f"i{n:02} 第{version}版", "plan", "town") for n in range(12)}


@pytest.fixture
def county() -> Iterator[DeliveringCounty]:
    with delivering_county() as county:
        county.change(edition(1))
        yield county


@pytest.mark.timeout(600)
def test_ten_thousand_steps() -> None:
    run(10_500, 20261124)  # an example may end early
    assert Delivery.steps >= 10_000


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_overcome(county: DeliveringCounty, fault: str) -> None:
    """Met twice, between two versions of everything; the other columns are through at once."""
    county.receivers["plans"].faults.extend([fault, fault])
    with suppress(SenderKilledError):
        county.push("plans")
    for name in ("all", "towns"):
        assert set(county.push(name).states) == {"accepted"}
    county.change(edition(2))
    with suppress(SenderKilledError):
        county.push("plans")
    for name in ("plans", "all", "towns"):
        county.settle(name)
        county.compare(name)
    county.check()


def test_a_202_that_a_restart_forgot_is_sent_again_after_a_day(county: DeliveringCounty) -> None:
    receiver = county.receivers["towns"]
    receiver.faults.append("never")
    assert county.push("towns").states == {"sent": 6, "pending": 6}
    receiver.restart()
    county.now += timedelta(hours=23)
    assert county.push("towns").stopped == "HTTP 404: 不存在"
    county.now += timedelta(hours=2)
    county.push("towns")
    findings = "SELECT check_id FROM operations.finding WHERE closed_at IS NULL"
    assert county.rows(findings) == [("push_overdue/towns",)]
    assert county.push("towns").states == {"accepted": 12}
    assert county.rows(findings) == []


def test_a_fault_of_ours_stops_one_target_and_is_told_without_words(county: DeliveringCounty) -> None:
    def faulty(*_: object) -> None:
        raise KeyError("秘密")

    county.receivers["plans"].attempt = faulty
    stopped = county.push("plans").stopped or ""
    assert stopped.startswith("a fault of ours, KeyError in test_machine.py, line ")
    assert "秘密" not in stopped
    assert county.push("all").states == {"accepted": 12}


def test_a_schedule_opens_the_outbox_until_it_is_empty_once(county: DeliveringCounty) -> None:
    """A column that answers later takes one batch at a push: its day's time must do for all of them."""
    asked = []

    def later(_: object, outgoing: Outgoing, __: bytes) -> Answer:
        asked.append(outgoing.status_url)
        if outgoing.status_url is None:
            return Answer(kind="accepted_later", status_url="batches/x")
        accepted = (Receipt(item_id=i, version=v, status="accepted") for i, v in outgoing.sent)
        return Answer(kind="receipts", receipts=tuple(accepted))

    county.targets["towns"] = county.targets["towns"].model_copy(update={"schedule": "0 9 * * *"})
    county.receivers["towns"].attempt = later
    for _ in range(4):
        county.push("towns")
        county.now += timedelta(minutes=15)
    assert county.push("towns").states == {"accepted": 12}
    county.change(edition(2))
    told = len(asked)
    assert county.push("towns").states == {"accepted": 12, "pending": 12}, "not before its next time"
    assert len(asked) == told
    county.now += timedelta(days=1)
    county.settle("towns")
