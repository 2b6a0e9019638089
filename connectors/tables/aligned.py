"""Tables without ruling lines, or with horizontal ones alone: columns by what stands under each other.

Between the words of the rows that hold amounts, strips stay blank from the first row to the last; they part the
columns. Where that does not give each amount of a row a column of its own, in which the others end or centre alike,
the place is ambiguous and nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from connectors.tables.heads import Interval, head_columns, head_rows
from connectors.tables.lattice import Box, Table
from connectors.tables.ruling import Line as Rule
from connectors.tables.words import Line, Word, is_row, is_sentence

STRIP = 0.25
"""Of the height of a character: the least width of the blank strip between two columns."""
APART = 4.5
"""Of the height: lines further apart are not of one heading."""
CLOSE = 0.8
"""Of the height: a line this near to another belongs to its row, whatever it says."""
LEADING = 1.36
"""Of the height: lines of one cell are no further apart."""
_CAPTION = re.compile(r"单\s*位\s*[:：]|(?:公开|附)?表\s*\d*$|^(?:编制|填报)?(?:部门|单位)[^，。]*[:：]")
_PIECE = re.compile(r"[\d,]*[,.]|[,.][\d,.]+|\d+(?:,\d{1,2})+")
"""A piece of a number that its cell was too narrow for."""
_TOTAL = re.compile(r".*[合总小]\s*计|[合总小计]")
_BEGINS = re.compile(
    r"[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．]|其中|注"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a page that make one table: heading, body, and what stands around them."""

    head: list[Line]
    body: list[Line]
    is_titled: bool
    """A caption stands above it."""


def aligned_tables(
    lines: Sequence[Line], rules: Sequence[Rule], former: Sequence[Interval] = ()
) -> list[tuple[Table, list[Interval]]]:
    """The tables that lines of words make, from top to bottom, each with its columns; `former` are the columns of the
    table that may go on here. Empty where there is none, or where one is ambiguous."""
    found = []
    for n, part in enumerate(_parts(lines)):
        goes_on = n == 0 and not part.is_titled and bool(former)
        table = (_table(part, rules, former) if goes_on else None) or _table(part, rules)
        if table is None:
            return []
        found.append(table)
    return found


def _parts(lines: Sequence[Line]) -> list[Part]:
    """The lines by table: a new one begins where a caption follows a row."""
    parts: list[Part] = []
    current: list[Line] = []
    titled = False
    for line in [*lines, []]:
        is_caption = not line or (any(_CAPTION.search(word.text) for word in line) and not is_row(line))
        if is_caption and any(map(is_row, current)):
            parts.append(_part(current, titled))
        if is_caption:
            current, titled = [], True
        else:
            current.append(line)
    return parts


def _part(lines: Sequence[Line], titled: bool) -> Part:
    rows = [n for n, line in enumerate(lines) if is_row(line)]
    first, last = rows[0], rows[-1]
    head: list[Line] = []
    for line in reversed(lines[:first]):
        below = head[0] if head else lines[first]
        if is_sentence(line) or line[0].y - below[0].y > APART * line[0].height:
            break
        head.insert(0, line)
    if last + 1 < len(lines) and lines[last][0].y - lines[last + 1][0].y <= CLOSE * lines[last][0].height:
        last += 1  # the second line of the last label
    return Part(head, list(lines[first : last + 1]), titled)


def _table(
    part: Part, rules: Sequence[Rule], former: Sequence[Interval] = ()
) -> tuple[Table, list[Interval]] | None:
    head, body = part.head, part.body
    height = median(word.height for line in body for word in line)
    guess = list(former) or _columns(body, height)
    while head and _is_body(head[-1], guess, _numeric(body, guess), height):
        body = [head.pop(), *body]
    columns = list(former) or head_columns(_columns(body, height), head)
    if len(columns) < 2 or not _is_clear(body, columns, height):
        return None
    numeric = _numeric(body, columns)
    rows = [_cells(row, columns, numeric) for row in _rows(body, rules, height)]
    heading, spans = head_rows(head, columns, height)
    edges = [columns[0].left, *((a.right + b.left) / 2 for a, b in pairwise(columns)), columns[-1].right]
    top = (head or body)[0][0]
    box = Box(edges[0], body[-1][0].y - 0.3 * height, edges[-1], top.y + height)
    return Table(box, [*heading, *rows], tuple(spans), tuple(edges)), columns


