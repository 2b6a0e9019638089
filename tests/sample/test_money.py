"""Every rule of money has a unit in the county that breaks it."""

from __future__ import annotations

from examples.youyi.county import plans
from examples.youyi.items import monday
from tests.e2e.money_truth import RULES, rules_of


def test_every_rule_of_money_is_broken_somewhere() -> None:
    broken = {rule for source in plans() for posting in monday(source) for rule in rules_of(posting)}
    assert broken == set(RULES)
