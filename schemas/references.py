"""Ids of a registry and what they point at, checked on plain tables so that no error hides another."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Loc = tuple[str | int, ...]
"""Where a value stands in the registry: `("source", 3, "column", 0, "category")`."""


def nearest(word: str, words: Iterable[str]) -> str:
    """`; nearest: <the valid word most like this one>`, or nothing where there are no valid words."""
    return "".join(f"; nearest: {w}" for w in difflib.get_close_matches(word, list(words), n=1, cutoff=0))


def broken_references(tables: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Duplicate ids and ids that lead nowhere, in a registry as plain tables, however much else is wrong."""
    for kind in ("unit", "source", "target"):
        yield from _duplicates(tables, kind)
    units = {i for _, unit in _each(tables, "unit") for i in _words(unit.get("id"))}
    for kind, key in (("unit", "parent"), ("source", "unit"), ("target", "units")):
        for n, table in _each(tables, kind):
            for name in _words(table.get(key)):
                if name not in units:
                    yield (kind, n, key), f"unknown unit {name!r}{nearest(name, units)}"


def _duplicates(tables: Mapping[str, Any], kind: str) -> Iterator[tuple[Loc, str]]:
    seen: set[str] = set()
    for n, table in _each(tables, kind):
        for name in _words(table.get("id")):
            if name in seen:
                yield (kind, n, "id"), f"duplicate {kind} id {name!r}"
            seen.add(name)


def _each(tables: Mapping[str, Any], kind: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    listed = tables.get(kind)
    if isinstance(listed, list | tuple):
        yield from ((n, table) for n, table in enumerate(listed) if isinstance(table, Mapping))


def _words(value: object) -> list[str]:
    """A word or a list of words as a list; anything else is left to the validation of its model."""
    values = value if isinstance(value, list | tuple) else [value]
    return [v for v in values if isinstance(v, str)]