def _numeric(body: Sequence[Line], columns: Sequence[Interval]) -> set[int]:
    """The columns that amounts stand in, and order numbers beside them."""
    return {place_of(word, columns) for line in body if is_row(line) for word in line if word.is_amount}


def _is_body(line: Line, columns: Sequence[Interval], numeric: AbstractSet[int], height: float) -> bool:
    """Whether a line over the first amount is a row without one (`二、外交支出`): its words begin where labels do, or
    none but order numbers stand over amounts."""
    if any(_BEGINS.match(word.text) or re.fullmatch(r"\d{3,7}", word.text) for word in line):
        return True
    words = [word for word in line if not word.text.isdigit()]
    places = [place_of(word, columns) for word in words]
    return all(
        place not in numeric and -0.5 * height <= word.left - columns[place].left <= 1.6 * height
        for word, place in zip(words, places, strict=True)
    ) or (len(words) < len(line) and numeric.isdisjoint(places))


def _columns(body: Sequence[Line], height: float) -> list[Interval]:
    """What the blank strips leave. Totals are left out: their label is centred over several columns."""
    words = [word for line in body for word in line if not _TOTAL.fullmatch(word.text)]
    columns: list[Interval] = []
    for word in sorted(words, key=lambda one: one.left):
        if columns and word.left - columns[-1].right < STRIP * height:
            columns[-1] = Interval(columns[-1].left, max(columns[-1].right, word.right))
        else:
            columns.append(Interval(word.left, word.right))
    return columns


def _is_clear(body: Sequence[Line], columns: Sequence[Interval], height: float) -> bool:
    """Whether each amount has a column of its own in its row, and those of a column stand alike."""
    held: dict[int, list[Word]] = {}
    for line in body:
        seen: set[int] = set()
        for word in line:
            if _PIECE.fullmatch(word.text):
                return False
            if word.is_amount:
                place = place_of(word, columns)
                if place in seen:
                    return False
                seen.add(place)
                held.setdefault(place, []).append(word)
    return all(_stand_alike(words, height) for words in held.values())


def _stand_alike(words: Sequence[Word], height: float) -> bool:
    sides = [[w.right for w in words], [w.middle for w in words], [w.left for w in words]]
    return any(sum(abs(x - median(side)) <= 0.6 * height for x in side) >= 0.9 * len(side) for side in sides)


def _rows(body: Sequence[Line], rules: Sequence[Rule], height: float) -> list[list[Line]]:
    """Lines by row: between two rules where there is one under each row, else with the amounts they stand by."""
    ruled = _ruled_rows(body, rules)
    if ruled:
        return ruled
    rows: list[list[Line]] = []
    for line in body:
        if rows and _goes_on(rows[-1], line, height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _goes_on(row: Sequence[Line], line: Line, height: float) -> bool:
    """Whether a line is of the row above it. Only one line of a row holds amounts."""
    amounts = is_row(line) and any(map(is_row, row))
    gap = row[-1][0].y - line[0].y
    if amounts or gap > LEADING * height:
        return False
    is_new = any(_BEGINS.match(word.text) for word in line) or any(w.text.isdigit() for w in line)
    return gap <= CLOSE * height or not (is_new or is_row(line))


def _ruled_rows(body: Sequence[Line], rules: Sequence[Rule]) -> list[list[Line]]:
    top, bottom = body[0][0].y + 2 * body[0][0].height, body[-1][0].y - 2 * body[-1][0].height
    heights = sorted({round(rule.at) for rule in rules if bottom <= rule.at <= top}, reverse=True)
    rows: dict[int, list[Line]] = {}
    for line in body:
        rows.setdefault(sum(at > line[0].y for at in heights), []).append(line)
    is_clear = all(sum(map(is_row, row)) <= 1 for row in rows.values())
    return list(rows.values()) if is_clear and len(heights) > 1 else []


def _cells(row: Sequence[Line], columns: Sequence[Interval], numeric: AbstractSet[int]) -> list[str]:
    texts = [""] * len(columns)
    for line in row:
        for word in line:
            place = place_of(word, columns)
            if (
                place in numeric and word.is_label
            ):  # a total's label is centred over all cells before its amount
                place = next((n for n in range(place - 1, -1, -1) if n not in numeric), place)
            texts[place] += word.text
    return texts


def place_of(word: Word, columns: Sequence[Interval]) -> int:
    """The column that a word overlaps most, or else stands nearest to."""
    return max(range(len(columns)), key=lambda n: columns[n].overlap(word.left, word.right))
