"""The closed code lists of the contract, read from `schemas/data/*.toml`."""

from __future__ import annotations

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
