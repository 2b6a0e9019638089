"""Memory that is freed is given back (内存归还): for glibc, which otherwise keeps much of it.

glibc raises the size above which it asks the system for memory of its own with every large block that is freed, up to
32 MB; what lies below stays with the process, spread over an arena a thread. A walk through a million bodies, freed as
it goes, then holds half as much again as it needs. Arrow's own allocator keeps what it was given as well: so Arrow is
told to take from the system too. And what one step has freed is given back before the next one that needs much.
"""

from __future__ import annotations

import ctypes
import sys

import pyarrow as pa

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # malloc.h
_BYTES = 128 * 1024
"""glibc's own first value."""
_ARENAS = 2
"""glibc makes up to eight a core; each keeps holes of its own."""


def give_back_what_is_freed() -> None:
    """For this process: Arrow without an allocator of its own, and on glibc the thresholds of `mallopt(3)` kept."""
    pa.set_memory_pool(pa.system_memory_pool())
    for parameter, value in ((_TRIM_THRESHOLD, _BYTES), (_MMAP_THRESHOLD, _BYTES), (_ARENA_MAX, _ARENAS)):
        _glibc("mallopt", parameter, value)


def give_back_now() -> None:
    """The holes too that lie between what is still in use: whole pages of them, by `malloc_trim(3)`."""
    _glibc("malloc_trim", 0)


def _glibc(name: str, *values: int) -> None:
    """Call a function of glibc; nothing happens where there is none, as with musl."""
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None), name, None)
        if function is not None:
            function(*values)
