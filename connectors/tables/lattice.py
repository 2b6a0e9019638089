"""From ruling lines to cells: pure geometry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from connectors.tables.characters import Char, grouped_lines, joined
from connectors.tables.model import Span
from connectors.tables.ruling import Line, Lines
from connectors.tables.unruled import unruled_rows

SNAP = 2.5
"""Points; lines nearer than this are one line: the two edges of a border, the borders of neighbouring cells."""
REACH = 4.0
"""Points; lines that miss each other by less than this meet."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on the shown page, in points; `top` is larger than `bottom`."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its cells' texts, merged cells, and where it stands."""

    box: Box
    rows: Sequence[Sequence[str]]
    spans: tuple[Span, ...]
    edges: tuple[float, ...]
    """Where its columns begin and end."""


def tables(lines: Lines, chars: Sequence[Char]) -> list[Table]:
    """The ruled tables of a page, from top to bottom; a frame of one cell is none."""
    horizontal, vertical = merged(lines.horizontal), merged(lines.vertical)
    found = [
        table
        for across, down in _components(horizontal, vertical)
        if len(across) >= 2 and (table := _table(across, down, chars)) is not None
    ]
    return sorted(found, key=lambda t: -t.box.top)


def merged(lines: Sequence[Line]) -> list[Line]:
    """Lines at one place whose ends touch, as one: cells are often drawn border by border."""
    rows: list[list[Line]] = []
    for line in sorted(lines):
        if rows and line.at - rows[-1][0].at <= SNAP:
            rows[-1].append(line)
        else:
            rows.append([line])
    found: list[Line] = []
    for row in rows:
        at = sum(line.at for line in row) / len(row)
        start, end = float("nan"), float("-inf")
        for line in sorted(row, key=lambda one: one.start):
            if line.start > end + REACH:
                if end > start:
                    found.append(Line(at, start, end))
                start, end = line.start, line.end
            end = max(end, line.end)
        found.append(Line(at, start, end))
    return found


