"""A shared folder that is mounted on this machine."""

from __future__ import annotations

import os
from pathlib import Path

from connectors.targets.folder import FolderError, ask_through, send_through
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target


def send_directory(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Lay the batch down. `secret` is not used; the folder's owner decides who may write."""
    return send_through(_Local(Path(target.url)), target, outgoing)


def ask_directory(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Look for the receipts."""
    return ask_through(_Local(Path(target.url)), target, outgoing)


class _Local:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def exists(self, name: str) -> bool:
        return (self._folder / name).exists()

    def read(self, name: str, limit: int) -> bytes | None:
        path = self._folder / name
        try:
            if path.stat().st_size > limit:
                raise FolderError(f"the receipts are larger than {limit} bytes")
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FolderError(f"cannot read the receipts: {error.strerror}") from error

    def write(self, name: str, content: bytes) -> None:
        """Also over a power cut."""
        part = self._folder / f".{name}.part"
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / name)
            handle = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise FolderError(f"cannot write to the folder: {error.strerror}") from error
