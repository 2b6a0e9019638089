"""The records of a harvest as Arrow columns: written once here, read by the merge with `read_parquet`.

Columns are gathered attribute by attribute, which is several times faster than `model_dump` of every record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import pyarrow as pa

from schemas.harvest import Finding, Harvested, Probe, Reject, Sighting
from schemas.identity import aliases
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
    names = tuple(model.model_fields)
    schema = pa.schema(_fields(names))
    get = attrgetter(*names)

    def gather(records: Sequence[Any]) -> list[pa.Array]:
        return _arrays(schema, zip(*map(get, records), strict=True))

    return schema, gather


def _arrays(schema: pa.Schema, columns: Any) -> list[pa.Array]:
    return [_array(values, field) for field, values in zip(schema, columns, strict=True)]


def _array(values: Sequence[Any], field: pa.Field) -> pa.Array:
    """One column. Long texts are encoded here: Arrow would leave a second copy of each with its string."""
    if field.name not in _LONG:
        return pa.array(values, field.type)
    encoded = [None if value is None else value.encode() for value in values]
    return pa.array(encoded, pa.binary()).view(pa.string())


def _lists(model: type[Attachment] | type[Evidence], groups: Sequence[Sequence[Any]]) -> pa.Array:
    """A list column of structs, made of one flat pass over all members."""
    names = tuple(model.model_fields)
    fields = _fields(names)
    offsets = [0]
    for group in groups:
        offsets.append(offsets[-1] + len(group))
    rows = list(map(attrgetter(*names), (member for group in groups for member in group)))
    columns = zip(*rows, strict=True) if rows else ([] for _ in fields)
    values = pa.StructArray.from_arrays(_arrays(pa.schema(fields), columns), fields=fields)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)


_ALIASES = ("index_number", "document")
_HARVESTED = pa.schema(
    _fields(_OWN)
    + _fields(ITEM_FIELDS)
    + [pa.field(f"{kind}_alias", pa.string()) for kind in _ALIASES]
    + [
        pa.field("attachments", pa.list_(pa.struct(_fields(tuple(Attachment.model_fields))))),
        pa.field("evidence", pa.list_(pa.struct(_fields(tuple(Evidence.model_fields))))),
    ]
)
_of_harvested = attrgetter(*_OWN)
_of_item = attrgetter(*ITEM_FIELDS)


def _gather_harvested(records: Sequence[Harvested]) -> list[pa.Array]:
    items = [record.item for record in records]
    flat: list[Sequence[Any]] = [
        *zip(*map(_of_harvested, records), strict=True),
        *zip(*map(_of_item, items), strict=True),
    ]
    named = [
        dict(aliases(r.item, source_id="", native_id=None, index_is_valid=r.index_is_valid)) for r in records
    ]
    flat += [[names.get(kind) for names in named] for kind in _ALIASES]
    return [
        *_arrays(pa.schema(list(_HARVESTED)[:-2]), flat),
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
