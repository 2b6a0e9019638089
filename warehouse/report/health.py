"""The health of the platform as a section of the report (平台健康)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import duckdb
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from schemas.new_media import PLATFORM_WORDS
from schemas.platform import IPV6_WORDS
from warehouse.queries import sql

Lines = list[Mapping[str, Any]]
TABLES = ("sites", "columns", "links", "media", "gazettes", "sectors")
VETO_WORDS = {"blank": "空白栏目过多", "core": "要闻、公告、政策类未更新过多", "stale": "应更新未更新过多"}


@dataclass(frozen=True, slots=True)
class Health:
    """One list a table; rows as `sql/looks/health_<name>.sql` gives them, days and times as text."""

    sites: Lines
    columns: Lines
    links: Lines
    media: Lines
    gazettes: Lines
    sectors: Lines


def read_health(connection: duckdb.DuckDBPyConnection) -> Health:
    """How the platform stands as the warehouse stands."""
    return Health(**{name: _lines(connection, name) for name in TABLES})


def health_section(health: Health) -> Markup:
    """The section of the report's page; its styles are the page's."""
    source = files("warehouse.report").joinpath("health.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["share"] = lambda value: "—" if value is None else f"{value:.0%}"
    page = environment.from_string(source).render(
        health=health,
        troubled=[site for site in health.sites if _is_troubled(site)],
        well=[site for site in health.sites if not _is_troubled(site)],
        untested=[site for site in health.sites if site["ipv6_state"] == "not_testable"],
        wrong=[column for column in health.columns if column["verdict"] != "not_testable"],
        ipv6=IPV6_WORDS,
        veto=VETO_WORDS,
        platforms=PLATFORM_WORDS,
    )
    return Markup(page)  # noqa: S704 - made by our own template, which escapes


def _is_troubled(site: Mapping[str, Any]) -> bool:
    faults = site["stale"] or site["blank"] or site["home_state"] == "dead"
    return bool(faults) or site["ipv6_state"] not in ("ok", "not_testable")


def _lines(connection: duckdb.DuckDBPyConnection, name: str) -> Lines:
    cursor = connection.execute(sql(f"looks/health_{name}"))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, map(_plain, row), strict=True)) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
