"""How the platform of the sample county stands, reckoned a second time from its truth, registry and planted faults."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from connectors.sites.network import has_route
from examples.youyi.county import data
from examples.youyi.items import monday
from examples.youyi.model import TrueItem
from schemas.codes import SECTORS
from schemas.registry import Column, Registry, Source
from schemas.rules import RULES

Place = tuple[str, str]
LEADS = {
    "education": "jtj",
    "health": "wjj",
    "water": "zjj",
    "power": "fgj",
    "gas": "zjj",
    "heat": "zjj",
    "environment": "sthj",
    "transit": "jtys",
}
PORTS = {"ipv6_no_address": "fgj", "ipv6_unreachable": "czj", "ipv6_differs": "sfj", "ipv6_links": "wjj"}
"""Sources on whose sites the faults of IPv6 are planted."""


def expected(items: Sequence[TrueItem], registry: Registry, today: date) -> dict[str, set[Place]]:
    """Places by rule; for a rule that finds nothing an empty set."""
    found: dict[str, set[Place]] = defaultdict(set)
    for rule in (*(rule for rule in RULES if rule.startswith("stale_")), "blank_column"):
        found[rule] = set()
    dead = {entry["source"] for entry in data("platform")["home_dead"]}
    found["home_dead"] = {(source.unit, source.host) for source in registry.source if source.id in dead}
    for source in registry.source:
        for column in source.column if source.family not in ("drop", "feed") else ():
            days = [i.published_at.date() for i in items if _shows(i, source, column) and i.published_at]
            rule = "blank_column" if not days else _overdue(column, source, max(days), today)
            if rule:
                found[rule].add((source.unit, column.path))
    found["home_stale"] = set(_still_homes(items, registry, today)) - found["home_dead"]
    for rule, source_id in PORTS.items():
        source = next(s for s in registry.source if s.id == source_id)
        found[rule] = {(source.unit, source.host)} if rule == "ipv6_no_address" or has_route("::1") else set()
    found["sector_without_disclosure"] = set(_silent_sectors(items, registry))
    gaps = data("platform")["gazette_gap"]
    found["gazette_issue_missing"] = {(gap["source"], str(gap["year"])) for gap in gaps}
    for rule, place in _accounts(registry):
        found[rule].add(place)
    return found


def _shows(item: TrueItem, source: Source, column: Column) -> bool:
    return item.source_id == source.id and column.path in item.columns


def _overdue(column: Column, source: Source, newest: date, today: date) -> str | None:
    """The rule that a column breaks whose newest posting is of this day."""
    for rule in RULES.values():
        kinds = str(rule.parameters.get("kinds", "")).split()
        if column.inspected_as in kinds:
            months, days = int(rule.parameters.get("months", 0)), int(rule.parameters.get("days", 0))
            if _later(newest, months) + timedelta(days=days) < today:
                return rule.id
    most = column.expect.max_age_days or source.expect.max_age_days
    return "stale_column" if most is not None and newest + timedelta(days=most) < today else None


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _still_homes(items: Sequence[TrueItem], registry: Registry, today: date) -> Iterator[Place]:
    """Hosts whose newest posting is too old; a home page shows the newest of each column."""
    newest: dict[str, date] = {}
    owner: dict[str, str] = {}
    sources = {source.id: source for source in registry.source if source.base_url}
    for source in sources.values():
        owner.setdefault(source.host, source.unit)
    for item in items:
        if item.source_id in sources and item.published_at:
            host, day = sources[item.source_id].host, item.published_at.date()
            newest[host] = max(day, newest.get(host, day))
    for host, day in newest.items():
        if day + timedelta(days=int(RULES["home_stale"].parameters["days"])) < today:
            yield owner[host], host


def _silent_sectors(items: Sequence[TrueItem], registry: Registry) -> Iterator[Place]:
    units = {unit.id: unit for unit in registry.unit}
    words = [
        f"{units[i.unit_id].name} {i.title}" if units[i.unit_id].kind == "institution" else i.title
        for i in items
        if i.category == "public_institution" or units[i.unit_id].kind == "institution"
    ]
    for sector in SECTORS.values():
        if not any(word in text for word in sector.words for text in words):
            yield LEADS[sector.code], sector.code


def _accounts(registry: Registry) -> Iterator[tuple[str, Place]]:
    platforms = {"微信公众号": "wechat", "微博": "weibo", "快手": "kuaishou", "小程序": "mini_program"}
    for line, entry in enumerate(data("platform")["account"], 2):
        row, rule = entry["row"], entry["rule"]
        if not rule:
            continue
        unit = next(u.id for u in registry.unit if u.name == row["主办单位"])
        place = f"{platforms.get(row['平台'])}!{row['账号名称']}"
        if rule == "new_media_row_wrong":
            place = f"政务新媒体台账.xlsx!{line}!platform"
        elif rule == "new_media_doubled":
            place = str(platforms[row["平台"]])
        yield rule, (unit, place)


def linked(rule: str, bases: dict[str, str]) -> set[Place]:
    """Addresses that are planted as dead, by unit; `bases` are the addresses of the sources."""
    return {
        (entry["source"], bases[entry["source"]] + entry["href"])
        for entry in data("platform")["link"]
        if entry["rule"] == rule
    }


def lost_postings() -> set[tuple[str, int]]:
    """Source and serial of the postings whose files are gone."""
    found = set()
    for entry in data("platform")["lost"]:
        found |= {(p.source_id, p.serial) for p in monday(entry["source"]) if p.lost}
    return found
