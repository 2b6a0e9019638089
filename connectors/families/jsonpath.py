"""Places in a JSON answer, as the registry names them: `$.data.rows`, `$[0].urls.pc` (a part of RFC 9535)."""

from __future__ import annotations

import json
import re
from typing import Any

from connectors.families.model import LayoutChanged

_STEP = re.compile(r"\.([^.\[\]\s]+)|\[(-?\d+)\]|\['([^']*)'\]")
_CALLBACK = re.compile(r"^[\s;]*(?:try\s*\{)?\s*[\w.$]+\s*\((.*)\)[^()]*$", re.DOTALL)
_EXTRA_COMMA = re.compile(r",\s*([\]}])")


def loads(text: str) -> Any:
    """The data of an answer: JSON, JSONP, or JSON with the commas too many that page templates leave behind.

    Raises `LayoutChanged` where it is none of them.
    """
    called = _CALLBACK.match(text)
    for candidate in (text, called[1] if called else text, _EXTRA_COMMA.sub(r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    raise LayoutChanged("the answer is no JSON")


def is_json(text: str) -> bool:
    """Whether an answer looks like JSON or JSONP."""
    return text.lstrip().startswith(("{", "[")) or bool(re.match(r"[\s;]*[\w.$]+\s*\(\s*[{\[]", text))


def is_path(selector: str | None) -> bool:
    """Whether a selector leads into JSON."""
    return bool(selector) and str(selector).startswith("$")


def at(data: Any, path: str) -> Any:
    """What lies at a place; None where there is nothing. JSON that stands as text inside JSON is entered too.

    Raises `LayoutChanged` for a path that cannot be read.
    """
    rest, place = path.removeprefix("$"), 0
    while place < len(rest):
        step = _STEP.match(rest, place)
        if step is None:
            raise LayoutChanged(f"{path!r} is no path into JSON: look at {rest[place:]!r}")
        data = _child(_entered(data), step[1] or step[3], step[2])
        place = step.end()
    return data


def _child(data: Any, name: str | None, number: str | None) -> Any:
    if number is not None:
        inside = isinstance(data, list) and -len(data) <= int(number) < len(data)
        return data[int(number)] if inside else None
    return data.get(name) if isinstance(data, dict) else None


def _entered(data: Any) -> Any:
    if not isinstance(data, str):
        return data
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
