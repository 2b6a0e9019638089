"""Lists of powers and duties (权责清单) that the registry names: spreadsheets, Word files or pages in, powers out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.fields.units import UnitNames
from connectors.registry import Problem, RegistryError
from connectors.tables import Grid, read_grids
from schemas.harvest import Finding
from schemas.registry import Registry
from schemas.rules import breach
from schemas.standard import Power, standard_data

RULE = "power_row_wrong"
_NOISE = re.compile(r"[\W_]+")
_ALL_TOWNSHIPS = re.compile(r"^(各)?(乡|镇|乡镇|乡\(镇\)|乡（镇）|镇街|乡镇街道)(级)?(人民)?(政府)?$|^乡级$")


@dataclass(frozen=True, slots=True)
class PowerReading:
    """What the files say, and their rows that could not be taken."""

    powers: tuple[Power, ...] = ()
    findings: tuple[Finding, ...] = ()


def load_powers(registry: Registry, registry_path: Path) -> PowerReading:
    """The files of `[county] powers`, beside the registry. Raises `RegistryError` for a file that is not there or
    holds no such table."""
    folder = registry_path if registry_path.is_dir() else registry_path.parent
    names = UnitNames(registry)
    powers: list[Power] = []
    findings: list[Finding] = []
    for name in registry.county.powers:
        for one in _read(folder / name, name, names):
            if isinstance(one, Power):
                powers.append(one)
            else:
                findings.append(one)
    return PowerReading(tuple(powers), tuple(findings))


def _read(path: Path, name: str, names: UnitNames) -> Iterator[Power | Finding]:
    try:
        reading = read_grids(path.read_bytes(), name)
    except OSError as error:
        told = f"the list of powers cannot be read: {error.strerror}"
        raise RegistryError([Problem(path, 1, "", told)]) from error
    tables = [(grid, head) for grid in reading.grids if (head := _head(grid)) is not None]
    if not tables:
        why = "; ".join(problem.message for problem in reading.problems) or "no heading 事项名称 was found"
        raise RegistryError([Problem(path, 1, "", f"no list of powers: {why}")])
    for grid, (first, columns) in tables:
        for number, row in enumerate(grid.filled[first:], first + 1):
            power = "".join(row[columns["name"]].split())
            if power:
                yield _power(name, number, power, row, columns, names)


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """Row after the heading, and the column of each meaning; a heading must name the powers."""
    words = standard_data().power
    for at, row in enumerate(grid.filled[:10]):
        bare = [_NOISE.sub("", text) for text in row]
        columns = {
            field: bare.index(found)
            for field, headings in words.items()
            if (found := next((word for word in headings if word in bare), None))
        }
        if "name" in columns:
            return at + 1, columns
    return None


def _power(
    file: str, number: int, name: str, row: Sequence[str], columns: Mapping[str, int], names: UnitNames
) -> Power | Finding:
    holder = row[columns["unit"]].strip() if "unit" in columns else ""
    everybody = not holder or _ALL_TOWNSHIPS.match("".join(holder.split())) is not None
    unit_id = None if everybody else names.resolve(holder)
    if not everybody and unit_id is None:
        told = f"{file} 第 {number} 行“行使主体”：登记簿中没有名为“{holder[:40]}”的单位。"
        return breach(RULE, told, subject=f"{file}!{number}!unit")
    kind = row[columns["kind"]].strip() if "kind" in columns else ""
    return Power(name=name, kind=kind or None, unit_id=unit_id, file=file, row_number=number)
