"""Candidates for every field of a page, from boxes, lines, metas, signature and list row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from connectors.fields import document_number, meta, title
from connectors.fields.box import Pair
from connectors.fields.date_line import dated_piece, is_dated, is_other_date, spaced, unlabelled
from connectors.fields.dates import find_date, whole_date
from connectors.fields.index_number import read_index_number
from connectors.fields.page import Line
from connectors.fields.precedence import Candidate
from connectors.fields.signature import Signature
from schemas.harvest import ListRow
from schemas.identity import folded
from schemas.item import Validity

_VALIDITY: dict[str, Validity] = {
    "部分": "部分失效",
    "修改": "已修改",
    "修订": "已修改",
    "修正": "已修改",
    "废": "废止",
    "失效": "失效",
    "无效": "失效",
    "否": "失效",
    "有效": "有效",
    "是": "有效",
    "施行": "有效",
}


_BUTTONS = re.compile(
    r"(?:(?:^|\s+|(?<=[|｜]))(?:打印|收藏|关闭|分享|纠错|(?:\w{2,4}版)?下载|[大中小])(?:$|\s.*$)"
    r"|\s*[\[【〖(（]\s?(?:我要|本页)?(?:打印|收藏|关闭|分享|纠错|下载|字号|字体).*$)"
)
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,6}：")
"""A value that is a label with its own value: the field itself was left empty."""
_BRACKETS = "【】〖〗[] "
"""Between the parts of a date line."""
_DATE_BEHIND = re.compile(
    r"(?:\s*(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}|\s+(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)(?:[\sT][\d:：]{4,8})?$"
)
"""A date behind the source, where no label stands between them."""
_NOBODY = re.compile(r"(?:系统|网站|本站|超级)?管理员|admin\w*|system|编辑|小编|\d+|匿名", re.IGNORECASE)
"""What a CMS prints as publisher where an account stands for an organ."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the reading of a page has laid apart."""

    pairs: list[Pair]
    date_lines: list[Line]
    """Between title and body."""
    source_lines: list[Line]
    """Under the body, with a source that stands nowhere above it."""
    head_lines: list[Line]
    """The first lines of the body, with what stands between title and body."""
    metas: meta.Metas
    times: list[str]
    """What `<time datetime>` says between title and body."""
    signature: Signature | None
    row: ListRow | None


def validity_of(text: str) -> Validity | None:
    """The closed list from what pages print (现行有效, 已废止, 部分失效…), or None for other words."""
    return (
        next((value for word, value in _VALIDITY.items() if word in text), None) if len(text) <= 12 else None
    )


def boxed(parts: Parts, field: str) -> list[Candidate]:
    """A plain text field of the disclosure box; a doubled backslash of two-level themes is one."""
    return [
        Candidate("box", p.label, f"{p.label}：{p.value}", p.value.replace("\\\\", "\\"))
        for p in parts.pairs
        if p.field == field and p.in_box and p.value and len(p.value) <= 200 and not _LABELLED.match(p.value)
    ]


def publishers(parts: Parts) -> list[Candidate]:
    """Publishers of the box (发布机构), accounts of a CMS aside."""
    return [c for c in boxed(parts, "publisher") if not _NOBODY.fullmatch(c.value)]


def published_at(parts: Parts) -> list[Candidate]:
    """Moments of publication; the value is a `Moment`."""
    found = []
    for pair in parts.pairs:
        if pair.field in ("published_at", "updated_at") and pair.value and (moment := find_date(pair.value)):
            found.append(Candidate(_kind(pair), pair.label, f"{pair.label}：{pair.value}", moment))
        elif pair.field == "content_source" and pair.value and (behind := _DATE_BEHIND.search(pair.value)):
            found.append(Candidate("unlabelled", "date line", pair.value, whole_date(behind[0])))
    found += _loose(parts.date_lines, "unlabelled")
    for text in parts.times:
        if moment := whole_date(text):
            found.append(Candidate("unlabelled", "date line, <time>", text, moment))
    found += _loose(parts.source_lines, "below")
    if dated := meta.published(parts.metas):
        name, text, moment, trusted = dated
        found.append(Candidate("meta" if trusted else "generated", name, text, moment))
    if parts.row and parts.row.date_text and (moment := find_date(parts.row.date_text)):
        found.append(Candidate("list", "list row", parts.row.date_text, moment))
    return found


def _loose(lines: list[Line], kind: str) -> list[Candidate]:
    """The dates of date lines that no label claims."""
    found = []
    for line in lines:
        if len(line.text) > 120 or line.is_link or is_other_date(line):
            continue
        loose = unlabelled(spaced(line))
        if loose is None and (piece := dated_piece(line)):
            loose = whole_date(piece)
        if loose:
            found.append(Candidate(kind, "date line", line.text, loose))
    return found


def _kind(pair: Pair) -> str:
    if pair.field == "updated_at":
        return "updated"
    return "box" if pair.in_box else "below" if pair.below else "visible"


def written_on(parts: Parts) -> list[Candidate]:
    """Days of writing."""
    found = [
        Candidate("box", p.label, f"{p.label}：{p.value}", moment.day)
        for p in parts.pairs
        if p.field == "written_on" and p.value and (moment := find_date(p.value))
    ]
    if parts.signature:
        found.append(Candidate("signature", parts.signature.rule, parts.signature.text, parts.signature.day))
    return found


