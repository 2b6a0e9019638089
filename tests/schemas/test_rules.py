"""The rule data: complete, tested, and asked for what it is."""

from __future__ import annotations

import re
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
    assert set(names("checks")) <= set(RULES)


def test_every_check_that_code_names_has_its_rule() -> None:
    """What is told under no rule has no remedy, no clause and no mark."""
    named = re.compile(r"(?:check_id|rule_id|CHECK_ID)\s*=\s*\"([a-z_]+)\"|'([a-z_]+)' AS rule_id")
    text = "\n".join(
        file.read_text(encoding="utf-8")
        for room in ("connectors", "flows", "warehouse")
        for file in (ROOT / room).rglob("*")
        if file.suffix in (".py", ".sql")
    )
    found = {one or other for one, other in named.findall(text)}
    assert {"mass_vanish", "debt_magnitude", "county_units_sum"} <= found
    assert found <= set(RULES)


def test_a_breach_has_the_severity_of_its_rule() -> None:
    finding = breach("late_disclosure", "迟了", item_id="i", subject="a")
    assert (finding.check_id, finding.severity) == ("late_disclosure", RULES["late_disclosure"].severity)
    assert (finding.item_id, finding.subject) == ("i", "a")
    with pytest.raises(KeyError):
        breach("no_such_rule", "x")


def test_the_page_of_the_rules_is_current() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_page(RULES.values()), "gongkai rules > docs/rules.md"
