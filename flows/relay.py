"""A column that hands on what it takes: `gongkai receive --relay`, beside the server, in the same process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from connectors.targets import ask_status, encode_batch, no_answer, send
from flows.faults import fault_in_words
from schemas.base import now
from schemas.exchange import Answer
from schemas.registry import Registry
from schemas.target import Target
from warehouse.receipts import DEFAULT_WAIT_SECONDS, LONGEST_WAIT_SECONDS
from warehouse.receiving import ColumnStore
from warehouse.relaying import next_forward, record_forward

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
"""Between attempts at a column that does not answer, or does not settle."""


@dataclass
class _Relay:
    """What goes on to one column above."""

    store: ColumnStore
    registry: Registry
    target: Target
    secret: bytes
    shortest_pause: float

    def __post_init__(self) -> None:
        self._size = self.target.batch_size
        self._pause = self.shortest_pause

    def keep_on(self, stopped: threading.Event) -> None:
        """Hand on what comes, until it is stopped; no fault ends it."""
        while not stopped.wait(self._pause):
            try:
                answer = self.forward()
            except Exception as fault:  # ours: what is not settled is sent again
                log.error("relay to %s: %s", self.target.id, fault_in_words(fault))
                answer = no_answer("a fault of ours")
            self._pause = self._until_next(answer)

    def forward(self) -> Answer | None:
        """Send all that waits, until an answer says: later; that answer, or None."""
        take = partial(next_forward, self.store, self.target, self.registry.county, encode=encode_batch)
        while outgoing := take(now(), size=self._size):
            ask = outgoing.status_url is not None
            answer = (ask_status if ask else send)(self.target, outgoing, self.secret)
            if record_forward(self.store, outgoing, answer, now()) == "later":
                level = logging.WARNING if answer.kind == "unauthorized" else logging.INFO
                log.log(level, "relay to %s waits: %s", self.target.id, answer.message or answer.kind)
                return answer
            is_too_large = answer.kind == "too_large"
            self._size = (
                max(1, outgoing.entries // 2) if is_too_large else min(2 * self._size, self.target.batch_size)
            )
        return None

    def _until_next(self, answer: Answer | None) -> float:
        """Seconds: what the column asks for; else longer from time to time while it does not settle."""
        if answer is None:
            return self.shortest_pause
        if answer.kind == "wait":
            asked = answer.retry_after_seconds
            return min(
                DEFAULT_WAIT_SECONDS if asked is None else max(asked, self.shortest_pause),
                LONGEST_WAIT_SECONDS,
            )
        return min(2 * max(self._pause, self.shortest_pause), LONGEST_PAUSE_SECONDS)


@contextmanager
def relaying(
    store: ColumnStore,
    registry: Registry,
    *,
    secret_of: Callable[[str], bytes],
    pause_seconds: float = PAUSE_SECONDS,
) -> Iterator[None]:
    """Hand on to the targets of a registry for the block, a thread each, so that none holds up another.

    Raises `SecretMissingError` before anything is sent.
    """
    secrets = [(target, secret_of(target.secret) if target.secret else b"") for target in registry.target]
    stopped = threading.Event()
    threads = [
        threading.Thread(
            target=_Relay(store, registry, target, secret, pause_seconds).keep_on, args=(stopped,)
        )
        for target, secret in secrets
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
