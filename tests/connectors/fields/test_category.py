"""The category of a page: the column's, or, in a mixed column, what the rules make of it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from connectors.fields.category import by_rules, categorise
from connectors.fields.model import PageReading
from schemas.column import MIXED
from schemas.registry import Column, Target


def test_the_column_decides() -> None:
    reading = PageReading({"title": "友谊县2023年政府决算公开"})
    assert categorise("policy", reading) == "policy"
    assert not reading.evidence + reading.findings


def test_in_a_mixed_column_the_rules_decide_and_say_why() -> None:
    reading = PageReading({"title": "兴隆镇 2023 年部门决算公开"})
    assert categorise(MIXED, reading) == "final_account"
    (evidence,) = reading.evidence
    assert (evidence.field, evidence.origin, evidence.rule, evidence.text) == (
        "category",
        "rules",
        "confidence 0.96",
        "决算",
    )
    assert not reading.findings


@pytest.mark.parametrize(
    ("title", "evidence"),
    [
        ("湿地四季风光", "没有规则认得"),
        ("城市供水水质监测公示", "public_institution 0.90“供水水质监测公示”；supervision 0.90“水质”"),
    ],
)
def test_a_rule_that_is_not_sure_says_so(title: str, evidence: str) -> None:
    reading = PageReading({"title": title})
    assert categorise(MIXED, reading) == "other"
    (finding,) = reading.findings
    assert finding.check_id == "category_unsure"
    assert finding.message == "按标题、文号、体裁和发布机构不能判定信息类别，暂归“其他”。"
    assert finding.evidence == evidence


def test_genre_and_number_count_where_the_title_says_little() -> None:
    assert by_rules(PageReading({"title": "停车新规", "genre": "政策解读"})).category == "interpretation"
    numbered = PageReading({"title": "停车管理", "document_number": "友政规〔2021〕3号"})
    assert by_rules(numbered).category == "normative"


def test_a_mixed_column_is_for_columns_alone() -> None:
    assert Column(path="/a/", category="auto").category == MIXED
    with pytest.raises(ValidationError, match="unknown category 'auto'"):
        Target(id="t", level="municipal", name="t", transport="directory", url="x", categories=("auto",))
