"""A detail page, from bytes to checked and masked fields with their evidence (规范化)."""

from __future__ import annotations

from itertools import dropwhile
from typing import Any

from connectors.charset import decode, wrongly_declared
from connectors.fields import checks, gather, meta
from connectors.fields.attachments import find_files, find_images
from connectors.fields.body import BELOW, Body, below, find_body, is_chrome, is_prose, trim_end
from connectors.fields.box import DATE_LINE, Pair, read_pairs, taken
from connectors.fields.challenge import NotAPageError, refuse_binary, refuse_page, refuse_torn
from connectors.fields.containers import EDITOR
from connectors.fields.date_line import date_line, is_dated
from connectors.fields.dates import whole_date
from connectors.fields.document_number import of_line, of_two_lines
from connectors.fields.dom import parse
from connectors.fields.foot import feet, foot_below
from connectors.fields.further import further_pages
from connectors.fields.gather import Parts
from connectors.fields.header_row import above_lists
from connectors.fields.labels import INLINE
from connectors.fields.model import PageReading
from connectors.fields.override import Overrides, read_overrides
from connectors.fields.page import Line, Page
from connectors.fields.precedence import Candidate, choose
from connectors.fields.protect import protect
from connectors.fields.render import plain_text
from connectors.fields.sanitise import sanitise
from connectors.fields.signature import read_signature
from connectors.fields.tail_line import under_text
from connectors.fields.text_head import head_lines, past_table
from connectors.fields.title import headings, repeated, right_above, unmarked
from schemas.harvest import ListRow
from schemas.registry import Selectors


def read_page(
    content: bytes,
    url: str,
    *,
    row: ListRow | None = None,
    selectors: Selectors | None = None,
    declared_charset: str | None = None,
) -> PageReading:
    """Read one detail page: fields, evidence, files and findings, free of personal data.

    `url` is the page's own address, against which links are made absolute. `row` is the list row that led
    here: its
    title and date are the last resort. Raises `NotAPageError` for what is no article page.
    """
    refuse_binary(content)
    decoded = decode(content, declared_charset)
    page = parse(decoded.utf8(content), whole=selectors is not None)
    if page is None:
        raise NotAPageError("the answer holds no HTML")
    base = page.base or url
    overrides = read_overrides(page, selectors)
    body, pairs, lines = _lay_apart(page, overrides)
    shown = [line for line in lines if not is_chrome(line)]
    parts = _parts(page, body, pairs, lines, shown, row)
    reading = PageReading(values={})
    name = _title(reading, page, body, parts, lines, overrides)
    text = plain_text(trim_end(_without_title(shown, name))) if body else None
    refuse_page(page, content, title=name, has_body=bool(text))
    _fields(reading, parts, name or "", overrides, text)
    files_from, files_to = _file_range(page, body)
    reading.files = find_files(page, base, files_from, files_to, _about(page, body, parts), overrides.files)
    if text is None and not reading.files:
        head = max((p.line for p in parts.pairs), default=-1)
        reading.files = find_images(page, base, max(head, files_from), files_to)
    if (
        body is None
        and not reading.files
        and all(v is None for f, v in reading.values.items() if f != "title")
    ):
        raise NotAPageError("the page shows a title and nothing of an article")
    if text is None and not reading.files:
        refuse_torn(content)
    reading.further = further_pages(page, url, body)
    reading.values["body_text"] = text
    reading.values["body_html"] = _html(page, body, base) if body and text else None
    if body and text:
        checks.note_body(reading, body, text)
    checks.check(reading, parts, decoded, wrongly_declared(content, decoded, declared_charset))
    protect(reading)
    return reading


def _html(page: Page, body: Body, base: str) -> str:
    start, end = page.spans.get(body.element, (0, len(page.lines)))
    unwanted = [element for line, element in page.dropped if start <= line <= end]
    return sanitise(body.element, base, unwanted)


