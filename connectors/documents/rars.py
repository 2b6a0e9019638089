"""RAR archives, by the library of their maker where it is installed (`pip install 'gongkai[rar]'`)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from typing import Any

from connectors.documents.archives import Member
from connectors.documents.model import Limits, UnreadableError

try:
    from unrar.cffi import rarfile, unrarlib
except ImportError:  # no wheel for this machine, or left out on purpose; see docs/decisions.md
    rarfile = None

_SPLIT, _ENCRYPTED = 0x03, 0x04
_ENDS = (b"\x1dwVQ\x03\x05\x04\x00", b"\xc4={\x00@\x07\x00")
"""The end blocks of RAR 5 and of RAR 3 and 4."""


def rar_members(content: bytes, limits: Limits) -> Iterator[Member]:
    """The files inside in their order; each is to be loaded before the last one is passed.

    Raises `UnreadableError` for a broken or encrypted archive, and where the library is not installed.
    """
    if rarfile is None:
        raise UnreadableError("rar cannot be read here: install unrar2-cffi (pip install 'gongkai[rar]')")
    with tempfile.NamedTemporaryFile(suffix=".rar") as file:
        file.write(content)
        file.flush()
        archive = _opened(file.name)
        for entry in archive.infolist():
            if not entry.is_dir():
                name = entry.filename.replace("\\", "/")
                yield Member(name, entry.file_size, partial(_load, archive, entry))
    if not any(end in content[-64:] for end in _ENDS):
        yield Member("…", 0, _cut_off)


def _opened(path: str) -> Any:
    try:
        archive = rarfile.RarFile(path)
    except rarfile.RarFileError as error:
        locked = error.code in (unrarlib.FLAGS_MISSING_PASSWORD, unrarlib.FLAGS_BAD_PASSWORD)
        raise UnreadableError("encrypted" if locked else "broken archive: cut off or damaged") from error
    if not archive.infolist():
        raise UnreadableError("broken archive: cut off or damaged")
    return archive


def _load(archive: Any, entry: Any) -> bytes:
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableError("encrypted")
    if entry.flag_bits & _SPLIT:
        raise UnreadableError("it goes over several archives")
    try:
        return bytes(archive.read(entry))
    except (unrarlib.BadRarFile, ValueError) as error:
        raise UnreadableError("broken archive: it cannot be unpacked") from error


def _cut_off() -> bytes:
    raise UnreadableError("broken archive: it has no end, and may have held more")
