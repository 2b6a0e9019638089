"""Which origin wins, field by field, and why (取值优先次序). The one table; everything else only gathers
candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schemas.item import Evidence, Origin

PRECEDENCE: dict[str, tuple[tuple[str, str], ...]] = {
    "title": (
        ("selector", "the operator has looked at the page"),
        ("box", "the title as filed in the disclosure box"),
        ("visible", "the heading that <title> or ArticleTitle confirms: what the reader sees"),
        ("meta:ArticleTitle", "the national label; some templates cut it at a quotation mark"),
        ("heading", "a heading that nothing confirms"),
        ("meta:<title>", "carries names of column and site"),
        ("list", "often cut short"),
    ),
    "published_at": (
        ("selector", "the operator has looked at the page"),
        ("box", "filed in the disclosure box"),
        ("visible", "labelled in the date line: contract §3, before any meta"),
        ("unlabelled", "a date alone in the date line"),
        ("below", "labelled, or beside the source, in a line under the body"),
        ("updated", "a labelled date of change, where none of publication is shown"),
        ("meta", "PubDate of templates may be the generation time"),
        ("list", "the list's date; the page itself shows none"),
        (
            "generated",
            "PubDate that equals the generation time: better than nothing where the list says nothing",
        ),
    ),
    "written_on": (
        ("box", "contract §3: the 成文/制发 field before the signature"),
        ("signature", "organ and date at the end, or the adoption line"),
    ),
    "document_number": (
        ("box", "filed in the disclosure box"),
        ("body", "a line of its own above the salutation"),
        ("title", "in brackets behind the title"),
    ),
    "index_number": (
        ("box", "filed in the disclosure box; nothing else prints one"),
        ("list", "the list's column"),
    ),
    "publisher": (("box", "contract §3: as shown, none where the box has none"),),
    "content_source": (
        ("selector", "the operator has looked at the page"),
        ("visible", "来源 in the date line or box"),
        ("meta", "ContentSource, where it repeats neither title nor publisher"),
    ),
    "theme": (("box", "主题分类 as shown"),),
    "genre": (("box", "体裁 as shown"),),
    "validity": (("box", "有效性, folded to the closed list"),),
    "keywords": (
        ("box", "主题词 or 关键词 of the box"),
        ("meta", "Keywords, where they are the article's own"),
    ),
    "summary": (("box", "内容概述 of the box"), ("meta", "Description, where it is the article's own")),
}
"""Field → (kind of candidate, reason), best first."""
_ORDER = {
    field: {kind: place for place, (kind, _) in enumerate(kinds)} for field, kinds in PRECEDENCE.items()
}

_ORIGIN: dict[str, Origin] = {
    "selector": "selector",
    "box": "box",
    "visible": "visible",
    "unlabelled": "visible",
    "heading": "visible",
    "below": "visible",
    "updated": "visible",
    "title": "visible",
    "body": "body",
    "signature": "signature",
    "meta": "meta",
    "generated": "meta",
    "meta:ArticleTitle": "meta",
    "meta:<title>": "meta",
    "list": "list",
}
"""Kind of candidate → origin as `Evidence` names it."""


@dataclass(slots=True)
class Candidate:
    """A value that one origin offers for a field, with the rule that found it and the words it stood in."""

    kind: str
    rule: str
    text: str
    value: Any


def choose(field: str, candidates: list[Candidate]) -> tuple[Candidate, Evidence] | None:
    """The candidate that wins by `PRECEDENCE`, with its evidence and all that disagreed; the first of
    equals."""
    ranked = [c for c in candidates if c.value is not None]
    if not ranked:
        return None
    if len(ranked) > 1:
        order = _ORDER[field]
        ranked.sort(key=lambda c: order[c.kind])
    best = ranked[0]
    others = {
        f"{_ORIGIN[c.kind]}:{c.rule}={c.value}"[:200]: None for c in ranked[1:] if c.value != best.value
    }
    return best, Evidence(
        field=field,
        origin=_ORIGIN[best.kind],
        rule=best.rule,
        text=best.text[:200],
        disagreed=tuple(others),
    )
