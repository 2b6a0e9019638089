"""One writer at a time: a lease on the home folder that the kernel gives back, whatever kills its holder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.base import now
from schemas.errors import CannotRunError


class WriterBusyError(CannotRunError):
    """Another process writes to this warehouse; `holder` says who: process id, owner, since when."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"another writer holds the warehouse: {holder}")
        self.holder = holder


@contextmanager
def lease(home: Path, owner: str) -> Iterator[None]:
    """Hold `home/warehouse.lock` for the block. Raises `WriterBusyError` at once where somebody else does."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "warehouse.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = path.read_text(encoding="utf-8").strip()
            raise WriterBusyError(holder or "unknown") from None
        os.ftruncate(handle, 0)
        os.write(
            handle, f"pid {os.getpid()}, {owner}, since {now().isoformat(timespec='seconds')}\n".encode()
        )
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)
