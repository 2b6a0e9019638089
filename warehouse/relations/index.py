"""The index of the current versions: what they are compared by, what they are called, what they refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

from schemas.citations import Citation, citations, proposal_key
from schemas.documents import Posting, keys
from schemas.identity import folded
from schemas.titles import cited_names, read_title, title_key
from warehouse.database import Warehouse
from warehouse.queries import sql

CHUNK = 2_000
"""Changes indexed in one transaction: their bodies are held in memory."""
NAMELESS = frozenset({"interpretation", "draft", "answer", "annex"})
"""Papers about a document: quoted by their whole title alone, never by the document's number or name."""

_TEXT = pa.string()
_TABLES = {
    "read_item": pa.schema({"item_id": _TEXT, "version": pa.int32()}),
    "read_key": pa.schema({"item_id": _TEXT, "kind": _TEXT, "value": pa.uint32()}),
    "read_name": pa.schema({"item_id": _TEXT, "kind": _TEXT, "value": _TEXT}),
    "read_citation": pa.schema(
        {"from_item_id": _TEXT, "position": pa.int32()}
        | dict.fromkeys(("kind", "number", "name", "page_key", "reference", "evidence"), _TEXT)
    ),
}


def index_changes(warehouse: Warehouse, head: int) -> None:
    """Index what the change log names up to `head`, some thousand changes at a time, each with its mark."""
    ((after,),) = warehouse.connection.execute("SELECT indexed_seq FROM operations.relation_state").fetchall()
    for start in range(after, head, CHUNK):
        upto = min(start + CHUNK, head)
        with warehouse.transaction() as connection:
            cursor = connection.execute(sql("relations/to_index"), {"after": start, "upto": upto})
            names = [column[0] for column in cursor.description]
            _write(connection, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()])
            connection.execute("UPDATE operations.relation_state SET indexed_seq = ?", [upto])


def posting_of(row: dict[str, Any]) -> Posting:
    """A row of the warehouse as a posting to compare."""
    return Posting(
        title=row["title"],
        document_number=row["document_number"],
        publisher=row["publisher"],
        written_on=row["written_on"],
        published_on=row["published_on"],
        text=row["body_text"] or "",
        files=frozenset(row["files"] or ()),
    )


def _write(connection: duckdb.DuckDBPyConnection, items: list[dict[str, Any]]) -> None:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
    for item in items:
        rows["read_item"].append({"item_id": item["item_id"], "version": item["version"]})
        rows["read_key"] += _keys(item)
        rows["read_name"] += _names(item)
        rows["read_citation"] += _citations(item)
    for name, schema in _TABLES.items():
        connection.register(name, pa.Table.from_pylist(rows[name], schema=schema))
    connection.execute(sql("relations/index"))
    for name in _TABLES:
        connection.unregister(name)


def _keys(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for kind, values in keys(posting_of(item)).items():
        for value in values:
            yield {"item_id": item["item_id"], "kind": kind, "value": value}


def _names(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What other texts may call the item."""
    title, number = item["title"], item["document_number"]
    if item["category"] == "interpretation" or read_title(title).markers & NAMELESS:
        named = [("title", title_key(title))]
    else:
        named = [("title", name) for name in cited_names(title)]
        named += [("number", folded(number))] if number else []
        proposal = proposal_key(title)
        named += [("proposal", proposal)] if proposal else []
    for kind, value in named:
        yield {"item_id": item["item_id"], "kind": kind, "value": value}


def _citations(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    found = citations(
        item["title"],
        item["body_text"],
        item["body_html"],
        category=item["category"],
        own_number=item["document_number"],
    )
    for position, citation in enumerate(found, 1):
        yield {
            "from_item_id": item["item_id"],
            "position": position,
            "kind": citation.kind,
            "number": citation.number,
            "name": _name(citation),
            "page_key": citation.page,
            "reference": citation.reference if citation.number or citation.title else "",
            "evidence": citation.evidence,
        }


def _name(citation: Citation) -> str | None:
    if citation.kind == "answers" and citation.title:
        return proposal_key(citation.title)
    return citation.name
