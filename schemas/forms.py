"""Forms of values that several tables of the registry share."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import StringConstraints

from schemas.codes import CATEGORIES
from schemas.references import nearest

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Level = Literal["county", "municipal", "provincial", "national"]


def known_category(value: str) -> str:
    """The code itself. Raises `ValueError` naming the nearest code; an official name gives its code."""
    if value in CATEGORIES:
        return value
    for category in CATEGORIES.values():
        if value.strip() == category.name:
            raise ValueError(f"unknown category {value!r}; nearest: {category.code}")
    raise ValueError(f"unknown category {value!r}{nearest(value, CATEGORIES)}")


def http_address(address: str) -> str:
    """The address itself. Raises `ValueError` where it is not http or https with a host, or its port is none."""
    if not address.startswith(("http://", "https://")) or not urlsplit(address).netloc:
        raise ValueError(f"{address!r} must start with http:// or https:// and a host")
    try:
        _ = urlsplit(address).port
    except ValueError:
        raise ValueError(f"{address!r} has a port that is none, it goes from 0 to 65535") from None
    return address
