"""A receiving column in hand: what it keeps, and how it is set."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from schemas.exchange import Batch, Receipt
from schemas.target import Target

ColumnFeed = Callable[[int | None, str | None], bytes | None]
"""A page of what is shown as Atom, of one sender or all; page None is the newest. None where there is no such page."""


class ReceivingStore(Protocol):
    """What a column keeps. Its methods are called from worker threads, one at a time."""

    def known(self, batch_id: str) -> bytes | None:
        """The stored answer to a batch; None for one never seen."""
        ...

    def apply(self, batch: Batch, digest: str) -> Sequence[Receipt]:
        """Apply the entries and keep the answer, in one transaction; again gives the same receipts.

        `digest` is the sha256 of the batch's bytes, hexadecimal. An entry older than what is held is
        rejected with R04, the same version with another content with R06. Raises `ValueError` where the
        batch id is known with another digest.
        """
        ...

    def promise(self, batch_id: str, due: datetime, answer: bytes) -> datetime:
        """Keep an answer that is to be given at `due`, through restarts; gives when, which is the first time said."""
        ...

    def promised(self, batch_id: str) -> tuple[datetime, bytes] | None:
        """When an answer is to be given, and the answer; None where none was promised."""
        ...

    def listing(self, after: str, limit: int, sender: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Up to `limit` items after this item_id, ordered by it, of all senders or one.

        Each has item_id, version, content_hash, withdrawn (bool), title and content (JSON), or None.
        """
        ...

    def newest(self, limit: int) -> Sequence[Mapping[str, Any]]:
        """Up to `limit` items as they came or went, the last first.

        Each has item_id, version, withdrawn, title and came_at.
        """
        ...

    def trail(self, item_id: str) -> dict[str, Any] | None:
        """An item as it is held, with the newest word of each column above; None where it never came."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Numbers for the front page, by Chinese label."""
        ...


@dataclass(frozen=True)
class Column:
    """The pieces that all routes share."""

    store: ReceivingStore
    keys: Mapping[str, bytes]
    level: str
    clock: Callable[[], datetime]
    names: Mapping[str, str]
    public_url: str | None
    max_body_bytes: int
    scheme: str
    above: Sequence[Target]
    later: timedelta
    feed: ColumnFeed | None
    writing: Lock = field(default_factory=Lock)

    async def alone(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What work on the store gives, while nobody else works on it."""
        async with self.writing:
            return await run_in_threadpool(work, *arguments)


def problem(status: int, code: str, message: str) -> JSONResponse:
    """A refusal, with its code and in words."""
    return JSONResponse({"error": code, "message": message}, status)
