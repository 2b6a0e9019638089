"""Publisher names to units of the registry (公开主体解析): official names, aliases, validity, homonymous
townships."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from connectors.fields.model import PageReading
from schemas.harvest import Finding
from schemas.identity import folded
from schemas.registry import Registry, Unit
from schemas.rules import RULES, breach

_TAIL = re.compile(r"(?:人民政府办公室|人民政府|政府办公室|政府办|政府|委员会|办公室)$")


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name means, and from and to which day."""

    unit: Unit
    official: bool
    valid_from: date | None
    valid_to: date | None


class UnitNames:
    """The names that the units of one county answer to, each with the time in which it does."""

    def __init__(self, registry: Registry) -> None:
        self._county = registry.county.name
        self._division = registry.county.division
        self._units = {unit.id: unit for unit in registry.unit}
        self._by_name: dict[str, list[_Named]] = {}
        for unit in registry.unit:
            for name in (unit.name, *unit.aliases):
                self._add(name, _Named(unit, name == unit.name, unit.valid_from, unit.valid_to))
            for former in unit.former_names:
                self._add(former.name, _Named(unit, False, former.valid_from, former.valid_to))

    def _add(self, name: str, named: _Named) -> None:
        for form in self._forms(name):
            entries = self._by_name.setdefault(form, [])
            if named not in entries:
                entries.append(named)

    def resolve(self, name: str, *, at: date | None = None, near: str | None = None) -> str | None:
        """The unit id that `name` means on the day `at`, or None where none or more than one is left.

        `near` is the unit whose page names it: of homonymous townships the one in its county (first six
        digits of the division code) is meant, then the unit itself.
        """
        found = self._holding(name, at) or self._holding(self._without_county(name), at)
        if len({n.unit.id for n in found}) > 1:
            found = self._closest(found, near)
        if len({n.unit.id for n in found}) > 1:
            found = [n for n in found if n.official] or found
        ids = {n.unit.id for n in found}
        return ids.pop() if len(ids) == 1 else None

    def _holding(self, name: str, at: date | None) -> list[_Named]:
        return [named for named in self._by_name.get(folded(name), ()) if _holds(named, at)]

    def nearest(self, name: str, limit: int = 3) -> list[str]:
        """Official names that look most like `name`, best first; for a finding on an unresolved name."""
        bare = folded(self._without_county(name))
        close = get_close_matches(bare, self._by_name, n=limit * 3, cutoff=0.45)
        found = dict.fromkeys(entry.unit.name for form in close for entry in self._by_name[form])
        return list(found)[:limit]

    def is_elsewhere(self, name: str) -> bool:
        """Whether a name is of an organ above or beside the county, or of several organs together."""
        foreign = re.match(r"[一-龥]{2,4}[县区]", name) and not name.startswith(self._county)
        above = re.search(str(RULES["publisher_unresolved"].parameters["elsewhere"]), name)
        return bool(foreign or above or re.search(r"[、，,;；\s]", name))

    def _forms(self, name: str) -> set[str]:
        return {folded(name), folded(self._without_county(name))} - {""}

    def _without_county(self, name: str) -> str:
        """A department's name without the county's before it; the county's own name stays."""
        rest = name.strip().removeprefix(self._county)
        short = self._county.rstrip("县市区旗")
        if rest == name.strip() and name.strip().startswith(short + "县"):
            rest = name.strip().removeprefix(short + "县")
        return rest if len(rest) >= 3 and not _TAIL.fullmatch(rest) else name

    def _closest(self, found: list[_Named], near: str | None) -> list[_Named]:
        home = self._units[near].division if near in self._units else None
        county = (home or self._division)[:6]
        inside = [n for n in found if n.unit.division is None or n.unit.division[:6] == county]
        own = [n for n in inside if n.unit.id == near]
        return own or inside


def unresolved_publisher(reading: PageReading, units: UnitNames, near: str) -> list[Finding]:
    """A finding with the nearest names where the page's publisher should be a unit of the county and is none.

    Over the whole catalogue the rule of the same name is asked in SQL, once a source and name.
    """
    name, moment = reading.values.get("publisher"), reading.values.get("published_at")
    if not name or units.is_elsewhere(name):
        return []
    if units.resolve(name, at=moment.date() if moment else None, near=near):
        return []
    likely = units.nearest(name)
    hint = f"名称相近的有：{'、'.join(likely)}。" if likely else "没有名称相近的主体。"
    message = f"发布机构“{name}”对不上登记的公开主体。{hint}"
    return [breach("publisher_unresolved", message, subject=name)]


def _holds(named: _Named, at: date | None) -> bool:
    """Whether the name had that meaning on that day; without a day, whether it has it still."""
    if at is None:
        return named.valid_to is None
    return (named.valid_from or at) <= at <= (named.valid_to or at)
