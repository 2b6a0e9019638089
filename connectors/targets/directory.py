"""Batches through a shared folder (前置机): `<batch_id>.json`, then `.ok`; receipts under `receipts/`."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from connectors.targets.answers import no_answer, read_object, read_receipts
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target

MAX_RECEIPT_BYTES = 20_000_000
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def send_directory(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Put the batch into the folder, unless it lies there or was answered already.

    The `.ok` file with the sha256 comes last: whoever sees it may read the batch. `secret` is not used; the
    folder's owner decides who may write.
    """
    answer = ask_directory(target, outgoing, secret)
    if answer.kind != "accepted_later" or not _SAFE.fullmatch(outgoing.batch_id):
        return answer
    folder = Path(target.url)
    name = f"{outgoing.batch_id}.json"
    digest = hashlib.sha256(outgoing.body).hexdigest()
    try:
        if not (folder / name).exists() or not (folder / f"{name}.ok").exists():
            _write(folder, name, outgoing.body)
            _write(folder, f"{name}.ok", f"{digest}\n".encode("ascii"))
    except OSError as error:
        return no_answer(f"cannot write to the folder: {error.strerror}")
    return answer


def ask_directory(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Read `receipts/<batch_id>.json`; `accepted_later` as long as it is not there whole."""
    if not _SAFE.fullmatch(outgoing.batch_id):
        return no_answer("the batch id is no file name")
    path = Path(target.url) / "receipts" / f"{outgoing.batch_id}.json"
    try:
        if path.stat().st_size > MAX_RECEIPT_BYTES:
            return no_answer(f"the receipts are larger than {MAX_RECEIPT_BYTES} bytes")
        content = read_object(path.read_bytes())
    except FileNotFoundError:
        return Answer(kind="accepted_later", message="no receipts yet")
    except OSError as error:
        return no_answer(f"cannot read the receipts: {error.strerror}")
    if content is None:
        return Answer(kind="accepted_later", message="the receipts are not whole yet")
    return read_receipts(outgoing, content)


def _write(folder: Path, name: str, content: bytes) -> None:
    """Whole or not at all, also over a power cut."""
    part = folder / f".{name}.part"
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
