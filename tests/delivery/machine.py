"""Sender and receivers under random faults, step by step.

The longer run, by hand: `python -m tests.delivery.machine STEPS SEED` (it prints how many steps it took).
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, suppress
from datetime import timedelta
from typing import ClassVar

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.delivery.county import CATEGORIES, TARGETS, UNITS, Item, delivering_county
from tests.delivery.receiver import FAULTS, SenderKilledError
from warehouse.retry import queue_again

ITEMS = st.integers(0, 11).map(lambda n: f"i{n:02}")
NAMES = st.sampled_from([t.id for t in TARGETS])
STEPS = 500
"""Of one example, which ends with every column at rest and compared."""

ACTIONS = (
    *("wait", "misbehave", "rise", "push", "change", "restart", "die"),
    *("misbehave", "change", "wait", "push", "rise", "change_the_filter", "retry"),
)
"""The first is drawn most often."""


class Delivery(RuleBasedStateMachine):
    """Nothing lost, nothing out of order, every column's set in the end the filtered catalogue."""

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.county = self.stack.enter_context(delivering_county())

    @rule(action=st.sampled_from(ACTIONS), name=NAMES, data=st.data())
    def act(self, action: str, name: str, data: st.DataObject) -> None:
        """One rule, and not one an action: Hypothesis leaves rules out of whole examples, and all belong together."""
        getattr(self, f"_{action}")(name, data)

    def _change(self, name: str, data: st.DataObject) -> None:
        """New, edited, moved, withdrawn or returned; now and then with a title that columns refuse."""
        category, unit = data.draw(st.sampled_from(CATEGORIES)), data.draw(st.sampled_from(UNITS))
        what, changed = data.draw(st.integers(0, 9)), {}
        for item_id in sorted(data.draw(st.sets(ITEMS, min_size=1, max_size=5))):
            former = self.county.catalogue.get(item_id)
            version = former.version + 1 if former else 1
            title = f"{item_id} 第{version}版" + (" refuse" if what == 0 else "")
            gone = bool(former) and not former.gone and what in (1, 2)
            changed[item_id] = Item(version, title, category, unit, gone)
        self.county.change(changed)

    def _misbehave(self, name: str, data: st.DataObject) -> None:
        faults = data.draw(st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3))
        self.county.receivers[name].faults.extend(faults)

    def _push(self, name: str, data: st.DataObject) -> None:
        """One push. A column that is well ends with an empty outbox, whatever the others do."""
        receiver = self.county.receivers[name]
        is_well = not (receiver.faults or receiver.is_dead or receiver.waiting or self._has_to_wait(name))
        with suppress(SenderKilledError):
            states = self.county.push(name).states
            if is_well:
                assert not states.keys() & {"pending", "unknown", "sent"} or self._was_promised(name)

    def _retry(self, name: str, data: st.DataObject) -> None:
        """What was refused as a whole, or all that was turned away, once more."""
        county = self.county
        rejected_too = data.draw(st.booleans())
        queue_again(county.warehouse, county.targets[name], county.now, rejected_too=rejected_too)
        if rejected_too:
            assert not county.turned_away(name)

    def _restart(self, name: str, data: st.DataObject) -> None:
        self.county.receivers[name].restart()

    def _die(self, name: str, data: st.DataObject) -> None:
        self.county.receivers[name].is_dead = True

    def _rise(self, name: str, data: st.DataObject) -> None:
        self.county.receivers[name].is_dead = False

    def _wait(self, name: str, data: st.DataObject) -> None:
        self.county.now += timedelta(hours=data.draw(st.sampled_from([0.1, 1, 7, 30])))

    def _change_the_filter(self, name: str, data: st.DataObject) -> None:
        categories = tuple(sorted(data.draw(st.sets(st.sampled_from(CATEGORIES)))))
        units = tuple(sorted(data.draw(st.sets(st.sampled_from(UNITS)))))
        self.county.targets["plans"] = TARGETS[1].model_copy(
            update={"categories": categories, "units": units}
        )

    @invariant()
    def count(self) -> None:
        type(self).steps += 1

    def teardown(self) -> None:
        """One column stays dead: the others come to rest. Then it rises, and does too."""
        receivers, (last, *others) = self.county.receivers, [t.id for t in TARGETS]
        for name in (*others, last):
            for receiver in receivers.values():
                receiver.faults.clear()
                receiver.is_dead = False
            receivers[last].is_dead = name != last
            self.county.push(last)
            self.county.settle(name)
            self.county.compare(name)
        self.county.check()
        self.stack.close()

    def _has_to_wait(self, name: str) -> bool:
        ((waits,),) = self.county.rows(
            "SELECT coalesce(max(retry_at) > ?, false) FROM exchange.target WHERE target_id = ?",
            self.county.now,
            name,
        )
        return bool(waits)

    def _was_promised(self, name: str) -> bool:
        """A 202 that a restart has forgotten: it is asked for a day before the batch goes again."""
        return bool(
            self.county.rows(
                "FROM exchange.batch WHERE target_id = ? AND state = 'open' AND status_url IS NOT NULL", name
            )
        )


def run(steps: int, seed_: int) -> int:
    """So many steps, or more, from a seed; the number taken. Raises what breaks."""
    Delivery.steps = 0
    machine = seed(seed_)(Delivery)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(1, -(-steps // STEPS)),
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Delivery.steps


if __name__ == "__main__":
    print(run(int(sys.argv[1]), int(sys.argv[2])), "steps")
