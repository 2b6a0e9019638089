"""The roads a batch can take, by the registry's `transport`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from connectors.targets.directory import ask_directory, send_directory
from connectors.targets.http import ask_http, send_http
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target

Deliver = Callable[[Target, Outgoing, bytes], Answer]


@dataclass(frozen=True, slots=True)
class Transport:
    """How to hand a batch over, and how to ask later what became of it."""

    send: Deliver
    ask: Deliver


TRANSPORTS: dict[str, Transport] = {
    "http": Transport(send_http, ask_http),
    "directory": Transport(send_directory, ask_directory),
}


def send(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Deliver a batch once. Never raises for what the other side does."""
    return TRANSPORTS[target.transport].send(target, outgoing, secret)


def ask_status(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Ask what became of a batch that was accepted for later. Never raises for what the other side does."""
    return TRANSPORTS[target.transport].ask(target, outgoing, secret)
