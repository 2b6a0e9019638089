"""Questions about the county's statutes, asked of the snapshot: verdicts of a day, rules in force, differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from schemas.statute_changes import Change, compare
from schemas.statute_text import Article, read_statute
from schemas.statutes import Verdict
from warehouse.database import QueryError, Rows, read_snapshot
from warehouse.queries import sql


@dataclass(frozen=True, slots=True)
class Difference:
    """A text on a page beside the official one."""

    item_id: str
    title: str
    name: str
    file_name: str | None
    verdict: Verdict
    shown_version: str | None
    official_version: str
    """The version in force on the day; where there is none, the one the page comes nearest to."""
    changes: tuple[Change, ...]


def statute_verdicts(home: Path, day: date, unit_id: str | None) -> Rows:
    """How each posting of a statute stands on a day, faults first. Raises `QueryError`."""
    with read_snapshot(home) as connection:
        return _ask(connection, "verdicts", {"day": day, "unit_id": unit_id})


def rules_in_force(home: Path, day: date) -> Rows:
    """The rules (规章) in force on a day, and where the county shows them. Raises `QueryError`."""
    with read_snapshot(home) as connection:
        return _ask(connection, "rules_in_force", {"day": day})


def differences(home: Path, item_id: str, day: date) -> list[Difference]:
    """The texts of a posting against the version in force on a day, article by article.

    Raises `QueryError` where the posting shows no statute of the library.
    """
    with read_snapshot(home) as connection:
        rows = _ask(connection, "texts_of", {"item_id": item_id, "day": day}).records()
        if not rows:
            raise QueryError(f"{item_id} shows no statute that the reference library holds")
        return [_difference(row, _articles(connection, row["official_id"])) for row in rows]


def _difference(row: dict[str, Any], official: Sequence[Article]) -> Difference:
    shown = read_statute(row["text"], row["title"])
    return Difference(
        item_id=row["item_id"],
        title=row["title"],
        name=row["name"],
        file_name=row["file_name"],
        verdict=row["verdict"],
        shown_version=row["shown_version"],
        official_version=row["official_version"],
        changes=compare(official, shown.articles)[1],
    )


def _articles(connection: duckdb.DuckDBPyConnection, version_id: str) -> list[Article]:
    rows = _ask(connection, "articles", {"version_id": version_id}).rows
    return [Article(label, number, text) for number, label, text in rows]


def _ask(connection: duckdb.DuckDBPyConnection, name: str, values: dict[str, Any]) -> Rows:
    cursor = connection.execute(sql(f"statutes/{name}"), values)
    return Rows(tuple(c[0] for c in cursor.description or ()), cursor.fetchall())
