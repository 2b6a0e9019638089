"""The rule data: complete, tested, and asked for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.rules import RULES, Rule, breach
from schemas.rules_page import rules_page
from warehouse.queries import names

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_names_a_test_that_is_there(rule: Rule) -> None:
    file, _, test = rule.test.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not test or f"def {test.partition('[')[0]}(" in text
    for words in (rule.name, rule.demand, rule.remedy):
        assert any("一" <= letter <= "鿿" for letter in words), "plain Chinese"


def test_every_query_of_a_rule_has_its_rule() -> None:
    assert set(names("rules")) <= set(RULES)


def test_a_breach_has_the_severity_of_its_rule() -> None:
    finding = breach("late_disclosure", "迟了", item_id="i", subject="a")
    assert (finding.check_id, finding.severity) == ("late_disclosure", RULES["late_disclosure"].severity)
    assert (finding.item_id, finding.subject) == ("i", "a")
    with pytest.raises(KeyError):
        breach("no_such_rule", "x")


def test_the_page_of_the_rules_is_current() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_page(RULES.values()), "gongkai rules > docs/rules.md"
