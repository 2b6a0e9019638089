"""A plan as a ledger (工作台账): tasks, the duties each makes for units, and how a duty stands.

A plan is a TOML file that the registry names; see docs/registry.md. Dates are days in +08:00.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from schemas.base import Model
from schemas.codes import Mark
from schemas.forms import Slug
from schemas.registry import known_category

Verdict = Literal["met", "met_late", "due", "overdue", "not_testable"]
"""How a duty stands on a day: met in time, met late, not due yet, overdue, or not to be told from the catalogue."""

VERDICT_WORDS: dict[Verdict, str] = {
    "met": "已落实",
    "met_late": "逾期落实",
    "due": "未到期",
    "overdue": "逾期未落实",
    "not_testable": "无法核验",
}

LinkKind = Literal["interprets", "based_on", "repeals", "amends", "republishes", "answers"]
StatuteVerdict = Literal["current", "outdated", "altered", "repealed", "pending", "unknown"]
"""How a text of a statute stands, as in `governance.statute_verdict`."""


def _in_a_year(day: str) -> str:
    """The day is one of a leap year."""
    date.fromisoformat(f"2024-{day}")
    return day


YearlyDay = Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$"), AfterValidator(_in_a_year)]
"""Month and day; 02-29 is the last day of February, in any year."""
Words = tuple[Annotated[str, StringConstraints(min_length=1)], ...]


class Proof(Model):
    """What counts as evidence of a duty (佐证): items that stood, were published in the period, and match."""

    category: tuple[str, ...] = ()
    """Codes; any of them."""
    keywords: Words = ()
    """Any of them in the title. `{year}` stands for the year a yearly duty is about."""
    all_keywords: Words = ()
    """All of them in the title."""
    without: Words = ()
    """None of them in the title: drafts, calls and plans that speak of the thing and are not it."""
    text: Words = ()
    """Any of them in the body."""
    link: LinkKind | None = None
    """The item refers in this way to another that stands."""
    statute: tuple[StatuteVerdict, ...] = ()
    """It shows the text of a statute that, held against the library, stands so."""
    no_statute: tuple[StatuteVerdict, ...] = ()
    """And no posting of the county shows one of these categories that stands so."""
    form: Literal["2019", "2021"] | None = None
    """It holds the tables of an annual report in this form."""
    with_file: bool = False
    """It has a file, so that it can be taken home."""
    posted_by: Literal["unit", "named", "anyone"] = "unit"
    """`unit`: the unit's own column, or it is the publisher; `named`: an item whose title names the unit, on whatever
    column (budgets gathered by the finance bureau), or one of its own that names no other; `anyone`: whoever posted
    it."""
    published_from: date | None = None
    published_to: date | None = None
    at_least: int = Field(default=1, ge=1)
    """So many items."""

    @field_validator("category")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_category(code) for code in value)


class Duty(Model):
    """One thing to be disclosed (工作内容) by each of the units that owe it."""

    id: Slug
    text: str
    owes: Words = ()
    """Names of units, 各单位 (all departments), 各乡镇 (all townships) or 县政府; default: the task's `responsible`."""
    due_on: date | None = None
    """Default: the task's; where that has none either, the end of the plan's year, which is an inference."""
    every_year: YearlyDay | None = None
    """Month and day of a duty that comes back each year, about the year before."""
    proof: Proof | None = None
    not_testable: str | None = None
    """Why the catalogue cannot tell, and where to look; beside a `proof`, what is told where nothing proves it."""

    @model_validator(mode="after")
    def _proof_or_reason(self) -> Duty:
        if self.proof is None and self.not_testable is None:
            raise ValueError("a duty has proof, not_testable or both")
        if self.proof is not None and not self.proof.category:
            raise ValueError("proof needs a category")
        return self


class Task(Model):
    """A numbered item of the plan (重点任务)."""

    id: Slug
    item: str
    lead: Words = ()
    """牵头单位, as the plan names them."""
    responsible: Words = ()
    """责任单位, likewise."""
    due_on: date | None = None
    clause: str
    """Where the plan or the law says so."""
    mark: Mark = "confirmed"
    duty: tuple[Duty, ...] = Field(min_length=1)


class Occasion(Model):
    """A day on which the ledger is handed in."""

    on: date
    name: str
    """Printed at the head, e.g. 回头看情况."""


class Plan(Model):
    """A year's plan of disclosure work (政务公开工作要点), or the standing duties of law."""

    id: Slug
    title: str
    document_number: str | None = None
    issued_on: date
    """Units are looked up by the names they bore on that day."""
    year: int
    based_on: tuple[str, ...] = ()
    """依据文件, from the top."""
    occasion: tuple[Occasion, ...] = ()
    task: tuple[Task, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _distinct(self) -> Plan:
        names = [task.id for task in self.task]
        names += [f"{task.id}/{duty.id}" for task in self.task for duty in task.duty]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"given twice: {', '.join(sorted(twice))}")
        return self


class OwedDuty(Model):
    """A duty of one unit: what the plan asks, with names resolved and groups expanded."""

    duty_id: str
    """`plan/task/duty/unit`, for a yearly one `plan/task/duty/year/unit`; stable."""
    task_id: str
    """`plan/task`."""
    position: int
    """Place of the duty in its task, from 1."""
    unit_id: str
    text: str
    due_on: date
    due_mark: Mark
    """`inference` where the plan gives no day and the end of its year is taken."""
    valid_from: date | None
    valid_to: date | None
    """Of the unit: before and after it owes nothing."""
    proof: Proof | None
    not_testable: str | None


class Line(Model):
    """A duty as it stands on a day (台账行)."""

    duty_id: str
    task_id: str
    unit_id: str
    due_on: date
    verdict: Verdict
    reason: str | None
    """Why it cannot be told, or what tempers the verdict."""
    evidence: tuple[str, ...]
    """Item ids, the earliest posting first."""
