"""OLE compound files (MS-CFB), the container of .xls and .doc: the streams of the root and their bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property

from connectors.documents.model import UnreadableError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE = 0xFFFFFFFF
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_MINI = 64
_CUTOFF = 4096
"""Shorter streams lie in the mini stream."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A compound file in memory. Every method raises `UnreadableError` where the file is broken."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC) or len(content) < 512:
            raise UnreadableError("broken file: no compound file header")
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise UnreadableError("broken file: impossible sector size")
        self._size = 1 << shift
        counts = (struct.unpack_from("<I", content, at)[0] for at in (40, 44, 64, 72))
        if any(count > len(content) >> shift for count in counts):
            raise UnreadableError("broken file: it claims more sectors than it has")

    @cached_property
    def names(self) -> dict[str, _Entry]:
        """Streams and storages of the root by name; those of embedded objects lie deeper."""
        found: dict[str, _Entry] = {}
        waiting, seen = [self._entries[0].child], set[int]()
        while waiting:
            number = waiting.pop()
            if number == _NONE or number in seen or number >= len(self._entries):
                continue
            seen.add(number)
            entry = self._entries[number]
            found[entry.name] = entry
            waiting += [entry.left, entry.right]
        return found

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of the root."""
        if name not in self.names:
            raise UnreadableError(f"broken file: it has no stream {name}")
        entry = self.names[name]
        if entry.size >= _CUTOFF:
            return self._chain(entry.start)[: entry.size]
        short = self._chain(self._entries[0].start)
        table = _numbers(self._chain(struct.unpack_from("<I", self._content, 60)[0]))
        places = _walk(entry.start, table)
        return b"".join(short[n * _MINI : (n + 1) * _MINI] for n in places)[: entry.size]

    @cached_property
    def _entries(self) -> list[_Entry]:
        raw = self._chain(struct.unpack_from("<I", self._content, 48)[0])
        return [_entry(raw[at : at + 128]) for at in range(0, len(raw) - 127, 128)] or _broken()

    @cached_property
    def _table(self) -> tuple[int, ...]:
        """The file allocation table: the sector that follows each sector."""
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        following, seen = struct.unpack_from("<I", self._content, 68)[0], set[int]()
        while following < _END and following not in seen:
            seen.add(following)
            *more, following = _numbers(self._sector(following)) or _broken()
            sectors += more
        return _numbers(b"".join(self._sector(n) for n in sectors if n < _END))

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(n) for n in _walk(start, self._table))


def _entry(raw: bytes) -> _Entry:
    length = min(struct.unpack_from("<H", raw, 64)[0], 64)
    name = raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<III", raw, 68)
    start, size = struct.unpack_from("<II", raw, 116)
    return _Entry(name, left, right, child, start, size)


def _walk(start: int, table: tuple[int, ...]) -> list[int]:
    places: list[int] = []
    while start < _END:
        if start >= len(table) or len(places) > len(table):
            raise UnreadableError("broken file: its sectors lead nowhere, it may be cut off")
        places.append(start)
        start = table[start]
    return places


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _broken() -> list[_Entry]:
    raise UnreadableError("broken file: it has no directory")
