"""Headings of tables without ruling lines: which words stand over which columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from connectors.tables.model import Span
from connectors.tables.words import Line, Word

LEADING = 1.4
"""Of the height: lines of one heading cell are no further apart."""

APART = 1.3
"""Of the height: a heading over others stands so much higher; one in the middle of two rows less."""


class Interval(NamedTuple):
    """Where a column stands, in points."""

    left: float
    right: float

    def overlap(self, left: float, right: float) -> float:
        """By how much it is covered; negative for the distance."""
        return min(self.right, right) - max(self.left, left)


class Cell(NamedTuple):
    """Words of a heading over the columns from `first` to `last`; `top` is the baseline of its first line."""

    text: str
    first: int
    last: int
    top: float
    middle: float
    """Of its words."""


def head_columns(columns: Sequence[Interval], lines: Sequence[Line]) -> list[Interval]:
    """The columns with those that hold nothing but a heading. A heading over no column is that of a column beside
    it that has none: numbers end at the right of their cell, headings stand in its middle."""
    head = [list(_closed(line)) for line in lines]
    leaves = [word for n, line in enumerate(head) for word in line if not _is_over(word, head[n + 1 :])]
    bare = [c for c in columns if all(c.overlap(w.left, w.right) < 0 for w in leaves)]
    alone: list[Interval] = []
    middle = sum((max(ys), min(ys))) / 2 if (ys := [line[0].y for line in head if line]) else 0.0
    for word in sorted(leaves, key=lambda one: one.left):
        if word.y > middle + 0.5 * word.height:
            continue  # on top of two rows: a group over columns, not one of them
        if all(column.overlap(word.left, word.right) < 0 for column in columns):
            alone.append(Interval(word.left, word.right))
    found = list(columns)
    for heading in sorted(alone, key=lambda one: min((_gap(one, c) for c in bare), default=0.0)):
        beside = min(bare, key=lambda c: _gap(heading, c), default=None)
        wide = beside and Interval(min(heading.left, beside.left), max(heading.right, beside.right))
        if beside and wide and not any(_between(c, wide, (heading, beside)) for c in [*found, *alone]):
            bare.remove(beside)
            found[found.index(beside)] = wide
        else:
            found.append(heading)
    return sorted(found)


def _is_over(word: Word, lower: Sequence[Sequence[Word]]) -> bool:
    return any(w.left < word.right and word.left < w.right for line in lower for w in line)


def _gap(a: Interval, b: Interval) -> float:
    return -a.overlap(b.left, b.right)


def _between(column: Interval, wide: Interval, ends: Sequence[Interval]) -> bool:
    return column not in ends and wide.overlap(column.left, column.right) > 0


def head_rows(
    head: Sequence[Line], columns: Sequence[Interval], height: float
) -> tuple[list[list[str]], list[Span]]:
    """The heading as rows of cells, groups over the columns they head."""
    blocks = _blocks(head, height)
    levels: list[list[Cell]] = [[]]
    groups: list[Word] = []
    for block in blocks:
        best = _place(block, columns)
        if any(cell.first == best for cell in levels[0]):
            groups.append(block)
        else:
            levels[0].append(Cell(block.text, best, best, block.y, block.middle))
    while groups:
        level = _level(groups, columns)
        groups = [group for group in groups if group not in level]
        levels.append(list(_spread(level, columns, [c for cells in levels for c in cells], height)))
    _lift(levels, height)
    levels = [level for level in levels if level]
    rows = [[""] * len(columns) for _ in levels]
    spans = []
    for row, cells in enumerate(reversed(levels)):
        for cell in cells:
            rows[row][cell.first] = cell.text
            if cell.last > cell.first:
                spans.append(Span(row, cell.first, 1, cell.last - cell.first + 1))
    return rows, spans


def _place(word: Word, columns: Sequence[Interval]) -> int:
    return max(range(len(columns)), key=lambda n: columns[n].overlap(word.left, word.right))


def _level(groups: Sequence[Word], columns: Sequence[Interval]) -> list[Word]:
    """The lowest of the groups: those over no other, each over a column of its own."""
    level: list[Word] = []
    for n, group in enumerate(groups):
        taken = {_place(other, columns) for other in level}
        if not _is_over(group, [groups[:n]]) and _place(group, columns) not in taken:
            level.append(group)
    return level


def _lift(levels: list[list[Cell]], height: float) -> None:
    """Put headings that stand in one line with a row of groups into that row: under them is nothing."""
    lowest = min((cell.top for cell in levels[0]), default=0.0)
    for cell in list(levels[0]):
        for level in levels[1:] if cell.top - lowest > APART * height else ():
            if level and abs(level[0].top - cell.top) < 0.6 * height:
                levels[0].remove(cell)
                level.append(cell)
                break


def _blocks(head: Sequence[Line], height: float) -> list[Word]:
    """The words from the lowest line up, the lines of one cell joined."""
    blocks: list[Word] = []
    tops: list[float] = []
    for word in (word for line in reversed(head) for word in _closed(line)):
        n = next(
            (
                n
                for n, block in enumerate(blocks)
                if 0 < word.y - tops[n] <= LEADING * height and _is_over(word, [[block]])
            ),
            None,
        )
        if n is None:
            blocks.append(word)
            tops.append(word.y)
        else:
            lower = blocks[n]
            left, right = min(word.left, lower.left), max(word.right, lower.right)
            blocks[n] = Word(word.text + lower.text, left, right, lower.y, lower.height)
            tops[n] = word.y
    return [block._replace(y=top) for block, top in zip(blocks, tops, strict=True)]


def _closed(line: Line) -> Iterator[Word]:
    """The words of a line, those written with gaps between their letters as one: `收    入`."""
    held: Word | None = None
    for word in line:
        if held and _is_letter(word) and _is_letter(held):
            yield Word(held.text + word.text, held.left, word.right, held.y, held.height)
            held = None
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and not word.text.isascii() and word.text not in "类款项"


def _spread(
    words: Sequence[Word], columns: Sequence[Interval], below: Sequence[Cell], height: float
) -> Iterator[Cell]:
    """Words over several columns each: of the columns with a heading further down, so that each stands in the middle
    of its own."""
    lowest = min((word.y for word in words), default=0.0)
    free = [
        n
        for n in range(len(columns))
        if (tops := [c.top for c in below if c.first <= n <= c.last]) and lowest - max(tops) > APART * height
    ]
    runs: list[list[int]] = []
    for n in free:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    for run in runs:
        own = sorted(w for w in words if columns[run[0]].left <= w.middle <= columns[run[-1]].right)
        own.sort(key=lambda w: w.left)
        if own and len(own) <= len(run):
            middles = [next(c.middle for c in below if c.first <= n <= c.last) for n in run]
            for word, (first, last) in zip(own, _split(run, own, middles), strict=True):
                yield Cell(word.text, first, last, word.y, word.middle)


def _split(run: Sequence[int], words: Sequence[Word], middles: Sequence[float]) -> list[tuple[int, int]]:
    """The columns of a run parted among words, each as near to the middle of its part as can be."""

    @cache
    def best(word: int, start: int) -> tuple[float, tuple[int, ...]]:
        """The cost of the words from this one on, and where each of them ends."""
        if word == len(words):
            return (0.0 if start == len(run) else float("inf")), ()
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, len(run) - (len(words) - word - 1) + 1):
            middle = (middles[start] + middles[end - 1]) / 2
            rest, ends = best(word + 1, end)
            found = min(found, (rest + abs(middle - words[word].middle), (end, *ends)))
        return found

    _, ends = best(0, 0)
    starts = (0, *ends[:-1])
    return [(run[a], run[b - 1]) for a, b in zip(starts, ends, strict=True)]
