"""Two texts of a statute side by side: articles that differ, and the words in which they do. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from schemas.identity import folded
from schemas.statute_text import Article, without_tail

Piece = tuple[Literal["same", "gone", "new"], str]
"""A stretch of two texts: in both, only in the official one, only on the page."""
ChangeKind = Literal["changed", "missing", "added"]

CONTEXT, SPOTS = 3, 3
"""Letters told on either side of a difference, and differences told of one article."""


@dataclass(frozen=True, slots=True)
class Change:
    """An article that differs from the official one."""

    label: str
    kind: ChangeKind
    expected: str | None
    shown: str | None


def compare(official: Sequence[Article], shown: Sequence[Article]) -> tuple[float, tuple[Change, ...]]:
    """What a text has in common with the official one, from 0 to 1, and the articles that differ."""
    if not official or not shown:
        return 0.0, ()
    shown = [*shown[:-1], without_tail(shown[-1], _counterpart(official, shown[-1]))]
    a, b = [x.letters for x in official], [x.letters for x in shown]
    common = 0.0
    changes: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            common += sum(map(len, a[i:j]))
            continue
        for one, other in _pairs(official[i:j], shown[k:m]):
            common += _likeness(one, other)
            changes.append(_change(one, other))
    return 2 * common / (sum(map(len, a)) + sum(map(len, b)) or 1), tuple(changes)


def pieces(expected: str, shown: str) -> list[Piece]:
    """Two texts as one, in words that an officer can read.

    Layout and punctuation are no difference; a lone letter between two differences is part of them.
    """
    a, b = _letters(expected), _letters(shown)
    codes = SequenceMatcher(None, _keys(a), _keys(b), autojunk=False).get_opcodes()
    found: list[Piece] = []
    gone = new = ""
    for n, (tag, i, j, k, m) in enumerate(codes):
        if tag == "equal" and (j - i > 1 or n in (0, len(codes) - 1)):
            found += [("gone", gone), ("new", new), ("same", "".join(b[k:m]))]
            gone = new = ""
        else:
            gone += "".join(a[i:j])
            new += "".join(b[k:m])
    return [piece for piece in [*found, ("gone", gone), ("new", new)] if piece[1]]


def told(change: Change) -> str:
    """A change in a few words: 第十二条“日内应当把”作“日内可以把”."""
    if change.kind == "missing":
        return f"{change.label}缺少"
    if change.kind == "added":
        return f"{change.label}多出"
    found = pieces(change.expected or "", change.shown or "")
    spots: list[str] = []
    for n, (kind, text) in enumerate(found):
        if kind == "same" or (kind == "new" and n and found[n - 1][0] == "gone"):
            continue
        new = text if kind == "new" else next((t for k, t in found[n + 1 : n + 2] if k == "new"), "")
        gone = text if kind == "gone" else ""
        before = found[n - 1][1][-CONTEXT:] if n else ""
        after = next((t for k, t in found[n + 1 :] if k == "same"), "")[:CONTEXT]
        spots.append(f"“{before}{gone}{after}”作“{before}{new}{after}”")
    more = f"等 {len(spots)} 处" if len(spots) > SPOTS else ""
    return change.label + "、".join(spots[:SPOTS]) + more


def _counterpart(official: Sequence[Article], last: Article) -> Article:
    return next((a for a in official if a.number == last.number), official[-1])


def _pairs(
    official: Sequence[Article], shown: Sequence[Article]
) -> Iterator[tuple[Article | None, Article | None]]:
    """Articles of one number belong together; where as many are left on both sides, so do they in their order."""
    by_number = {article.number: article for article in shown}
    together = [(a, by_number.pop(a.number, None)) for a in official]
    alone = [a for a, b in together if b is None]
    left = [b for b in shown if b.number in by_number]
    paired = dict(zip((a.number for a in alone), left, strict=True)) if len(alone) == len(left) else {}
    for a, b in together:
        yield a, b or paired.get(a.number)
    if not paired:
        yield from ((None, b) for b in left)


def _likeness(one: Article | None, other: Article | None) -> float:
    """Letters that two articles have in common."""
    if one is None or other is None:
        return 0.0
    matcher = SequenceMatcher(None, one.letters, other.letters, autojunk=False)
    return float(sum(block.size for block in matcher.get_matching_blocks() if block.size > 3))


def _change(one: Article | None, other: Article | None) -> Change:
    if one is None:
        assert other is not None
        return Change(other.label, "added", None, other.text)
    if other is None:
        return Change(one.label, "missing", one.text, None)
    return Change(one.label, "changed", one.text, other.text)


def _keys(letters: list[str]) -> list[str]:
    return [folded(letter[0]) for letter in letters]


def _letters(text: str) -> list[str]:
    """Letter by letter, each with the punctuation behind it."""
    return re.findall(r"[^\W_][\W_]*|^[\W_]+", "".join(text.split()))
