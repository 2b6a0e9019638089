"""Memory that is freed is given back (内存归还): for glibc, which otherwise keeps much of it.

glibc raises the size above which it asks the system for memory of its own with every large block that is freed, up to
32 MB; what lies below stays with the process, spread over an arena a thread. A walk through a million bodies, freed as
it goes, then holds half as much again as it needs. Arrow's own allocator keeps what it was given as well: so Arrow is
told to take from the system too.
"""

from __future__ import annotations

import ctypes
import sys

import pyarrow as pa

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h
_BYTES = 128 * 1024
"""glibc's own first value."""


def give_back_what_is_freed() -> None:
    """For this process: Arrow without an allocator of its own, and on glibc the thresholds of `mallopt(3)` kept."""
    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # musl has none
        for threshold in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            library.mallopt(threshold, _BYTES)
