"""Every rule is met somewhere in the sample county, and beside what breaks it stands something that does not."""

from __future__ import annotations

import pytest

from schemas.rules import RULES
from tests.e2e import judged
from tests.e2e.conftest import Played

pytestmark = pytest.mark.timeout(600)


def test_every_rule_is_broken_somewhere(tuesday_again: Played) -> None:
    found = judged.found(tuesday_again.home)
    assert set(RULES) - set(found) == judged.SYSTEM


def test_beside_every_fault_stands_one_who_did_it_right(tuesday_again: Played) -> None:
    found = judged.found(tuesday_again.home)
    alone = [
        rule
        for rule in judged.rules()
        if not judged.passing(tuesday_again.home, rule, found.get(rule, set()))
    ]
    assert not alone


def test_no_rule_of_the_system_is_broken_by_the_county_itself(tuesday_again: Played) -> None:
    assert judged.SYSTEM.isdisjoint(judged.found(tuesday_again.home))
