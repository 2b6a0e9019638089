"""An item as a target is to see it, as JSON: its head written by DuckDB itself, with the bodies put in here.

Bodies are long: DuckDB would take ten times their size to make them JSON, of the little memory that it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson
import pyarrow as pa

from schemas.exchange import ITEM_FIELDS
from schemas.registry import Target

BODIES = ("body_text", "body_html")
_INSTANTS = {"published_at": "published_at", "first_seen_at": "first_seen_at", "changed_at": "valid_from"}
_TYPED = {
    "attachments": "coalesce(a.files, [])",
    "written_on": "v.written_on::VARCHAR",
    "version": "v.version",
    "attachment_count": "v.attachment_count",
}
"""What is no text, by our name; all else is a column of text."""


def item_columns(target: Target) -> str:
    """The SQL of the columns of which `items` makes JSON, over a version `v` and its files `a`.

    Names are those of `[target.fields]`, and then nothing else is sent; values those of `[target.values]`. What the
    page lacks is null, so that a correction can also empty a field. Days and instants are ISO 8601, these in +08:00.
    """
    named = _named(target)
    pairs = [(theirs, _value(ours, target.values)) for theirs, ours in named.items() if ours not in BODIES]
    head = (
        f"json_object({', '.join(f'{_text(theirs)}, {value}' for theirs, value in pairs)})::VARCHAR AS head"
    )
    bodies = [f"{_value(ours, target.values)} AS {ours}" for ours in BODIES if ours in named.values()]
    return ", ".join((head, *bodies))


def items(found: pa.Table, target: Target) -> list[bytes]:
    """The JSON of every row of a table that has those columns."""
    named = [
        (b"%s:" % orjson.dumps(theirs), ours) for theirs, ours in _named(target).items() if ours in BODIES
    ]
    heads = found["head"].cast(pa.binary()).to_pylist()
    bodies = [found[ours].to_pylist() for _, ours in named]
    names = [name for name, _ in named]
    return [_whole(head, names, texts) for head, *texts in zip(heads, *bodies, strict=True)]


def _whole(head: bytes, names: Sequence[bytes], texts: Sequence[str | None]) -> bytes:
    """Head and bodies as one object."""
    pieces = [head[1:-1]] if len(head) > len("{}") else []
    pieces += [name + orjson.dumps(text) for name, text in zip(names, texts, strict=True)]
    return b"{%s}" % b",".join(pieces)


def _named(target: Target) -> Mapping[str, str]:
    return target.fields or {name: name for name in (*ITEM_FIELDS, "attachments")}


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
