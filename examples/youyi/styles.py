"""The detail templates as values, read from styles.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from examples.youyi.county import data


@dataclass(frozen=True, slots=True)
class Style:
    """A detail template; see the head of styles.toml."""

    heading: str
    info: str
    date: str
    body: str
    end: str
    box: str
    shows: tuple[str, ...]
    meta: str
    files: str
    chrome: str


@cache
def style(name: str) -> Style:
    """Raises `KeyError` for a template that is not in the list."""
    entry = data("styles")[name]
    return Style(**(entry | {"shows": tuple(entry["shows"])}))
