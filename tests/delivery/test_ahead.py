"""While a column is busy with a batch, the batches after it are made."""

from __future__ import annotations

import time

import pytest

from schemas.exchange import Answer, Outgoing
from schemas.registry import Target
from tests.delivery.county import Item, delivering_county

OPEN = "SELECT count(*) FROM exchange.batch WHERE target_id = 'towns' AND state = 'open'"


def test_the_next_batches_lie_ready_when_an_answer_comes() -> None:
    with delivering_county() as county:
        county.change({f"i{n:02}": Item(1, f"i{n:02}", "plan", "town") for n in range(40)})
        receiver = county.receivers["towns"]
        answered, lying = receiver.attempt, []

        def attempt(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
            until = time.monotonic() + 20
            with county.warehouse.writing:
                lying.append(county.rows(OPEN)[0][0])
            expected = {1: 6, 5: 3}.get(len(lying), 0)
            while lying[-1] < expected and time.monotonic() < until:
                time.sleep(0.01)
                with county.warehouse.writing:
                    lying[-1] = county.rows(OPEN)[0][0]
            return answered(target, outgoing, secret)

        receiver.attempt = attempt
        assert county.push("towns").states == {"accepted": 40}
        assert lying == [6, 5, 4, 3, 3, 2, 1], (
            "five were made behind the first, and the last one behind the fifth"
        )
        county.compare("towns")


def test_a_fault_in_what_is_made_ahead_loses_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr("flows.push.prepare_batches", faulty)
    with delivering_county() as county:
        county.change({f"i{n:02}": Item(1, f"i{n:02}", "plan", "town") for n in range(40)})
        with pytest.raises(KeyError):
            county.push("towns")
        size = county.targets["towns"].batch_size
        states = "SELECT state, count(*) FROM exchange.delivery WHERE target_id = 'towns' GROUP BY ALL ORDER BY ALL"
        assert county.rows(states) == [("accepted", size), ("pending", 40 - size)]
