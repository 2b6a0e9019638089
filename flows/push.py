"""Delivery to one target: batches leave in order, and every answer is committed before the next leaves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from connectors.targets import ask_status, conceal, encode, send
from flows.faults import fault_in_words
from flows.progress import current
from flows.settings import SecretMissingError, secret_named
from schemas.base import Model, now
from schemas.exchange import Answer, Outgoing
from schemas.registry import Registry, Target
from warehouse.database import Warehouse
from warehouse.enrolment import enrol_target
from warehouse.gate import gate_state
from warehouse.outbox import close_outbox, delivery_counts, is_open, next_batch, prepare_batches
from warehouse.receipts import record_answer

WAITING = {"pending", "sent", "unknown"}
"""States of what is not settled."""
READY = 2
"""While so many batches lie ready, the one that is sent among them, more are made."""


class PushReport(Model):
    """How a target fared in one push."""

    target_id: str
    name: str
    batches: int
    states: dict[str, int]
    """Deliveries by state, all that ever were."""
    stopped: str | None = None
    """Why the target was left before its outbox was empty."""


def attempt(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Send a batch, or ask what became of one that was taken with 202."""
    return (ask_status if outgoing.status_url else send)(target, outgoing, secret)


@dataclass(frozen=True, slots=True)
class Seam:
    """Where the other side and the clock come in."""

    attempt: Callable[[Target, Outgoing, bytes], Answer] = attempt
    clock: Callable[[], datetime] = now


def push_target(
    warehouse: Warehouse,
    registry: Registry,
    target: Target,
    *,
    run_id: str,
    secret_of: Callable[[str], bytes] = secret_named,
    at_once: bool = False,
    seam: Seam | None = None,
) -> PushReport:
    """Send a target all it waits for, until its outbox is empty or its answer says: later.

    `secret_of` gives the bytes of a secret by its name, or raises `SecretMissingError`. A target with a schedule
    is left alone until its next time, unless it is to be `at_once`; then it is sent to until its outbox is empty.
    Safe beside other targets' threads: the warehouse is held only while it is read or written, never while
    the target is waited for.
    """
    at = seam or Seam()
    with warehouse.writing:
        enrol_target(warehouse, target, at.clock())
        if not at_once and not is_open(warehouse, target, at.clock()):
            return _report(warehouse, target, 0, None)
    try:
        secret = secret_of(target.secret) if target.secret else b""
        batches, stopped = _deliver(warehouse, registry, target, secret, run_id, at)
    except SecretMissingError as error:
        return _report(warehouse, target, 0, str(error))
    report = _report(warehouse, target, batches, stopped)
    if stopped is None and not report.states.keys() & WAITING:
        close_outbox(warehouse, target, at.clock())
    return report


def _deliver(
    warehouse: Warehouse, registry: Registry, target: Target, secret: bytes, run_id: str, at: Seam
) -> tuple[int, str | None]:
    """Batches sent, and why it stopped before the outbox was empty."""
    batches, gate = 0, gate_state(warehouse)
    outbox = partial(next_batch, warehouse, target, registry.county)
    following = partial(prepare_batches, warehouse, target, registry.county)
    shape, mask = partial(encode, target), partial(conceal, fields=target.fields)
    ready: dict[str, Outgoing] = {}
    preparing: Future[dict[str, Outgoing]] | None = None
    with ThreadPoolExecutor(1, thread_name_prefix=f"push-{target.id}") as ahead:
        while outgoing := outbox(at.clock(), encode=shape, conceal=mask, may_form=gate.is_open, ready=ready):
            is_full = outgoing.entries >= target.batch_size  # a smaller one was the last, or asked for
            if preparing is None and gate.is_open and is_full and len(ready) <= READY:
                preparing = ahead.submit(following, at.clock(), encode=shape, conceal=mask)
            answer = _answer(target, outgoing, secret, at)
            verdict = record_answer(warehouse, target, outgoing, answer, at.clock(), run_id=run_id)
            batches += 1
            ready.pop(outgoing.batch_id, None)
            if preparing and (preparing.done() or not ready):
                ready |= preparing.result()  # a fault in it comes up only now: the answer stands in the books
                preparing = None
            if verdict == "later":
                return batches, answer.message or answer.kind
    return batches, None if gate.is_open else str(gate)


def _answer(target: Target, outgoing: Outgoing, secret: bytes, at: Seam) -> Answer:
    try:
        return at.attempt(target, outgoing, secret)
    except Exception as fault:  # ours: nothing is known of the batch, and it is sent again
        return Answer(kind="no_answer", message=fault_in_words(fault))


def stopped_by_us(target: Target, fault: Exception) -> PushReport:
    """The report of a push that a mistake of ours ended; what it had sent stands in the books."""
    return PushReport(
        target_id=target.id, name=target.name, batches=0, states={}, stopped=fault_in_words(fault)
    )


def pending(warehouse: Warehouse, target: Target) -> dict[str, int]:
    """Deliveries of a target by state."""
    return delivery_counts(warehouse).get(target.id, {})


def _report(warehouse: Warehouse, target: Target, batches: int, stopped: str | None) -> PushReport:
    with warehouse.writing:
        states = delivery_counts(warehouse).get(target.id, {})
    told = ", ".join(f"{n} {state}" for state, n in states.items()) or "nothing to deliver"
    current().step(f"push {target.id}: {told}" + (f" — stopped: {stopped}" if stopped else ""))
    return PushReport(target_id=target.id, name=target.name, batches=batches, states=states, stopped=stopped)
