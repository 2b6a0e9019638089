"""Plans (政务公开工作要点): TOML in; out come the tasks, and each unit's duties with names resolved."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from connectors.fields.units import UnitNames
from connectors.registry import Problem, RegistryError
from connectors.registry_errors import explained
from connectors.toml_lines import error_line, key_lines, line_of
from schemas.codes import Mark
from schemas.governance import Duty, OwedDuty, Plan, Task
from schemas.references import Loc
from schemas.registry import Registry, Unit, UnitKind

GROUPS: dict[str, UnitKind] = {
    "各单位": "department",
    "各部门": "department",
    "各乡镇": "township",
    "各乡（镇）": "township",
    "县政府": "government",
}
"""What a plan means by its collective names. 各单位 are the units directly under the county and those in it that are
led from above (县政府直属和在县中、省直各单位): all departments of the registry."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Plans and what they make units owe."""

    plans: tuple[Plan, ...] = ()
    duties: tuple[OwedDuty, ...] = ()


def load_plans(registry: Registry, registry_path: Path, *, years: Iterable[int]) -> Planned:
    """The plans that the registry names, beside its file, and the standing duties of law for these years.

    Raises `RegistryError` with every problem: syntax, unknown keys, names that no unit bears.
    """
    folder = registry_path if registry_path.is_dir() else registry_path.parent
    texts = {folder / name: _read(folder / name) for name in registry.county.plans}
    standing = files("schemas").joinpath("data", "standing_duties.toml")
    texts[Path("standing_duties.toml")] = standing.read_text(encoding="utf-8")
    return plans_of(registry, texts, years=years)


def plans_of(registry: Registry, texts: dict[Path, str], *, years: Iterable[int]) -> Planned:
    """As `load_plans`, from texts by file."""
    names, found = UnitNames(registry), list(years)
    plans: list[Plan] = []
    duties: list[OwedDuty] = []
    problems: list[Problem] = []
    for file, text in texts.items():
        try:
            plan = Plan.model_validate(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            problems.append(Problem(file, error_line(str(error), text), "", f"not valid TOML: {error}"))
            continue
        except ValidationError as error:
            lines = key_lines(text)
            problems += [_problem(file, lines, loc, told) for loc, told in explained(error, Plan)]
            continue
        owed, wrong = _expand(plan, registry, names, found)
        lines = key_lines(text)
        problems += [_problem(file, lines, loc, message) for loc, message in wrong]
        plans.append(plan)
        duties += owed
    if problems:
        raise RegistryError(sorted(set(problems)))
    return Planned(tuple(plans), tuple(duties))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError([Problem(file, 1, "", f"the plan cannot be read: {error}")]) from error


def _problem(file: Path, lines: dict[Loc, int], loc: Loc, message: str) -> Problem:
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return Problem(file, line_of(lines, loc), key, message)


def _expand(
    plan: Plan, registry: Registry, names: UnitNames, years: list[int]
) -> tuple[list[OwedDuty], list[tuple[Loc, str]]]:
    """Each unit's duties, and the names that no unit bears with their places."""
    owed: list[OwedDuty] = []
    wrong: list[tuple[Loc, str]] = []
    for t, task in enumerate(plan.task):
        wrong += _unknown(task.lead, ("task", t, "lead"), names, plan.issued_on)
        wrong += _unknown(task.responsible, ("task", t, "responsible"), names, plan.issued_on)
        for d, duty in enumerate(task.duty):
            wrong += _unknown(duty.owes, ("task", t, "duty", d, "owes"), names, plan.issued_on)
            units = _units(duty.owes or task.responsible, registry, names, plan.issued_on)
            for unit in units:
                owed += _owed(plan, task, duty, unit, years)
    return owed, wrong


def _unknown(words: Iterable[str], loc: Loc, names: UnitNames, on: date) -> Iterator[tuple[Loc, str]]:
    for word in words:
        if word not in GROUPS and names.resolve(word, at=on) is None:
            close = names.nearest(word, 1)
            yield loc, f"no unit of the registry is named {word!r} on {on}; nearest: {''.join(close)}"


def _units(words: Iterable[str], registry: Registry, names: UnitNames, on: date) -> list[Unit]:
    """The units meant, each once, in the order of the registry."""
    words = list(words)
    named = {names.resolve(word, at=on) for word in words if word not in GROUPS}
    kinds = {GROUPS[word] for word in words if word in GROUPS}
    return [unit for unit in registry.unit if unit.id in named or unit.kind in kinds]


def _owed(plan: Plan, task: Task, duty: Duty, unit: Unit, years: list[int]) -> Iterator[OwedDuty]:
    given = duty.due_on or task.due_on
    if duty.every_year is None:
        mark: Mark = task.mark if given else "inference"
        yield _one(plan.id, task, duty, unit, given or date(plan.year, 12, 31), mark, None)
        return
    for year in years:
        yield _one(plan.id, task, duty, unit, _day_of(year, duty.every_year), task.mark, year)


def _day_of(year: int, month_and_day: str) -> date:
    """That day of the year; 02-29 in a year without one is the 28th."""
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def _one(
    plan_id: str, task: Task, duty: Duty, unit: Unit, due_on: date, mark: Mark, year: int | None
) -> OwedDuty:
    proof = duty.proof
    if proof is not None and year is not None:
        told = {"keywords": proof.keywords, "all_keywords": proof.all_keywords}
        filled = {
            key: tuple(w.replace("{year}", str(year - 1)) for w in words) for key, words in told.items()
        }
        proof = proof.model_copy(update={**filled, "published_from": date(year - 1, 12, 1)})
    text = duty.text.replace("{year}", str((year or 0) - 1))
    return OwedDuty(
        duty_id="/".join([plan_id, task.id, duty.id, *([str(year)] if year else []), unit.id]),
        task_id=f"{plan_id}/{task.id}",
        position=1 + task.duty.index(duty),
        unit_id=unit.id,
        text=text,
        due_on=due_on,
        due_mark=mark,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        proof=proof,
        not_testable=duty.not_testable,
    )
