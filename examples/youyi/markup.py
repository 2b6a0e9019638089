"""The pieces of markup of markup.toml, filled in."""

from __future__ import annotations

from functools import cache

from examples.youyi.county import data


def fill(family: str, piece: str, **values: object) -> str:
    """A piece with its places filled; values go in as they are. Raises `KeyError` for no piece."""
    return _pieces()[family][piece].format(**values)


@cache
def _pieces() -> dict[str, dict[str, str]]:
    return data("markup")
