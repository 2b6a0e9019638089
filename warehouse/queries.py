"""The SQL of the house, one purpose a file under `warehouse/sql/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sql(path: str) -> str:
    """The text of `warehouse/sql/<path>.sql`. Raises `FileNotFoundError`."""
    return files("warehouse").joinpath("sql", *f"{path}.sql".split("/")).read_text(encoding="utf-8")


@cache
def names(folder: str) -> tuple[str, ...]:
    """The files of `warehouse/sql/<folder>/` without suffix, in the order of their names."""
    entries = files("warehouse").joinpath("sql", folder).iterdir()
    return tuple(sorted(e.name.removesuffix(".sql") for e in entries if e.name.endswith(".sql")))
