"""A mistake in this program, told without a word of what it was working on."""

from __future__ import annotations

import traceback
from pathlib import Path


def fault_in_words(fault: Exception) -> str:
    """The kind of the fault and its place; its own words may quote a page or a secret."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"a fault of ours, {type(fault).__name__}{place}"
