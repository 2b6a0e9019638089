"""The rules (规章) in force as an Atom feed with their texts: a central list that other libraries can read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from schemas.registry import County
from warehouse.database import read_snapshot
from warehouse.feeds.atom import attribute, document, text
from warehouse.queries import sql


def rules_feed(home: Path, county: County, day: date) -> bytes:
    """The feed of a day, newest rule first; a function of the library alone. Raises `QueryError`."""
    with read_snapshot(home) as connection:
        cursor = connection.execute(sql("statutes/rule_texts"), {"day": day})
        columns = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    entries = "\n".join(_entry(county, row) for row in rows)
    return document(
        feed_id=f"urn:gongkai:{county.division}:rules-in-force",
        title=f"{county.name}现行有效规章",
        author=county.name,
        updated=max((_instant(row["effective_on"]) for row in rows), default=_instant(day)),
        links=(),
        body=f"{entries}\n" if entries else "",
        archive=False,
    )


def _entry(county: County, row: dict[str, Any]) -> str:
    url = row["official_url"] or next(iter(row["urls"] or ()), None)
    link = f'<link rel="alternate" href="{attribute(url)}"/>' if url else ""
    return (
        f"<entry><id>urn:gongkai:{county.division}:statute:{row['version_id']}</id>"
        f"<title>{text(row['name'])}</title><updated>{_instant(row['effective_on'])}</updated>"
        f"<author><name>{text(county.name)}</name></author>{link}"
        f'<content type="text">{text(_text(row))}</content></entry>'
    )


def _text(row: dict[str, Any]) -> str:
    """Name, version line and articles, as the library reads them again."""
    return "\n".join([row["name"], f"（{row['line']}）", *row["articles"]])


def _instant(day: date) -> str:
    return f"{day}T00:00:00+08:00"