def document_numbers(parts: Parts, page_title: str) -> list[Candidate]:
    """Document numbers in their standard form."""
    found = []
    for pair in parts.pairs:
        if (
            pair.field == "document_number"
            and pair.value
            and (number := document_number.normalise(pair.value))
        ):
            found.append(Candidate("box", pair.label, f"{pair.label}：{pair.value}", number))
    for place, line in enumerate(parts.head_lines):
        after = parts.head_lines[place + 1].text if place + 1 < len(parts.head_lines) else ""
        if number := document_number.of_line(line.text) or document_number.of_two_lines(line.text, after):
            found.append(Candidate("body", "line above the text", line.text, number))
            break
    for line in parts.date_lines:
        if is_dated(line) and (
            number := next(filter(None, map(document_number.of_line, line.text.split())), None)
        ):
            found.append(Candidate("body", "date line", line.text, number))
    if number := document_number.of_title(page_title):
        found.append(Candidate("title", "end of title", page_title, number))
    return found


def index_numbers(parts: Parts) -> list[Candidate]:
    """Index numbers; the value is an `IndexNumber`."""
    found = [
        Candidate("box", p.label, f"{p.label}：{p.value}", read_index_number(p.value))
        for p in parts.pairs
        if p.field == "index_number" and p.value
    ]
    listed = parts.row.payload.get("index_number") if parts.row else None
    if listed:
        found.append(Candidate("list", "list row", listed, read_index_number(listed)))
    return found


def content_sources(parts: Parts, page_title: str, publisher: str | None) -> list[Candidate]:
    """Sources as shown (来源), without the buttons beside them."""
    found = [
        Candidate("visible", p.label, f"{p.label}：{p.value}", shown)
        for p in parts.pairs
        if p.field == "content_source"
        and p.value
        and (shown := _DATE_BEHIND.sub("", _BUTTONS.sub("", p.value)).strip(_BRACKETS))
        and len(shown) <= 80
    ]
    if text := meta.content_source(parts.metas, title=page_title, publisher=publisher):
        found.append(Candidate("meta", parts.metas.spelled["contentsource"], text, text))
    return found


def validities(parts: Parts) -> list[Candidate]:
    """Validity as a word of the closed list."""
    return [
        Candidate("box", c.rule, c.text, value)
        for c in boxed(parts, "validity")
        if (value := validity_of(c.value))
    ]


def titles(
    parts: Parts,
    heads: list[title.Heading],
    page_name: str,
    first: list[Line],
    body_start: int,
    above: str | None,
) -> list[Candidate]:
    """Titles; a cut one counts only where nothing else is there. `above` is what stands right above the text."""
    metas = parts.metas
    official = metas.value("articletitle")
    official = title.clean_title(official) if official else None
    found = [
        Candidate("box", p.label, f"{p.label}：{p.value}", p.value)
        for p in parts.pairs
        if p.field == "title" and p.in_box and p.value and len(p.value) >= 4 and not title.is_cut(p.value)
    ]
    stripped = title.without_site(page_name, metas.value("sitename"))
    if heading := title.confirmed(heads, official, page_name):
        text = title.unwrapped(heading.text, official, page_name)
        found.append(Candidate("visible", "heading", heading.text, text))
    elif shown := title.shown_line(parts.head_lines, page_name):
        found.append(Candidate("visible", "line that <title> begins with", shown, shown))
    for wanted in (official, stripped):
        if wanted and not title.is_name(wanted) and (shown := title.opening(first, wanted)):
            found.append(Candidate("visible", "first lines of the body", shown, shown))
    if (
        official
        and len(official) >= 4
        and official not in (metas.value("sitename"), metas.value("columnname"))
    ):
        found.append(Candidate("meta:ArticleTitle", metas.spelled["articletitle"], official, official))
    if loose := title.nearest(heads, body_start):
        found.append(Candidate("heading", "nearest heading", loose.text, loose.text))
    found = found or _unmarked_title(stripped, above, first)
    if stripped:
        found.append(Candidate("meta:<title>", "<title>", page_name, stripped))
    if parts.row and parts.row.title:
        found.append(Candidate("list", "list row", parts.row.title, title.clean_title(parts.row.title)))
    if not found and (labelled := [p for p in parts.pairs if p.field == "title" and len(p.value or "") >= 4]):
        found += [Candidate("heading", p.label, f"{p.label}：{p.value}", p.value) for p in labelled[:1]]
    if not found and (line := title.only_line(first)):
        found.append(Candidate("heading", "first line of the text", line, line))
    return [c for c in found if not title.is_cut(c.value)] or found


def _unmarked_title(name: str | None, above: str | None, first: list[Line]) -> list[Candidate]:
    """The title of a page whose `<title>` says nothing, or only names the site: where titles stand."""
    if name and not title.is_name(name):
        return []
    if above:
        return [Candidate("heading", "line above the text", above, above)]
    line = title.only_line(first) if name else None
    return [Candidate("heading", "first line of the text", line, line)] if line else []


def keywords(parts: Parts, page_title: str) -> list[Candidate]:
    """Keywords of the box, or the article's own meta."""
    found = boxed(parts, "keywords")
    if text := meta.article_text(parts.metas, "keywords", title=page_title, limit=150):
        found.append(Candidate("meta", parts.metas.spelled["keywords"], text, text))
    return found


def summaries(parts: Parts, page_title: str, text: str) -> list[Candidate]:
    """The summary of the box, or a description that is neither the title nor the beginning of the text."""
    found = [
        Candidate("box", p.label, p.value, p.value)
        for p in parts.pairs
        if p.field == "summary" and p.in_box and p.value and folded(p.value) != folded(page_title)
    ]
    described = meta.article_text(parts.metas, "description", title=page_title, limit=600)
    if described and not folded(text).startswith(folded(described).rstrip("….")[:60]):
        found.append(Candidate("meta", parts.metas.spelled["description"], described, described))
    return found
