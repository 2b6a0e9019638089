"""What is read from a file: its type, its text, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentText:
    """An attachment as read, not yet masked."""

    media_type: str | None
    """By content; None where nothing is recognised."""
    text: str | None
    """Paragraphs as lines, table cells parted by tabs."""
    note: str | None
    """`scan` for pictures of pages without a text layer, otherwise why there is no text or not all of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read. A file beyond a size that endangers the process is not opened at all."""

    max_pages: int = 2_000
    max_cells: int = 2_000_000
    """Of all sheets together, each counted as a rectangle from its first to its last cell."""
    max_chars: int = 5_000_000
    max_unpacked_bytes: int = 200_000_000
    """Of one file, and of all that lies in an archive together."""
    max_files: int = 500
    """In an archive, archives inside it included."""
    max_depth: int = 3
    """Archives in archives."""
    max_ratio: int = 200
    """Unpacked to packed size; counts from 10 MB unpacked."""


class UnreadableError(Exception):
    """A file that gives no text; the message is the note, in words for an operator."""
