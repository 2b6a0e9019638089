"""Townships, villages and communities: found by every name lists give them, and never in the wrong place."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.registry import registry_of
from examples.youyi import registry
from schemas.divisions import Places, bare, divisions_of, known_divisions

REGISTRY = registry_of({Path("registry.toml"): registry()})
PLACES = Places.of(REGISTRY)


def test_the_county_has_its_places() -> None:
    known = known_divisions("230522")
    kinds = [d.kind for d in known]
    assert {k: kinds.count(k) for k in set(kinds)} == {
        "county": 1,
        "township": 11,
        "community": 5,
        "village": 45,
    }
    assert not known_divisions("110101")
    codes = [d.code for d in known if d.code]
    assert len(codes) == len(set(codes))
    assert all(d.parent in codes for d in known if d.kind in ("village", "community"))


@pytest.mark.parametrize(
    ("township", "village", "found"),
    [
        ("兴隆镇", "爱林村", ("230522101", "爱林村")),
        ("友谊县兴隆镇人民政府", "爱林村民委员会", ("230522101", "爱林村")),
        ("兴隆", "爱林", (None, "爱林村")),
        (None, "兴隆镇爱林村", ("230522101", "爱林村")),
        ("风岗镇", "集富", ("230522103", "集富村")),
        ("成富乡", "对面城村", ("230522206", "对面城村")),
        ("230522101", None, ("230522101", None)),
        ("友谊镇", "富强", ("230522100", "富强社区")),
        ("东建乡", "富强村", ("230522201", "富强村")),
        (None, "富强村", (None, "富强村")),
        (None, "富强", (None, None)),
        ("兴隆镇", "北峰村", ("230522101", None)),
        ("集贤县某镇", "某村", (None, None)),
        (None, None, (None, None)),
    ],
)
def test_names_of_lists(
    township: str | None, village: str | None, found: tuple[str | None, str | None]
) -> None:
    place = PLACES.resolve(township, village)
    assert (place.township and place.township.code, place.village and place.village.name) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("友谊县兴隆镇2026年耕地地力保护补贴发放公示", ("230522101", None)),
        ("东建乡富强村2026年稻谷补贴明细", ("230522201", "富强村")),
        ("友谊县2026年补贴汇总", (None, None)),
    ],
)
def test_places_in_titles(title: str, found: tuple[str | None, str | None]) -> None:
    place = PLACES.in_text(title)
    assert (place.township and place.township.code, place.village and place.village.name) == found


def test_a_unit_of_the_registry_brings_its_code() -> None:
    text = (
        registry()
        + '\n[[unit]]\nid = "ailin"\nname = "爱林村民委员会"\nkind = "village"\ndivision = "230522101201"\n'
    )
    more = registry_of({Path("registry.toml"): text})
    place = Places.of(more).resolve("兴隆镇", "爱林村")
    assert place.village is not None
    assert place.village.code == "230522101201"
    assert len(divisions_of(more)) == len(divisions_of(REGISTRY))


@pytest.mark.parametrize("name", ["爱林村", "爱林村民委员会", "爱林", "爱林村委会"])
def test_bare_names(name: str) -> None:
    assert bare(name) == "爱林"