_DATED = ("published_at", "updated_at")
_TITLE_LINES = 4
"""So many lines of a title may stand above its date where both lie in the body's element."""
_HEAD_LINES = 15
"""So far above the body a date line may stand, and count even inside a container named like a menu."""


def _lay_apart(page: Page, overrides: Overrides) -> tuple[Body | None, list[Pair], list[Line]]:
    """The body's place, the labelled values outside it, and its lines without those values."""
    every = read_pairs(page, len(page.lines))
    heads = frozenset(n for h in headings(page, len(page.lines)) for n in range(h.start, h.end))
    boxed = taken(p for p in every if p.in_box or p.field in DATE_LINE)
    shown = [p for p in every if p.field in DATE_LINE and p.value and not page.lines[p.line].noise]
    body = overrides.body or find_body(page, heads | boxed, next((p.line for p in shown), None))
    if body is None:
        dated = [p.line for p in shown if p.field == "published_at"] or [p.line for p in shown]
        body = below(page, dated[0]) if dated else None
    top = body.start if body else 0
    prose = next((n for n in range(top, len(page.lines)) if n not in heads and is_prose(page.lines[n])), top)
    foot = feet(page)
    labelled = [p for p in every if p.apart or p.line <= prose or p.line not in foot.signs | foot.hosts]
    every = [p for p in labelled if not page.lines[p.line].noise or top - _HEAD_LINES <= p.line < prose]
    if body is None:
        return None, every, []
    start = _after_box(page, body, every, heads)
    end = _before_source(page, body, every)
    outside = [p for p in every if p.line < start or (p.line >= end and p.in_box)]
    return body, outside + under_text(page, labelled, outside, end), page.lines[start:end]


def _before_source(page: Page, body: Body, pairs: list[Pair]) -> int:
    """The end of the body without a line below the text that names its source (信息来源：…); what an editor
    has filled ends where it ends."""
    if body.rule in EDITOR:
        return body.end
    last = next((n for n in range(body.end - 1, body.start, -1) if page.lines[n].text), body.start)
    named = any(p.line == last and p.field == "content_source" for p in pairs)
    return last if named and INLINE.match(page.lines[last].text) else body.end


def _after_box(page: Page, body: Body, pairs: list[Pair], heads: frozenset[int]) -> int:
    """The first line of the body proper: below a box, a date line or a date right under the heading."""
    inside = head_lines(page, pairs, body.start)
    start = body.start
    # What an editor has filled, or what stands below the date line, begins with the text; a date may be part of it.
    texts = (n for n in range(start, body.end) if not (page.lines[n].is_link or is_chrome(page.lines[n])))
    loose = next(texts, start) + (0 if body.rule in EDITOR or body.rule == BELOW else _TITLE_LINES)
    for number in range(body.start, min(body.end, body.start + 60)):
        line = page.lines[number]
        dated = (body.start < number <= loose and is_dated(line)) or (
            number - 1 in heads and whole_date(line.text)
        )
        if number in inside or dated:
            start = number + 1
        elif len(line.text) > 60 or (line.text and line.text[-1] in "。；"):
            break
    return past_table(page, start, body.end) if start > body.start else start


def _parts(
    page: Page,
    body: Body | None,
    pairs: list[Pair],
    lines: list[Line],
    shown: list[Line],
    row: ListRow | None,
) -> Parts:
    top = body.start if body else len(page.lines)
    first = body.end - len(lines) if body else top
    boxed = taken(p for p in pairs if (p.in_box and p.field != "content_source") or p.field == "written_on")
    head_range = range(max(0, top - _HEAD_LINES), first)
    numbers = [n for n in head_range if n not in boxed or of_line(page.lines[n].text)]
    titled = next((h.start for h in headings(page, first) if h.start in numbers), 0)
    head = [page.lines[n] for n in numbers]
    below = [page.lines[n] for n in numbers if n >= titled]
    return Parts(
        pairs=pairs,
        date_lines=[line for line in below if line.text and not line.is_link],
        source_lines=[page.lines[p.line] for p in pairs if p.below and p.field == "content_source"],
        head_lines=[line for line in head if not line.noise] + above_lists(lines),
        metas=meta.read_metas(page),
        times=[text for line, text in page.times if titled <= line < top and line in head_range],
        signature=read_signature([line for line in shown if line.text]),
        row=row,
    )


