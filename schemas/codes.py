"""The closed code lists of the contract, read from `schemas/data/*.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from schemas.base import Model

Mark = Literal["confirmed", "recalled", "inference"]
"""How well a fact is known: read in its source, general knowledge not checked, or a conclusion."""


class Category(Model):
    """A kind of disclosed information (信息类别), with the duty it stands on."""

    code: str
    name: str
    basis: str
    """The clause that makes it a duty."""
    mark: Mark
    levels: tuple[Literal["county", "department", "township", "village", "institution"], ...]
    """Who publishes it."""
    deadline: str | None = None
    """The deadline in words, where a rule sets one."""


@cache
def load_table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("schemas").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


CATEGORIES: dict[str, Category] = {c["code"]: Category(**c) for c in load_table("categories")["category"]}
"""By code, in the order of the contract."""


class Theme(Model):
    """A first-level theme (主题分类) with its second-level parts; printed as `theme\\part`."""

    code: int
    name: str
    parts: tuple[str, ...]


THEMES: dict[str, Theme] = {t["name"]: Theme(**t) for t in load_table("themes")["theme"]}
"""By name, in the official order."""


class Sector(Model):
    """A sector of public institutions (公共企事业单位) that disclose."""

    code: str
    name: str
    words: tuple[str, ...]
    """By which an institution or a posting is known."""
    lead: tuple[str, ...]
    """Names that its leading bureau may go by, without the county's."""


SECTORS: dict[str, Sector] = {s["code"]: Sector(**s) for s in load_table("sectors")["sector"]}
"""By code, in the order of the plan."""


class Genre(Model):
    """A genre of documents (体裁、公文种类), and what else it is called."""

    name: str
    also: tuple[str, ...] = ()
    basis: str
    mark: Mark


GENRES: dict[str, Genre] = {g["name"]: Genre(**g) for g in load_table("genres")["genre"]}
"""By name, in the order of the regulation."""
_GENRE_NAMES = {name: genre.name for genre in GENRES.values() for name in (genre.name, *genre.also)}
_PARTS = {part: theme.name for theme in THEMES.values() for part in theme.parts if part != "其他"}


def theme_of(text: str) -> str | None:
    """The first-level theme that a page means by `市场监管、安全生产监管\\工商`, the level alone or a part alone;
    None for words of another list."""
    pieces = [piece.strip() for piece in re.split(r"[\\/＞>|；;]+", text) if piece.strip()]
    return next((known for piece in pieces if (known := _theme(piece))), None)


def _theme(piece: str) -> str | None:
    return piece if piece in THEMES else _PARTS.get(piece)


def genre_of(text: str) -> str | None:
    """The genre that a page means; None for a word of no list."""
    pieces = [piece.strip().removesuffix("类") for piece in re.split(r"[\\/＞>|；;，,、\s]+", text)]
    return next((_GENRE_NAMES[piece] for piece in pieces if piece in _GENRE_NAMES), None)
