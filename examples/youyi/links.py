"""What documents of the county say of other documents, and the links that a correct catalogue draws from it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from examples.youyi.addresses import address
from examples.youyi.county import FIRST_PORT, SitePlan, data, plans
from examples.youyi.model import Posting, Reference


@cache
def _entries() -> dict[tuple[str, str, int], dict[str, Any]]:
    return {(e["source"], e["column"], e["number"]): e for e in data("links")["posting"]}


def with_words(posting: Posting, number: int) -> Posting:
    """The posting with what `links.toml` says of it, the `number`th of its column; its dates stay."""
    entry = _entries().get((posting.source_id, posting.category, number))
    if entry is None:
        return posting
    return replace(
        posting,
        title=entry.get("title", posting.title),
        document_number=entry.get("document_number"),
        publisher=entry.get("publisher", posting.publisher),
        said=tuple(entry.get("said", ())),
        by_page=entry.get("by_page", False),
        refers=tuple(Reference(**link) for link in entry.get("links", ())),
    )


def original_of(posting: Posting, plan: SitePlan, issued: tuple[Posting, ...]) -> str:
    """The address of the county's document that an interpretation on the site `plan` links; `issued`: the county's
    postings."""
    original = next(p for p in issued if p.document_number == posting.about_number)
    moved = plan.port - plans()[plan.id].port
    return address(original, plans(FIRST_PORT + moved)["county"])
