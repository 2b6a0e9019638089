"""What pydantic says of a registry, in words for the person who edits the file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schemas.base import Model
from schemas.references import Loc, nearest
from schemas.registry import Registry


def explained(error: ValidationError, root: type[Model] = Registry) -> Iterator[tuple[Loc, str]]:
    """Each error of a registry, or of a file of another model, as place and message; broken references are told
    by `broken_references`."""
    errors = error.errors(include_url=False)
    for one in errors:
        loc = tuple(one["loc"])
        is_echo = one["type"] == "too_short" and any(
            other["loc"][: len(loc)] == loc and other is not one for other in errors
        )  # an array all of whose tables are wrong counts as empty
        if loc and not is_echo:
            yield loc, _message(loc, one, root)


def _message(loc: Loc, error: ErrorDetails, root: type[Model]) -> str:
    value, key = error["input"], str(loc[-1])
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key {key!r}{nearest(key, _keys(loc[:-1], root))}"
        case "missing":
            return "is missing"
        case "literal_error":
            return f"unknown {key} {value!r}{nearest(str(value), _words(loc, root))}"
        case "value_error":
            return error["msg"].removeprefix("Value error, ")
        case "string_pattern_mismatch":
            return f"{value!r} does not have the form {error['ctx']['pattern']}"
    return f"{error['msg']}, not {textwrap.shorten(repr(value), 80)}"


def _keys(loc: Loc, root: type[Model]) -> list[str]:
    """The valid keys of the table at a place."""
    return [key for model in _parts(_type_at(loc, root)) if _is_model(model) for key in model.model_fields]


def _words(loc: Loc, root: type[Model]) -> list[str]:
    """The valid words of a closed list at a place."""
    return [
        str(word)
        for part in _parts(_type_at(loc, root))
        if get_origin(part) is Literal
        for word in get_args(part)
    ]


def _type_at(loc: Loc, root: type[Model]) -> Any:
    """The type of the value at a place of the model; an index leaves the type of its array as it is."""
    kind: Any = root
    for key in (part for part in loc if isinstance(part, str)):
        model: type[Model] = next((part for part in _parts(kind) if _is_model(part)), Model)
        field = model.model_fields.get(key)
        kind = field and field.annotation
    return kind


def _parts(kind: Any) -> Iterator[Any]:
    """A type and all the types it is made of: of an array its elements, of an option its value."""
    yield kind
    if get_origin(kind) is not Literal:
        for part in get_args(kind):
            yield from _parts(part)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)
