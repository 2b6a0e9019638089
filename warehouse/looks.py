"""Questions the command line asks of the snapshot; officers ask their own in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.rules import RULES_OF
from warehouse.database import Rows, read_snapshot
from warehouse.queries import sql

STANDING = ("last runs", "red sources", "held back", "deliveries", "open findings")
"""What `gongkai status` shows; each is `sql/looks/status_<name>.sql`."""

HEALTH = ("sites", "columns", "links", "media", "gazettes", "sectors", "findings")


def search_items(home: Path, words: Sequence[str], limit: int) -> Rows:
    """Standing items that hold every word, newest first. Raises `QueryError` where there is no snapshot."""
    return _ask(home, "search", {"words": list(words), "at_most": limit})


def standing_findings(home: Path, unit_id: str | None, *, accepted: bool = False) -> Rows:
    """Findings that stand, worst first, of one unit or of all; accepted ones if asked. Raises `QueryError`."""
    return _ask(home, "findings", {"unit_id": unit_id, "accepted": accepted})


def disclosure_requests(home: Path, unit_id: str | None) -> Rows:
    """The register of applications, of one unit or of all, open ones first. Raises `QueryError`."""
    return _ask(home, "requests", {"unit_id": unit_id})


def register_year(home: Path, unit: str, year: int) -> Rows:
    """Table 3 of a unit's annual report, counted from the register. Raises `QueryError`."""
    return _ask(home, "register_year", {"unit": unit, "year": year})


def register_contests(home: Path, unit: str, year: int) -> Rows:
    """Table 4, likewise. Raises `QueryError`."""
    return _ask(home, "register_contests", {"unit": unit, "year": year})


def new_media(home: Path, unit_id: str | None) -> Rows:
    """The register of new media, of one unit or of all, what is wrong first. Raises `QueryError`."""
    return _ask(home, "new_media", {"unit_id": unit_id})


def gazettes(home: Path, words: Sequence[str], year: int | None) -> Rows:
    """Issues of gazettes with the articles that hold every word, newest first. Raises `QueryError`."""
    return _ask(home, "gazettes", {"words": list(words), "year": year})


def catalogue_shares(home: Path) -> Rows:
    """Units and the matters of their standard catalogues by how they stand. Raises `QueryError`."""
    return _ask(home, "catalogue_shares", {})


def catalogue_matters(home: Path, unit_id: str) -> Rows:
    """Each matter of one unit's standard catalogues, with what proves it. Raises `QueryError`."""
    return _ask(home, "catalogue_matters", {"unit_id": unit_id})


def standing(home: Path) -> dict[str, Rows]:
    """How things stand, in a few small tables by name. Raises `QueryError`."""
    return {name: _ask(home, f"status_{name.replace(' ', '_')}", {}) for name in STANDING}


def platform_health(home: Path) -> dict[str, Rows]:
    """The platform in small tables by name; each is `sql/looks/health_<name>.sql`. Raises `QueryError`."""
    rules = [*RULES_OF["platform"], *RULES_OF["new_media"], "backdated_publication"]
    values: dict[str, dict[str, Any]] = {"findings": {"rules": rules}}
    return {name: _ask(home, f"health_{name}", values.get(name, {})) for name in HEALTH}


def addresses_of(home: Path, item_id: str) -> tuple[list[str], list[str]]:
    """The web addresses of an item's pages and files, and the page keys. Raises `QueryError`."""
    rows = _ask(home, "addresses", {"item_id": item_id}).rows
    return [url for url, _ in rows if url and url.startswith("http")], [key for _, key in rows if key]


def _ask(home: Path, name: str, values: Mapping[str, Any]) -> Rows:
    with read_snapshot(home) as connection:
        cursor = connection.execute(sql(f"looks/{name}"), dict(values))
        return Rows(tuple(c[0] for c in cursor.description or ()), cursor.fetchall())
