"""The truth about the sample county: what a correct harvest must hold, posting by posting."""

from __future__ import annotations

import re
from datetime import datetime, time

from examples.youyi.addresses import address, native_id
from examples.youyi.county import FIRST_PORT, SitePlan, plans
from examples.youyi.items import SHANGHAI
from examples.youyi.model import Day, Posting, TrueItem
from examples.youyi.numbers import checks
from examples.youyi.sites.details import document_of
from examples.youyi.styles import Style, style
from examples.youyi.tuesday import postings


def truth(day: Day, ports_from: int = FIRST_PORT) -> list[TrueItem]:
    """All items that the sites list on that day, in the order of the registry, oldest first.

    Rows that lead to other hosts are not among them, nor are details that cannot be read, which
    `tuesday.expected()` names.
    """
    return [
        shown(posting, plan)
        for plan in plans(ports_from).values()
        for posting in postings(plan.id, day)
        if not posting.offsite and posting.fault not in ("login", "truncated")
    ]


def shown(posting: Posting, plan: SitePlan) -> TrueItem:
    """The values that the posting's page shows in its template."""
    look = style(posting.style)
    made = document_of(posting, plan)
    first = plan.columns[posting.columns[0]]
    words = [*made.paragraphs, *made.signature]
    return TrueItem(
        source_id=plan.id,
        unit_id=plan.unit_id,
        columns=tuple(plan.columns[c].path for c in posting.columns),
        category="other" if posting.planted == "category_unsure" else first.category,
        title=posting.title,
        url=address(posting, plan),
        native_id=native_id(posting, plan),
        index_number=posting.index_number if "index" in look.shows else None,
        index_is_valid=checks((posting.index_number or "").partition("/")[0])
        if "index" in look.shows
        else None,
        document_number=None if posting.planted == "document_number_unreadable" else posting.document_number,
        publisher=posting.publisher if "publisher" in look.shows else None,
        content_source=_content_source(posting, look),
        written_on=posting.written if "written" in look.shows or made.signature else None,
        published_at=_published(posting, look),
        theme=posting.theme if "theme" in look.shows else None,
        validity=posting.validity if "validity" in look.shows else None,
        attachments=() if posting.filed_under else made.files,
        first_sentence=_sentences(words[0])[0],
        last_sentence=_sentences(words[-1])[-1],
        must_be_masked=made.secrets,
        must_stay_readable=made.readable,
    )


def _published(posting: Posting, look: Style) -> datetime | None:
    """Visible before meta; a visible day takes its minute from a meta of the same day."""
    if posting.fault == "undated":
        return None
    if look.date in ("minute", "second") or look.meta in ("full", "lower", "single", "title_source"):
        return posting.published
    return datetime.combine(posting.published.date(), time(), SHANGHAI)


def _content_source(posting: Posting, look: Style) -> str | None:
    """The visible 来源; else the meta, unless it only repeats the publisher of the box."""
    if "{source}" in look.info:
        return posting.content_source
    repeats = "publisher" in look.shows and posting.content_source == posting.publisher
    return posting.content_source if look.meta in ("full", "lower", "single") and not repeats else None


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^。！？]+[。！？]?", text)
