"""The category (信息类别) of a posting in a mixed column: by rules that are data, with the words that decided.

A rule that is not sure says so: the posting is then 其他, and whoever asks learns what it might have been.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import Field

from schemas.base import Model
from schemas.codes import load_table
from schemas.identity import folded

OTHER = "other"
SURE = 0.7
"""Confidence below which no rule decides."""
MARGIN = 0.03
"""Another category this close leaves it undecided."""

Confidence = Annotated[float, Field(gt=0, le=1)]


class CategoryRule(Model):
    """One line of `schemas/data/category_rules.toml`; its patterns must all be found."""

    category: str
    title: str | None = None
    number: str | None = None
    publisher: str | None = None
    genre: str | None = None
    unless: str | None = Field(default=None, alias="not")
    confidence: Confidence

    def evidence(self, said: Mapping[str, str]) -> str | None:
        """The words that make it fit, or None where it does not."""
        if self.unless and _pattern(self.unless).search(said["title"]):
            return None
        found = []
        for field in ("title", "number", "publisher", "genre"):
            pattern = getattr(self, field)
            match = _pattern(pattern).search(said[field]) if pattern else None
            if pattern and not match:
                return None
            found += [match[0]] if match else []
        return "；".join(found)


class Classified(Model):
    """What the rules make of a posting."""

    category: str
    """The code; `other` where no rule is sure."""
    confidence: float
    """Of the surest rule; 0 where none fits."""
    sure: bool
    evidence: str
    """The words that decided; where it is not sure, what stands against what."""


def classify(
    title: str,
    *,
    document_number: str | None = None,
    publisher: str | None = None,
    genre: str | None = None,
) -> Classified:
    """The category by title, document number, publisher and genre (体裁分类), as printed on the page."""
    printed = {"title": title, "number": document_number, "publisher": publisher, "genre": genre}
    said = {field: folded(text or "") for field, text in printed.items()}
    best: dict[str, tuple[float, str]] = {}
    for rule in rules():
        words = rule.evidence(said)
        if words is not None and rule.confidence > best.get(rule.category, (0.0, ""))[0]:
            best[rule.category] = (rule.confidence, words)
    ranked = sorted(best.items(), key=lambda found: (-found[1][0], found[0]))
    if not ranked:
        return Classified(category=OTHER, confidence=0, sure=False, evidence="没有规则认得")
    (category, (confidence, words)), *rest = ranked
    close = [c for c, (other, _) in rest if confidence - other < MARGIN - 1e-9]
    if confidence < SURE or close:
        told = "；".join(f"{c} {other:.2f}“{why}”" for c, (other, why) in ranked[: 1 + max(len(close), 1)])
        return Classified(category=OTHER, confidence=confidence, sure=False, evidence=told)
    return Classified(category=category, confidence=confidence, sure=True, evidence=words)


@cache
def rules() -> tuple[CategoryRule, ...]:
    """All rules, in the order of the file, which does not matter."""
    return tuple(CategoryRule.model_validate(rule) for rule in load_table("category_rules")["rule"])


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