def _components(horizontal: Sequence[Line], vertical: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Lines that cross or touch, together: one table each."""
    group = list(range(len(horizontal) + len(vertical)))

    def root(n: int) -> int:
        while group[n] != n:
            group[n] = group[group[n]]
            n = group[n]
        return n

    for h, across in enumerate(horizontal):
        for v, down in enumerate(vertical):
            meets = across.start - REACH <= down.at <= across.end + REACH
            if meets and down.start - REACH <= across.at <= down.end + REACH:
                group[root(h)] = root(len(horizontal) + v)
    found: dict[int, tuple[list[Line], list[Line]]] = {}
    for h, line in enumerate(horizontal):
        found.setdefault(root(h), ([], []))[0].append(line)
    for v, line in enumerate(vertical):
        found.setdefault(root(len(horizontal) + v), ([], []))[1].append(line)
    return list(found.values())


def _table(across: Sequence[Line], down: Sequence[Line], chars: Sequence[Char]) -> Table | None:
    xs = _places(down, across)
    ys = _places(across, down)[::-1]
    if (len(xs) < 3 and len(ys) < 3) or len(xs) < 2 or len(ys) < 2:
        return None
    spans = _cells(xs, ys, across, down)
    box = Box(xs[0], ys[-1], xs[-1], ys[0])
    held = _held(xs, ys, spans, chars, box)
    if not held:
        return None
    if cuts := unruled_rows(held, spans, len(ys) - 1):
        ys = sorted((*ys, *cuts), reverse=True)
        spans = _cells(xs, ys, [*across, *(Line(y, xs[0], xs[-1]) for y in cuts)], down)
        held = _held(xs, ys, spans, chars, box)
    rows = [[""] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for span in spans:
        lines = grouped_lines(held.get((span.row, span.column), ()))
        rows[span.row][span.column] = "".join(map(joined, lines))
    return Table(box, rows, tuple(s for s in spans if s.rows > 1 or s.columns > 1), tuple(xs))


def _places(lines: Sequence[Line], others: Sequence[Line]) -> list[float]:
    """Where lines stand, and where those across end beyond them: many tables have no outer border."""
    places = sorted({line.at for line in lines})
    ends = [min(line.start for line in others), max(line.end for line in others)] if others else []
    clusters: list[list[float]] = []
    for place in places:
        if clusters and place - clusters[-1][-1] <= SNAP:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    found = [sum(c) / len(c) for c in clusters]
    for end in ends:
        if found and (end < found[0] - REACH or end > found[-1] + REACH):
            found.append(end)
    return sorted(found)


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Line], down: Sequence[Line]
) -> list[Span]:
    """The cells from the top left: each as wide, then as high, as no border stands in it."""
    walls = _borders(xs, ys, down)
    floors = _borders(ys, xs, across)
    rows, columns = len(ys) - 1, len(xs) - 1
    free = [[True] * columns for _ in range(rows)]
    spans: list[Span] = []
    for r in range(rows):
        for c in range(columns):
            if not free[r][c]:
                continue
            right = c + 1
            while right < columns and free[r][right] and (right, r) not in walls:
                right += 1
            bottom = r + 1
            while bottom < rows and _open(floors, walls, free, bottom, c, right):
                bottom += 1
            for y in range(r, bottom):
                free[y][c:right] = [False] * (right - c)
            spans.append(Span(r, c, bottom - r, right - c))
    return spans


def _open(
    floors: set[tuple[int, int]],
    walls: set[tuple[int, int]],
    free: Sequence[Sequence[bool]],
    row: int,
    left: int,
    right: int,
) -> bool:
    """Whether a cell goes on into this row: no border above it, none inside it."""
    return all((row, c) not in floors and free[row][c] for c in range(left, right)) and not any(
        (c, row) in walls for c in range(left + 1, right)
    )


def _borders(places: Sequence[float], others: Sequence[float], lines: Sequence[Line]) -> set[tuple[int, int]]:
    """(n, m): a line stands at place n across the middle of interval m."""
    found: set[tuple[int, int]] = set()
    middles = [(a + b) / 2 for a, b in pairwise(others)]
    for line in lines:
        n = min(range(len(places)), key=lambda i: abs(places[i] - line.at))
        found |= {(n, m) for m, middle in enumerate(middles) if line.start <= middle <= line.end}
    return found


def _held(
    xs: Sequence[float],
    ys: Sequence[float],
    spans: Sequence[Span],
    chars: Sequence[Char],
    box: Box,
) -> dict[tuple[int, int], list[Char]]:
    """The characters of each cell by its top left place."""
    owner = {
        (r, c): (s.row, s.column)
        for s in spans
        for r in range(s.row, s.row + s.rows)
        for c in range(s.column, s.column + s.columns)
    }
    depths = [-y for y in ys]
    held: dict[tuple[int, int], list[Char]] = {}
    inside = [
        c
        for c in chars
        if box.left - 1 <= c.x <= box.right + 1 and box.bottom < c.y + 0.2 * c.height < box.top
    ]
    for run in _runs(inside, xs):
        row = min(max(bisect_right(depths, -(run[0].y + 0.2 * run[0].height)) - 1, 0), len(ys) - 2)
        votes: dict[tuple[int, int], int] = {}
        for char in run:
            column = min(max(bisect_right(xs, char.x) - 1, 0), len(xs) - 2)
            place = owner[row, column]
            votes[place] = votes.get(place, 0) + 1
        held.setdefault(max(votes, key=lambda place: votes[place]), []).extend(run)
    return held


def _runs(chars: Sequence[Char], xs: Sequence[float]) -> list[list[Char]]:
    """Characters set closely, together: a number too wide for its cell belongs to one cell for all that."""
    runs: list[list[Char]] = []
    for line in grouped_lines(chars):
        runs.append([line[0]])
        for before, char in pairwise(line):
            gap = char.left - before.right
            wall = bisect_right(xs, before.x) != bisect_right(xs, char.x)
            if gap > 0.6 * char.height or (wall and gap > 0.18 * char.height) or not _alike(before, char):
                runs.append([])
            runs[-1].append(char)
    return runs


def _alike(a: Char, b: Char) -> bool:
    """Whether two characters may be of one word: a label and the number beside it are not."""
    return (a.text in "0123456789.,-") == (b.text in "0123456789.,-")
