"""Whose budget a posting of the finance bureau carries, and its nine tables with the faults planted in some."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any, Literal

from examples.youyi.county import SitePlan, data, plans
from examples.youyi.forms.budget import TABLES, forms
from examples.youyi.forms.changes import changed
from examples.youyi.forms.explained import sentences
from examples.youyi.forms.figures import BudgetPlan, Part, Stage
from examples.youyi.forms.model import Form
from examples.youyi.model import FileKind, Posting

CATEGORIES = ("budget", "final_account")
_TURNS = {"budget": 16, "final_account": 14}
"""Units that take turns in a column: each comes again in the next year, and hardly twice in one."""
UNITS = {
    ("友谊县卫生健康局", 2026): ("友谊县卫生健康局", "友谊县人民医院"),
    ("友谊县住房和城乡建设局", 2025): ("友谊县住房和城乡建设局", "友谊县供水有限公司"),
}
"""Departments that publish their units' budgets beside their own, by year: their own unit (本级), then the others."""
_SHORT = "友谊县住房和城乡建设局"
"""It has left the other unit out of its sum."""
_PRINTS: dict[str, Part] = {"友谊县交通运输局": "funds", "友谊县信访局": "narrow_basic"}
"""Units whose tables show what those of others do not."""
_NAMED = re.compile(r"(.+?)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the tables of one unit and year, and the rule that must find it."""

    rule: str
    change: tuple[dict[str, Any], ...] = ()
    """See `changes.changed`, each with the table it is made in."""
    yuan: int = 0
    """By how much the number in the explanations is off that the rule reads."""
    unit: Literal["万元"] | None = None
    """The amounts are printed in it, though the tables say 元."""
    kind: FileKind = "xlsx"
    """Of the file that holds the tables; where the explanations are wrong, the tables stand in the page with them."""


@cache
def faults() -> dict[tuple[str, int, Stage], Fault]:
    """Those of `money_faults.toml`, by organ, year and stage."""
    found = {}
    for entry in data("money_faults")["fault"]:
        told = {name: entry[name] for name in ("rule", "yuan", "unit", "kind") if name in entry}
        place = entry["organ"], entry["year"], entry["stage"]
        assert place not in found, f"two faults in {place}"
        found[place] = Fault(**told, change=tuple(entry.get("change", ())))
    return found


def fault_of(plan: BudgetPlan) -> Fault | None:
    """What is wrong with the tables, by name."""
    return faults().get((plan.organ, plan.year, plan.stage)) if plan.level == "部门" else None


@cache
def organs() -> tuple[str, ...]:
    """The units whose budgets the finance bureau puts up, in the order of the registry."""
    return tuple(dict.fromkeys(plan.unit_name for plan in plans().values() if plan.id != "county"))


def organ_of(category: str, number: int) -> str:
    """Whose tables the `number`th posting of a column are."""
    return organs()[number % _TURNS[category]]


def is_short(organ: str, year: int) -> bool:
    """Whether a department's budget is less than the sum of its units."""
    return organ == _SHORT and (organ, year) in UNITS


def plan_of(posting: Posting, site: SitePlan) -> BudgetPlan | None:
    """What the posting publishes; None for one that is not the finance bureau's, or carries no tables."""
    named = _NAMED.match(posting.title)
    if site.id != "czj" or posting.category not in CATEGORIES or named is None or named[1] not in organs():
        return None
    dice = Random(f"{posting.title}:tables")
    final = posting.category == "final_account"
    by_dice = dice.choices((None, "digit", "no_note"), (20, 2, 1))[0]
    plan = BudgetPlan(
        organ=named[1],
        year=int(named[2]),
        stage="final" if final else "budget",
        unit="万元" if final or dice.random() < 0.4 else "元",
        columns=1 if dice.random() < 0.5 else 3,
        fault="digit" if by_dice == "digit" else "no_note" if by_dice == "no_note" else None,
        parts=() if is_short(named[1], int(named[2])) else UNITS.get((named[1], int(named[2])), ()),
        prints=("carried" if final else "agency_cost", *_printed_by(named[1])),
    )
    fault = fault_of(plan)
    return plan if fault is None else replace(plan, fault=None, unit=fault.unit or plan.unit)


def _printed_by(organ: str) -> tuple[Part, ...]:
    return (_PRINTS[organ],) if organ in _PRINTS else ()


def units_of(posting: Posting, site: SitePlan) -> tuple[BudgetPlan, ...]:
    """What the units of a department publish beside it, its own unit (本级) of the same name first."""
    plan = plan_of(posting, site)
    if plan is None or plan.stage != "budget":
        return ()
    units = UNITS.get((plan.organ, plan.year), ())
    return tuple(replace(plan, organ=organ, level="单位", fault=None, parts=()) for organ in units)


def tables_of(posting: Posting, site: SitePlan) -> tuple[Form, ...]:
    """The nine tables of a posting; none where it carries none."""
    plan = plan_of(posting, site)
    if plan is None:
        return ()
    made, fault = forms(plan), fault_of(plan)
    if fault is None:
        return made
    named = dict(zip(TABLES, made, strict=True))
    for name in TABLES if fault.unit else ():
        if name != "three_public":  # which is in 万元 whatever the others are in
            title, line = named[name].above
            named[name] = replace(named[name], above=(title, line.replace("万元", "元")))
    for change in fault.change:
        named[change["table"]] = changed(named[change["table"]], change)
    return tuple(named.values())


def kinds_of(posting: Posting, site: SitePlan) -> tuple[FileKind, ...] | None:
    """The kind of file that a fault by name needs; None where there is no such fault."""
    plan = plan_of(posting, site)
    fault = fault_of(plan) if plan else None
    return None if fault is None else () if fault.yuan else (fault.kind,)


def explained(posting: Posting, site: SitePlan) -> tuple[str, ...]:
    """What a unit says of its tables where they stand in the page."""
    plan = plan_of(posting, site)
    if plan is None:
        return ()
    fault = fault_of(plan)
    return sentences(plan, {fault.rule: fault.yuan} if fault else {})
