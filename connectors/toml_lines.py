"""On which line each key of a TOML text stands, which neither tomllib nor tomlkit tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemas.references import Loc

_TOKEN = re.compile(
    r"""(?P<skip> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' | \#[^\n]* )
      | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<newline>\n)""",
    re.DOTALL | re.VERBOSE,
)
_KEY_PART = re.compile(r"""\s*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))\s*(\.?)""")


def key_lines(text: str) -> dict[Loc, int]:
    """The line, from 1, of every table header and key of a valid TOML text, inline values apart."""
    lines: dict[Loc, int] = {}
    counts: dict[Loc, int] = {}
    table: Loc = ()
    for line, statement in _statements(text):
        if statement.startswith("["):
            table = _table(statement, counts)
            lines.setdefault(table, line)
        else:
            lines[(*table, *_key(statement))] = line
    return lines


def line_of(lines: dict[Loc, int], loc: Loc) -> int:
    """The line of a key, else of the nearest table around it, else 1."""
    return next((lines[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in lines), 1)


def error_line(message: str, text: str) -> int:
    """The line that a `tomllib` error message names; the last one for an error at the end of the document."""
    found: Any = re.search(r"\(at line (\d+)", message)
    return int(found[1]) if found else len(text.splitlines()) or 1


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Headers and `key = value` statements with the line they begin on; values may span lines."""
    start = depth = 0
    for token in _TOKEN.finditer(text + "\n"):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if token.lastgroup == "newline" and depth == 0:
            statement = text[start : token.start()]
            first = start + len(statement) - len(statement.lstrip())
            if statement.strip() and text[first] != "#":
                yield text.count("\n", 0, first) + 1, statement.strip()
            start = token.end()


def _table(header: str, counts: dict[Loc, int]) -> Loc:
    """The place of `[a.b]` or `[[a.b]]`, where each array on the way means its last table so far."""
    is_array = header.startswith("[[")
    parts = _key(header.lstrip("["))
    place: Loc = ()
    for n, part in enumerate(parts):
        place = (*place, part)
        if is_array and n == len(parts) - 1:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _key(text: str) -> Loc:
    """The parts of the dotted key that a statement begins with."""
    parts: list[str] = []
    at = 0
    while found := _KEY_PART.match(text, at):
        parts.append(next(g for g in found.groups()[:3] if g is not None))
        at = found.end()
        if not found[4]:
            break
    return tuple(parts)
