"""A column that hands on what it takes: `gongkai receive --relay`, beside the server, in the same process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from connectors.targets import ask_status, encode_batch, send
from schemas.base import now
from schemas.registry import Registry
from schemas.target import Target
from warehouse.receiving import ColumnStore
from warehouse.relaying import next_forward, record_forward

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0


def forward(store: ColumnStore, registry: Registry, target: Target, secret: bytes) -> None:
    """Send a column above all that it waits for, until there is no more or its answer says: later."""
    while outgoing := next_forward(store, target, registry.county, now(), encode=encode_batch):
        ask = outgoing.status_url is not None
        answer = (ask_status if ask else send)(target, outgoing, secret)
        if record_forward(store, outgoing, answer, now()) == "later":
            log.info("relay to %s waits: %s", target.id, answer.message or answer.kind)
            return


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
        threading.Thread(target=_keep_on, args=(store, registry, target, secret, stopped, pause_seconds))
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


def _keep_on(
    store: ColumnStore,
    registry: Registry,
    target: Target,
    secret: bytes,
    stopped: threading.Event,
    pause_seconds: float,
) -> None:
    while not stopped.wait(pause_seconds):
        forward(store, registry, target, secret)
