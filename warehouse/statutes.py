"""The reference library of statutes (法规规章参照库) as tables, and the county's texts held against it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from schemas.base import SHANGHAI
from schemas.statute_changes import told
from schemas.statute_text import is_about_a_statute, read_statute, statute_key
from schemas.statutes import Match, Statute, match
from warehouse.database import Warehouse
from warehouse.queries import sql
from warehouse.variables import set_variables

READER_VERSION = 1
"""Raised where the same text would be read otherwise: then every posting is compared anew."""
LEAST_ARTICLES = 3
"""A page with fewer is no text of a statute: it quotes one."""
CENTRAL = frozenset({"regulation", "rule"})
"""Categories whose texts are all looked up; elsewhere only what bears the name of a statute of the library."""

_TEXT, _INT, _DAY = pa.string(), pa.int32(), pa.date32()
_SCHEMAS = {
    "statute_data": pa.schema(
        {"statute_id": _TEXT, "name": _TEXT, "kind": _TEXT, "repealed_on": _DAY, "repealed_by": _TEXT}
    ),
    "version_data": pa.schema(
        {"version_id": _TEXT, "statute_id": _TEXT, "position": _INT, "action": _TEXT, "made_on": _DAY}
        | {"order_number": _TEXT, "effective_on": _DAY, "effective_to": _DAY, "article_count": _INT}
        | {"origin": _TEXT, "url": _TEXT}
    ),
    "article_data": pa.schema({"version_id": _TEXT, "position": _INT, "label": _TEXT, "text": _TEXT}),
    "match_data": pa.schema(
        {"item_id": _TEXT, "attachment_id": _TEXT, "name": _TEXT, "statute_id": _TEXT, "version_id": _TEXT}
        | {"told_by": _TEXT, "closeness": pa.float64(), "change_count": _INT, "article_count": _INT}
        | {"digest": _TEXT}
    ),
    "change_data": pa.schema(
        {"item_id": _TEXT, "attachment_id": _TEXT, "position": _INT, "label": _TEXT, "kind": _TEXT}
        | {"told": _TEXT, "expected": _TEXT, "shown": _TEXT}
    ),
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A posting that may show a statute."""

    item_id: str
    title: str
    category: str
    digest: str


def match_statutes(warehouse: Warehouse, statutes: Sequence[Statute]) -> int:
    """Replace the library, and hold against it what was not held against it yet, in one transaction.

    Returns how many postings were compared. Without a library there is nothing to compare with: no verdicts.
    """
    by_key = {statute_key(statute.name): statute for statute in statutes}
    rows = _library_rows(statutes)
    with warehouse.transaction() as connection:
        _register(connection, {name: rows[name] for name in ("statute_data", "version_data", "article_data")})
        connection.execute(sql("statutes/library"))
        candidates = list(_candidates(connection, by_key, _digest(repr(rows)))) if by_key else []
        known = dict(connection.execute("SELECT item_id, digest FROM governance.statute_match").fetchall())
        fresh = {c.item_id: c for c in candidates if known.get(c.item_id) != c.digest}
        connection.register("statute_candidate", _ids(c.item_id for c in candidates))
        connection.register("statute_fresh", _ids(fresh))
        matches: dict[str, list[dict[str, Any]]] = {"match_data": [], "change_data": []}
        for row in _records(connection, "statutes/texts"):
            _compare(row, fresh[row["item_id"]].digest, by_key, matches)
        _register(connection, matches)
        connection.execute(sql("statutes/match"))
        for name in (*_SCHEMAS, "statute_candidate", "statute_fresh"):
            connection.unregister(name)
    return len(fresh)


def keep_verdicts(connection: duckdb.DuckDBPyConnection, at: datetime) -> None:
    """Judge every posting as of the run, within the transaction in hand; the rules read the verdicts."""
    set_variables(connection, as_of=at.astimezone(SHANGHAI).date())
    connection.execute(sql("statutes/keep"))


def _compare(
    row: dict[str, Any], digest: str, by_key: dict[str, Statute], into: dict[str, list[dict[str, Any]]]
) -> None:
    """What one text shows, into the rows; nothing where it is no text of a statute."""
    shown = read_statute(row["text"], row["title"])
    keys = [statute_key(name) for name in shown.names]
    statute = next((by_key[key] for key in keys if key in by_key), None)
    is_text = len(shown.articles) >= LEAST_ARTICLES and shown.names and not is_about_a_statute(row["title"])
    if not is_text or (statute is None and row["category"] not in CENTRAL):
        return
    found = match(shown, statute, row["title"]) if statute else Match(None, 0.0, (), "none")
    place = {"item_id": row["item_id"], "attachment_id": row["attachment_id"]}
    into["match_data"].append(
        place
        | {
            "name": statute.name if statute else shown.names[-1],
            "statute_id": statute.statute_id if statute else None,
            "version_id": found.version.version_id if found.version else None,
            "told_by": found.told,
            "closeness": found.closeness,
            "change_count": len(found.changes),
            "article_count": len(shown.articles),
            "digest": digest,
        }
    )
    into["change_data"] += [
        place | {"position": n, "told": told(change), **asdict(change)}
        for n, change in enumerate(found.changes, 1)
    ]


def _candidates(
    connection: duckdb.DuckDBPyConnection, by_key: dict[str, Statute], library: str
) -> Iterator[_Candidate]:
    for row in _records(connection, "statutes/standing"):
        if row["category"] in CENTRAL or any(key in row["title"] for key in by_key):
            digest = _digest(f"{READER_VERSION}\n{library}\n{row['content_hash']}")
            yield _Candidate(row["item_id"], row["title"], row["category"], digest)


def _library_rows(statutes: Sequence[Statute]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {"statute_data": [], "version_data": [], "article_data": []}
    for statute in statutes:
        act = statute.repealed_by
        rows["statute_data"].append(
            {
                "statute_id": statute.statute_id,
                "name": statute.name,
                "kind": statute.kind,
                "repealed_on": (act.in_force_on or act.on) if act else None,
                "repealed_by": (act.order or f"{_words(act.on)}的决定") if act else None,
            }
        )
        for n, version in enumerate(statute.versions, 1):
            rows["version_data"].append(
                {
                    "version_id": version.version_id,
                    "statute_id": statute.statute_id,
                    "position": n,
                    "action": version.act.action,
                    "made_on": version.act.on,
                    "order_number": version.act.order,
                    "effective_on": version.effective_on,
                    "effective_to": version.effective_to,
                    "article_count": len(version.articles),
                    "origin": version.text.origin if version.text else None,
                    "url": version.text.url if version.text else None,
                }
            )
            rows["article_data"] += [
                {"version_id": version.version_id, "position": k, "label": a.label, "text": a.text}
                for k, a in enumerate(version.articles, 1)
            ]
    return rows


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _records(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql(name))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _register(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[dict[str, Any]]]) -> None:
    for name, rows in tables.items():
        connection.register(name, pa.Table.from_pylist(rows, schema=_SCHEMAS[name]))


def _ids(ids: Iterable[str]) -> pa.Table:
    return pa.table({"item_id": pa.array(list(ids), _TEXT)})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
