"""The category (信息类别) of a page: that of its column; where the column is mixed, what the rules make of it."""

from __future__ import annotations

from connectors.fields.model import PageReading
from schemas.classify import Classified, classify
from schemas.codes import CATEGORIES
from schemas.column import MIXED
from schemas.item import Evidence
from schemas.rules import breach


def categorise(column_category: str, reading: PageReading) -> str:
    """The code of the category. In a mixed column the evidence says by which words; where no rule is sure it is
    `other`, and a finding says what stood against what."""
    if column_category != MIXED:
        return column_category
    found = by_rules(reading)
    if not found.sure:
        name = CATEGORIES[found.category].name
        message = f"按标题、文号、体裁和发布机构不能判定信息类别，暂归“{name}”。"
        reading.findings.append(breach("category_unsure", message, evidence=found.evidence[:200]))
    return found.category


def by_rules(reading: PageReading) -> Classified:
    """What the rules make of a page as read; the words that decided become its evidence."""
    said = reading.values
    found = classify(
        said.get("title") or "",
        document_number=said.get("document_number"),
        publisher=said.get("publisher"),
        genre=said.get("genre"),
    )
    rule = f"confidence {found.confidence:.2f}" + ("" if found.sure else ", not sure")
    reading.evidence.append(Evidence(field="category", origin="rules", rule=rule, text=found.evidence[:200]))
    return found
