"""The county's gazette (政府公报): issues numbered by year and over all years, each with articles that it links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from examples.youyi.county import data
from examples.youyi.model import Posting

ARTICLES = 3
"""Documents that an issue reprints."""


def numbered(found: list[Posting]) -> list[Posting]:
    """The postings of a gazette's column as its issues, in the order given."""
    gaps = {(entry["source"], entry["year"], entry["issue"]) for entry in data("platform")["gazette_gap"]}
    numbers: Counter[int] = Counter()
    titles: dict[int, str] = {}
    for total, posting in enumerate(sorted(found, key=lambda p: p.published), 1):
        year = posting.published.year
        numbers[year] += 1
        if (posting.source_id, year, numbers[year]) in gaps:
            numbers[year] += 1
        titles[id(posting)] = f"友谊县人民政府公报（{year}年第{numbers[year]}期，总第{total}期）"
    return [replace(posting, title=titles[id(posting)]) for posting in found]


def articles(posting: Posting, issued: tuple[Posting, ...]) -> Iterator[Posting]:
    """The documents of its own site that an issue reprints: the newest before it."""
    if posting.category == "gazette":
        documents = [p for p in issued if p.category in ("normative", "policy") and not p.offsite]
        before = [p for p in documents if p.published < posting.published]
        yield from sorted(before, key=lambda p: (p.published, p.serial))[-ARTICLES:]
