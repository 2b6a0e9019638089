"""An item as a target is to see it, written as JSON by DuckDB itself: on all its threads, and no text passes through
Python."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.exchange import ITEM_FIELDS
from schemas.registry import Target

_INSTANTS = {"published_at": "published_at", "first_seen_at": "first_seen_at", "changed_at": "valid_from"}
_TYPED = {
    "attachments": "coalesce(a.files, [])",
    "written_on": "v.written_on::VARCHAR",
    "version": "v.version",
    "attachment_count": "v.attachment_count",
}
"""What is no text, by our name; all else is a column of text."""


def item_json(target: Target) -> str:
    """The SQL of that JSON, over a version `v` and its files `a`.

    Names are those of `[target.fields]`, and then nothing else is sent; values those of `[target.values]`. What the
    page lacks is null, so that a correction can also empty a field. Days and instants are ISO 8601, these in +08:00.
    """
    named = target.fields or {name: name for name in (*ITEM_FIELDS, "attachments")}
    pairs = (f"{_text(theirs)}, {_value(ours, target.values)}" for theirs, ours in named.items())
    return f"json_object({', '.join(pairs)})::VARCHAR"


def _value(ours: str, values: Mapping[str, Mapping[str, str]]) -> str:
    if ours in _TYPED:
        return _TYPED[ours]
    if ours in _INSTANTS:
        return _instant(f"v.{_INSTANTS[ours]}")
    words = "".join(f" WHEN {_text(our)} THEN {_text(their)}" for our, their in values.get(ours, {}).items())
    return f"CASE v.{ours}{words} ELSE v.{ours} END" if words else f"v.{ours}"


def _instant(column: str) -> str:
    """Seconds, and microseconds only where there are any."""
    local = f"make_timestamp(epoch_us({column}) + 28800000000)"
    fraction = f"CASE WHEN epoch_us({column}) % 1000000 <> 0 THEN strftime({local}, '.%f') ELSE '' END"
    return f"strftime({local}, '%Y-%m-%dT%H:%M:%S') || {fraction} || '+08:00'"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
