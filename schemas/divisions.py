"""Townships, villages and communities of a county by code (行政区划), and the names lists print them under."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

from schemas.base import Model
from schemas.codes import Mark
from schemas.registry import Registry

DivisionKind = Literal["county", "township", "village", "community"]

_SUFFIX = re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|社区居委会|行政村|村|社区|屯)$")
_TOWN_SUFFIX = re.compile(r"人民政府$|政府$")
_NOISE = re.compile(r"[\s（）()·,，、]")


class Division(Model):
    """A place with a code: GB/T 2260 (6 digits), GB/T 10114 (9) or the statistical form (12)."""

    code: str | None
    """None where the code is not known; the name is then only good within its township."""
    name: str
    kind: DivisionKind
    parent: str | None
    """Code of the place it lies in."""
    population: int | None = None
    population_year: int | None = None
    mark: Mark = "confirmed"


class Place(Model):
    """A township and, where the words name one, a village or community in it."""

    township: Division | None = None
    village: Division | None = None


@cache
def known_divisions(county: str) -> tuple[Division, ...]:
    """The divisions of a county that come with the house (`schemas/data/divisions.csv`); none for others."""
    text = files("schemas").joinpath("data", "divisions.csv").read_text(encoding="utf-8")
    rows = [
        Division.model_validate({key: value or None for key, value in row.items()})
        for row in csv.DictReader(text.splitlines())
    ]
    codes = {row.code for row in rows if row.code and row.code.startswith(county)}
    return tuple(row for row in rows if row.code in codes or row.parent in codes)


def divisions_of(registry: Registry) -> tuple[Division, ...]:
    """What is known of the county's places: the list of the house, and the units of the registry with a code
    of 9 or 12 digits. A unit's code is believed before the list."""
    listed = list(known_divisions(registry.county.division))
    for unit in registry.unit:
        if unit.division is None or len(unit.division) == 6:
            continue
        kind: DivisionKind = "township" if len(unit.division) == 9 else _village_kind(unit.name)
        name = _TOWN_SUFFIX.sub("", unit.name)
        parent = unit.division[:6] if kind == "township" else unit.division[:9]
        same = [
            d for d in listed if d.code == unit.division or (d.parent, bare(d.name)) == (parent, bare(name))
        ]
        if same:
            listed[listed.index(same[0])] = same[0].model_copy(update={"code": unit.division})
        else:
            listed.append(Division(code=unit.division, name=name, kind=kind, parent=parent))
    return tuple(listed)


def bare(name: str) -> str:
    """A village's name without what kind of body it is: 爱林村民委员会, 爱林村 and 爱林 are one."""
    name = _NOISE.sub("", name)
    short = _SUFFIX.sub("", name)
    return short if len(short) > 1 else name


class Places:
    """Finds townships and villages by the words of a list. A name is good only within this county, and a
    village's only within its township where two townships have one of that name."""

    def __init__(self, divisions: Iterable[Division], aliases: Iterable[tuple[str, str]] = ()) -> None:
        rows = list(divisions)
        self._townships = {_NOISE.sub("", d.name): d for d in rows if d.kind == "township"}
        by_code = {d.code: d for d in rows if d.kind == "township"}
        self._townships |= {_NOISE.sub("", name): by_code[code] for name, code in aliases if code in by_code}
        self._by_code = {d.code: d for d in rows if d.code}
        self._villages: dict[str, list[Division]] = {}
        for d in rows:
            if d.kind in ("village", "community"):
                self._villages.setdefault(bare(d.name), []).append(d)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is taken for a place: townships, villages and communities."""
        return (*self._townships, *(d.name for group in self._villages.values() for d in group))

    @classmethod
    def of(cls, registry: Registry) -> Places:
        """The places of a registry's county, its townships under all names their units go by."""
        aliases = [
            (_TOWN_SUFFIX.sub("", name).removeprefix(registry.county.name), unit.division)
            for unit in registry.unit
            if unit.division and len(unit.division) == 9
            for name in (unit.name, *unit.aliases)
        ]
        return cls(divisions_of(registry), aliases)

    def resolve(self, township: str | None, village: str | None = None) -> Place:
        """The places that these words name; None where they name none, or two.

        Either may carry both: 兴隆镇爱林村, 友谊县兴隆镇. A village's own township outranks nothing: where the
        township's words are known, a village of another one is not it.
        """
        town = self._township(township) or self._township(village)
        return Place(township=town, village=self._village(village, town))

    def in_text(self, text: str) -> Place:
        """The place a title speaks of: the township named last (`兴盛乡…公示（友谊镇）`), and the one village named."""
        text = _NOISE.sub("", text)
        towns = [n for n in self._townships if n in text]
        town = max(towns, key=lambda n: (text.rfind(n) + len(n), len(n)), default=None)
        place = Place(township=self._townships[town] if town else None)
        named = [
            d
            for group in self._villages.values()
            for d in group
            if _NOISE.sub("", d.name) in text and (place.township is None or d.parent == place.township.code)
        ]
        if len(named) != 1:
            return place
        return Place(township=place.township or self._by_code.get(named[0].parent or ""), village=named[0])

    def _township(self, words: str | None) -> Division | None:
        if not words:
            return None
        words = _NOISE.sub("", words)
        if words in self._by_code and self._by_code[words].kind == "township":
            return self._by_code[words]
        exact = self._townships.get(_TOWN_SUFFIX.sub("", words))
        named = [name for name in self._townships if name in words]
        return exact or (self._townships[max(named, key=len)] if named else None)

    def _village(self, words: str | None, town: Division | None) -> Division | None:
        if not words:
            return None
        words = _NOISE.sub("", words)
        if words in self._by_code and self._by_code[words].kind in ("village", "community"):
            return self._by_code[words]
        for name, division in self._townships.items():
            if words.startswith(name) and len(words) > len(name):
                words, town = words.removeprefix(name), town or division
        found = self._villages.get(bare(words), [])
        if town is not None:
            found = [d for d in found if d.parent == town.code]
        exact = [d for d in found if _NOISE.sub("", d.name) == words]
        found = exact or found
        return found[0] if len(found) == 1 else None


def _village_kind(name: str) -> DivisionKind:
    return "community" if "社区" in name or "居" in name else "village"
