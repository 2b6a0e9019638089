"""Which document each changed item shows: candidates by shared keys, each pair judged, groups given their id."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import duckdb
import pyarrow as pa

from schemas.documents import Posting, compare
from warehouse.queries import sql
from warehouse.relations.clusters import Edge, Member, document_of, group
from warehouse.relations.index import posting_of

AT_ONCE = 400
"""Pairs whose bodies are held in memory together."""
SUREST = ("number", "title_and_text", "files", "title_and_edited_text", "title_and_time")
"""Rules of `schemas.documents.compare`, the surest first."""


def settle_documents(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Give the items of `fresh` their documents, within the transaction in hand.

    Returns how many fresh items got another id than they came with, and how many settled items moved to an
    older document.
    """
    connection.execute(sql("relations/candidates"))
    edges = list(_edges(connection))
    members = _members(connection, sorted({i for e in edges for i in (e.one, e.other)}))
    assigned: dict[str, str] = {}
    united: dict[str, str] = {}
    taken = _held(connection, members)
    for found in group(members, edges):
        document_id = document_of(found, taken)
        taken.add(document_id)
        for member in found:
            if member.is_fresh and member.document_id != document_id:
                assigned[member.item_id] = document_id
            elif not member.is_fresh and member.document_id != document_id:
                united[member.document_id] = document_id
    _register(connection, "assigned", {"item_id": assigned.keys(), "document_id": assigned.values()})
    _register(connection, "united", {"former": united.keys(), "document_id": united.values()})
    connection.execute(sql("relations/assign"))
    return len(assigned), _unite(connection) if united else 0


def _edges(connection: duckdb.DuckDBPyConnection) -> Iterator[Edge]:
    pairs = connection.execute("FROM candidate ORDER BY ALL").fetchall()
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        postings = _postings(connection, sorted({item_id for pair in some for item_id in pair}))
        for one, other in some:
            a, b = postings[one], postings[other]
            verdict = compare(a, b)
            if verdict.same:
                misprint = verdict.rule != "number" and a.document_number != b.document_number
                both = bool(a.document_number and b.document_number)
                yield Edge(SUREST.index(verdict.rule), one, other, misprint and both)


def _postings(connection: duckdb.DuckDBPyConnection, items: list[str]) -> dict[str, Posting]:
    _register(connection, "met", {"item_id": items})
    cursor = connection.execute(sql("relations/compared"))
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return {row["item_id"]: posting_of(row) for row in rows}


def _members(connection: duckdb.DuckDBPyConnection, items: list[str]) -> list[Member]:
    _register(connection, "met", {"item_id": items})
    rows = connection.execute(sql("relations/members")).fetchall()
    return [Member(*row) for row in rows]


def _held(connection: duckdb.DuckDBPyConnection, members: list[Member]) -> set[str]:
    """Of the ids that could be given, those that a posting not in hand, or a settled one, bears."""
    ids = sorted({i for m in members if m.is_fresh for i in (m.document_id, m.former) if i})
    _register(connection, "wanted", {"document_id": ids})
    return {row[0] for row in connection.execute(sql("relations/held")).fetchall()}


def _unite(connection: duckdb.DuckDBPyConnection) -> int:
    connection.execute(sql("relations/unite"))
    connection.execute(sql("exchange/deliver"))
    ((count,),) = connection.execute("SELECT count(*) FROM united_item").fetchall()
    return int(count)


def _register(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, Collection[str]]) -> None:
    """Hand texts over whole, as an Arrow table: parameters go over one by one, and slowly."""
    arrays = [pa.array(list(values), pa.string()) for values in columns.values()]
    connection.register(name, pa.table(arrays, names=list(columns)))
