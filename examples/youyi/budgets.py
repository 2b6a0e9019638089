"""Whose budget a posting of the finance bureau carries, and its nine tables with the faults planted in some."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random

from examples.youyi.county import SitePlan, plans
from examples.youyi.forms.budget import BudgetPlan, forms
from examples.youyi.forms.model import Form
from examples.youyi.model import Posting

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
_NAMED = re.compile(r"(.+?)(20\d\d)年")


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
    fault = dice.choices((None, "digit", "no_note"), (20, 2, 1))[0]
    return BudgetPlan(
        organ=named[1],
        year=int(named[2]),
        stage="final" if final else "budget",
        unit="万元" if final or dice.random() < 0.4 else "元",
        columns=1 if dice.random() < 0.5 else 3,
        fault="digit" if fault == "digit" else "no_note" if fault == "no_note" else None,
        parts=() if is_short(named[1], int(named[2])) else UNITS.get((named[1], int(named[2])), ()),
    )


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
    return forms(plan) if plan is not None else ()
