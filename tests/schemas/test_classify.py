"""The rules for mixed columns against titles labelled by hand, and their form."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bench.categories import Labelled, labelled, shares
from schemas.classify import CategoryRule, classify, rules
from schemas.codes import CATEGORIES

TITLES = labelled()


def half(name: str) -> list[Labelled]:
    return [title for title in TITLES if title.half == name]


def test_the_labels_cover_every_category() -> None:
    assert len(TITLES) >= 300
    assert {title.category for title in TITLES} == set(CATEGORIES)
    assert min(Counter(title.category for title in TITLES).values()) >= 7
    assert len({title.title for title in TITLES}) == len(TITLES)


@pytest.mark.parametrize("name", ["written", "held_out"])
def test_titles_are_right_or_other(name: str) -> None:
    titles = half(name)
    told = shares(titles)
    assert len(titles) >= 100
    assert told["right"] >= 0.95, [t.title for t in titles if t.verdict != "right"]
    assert told["wrong"] <= 0.01, [(t.title, t.found.category) for t in titles if t.verdict == "wrong"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.category}-{rule.confidence}")
def test_a_rule_is_well_formed(rule: CategoryRule) -> None:
    assert rule.category in CATEGORIES
    patterns = [p for p in (rule.title, rule.number, rule.publisher, rule.genre) if p]
    assert patterns
    for pattern in [*patterns, rule.unless or ""]:
        re.compile(pattern)


def test_two_categories_that_come_close_leave_it_open() -> None:
    found = classify("友谊县司法局行政复议公开听证公告")
    assert (found.category, found.sure) == ("other", False)
    assert found.evidence == "review 0.96“行政复议”；consultation 0.95“听证公告”"


def test_width_and_white_space_do_not_matter() -> None:
    assert (
        classify("２０２３年　部门 决算").category == classify("2023年部门决算").category == "final_account"
    )
