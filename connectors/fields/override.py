"""XPaths of the registry for odd sites: what they find outranks everything the page offers by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from connectors.fields.body import Body
from connectors.fields.dates import find_date
from connectors.fields.page import Page, collapse, text_of
from connectors.fields.precedence import Candidate
from connectors.fields.title import clean_title
from connectors.selecting import compiled
from schemas.registry import Selectors


@dataclass(frozen=True, slots=True)
class Overrides:
    """Candidates, body and attachment elements that the selectors found; empty without selectors."""

    title: list[Candidate] = field(default_factory=list)
    date: list[Candidate] = field(default_factory=list)
    source: list[Candidate] = field(default_factory=list)
    body: Body | None = None
    files: list[_Element] = field(default_factory=list)


def read_overrides(page: Page, selectors: Selectors | None) -> Overrides:
    """Apply the detail-page selectors. Raises `ValueError` naming the XPath for one that is not well
    formed."""
    if selectors is None:
        return Overrides()
    title = _text(page, selectors.title)
    date = _text(page, selectors.date)
    source = _text(page, selectors.content_source)
    moment = find_date(date) if date else None
    return Overrides(
        title=[Candidate("selector", selectors.title or "", title, clean_title(title))] if title else [],
        date=[Candidate("selector", selectors.date or "", date or "", moment)] if moment else [],
        source=[Candidate("selector", selectors.content_source or "", source, source)] if source else [],
        body=_body(page, selectors.body),
        files=[e for e in _found(page, selectors.attachment) if isinstance(e, _Element)],
    )


def _found(page: Page, expression: str | None) -> list[object]:
    if not expression:
        return []
    found = compiled(expression)(page.root)
    return list(found) if isinstance(found, list) else [found]


def _text(page: Page, expression: str | None) -> str | None:
    """The first non-empty text that the XPath yields."""
    for item in _found(page, expression):
        text = text_of(item) if isinstance(item, _Element) else collapse(str(item))
        if text:
            return text
    return None


def _body(page: Page, expression: str | None) -> Body | None:
    for item in _found(page, expression):
        if isinstance(item, _Element) and item in page.spans:
            start, end = page.spans[item]
            return Body(item, start, end, f"selector {expression}")
    return None
