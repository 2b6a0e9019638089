"""Zip containers (Office Open XML, OFD), opened only where they cannot blow up."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from connectors.documents.model import Limits, UnreadableError

_SMALL = 10_000_000
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_MAX_PARTS = 10_000
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises on broken, encrypted or exotic archives."""


def open_zip(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its declared sizes are within the limits.

    Raises `UnreadableError` for a broken or encrypted archive, a zip bomb, and two parts of one name.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BAD as error:
        raise UnreadableError(f"broken archive: {error}") from error
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableError("encrypted")
    if len(parts) > _MAX_PARTS or len({part.filename for part in parts}) < len(parts):
        raise UnreadableError("broken archive: too many parts, or two of the same name")
    if unpacked > limits.max_unpacked_bytes:
        raise UnreadableError(
            f"unpacks to {unpacked} bytes, more than the limit of {limits.max_unpacked_bytes}"
        )
    if unpacked > _SMALL and unpacked > limits.max_ratio * len(content):
        raise UnreadableError(f"unpacks to {unpacked // len(content)} times its size")
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part in memory. Raises `UnreadableError` where it is absent, broken, or longer than it declares."""
    return b"".join(chunks(archive, name))


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """One part, piece by piece; zipfile stops at the declared size and then proves it by the checksum."""
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except KeyError as error:
        raise UnreadableError(f"broken file: it has no {name}") from error
    except _BAD as error:
        raise UnreadableError(f"broken archive: {error}") from error
