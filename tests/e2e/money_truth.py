"""What the rules of money must find in the sample county's budgets, debt, direct funds and subsidies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from examples.youyi import money
from examples.youyi.budgets import fault_of, is_short, plan_of
from examples.youyi.county import plans
from examples.youyi.model import Posting
from examples.youyi.sites.details import document_of
from schemas.rules import RULES_OF

RULES = (*RULES_OF["datasets"], *RULES_OF["finance"])
"""Every one of them is judged here: what is found beyond the planted is wrong."""


def rules_of(posting: Posting) -> Iterator[str]:
    """The rules that must find something in the tables of a posting. A wrong digit breaks several identities; the
    finding stands under the first of them in the rule data."""
    yield from (rule for p in money.planted() if p.key == posting.money for rule in p.faults)
    if posting.category == "subsidy_payment" and not posting.money and _names_twice(posting):
        yield "subsidy_same_name"
    plan = plan_of(posting, plans()[posting.source_id]) if posting.source_id in plans() else None
    if plan is None:
        return
    if (named := fault_of(plan)) is not None:
        yield named.rule
    if plan.fault is not None:
        yield {"digit": "budget_row_parts", "no_note": "budget_empty_table"}[plan.fault]
    if plan.stage == "budget" and is_short(plan.organ, plan.year):
        yield "county_units_sum"


def _names_twice(posting: Posting) -> bool:
    """Whether a made-up list has two of one name in one village, which its dice do now and then. Names in the page
    itself are masked before anybody compares them."""
    for table in (file.table for file in document_of(posting, plans()[posting.source_id]).files):
        if "身份证号" in table[0]:
            continue
        named = Counter((village, name) for _, village, name, *_ in table[1:])
        if max(named.values()) > 1:
            return True
    return False
