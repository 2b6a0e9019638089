"""Memory that is freed is given back (内存归还): for glibc, which otherwise keeps much of it.

glibc raises the size above which it asks the system for memory of its own with every large block that is freed, up to
32 MB; what lies below stays with the process, spread over an arena a thread. A walk through a million bodies, freed as
it goes, then holds half as much again as it needs.
"""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h
_BYTES = 128 * 1024
"""glibc's own first value."""


def give_back_what_is_freed() -> None:
    """Keep the thresholds of `mallopt(3)` where they are, for this process. Elsewhere than on glibc: nothing."""
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # musl has none
        for threshold in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            library.mallopt(threshold, _BYTES)
