"""From words with places on a page to lines in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters on one baseline; lengths in any unit, y counted downwards."""

    left: float
    right: float
    y: float
    size: float
    """Of the font."""
    text: str


def lines_of(spans: Iterable[Span]) -> list[str]:
    """Lines from top to bottom, each from left to right; a gap wider than a character and a half parts cells
    and becomes a tab. What was drawn first does not matter: many programs draw a page out of order."""
    rows: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: (span.y, span.left)):
        if rows and abs(span.y - rows[-1][0].y) <= 0.45 * min(span.size, rows[-1][0].size):
            rows[-1].append(span)
        else:
            rows.append([span])
    return [line for row in rows if (line := _line(sorted(row, key=lambda span: span.left)))]


def _line(row: list[Span]) -> str:
    parts: list[str] = []
    end = row[0].left
    for span in row:
        gap = span.left - end
        if parts and gap > 1.5 * span.size:
            parts.append("\t")
        elif parts and gap > 0.4 * span.size and parts[-1].isascii() and span.text.isascii():
            parts.append(" ")  # between words; Chinese has none, and justified lines gaps of every width
        parts.append(span.text)
        end = max(end, span.right)
    return "\t".join(" ".join(cell.split()) for cell in "".join(parts).split("\t")).strip()
