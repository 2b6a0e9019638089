"""Delivery to one target: batches leave in order, and every answer is committed before the next leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from connectors.targets import ask_status, encode, item_payload, send
from flows.progress import current
from flows.settings import SecretMissingError, secret_named
from schemas.base import Model, now
from schemas.exchange import Answer, Outgoing
from schemas.registry import Registry, Target
from warehouse.database import Warehouse
from warehouse.enrolment import enrol_target
from warehouse.gate import gate_state
from warehouse.outbox import delivery_counts, next_batch, open_outbox
from warehouse.receipts import record_answer


class PushReport(Model):
    """How a target fared in one push."""

    target_id: str
    name: str
    batches: int
    states: dict[str, int]
    """Deliveries by state, all that ever were."""
    stopped: str | None = None
    """Why the target was left before its outbox was empty."""


def push_target(
    warehouse: Warehouse,
    registry: Registry,
    target: Target,
    *,
    run_id: str,
    secret_of: Callable[[str], bytes] = secret_named,
    at_once: bool = False,
) -> PushReport:
    """Send a target all it waits for, until its outbox is empty or its answer says: later.

    `secret_of` gives the bytes of a secret by its name, or raises `SecretMissingError`. A target with a schedule
    is left alone until its next time, unless it is to be `at_once`.
    Safe beside other targets' threads: the warehouse is held only while it is read or written, never while
    the target is waited for.
    """
    batches, stopped = 0, None
    with warehouse.writing:
        enrol_target(warehouse, target, now())
        if not open_outbox(warehouse, target, now(), at_once=at_once):
            return _report(warehouse, target, 0, None)
    try:
        secret = secret_of(target.secret) if target.secret else b""
    except SecretMissingError as error:
        return _report(warehouse, target, batches, str(error))
    gate = gate_state(warehouse)
    while outgoing := _next(warehouse, registry, target, may_form=gate.is_open):
        answer = attempt(target, outgoing, secret)
        batches += 1
        verdict = record_answer(warehouse, target, outgoing, answer, now(), run_id=run_id)
        if verdict == "later":
            stopped = answer.message or answer.kind
            break
    else:
        stopped = None if gate.is_open else str(gate)
    return _report(warehouse, target, batches, stopped)


def pending(warehouse: Warehouse, target: Target) -> dict[str, int]:
    """Deliveries of a target by state."""
    return delivery_counts(warehouse).get(target.id, {})


def attempt(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Send a batch, or ask what became of one that was taken with 202."""
    return (ask_status if outgoing.status_url else send)(target, outgoing, secret)


def _next(warehouse: Warehouse, registry: Registry, target: Target, *, may_form: bool) -> Outgoing | None:
    with warehouse.writing:
        return next_batch(
            warehouse,
            target,
            registry.county,
            now(),
            encode=partial(encode, target),
            payload=partial(item_payload, values=target.values),
            may_form=may_form,
        )


def _report(warehouse: Warehouse, target: Target, batches: int, stopped: str | None) -> PushReport:
    with warehouse.writing:
        states = delivery_counts(warehouse).get(target.id, {})
    told = ", ".join(f"{n} {state}" for state, n in states.items()) or "nothing to deliver"
    current().step(f"push {target.id}: {told}" + (f" — stopped: {stopped}" if stopped else ""))
    return PushReport(target_id=target.id, name=target.name, batches=batches, states=states, stopped=stopped)
