"""The records of a harvest as Arrow columns: written once here, read by the merge with `read_parquet`.

Columns are gathered field by field out of the records as they are, which is several times faster than `model_dump` of
every record, and makes no object a record that the garbage collector would have to walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any

import pyarrow as pa

from schemas.harvest import Finding, Harvested, Probe, Reject, Sighting
from schemas.identity import document_alias, index_number_alias
from schemas.item import Attachment, Evidence, Item
from schemas.platform import ColumnRead, LinkCheck, SiteCheck

Record = Sighting | Harvested | Reject | Finding | Probe | ColumnRead | LinkCheck | SiteCheck
INSTANT = pa.timestamp("us", tz="Asia/Shanghai")

_SPECIAL = {
    "columns": pa.list_(pa.string()),
    "disagreed": pa.list_(pa.string()),
    "index_is_valid": pa.bool_(),
    "fetched_at": INSTANT,
    "published_at": INSTANT,
    "written_on": pa.date32(),
    "byte_size": pa.int64(),
    "newest_on": pa.date32(),
    "ipv6_addresses": pa.list_(pa.string()),
    "navigation": pa.list_(pa.string()),
    "likeness": pa.float64(),
    **dict.fromkeys(
        (
            *("listed", "undated", "second_links", "second_answered", "third_links", "third_answered"),
            "requests",
        ),
        pa.int32(),
    ),
}
_LONG = {"body_text", "body_html", "text"}
ITEM_FIELDS = tuple(name for name in Item.model_fields if name != "attachments")
"""Columns of `Item` in the stage and in `catalogue.item_version`, in one order."""

_OWN = ("page_key", "document_id", "content_hash", "index_is_valid", "fetched_at")


def _fields(names: Sequence[str]) -> list[pa.Field]:
    return [pa.field(name, _SPECIAL.get(name, pa.string())) for name in names]


def _flat(model: type[Record]) -> tuple[pa.Schema, Callable[[Sequence[Any]], list[pa.Array]]]:
    """Schema and gatherer of a model whose fields are plain values."""
    schema = pa.schema(_fields(tuple(model.model_fields)))

    def gather(records: Sequence[Any]) -> list[pa.Array]:
        return _columns(schema, records)

    return schema, gather


def _columns(fields: Iterable[pa.Field], records: Iterable[Any]) -> list[pa.Array]:
    """A column for each of the fields that the records have under its name."""
    rows = [vars(record) for record in records]
    return [_array(list(map(itemgetter(field.name), rows)), field) for field in fields]


def _array(values: Sequence[Any], field: pa.Field) -> pa.Array:
    """One column. Long texts are encoded here: Arrow would leave a second copy of each with its string."""
    if field.name not in _LONG:
        return pa.array(values, field.type)
    encoded = [None if value is None else value.encode() for value in values]
    return pa.array(encoded, pa.binary()).view(pa.string())


def _lists(model: type[Attachment] | type[Evidence], groups: Sequence[Sequence[Any]]) -> pa.Array:
    """A list column of structs, made of one flat pass over all members."""
    fields = _fields(tuple(model.model_fields))
    offsets = [0, *accumulate(map(len, groups))]
    values = pa.StructArray.from_arrays(_columns(fields, chain.from_iterable(groups)), fields=fields)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)


_ALIASES: dict[str, Callable[[Harvested], str | None]] = {
    "index_number_alias": lambda record: index_number_alias(record.item) if record.index_is_valid else None,
    "document_alias": lambda record: document_alias(record.item),
}
_HARVESTED = pa.schema(
    _fields(_OWN)
    + _fields(ITEM_FIELDS)
    + _fields(tuple(_ALIASES))
    + [
        pa.field("attachments", pa.list_(pa.struct(_fields(tuple(Attachment.model_fields))))),
        pa.field("evidence", pa.list_(pa.struct(_fields(tuple(Evidence.model_fields))))),
    ]
)


def _gather_harvested(records: Sequence[Harvested]) -> list[pa.Array]:
    items = [record.item for record in records]
    return [
        *_columns(_fields(_OWN), records),
        *_columns(_fields(ITEM_FIELDS), items),
        *(pa.array(list(map(alias, records)), pa.string()) for alias in _ALIASES.values()),
        _lists(Attachment, [item.attachments for item in items]),
        _lists(Evidence, [record.evidence for record in records]),
    ]


_TABLES: dict[type[Record], tuple[str, pa.Schema, Callable[[Sequence[Any]], list[pa.Array]]]] = {
    Sighting: ("sightings", *_flat(Sighting)),
    Harvested: ("harvested", _HARVESTED, _gather_harvested),
    Reject: ("rejects", *_flat(Reject)),
    Finding: ("findings", *_flat(Finding)),
    Probe: ("probes", *_flat(Probe)),
    ColumnRead: ("columns", *_flat(ColumnRead)),
    LinkCheck: ("links", *_flat(LinkCheck)),
    SiteCheck: ("sites", *_flat(SiteCheck)),
}
KINDS: dict[type[Record], str] = {model: table[0] for model, table in _TABLES.items()}
"""Name of the Parquet file of each kind of record."""


def schema_of(model: type[Record]) -> pa.Schema:
    """Arrow schema of a kind of record."""
    return _TABLES[model][1]


def to_arrow(model: type[Record], records: Sequence[Record]) -> pa.RecordBatch:
    """The records, all of one kind, as one batch in `schema_of(model)`."""
    _, schema, gather = _TABLES[model]
    if not records:
        return pa.RecordBatch.from_pylist([], schema=schema)
    return pa.RecordBatch.from_arrays(gather(records), schema=schema)


def weight(record: Record) -> int:
    """Roughly how many characters a record holds, so that a writer can bound its memory."""
    if not isinstance(record, Harvested):
        return 200
    item = record.item
    texts = sum(len(a.text) for a in item.attachments if a.text) if item.attachments else 0
    return 500 + len(item.body_text or "") + len(item.body_html or "") + texts
