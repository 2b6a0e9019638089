"""Batches through a folder that two sides share (前置机): `<batch_id>.json`, then `.ok`; receipts under `receipts/`.

The same for a folder of this machine and for one behind SFTP. Where the target takes XML, `.xml` stands for `.json`.
"""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

from connectors.targets.answers import no_answer, read_object, read_receipts
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target

MAX_RECEIPT_BYTES = 20_000_000
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class FolderError(Exception):
    """The folder cannot be used now; the message says why, in words without secrets."""


class FolderLockedError(FolderError):
    """The other side does not let us in, or is not who it should be."""


class Folder(Protocol):
    """A folder by plain names. Raises `FolderError` for all that goes wrong."""

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        ...

    def read(self, name: str, limit: int) -> bytes | None:
        """The content; None where there is no such file. Larger than `limit` is an error."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Whole or not at all: under another name, then renamed."""
        ...


def send_through(folder: Folder, target: Target, outgoing: Outgoing) -> Answer:
    """Put the batch into the folder, unless it lies there or was answered already.

    The `.ok` file with the sha256 comes last: whoever sees it may read the batch.
    """
    answer = ask_through(folder, target, outgoing)
    if answer.kind != "accepted_later":
        return answer
    name = f"{outgoing.batch_id}.{target.format}"
    digest = hashlib.sha256(outgoing.body).hexdigest()
    try:
        if not folder.exists(f"{name}.ok") or not folder.exists(name):
            folder.write(name, outgoing.body)
            folder.write(f"{name}.ok", f"{digest}\n".encode("ascii"))
    except FolderError as error:
        return _failed(error)
    return answer


def ask_through(folder: Folder, target: Target, outgoing: Outgoing) -> Answer:
    """Read the receipts; `accepted_later` as long as they are not there whole."""
    if not _SAFE.fullmatch(outgoing.batch_id):
        return no_answer("the batch id is no file name")
    name = f"receipts/{outgoing.batch_id}.{target.format}"
    try:
        body = folder.read(name, MAX_RECEIPT_BYTES)
    except FolderError as error:
        return _failed(error)
    if body is None:
        return Answer(kind="accepted_later", message="no receipts yet")
    content = read_object(body)
    if content is None:
        return Answer(kind="accepted_later", message="the receipts are not whole yet")
    return read_receipts(outgoing, content)


def _failed(error: FolderError) -> Answer:
    if isinstance(error, FolderLockedError):
        return Answer(kind="unauthorized", message=str(error))
    return no_answer(str(error))
