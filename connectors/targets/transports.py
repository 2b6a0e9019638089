"""The roads a batch can take, by the registry's `transport`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from connectors.targets.directory import ask_directory, send_directory
from connectors.targets.envelope import encode_batch
from connectors.targets.http import ask_http, send_http
from connectors.targets.postgresql import ask_postgresql, send_postgresql
from connectors.targets.sftp import ask_sftp, send_sftp
from connectors.targets.xml_batch import encode_xml
from schemas.exchange import Answer, Batch, Draft, Outgoing
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
    "sftp": Transport(send_sftp, ask_sftp),
    "postgresql": Transport(send_postgresql, ask_postgresql),
}


def encode(target: Target, batch: Batch | Draft) -> bytes:
    """The bytes of a batch in the format that the target takes."""
    return encode_xml(batch) if target.format == "xml" else encode_batch(batch)


def send(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Deliver a batch once. Never raises for what the other side does."""
    return TRANSPORTS[target.transport].send(target, outgoing, secret)


def ask_status(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Ask what became of a batch that was accepted for later. Never raises for what the other side does."""
    return TRANSPORTS[target.transport].ask(target, outgoing, secret)
