"""The registry file (信息源登记表): TOML in, `Registry` out, or every problem with its file, line and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from connectors.registry_errors import explained
from connectors.selecting import compiled
from connectors.toml_lines import error_line, key_lines, line_of
from schemas.errors import WrongUsageError
from schemas.references import Loc, broken_references, nearest
from schemas.registry import Registry, Source


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to change in the registry: `registry.toml:41: source[3].column[0].category: unknown …`."""

    file: Path
    line: int
    key: str
    """The key path, tables of an array counted from 0 within their file; empty for the file as a whole."""
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.key, self.message) if part)


class RegistryError(WrongUsageError):
    """The registry cannot be used; `problems` holds all that is wrong, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


def load_registry(path: Path) -> Registry:
    """The registry in one TOML file, or in all `*.toml` files of a folder, read in the order of their names.

    Raises `RegistryError` with every problem found: syntax, unknown keys and words (with the nearest valid
    one), bad values, ids that are given twice or lead nowhere.
    """
    return registry_of(registry_texts(path))


def registry_of(texts: Mapping[Path, str]) -> Registry:
    """As `load_registry`, from texts by the file they are (or are to be) written to."""
    merged = _Merged()
    for file, text in texts.items():
        merged.add(file, text)
    if merged.problems:
        raise RegistryError(merged.problems)
    registry: Registry | None = None
    wrong = [(loc, message) for loc, message in broken_references(merged.tables)]
    wrong += _wrong_defaults(merged.tables)
    wrong += _wrong_xpaths(merged.tables)
    try:
        registry = Registry.model_validate(merged.with_defaults())
    except ValidationError as error:
        wrong += explained(error)
    if wrong or registry is None:
        raise RegistryError(sorted({merged.problem(loc, message) for loc, message in wrong}))
    return registry


def registry_texts(path: Path) -> dict[Path, str]:
    """The text of the file, or of each `*.toml` file of a folder by name. Raises `RegistryError`."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise RegistryError([Problem(path, 1, "", "the folder holds no *.toml file")])
    return {file: _read(file) for file in files}


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RegistryError([Problem(file, line, "", "is not UTF-8; save it as UTF-8")]) from error
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise RegistryError([Problem(file, 1, "", message)]) from error


def _wrong_defaults(tables: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Keys of `[defaults]` that are no keys of a source, also where there is no source yet."""
    valid = [key for key in Source.model_fields if key != "id"]
    for key in tables.get("defaults", {}):
        if key not in valid:
            yield ("defaults", key), f"unknown key {key!r}{nearest(key, valid)}"


def _wrong_xpaths(tables: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Selectors that are no XPath and no CSS, told before a site is asked."""
    sources = tables.get("source")
    for n, source in enumerate(sources if isinstance(sources, list) else []):
        selectors = source.get("selectors") if isinstance(source, dict) else None
        for key, path in selectors.items() if isinstance(selectors, dict) else ():
            if str(path).startswith("$") or "{$" in str(path):
                continue  # into JSON
            try:
                compiled(str(path))
            except ValueError as error:
                yield ("source", n, "selectors", key), str(error)


@dataclass(slots=True)
class _Merged:
    """The tables of all files as one, and where each came from."""

    tables: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Path, dict[Loc, int]] = field(default_factory=dict)
    origins: dict[Loc, tuple[Path, Loc]] = field(default_factory=dict)
    """By top-level key, or top-level array and index: file and place there."""

    def add(self, file: Path, text: str) -> None:
        """Adds one file; arrays of tables are joined, a single table may stand in one file only."""
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem(file, error_line(str(error), text), "", f"not valid TOML: {error}"))
            return
        self.lines[file] = key_lines(text)
        for key, value in tables.items():
            if isinstance(value, list) and isinstance(self.tables.get(key, []), list):
                joined = self.tables.setdefault(key, [])
                for n, table in enumerate(value):
                    self.origins[key, len(joined)] = file, (key, n)
                    joined.append(table)
            elif key in self.tables:
                line = line_of(self.lines[file], (key,))
                other, place = self.origins.get((key,)) or self.origins[key, 0]
                first = f"{other}:{line_of(self.lines[other], place)}"
                self.problems.append(Problem(file, line, key, f"given twice, first in {first}"))
            else:
                self.tables[key] = value
                self.origins[key,] = file, (key,)

    def with_defaults(self) -> dict[str, Any]:
        """The tables with `[defaults]` under every source; a key that the source sets itself stays."""
        defaults, sources = self.tables.get("defaults"), self.tables.get("source")
        if not (isinstance(defaults, dict) and isinstance(sources, list)):
            return self.tables
        under = {key: value for key, value in defaults.items() if key in Source.model_fields and key != "id"}
        return self.tables | {"source": [{**under, **s} if isinstance(s, dict) else s for s in sources]}

    def problem(self, loc: Loc, message: str) -> Problem:
        """The problem at a place of the joined tables, told by the place in its file."""
        loc = self._from_defaults(loc)
        file, place = self.origins.get(loc[:2]) or self.origins.get(loc[:1]) or (next(iter(self.lines)), loc)
        rest = loc[2:] if loc[:2] in self.origins else loc[1:]
        place = place if place == loc else (*place, *rest)
        if message.startswith("duplicate "):
            message = f"{message}, {self._first(loc)}"
        return Problem(file, line_of(self.lines[file], place), _shown(place), message)

    def _from_defaults(self, loc: Loc) -> Loc:
        """A key that a source only has from `[defaults]` is to be changed there."""
        if loc[:1] != ("source",) or len(loc) < 3:
            return loc
        own = self.tables["source"][loc[1]]
        is_default = loc[2] in self.tables.get("defaults", {}) and loc[2] not in own
        return ("defaults", *loc[2:]) if is_default else loc

    def _first(self, loc: Loc) -> str:
        """Where the id that stands at `loc` was given first."""
        kind, n = str(loc[0]), int(loc[1])
        name = self.tables[kind][n]["id"]
        first = next(i for i, t in enumerate(self.tables[kind]) if t.get("id") == name)
        file, place = self.origins[kind, first]
        return f"first in {file}:{line_of(self.lines[file], (*place, 'id'))}"


def _shown(place: Loc) -> str:
    """`source[3].column[0].category`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
