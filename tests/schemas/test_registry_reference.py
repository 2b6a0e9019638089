"""docs/registry.md is the reference: it names every key, its default, and shows entries that load."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from schemas.registry import (
    Column,
    County,
    Expect,
    Family,
    Gate,
    Level,
    Publicity,
    Registry,
    Selectors,
    Source,
    Target,
    Unit,
    UnitKind,
)

PAGE = (Path(__file__).parents[2] / "docs" / "registry.md").read_text(encoding="utf-8")
SECTIONS = {
    Gate: r"^## `\[gate\]`",
    County: r"^## `\[county\]`",
    Publicity: r"^## `\[publicity\]`",
    Unit: r"^## `\[\[unit\]\]`",
    Source: r"^## `\[\[source\]\]`",
    Column: r"^### `\[\[source\.column\]\]`",
    Expect: r"^### `\[\[source\.column\]\]`",
    Selectors: r"^### `\[source\.selectors\]`",
    Target: r"^## `\[\[target\]\]`",
}


def _section(pattern: str) -> str:
    found = re.search(pattern, PAGE, re.MULTILINE)
    assert found
    following = re.search(r"^##+ ", PAGE[found.end() :], re.MULTILINE)
    return PAGE[found.start() : found.end() + following.start() if following else len(PAGE)]


def _rows(section: str) -> list[tuple[set[str], list[str]]]:
    """The keys in the first cell of each table row, and the other cells."""
    lines = (line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `"))
    return [(set(re.findall(r"`(\w+)`", first)), [cell.strip() for cell in rest]) for first, *rest in lines]


@pytest.mark.parametrize("model", SECTIONS)
def test_every_key_stands_in_its_table_and_no_other(model: type[Source]) -> None:
    told = {key for keys, _ in _rows(_section(SECTIONS[model])) for key in keys}
    elsewhere = {"column", "selectors"} if model is Source else set()
    shared = set(Expect.model_fields) | set(Column.model_fields) if model in (Column, Expect) else set()
    assert set(model.model_fields) - elsewhere <= told
    assert told <= set(model.model_fields) | shared


@pytest.mark.parametrize("model", [Source, Target, Gate])
def test_defaults_are_those_of_the_models(model: type[Source]) -> None:
    for keys, cells in _rows(_section(SECTIONS[model])):
        for key in keys:
            default = cells[0].strip("`")
            if re.fullmatch(r"[\d.]+|true|false", default):
                assert tomllib.loads(f"x = {default}")["x"] == model.model_fields[key].default


@pytest.mark.parametrize("words", [Family, UnitKind, Level])
def test_every_word_of_the_closed_lists_is_named(words: object) -> None:
    missing = [word for word in get_args(words) if f"`{word}`" not in PAGE]
    assert missing == []


def test_examples_load_together_as_one_registry() -> None:
    examples = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    tables = tomllib.loads("\n".join(text for text in examples if not text.startswith("[[source.column")))
    named = {source["unit"] for source in tables["source"]} - {unit["id"] for unit in tables["unit"]}
    tables["unit"] += [{"id": unit, "name": unit, "kind": "department"} for unit in sorted(named)]
    registry = Registry.model_validate(tables)
    assert {source.family for source in registry.source} >= {
        "trs",
        "hanweb",
        "vsb",
        "selectors",
        "feed",
        "drop",
    }
