"""The national page labels (国办 naming of `<meta>` names): read case-insensitively, and not believed
blindly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from connectors.fields.box import value_of
from connectors.fields.dates import Moment, find_date
from connectors.fields.page import Page
from schemas.identity import folded

_DATES = (
    "pubdate",
    "firstpublishedtime",
    "publishdate",
    "publishtime",
    "article:published_time",
    "publish_time",
)
_GENERATED = re.compile(r"生成时间\s*([\d:\s/-]+)")


@dataclass(frozen=True, slots=True)
class Metas:
    """First non-empty content by lower-case name; `spelled` keeps the spelling that was found."""

    content: dict[str, str]
    spelled: dict[str, str]
    generated: str | None
    """When the CMS says it built the page (`others`), which some templates print as PubDate too."""

    def value(self, name: str) -> str | None:
        """The content, or None where it is blank or says that there is none."""
        text = self.content.get(name)
        return value_of(text) if text else None


def read_metas(page: Page) -> Metas:
    """Collect the metas of a page; duplicates and empty ones do no harm."""
    content: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for name, text in page.metas:
        key = name.lower()
        official = name[:1].isupper()
        if text and (key not in content or (official and not spelled[key][:1].isupper())):
            content[key], spelled[key] = text, name
        elif official:  # an empty `Keywords` outranks the site-wide `keywords`
            content.pop(key, None)
            spelled.setdefault(key, name)
    generated = _GENERATED.search(content.get("others", "")) or _GENERATED.search(content.get("maketime", ""))
    return Metas(content, spelled, generated[1].strip() if generated else content.get("htmlgeneratetime"))


def published(metas: Metas) -> tuple[str, str, Moment, bool] | None:
    """The publication date of the metas as (name, text, moment, trusted).

    Not trusted where it equals the moment at which the page was generated: then it moves with every rebuild.
    """
    for name in _DATES:
        text = metas.content.get(name)
        if text and (moment := find_date(text)):
            generated = metas.generated is not None and find_date(metas.generated) == moment
            return metas.spelled[name], text, moment, not (generated and moment.clock is not None)
    return None


def article_text(metas: Metas, name: str, *, title: str, limit: int) -> str | None:
    """Keywords or description where they are the article's own, not the site's or column's, nor the title
    again."""
    text = metas.value(name)
    if not text or len(text) > limit or folded(text) == folded(title):
        return None
    if not metas.spelled[name][:1].isupper() and "articletitle" not in metas.content:
        return None
    column = {metas.content.get("columnkeywords"), metas.content.get("columndescription")}
    site = metas.content.get("sitename")
    if text in column or (site and site in text) or text == metas.content.get("columnname"):
        return None
    return text


def content_source(metas: Metas, *, title: str, publisher: str | None) -> str | None:
    """ContentSource, unless it only repeats the title or the publisher of the box."""
    text = metas.value("contentsource")
    if not text or len(text) > 60 or folded(text) in {folded(title), folded(publisher or "")}:
        return None
    return text