def _title(
    reading: PageReading,
    page: Page,
    body: Body | None,
    parts: Parts,
    lines: list[Line],
    overrides: Overrides,
) -> str | None:
    first = body.end - len(lines) if body else len(page.lines)
    stop = first if body and first > body.start else min(first + 8, len(page.lines))
    heads = headings(page, stop)
    dated = [p.line for p in parts.pairs if p.field in _DATED and p.value and p.line < first]
    others = [p.line for p in parts.pairs if p.line < first and (p.in_box or p.field == "content_source")]
    anchors = [dated[-1] if dated else date_line(page.lines, first), min(others, default=0)]
    heads += unmarked(page, heads, anchors, taken(parts.pairs))
    above = right_above(page, first, taken(parts.pairs)) if body else None
    candidates = overrides.title + gather.titles(parts, heads, page.head_title, lines[:8], stop, above)
    name: str | None = _take(reading, "title", candidates)
    return name


def _without_title(lines: list[Line], name: str | None) -> list[Line]:
    """The body without the title and number lines that repeat what stands above it."""
    if not name:
        return lines
    kept = list(dropwhile(lambda line: not line.text, lines))
    for _ in range(2):  # the number stands below the title, or above it
        kept = kept[repeated(kept, name) :]
        if kept and of_line(kept[0].text):
            kept = kept[1:]
        elif len(kept) > 2 and of_two_lines(kept[0].text, kept[1].text):
            kept = kept[2:]
    return kept


def _file_range(page: Page, body: Body | None) -> tuple[int, int]:
    """Lines in which files of the article are looked for: from its head to the foot of the page."""
    start = max(0, body.start - 12) if body else 0
    return start, foot_below(page, body.end if body else 0)


def _about(page: Page, body: Body | None, parts: Parts) -> int | None:
    """A line of the article: the first of its prose, else of the body, else its date line."""
    if body is None:
        return next((p.line for p in parts.pairs if p.field in _DATED), None)
    return next((n for n in range(body.start, body.end) if is_prose(page.lines[n])), body.start)


def _fields(reading: PageReading, parts: Parts, name: str, overrides: Overrides, text: str | None) -> None:
    publisher = _take(reading, "publisher", gather.publishers(parts))
    for field in ("theme", "genre"):
        _take(reading, field, gather.boxed(parts, field))
    moments = gather.published_at(parts)
    moment = _take(reading, "published_at", overrides.date + moments)
    reading.values["published_at"] = moment.at() if moment else None
    checks.sharpen_minute(reading, moments)
    _take(reading, "written_on", gather.written_on(parts))
    _take(reading, "document_number", gather.document_numbers(parts, name))
    index = _take(reading, "index_number", gather.index_numbers(parts))
    reading.values["index_number"] = index.text if index else None
    reading.index_is_valid = bool(index) and index.dialect != "unknown" and index.checked is not False
    _take(reading, "content_source", overrides.source + gather.content_sources(parts, name, publisher))
    _take(reading, "validity", gather.validities(parts))
    _take(reading, "keywords", gather.keywords(parts, name))
    _take(reading, "summary", gather.summaries(parts, name, text or ""))


def _take(reading: PageReading, field: str, candidates: list[Candidate]) -> Any:
    """Put the winner into the reading with its evidence; returns its value."""
    chosen = choose(field, candidates)
    reading.values[field] = chosen[0].value if chosen else None
    if chosen:
        reading.evidence.append(chosen[1])
    return reading.values[field]
