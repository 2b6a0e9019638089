"""Whose catalogue a file is, and of which field, by its title and the lines around its table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from connectors.datasets.model import Context
from schemas.standard import standard_data

_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit whose catalogue it is."""

    unit_id: str | None
    unit_name: str | None


def owner_of(context: Context) -> Owner:
    """The township that owns the column, or that the title names (catalogues gathered in a county's column)."""
    towns = {
        context.unit_ids[name]: name
        for name, code in context.divisions.items()
        if len(code) == _TOWNSHIP_DIGITS and name in context.unit_ids
    }
    if context.unit_id in towns:
        return Owner(context.unit_id, context.unit_name)
    names = {name.removesuffix("人民政府"): unit for name, unit in context.unit_ids.items() if unit in towns}
    said = f"{context.title} {context.file_name}"
    named = max((name for name in names if name and name in said), key=len, default=None)
    if named is not None:
        return Owner(names[named], towns[names[named]])
    return Owner(context.unit_id, context.unit_name)


@cache
def field_in(text: str) -> str | None:
    """The field that words name; the longest name decides, of two the one that stands later."""
    found = [
        (len(word), text.rfind(word), one.code)
        for one in standard_data().field
        for word in {*one.words, one.name}
        if word in text
    ]
    return max(found)[2] if found else None


def field_among(texts: Iterable[str]) -> str | None:
    """The field that the first of these texts names that names one."""
    return next((code for text in texts if text and (code := field_in(text))), None)
