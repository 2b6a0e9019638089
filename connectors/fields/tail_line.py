"""The date line under a text (文末日期行), where a site prints date and source there and not above."""

from __future__ import annotations

from dataclasses import replace

from connectors.fields.box import DATE_LINE, Pair, says_of_article
from connectors.fields.page import Line, Page
from connectors.fields.visibility import stands_aside

_REACH = 6
"""So far below the body a date line may stand."""
_REACH_ASIDE = 3
"""As far where its element is named like a foot."""


def under_text(page: Page, pairs: list[Pair], above: list[Pair], end: int) -> list[Pair]:
    """Of `pairs` those that say from line `end` on what none `above` says of date or source."""
    missing = [f for f in DATE_LINE if not any(p.field == f and p.value for p in above)]
    return [
        replace(p, below=True)
        for p in pairs
        if p.field in missing and 0 <= p.line - end < _reach(p, page.lines[p.line])
    ]


def _reach(pair: Pair, line: Line) -> int:
    if not line.noise:
        return _REACH
    return _REACH_ASIDE if says_of_article(pair) and not stands_aside(line.block) else 0
