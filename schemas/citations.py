"""What a text refers to (引用): documents quoted by 《title》, by 发文字号 or by a link, and in what sense.

Pure functions over an item as stored. Whether the catalogue holds what is quoted, the warehouse finds out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Literal

from schemas.identity import folded, page_key
from schemas.titles import read_title, title_key

LinkKind = Literal["interprets", "based_on", "repeals", "amends", "republishes", "answers"]

QUOTE = 120
"""Characters of a text that are kept as evidence of a citation."""
MOST = 60
"""Citations of one item that are kept: a list of repealed documents may be long, a page of links is none."""

NUMBER = (
    r"(?P<series>[\u4e00-\u9fff]{2,12}?)[〔\[【（(［]\s*(?P<year>(?:19|20)\d{2})\s*年?[〕\]】）)］]"
    r"\s*第?\s*0*(?P<serial>\d{1,5})\s*号"
)
_NUMBER = re.compile(NUMBER)
_CITED = re.compile(
    r"《(?P<title>[^《》]{2,90}(?:《[^《》]{2,60}》[^《》]{0,30})?)》"
    rf"(?:\s*[（(]\s*(?:以下简称[^（）()]{{0,30}}|{NUMBER})[^（）()]{{0,30}}[）)])?"
)
_SENTENCES = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")
_BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|贯彻|落实|执行)[^，；：。]{0,160}$")
_BASIS_AFTER = re.compile(r"^(?:文件)?(?:的)?(?:精神|要求|部署|规定)")
_LISTED = r"(?:[、和及以]{0,2}《[^《》]*》(?:[（(][^（）()]*[）)])?)*"
_REPEAL_AFTER = re.compile(
    rf"^{_LISTED}[^。《]{{0,40}}?(?:同时|予以|即行|一并|相应|宣布|日起|随之)(?:废止|失效|停止执行|不再执行)"
)
_REPEALED_AT_ONCE = re.compile(rf"^{_LISTED}(?:同时|予以|即行|一并|宣布)?(?:废止|失效|停止执行)")
_REPEAL_BEFORE = re.compile(r"废止(?:了)?(?:下列|以下)?[^。，]{0,20}$")
_AMEND_AFTER = re.compile(r"^[^。]{0,30}?(?:作出?[如以]下修改|修改为|(?:进行了?|予以)修[改订])")
_AMEND_BEFORE = re.compile(r"(?:决定)?(?:修改|修订|对)(?:了)?$")
_ISSUED = re.compile(
    r"(?:印发|出台|发布|制定|下发|颁布|通过|修订)(?:了)?[^。《]{0,30}$|现(?:就|将|对)[^。《]{0,20}$"
)
_POINTER = re.compile(r"原文|文件|全文|链接|点击|查看|详见")
_ANCHOR = re.compile(r'<a\s[^>]*?href="(?P<href>https?://[^"]+)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|jpe?g|png|mp4)(?:$|[?&])", re.IGNORECASE)
_ANSWER = re.compile(r"答复|复函|回复|复文|办复|办理|落实")
"""What tells an answer from the proposal itself."""
_ACCOUNT = re.compile(r"^[^《]*情况的?(?:说明|介绍)$")
"""A unit's account of its own affairs: an interpretation only in the column of interpretations."""
_PROPOSAL = re.compile(
    r"(?:(?P<session>[一二三四五六七八九十\d]{1,4}届(?:[一二三四五六七八九十\d]{1,3}次)?)[^第\d]{0,8})?"
    r"第?\s*0*(?P<n>\d{1,4})\s*号[^，。（(]{0,6}?(?P<kind>提案|建议|议案)"
)
_INTERPRETED = (
    re.compile(r"《(?P<title>.+)》[^》]*$"),
    re.compile(r"(?:读懂|图解|解读)[:：]?\s*(?P<title>[^《》:：]{6,80})$"),
    re.compile(r"^(?:关于)?(?P<title>[^《》]{6,80}?)的?(?:政策|文件|图文|一图)?(?:解读|问答|说明)"),
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to another document: at least one of `number`, `title`, `page` says to which."""

    kind: LinkKind
    number: str | None
    """`代字〔year〕n号`, folded."""
    title: str | None
    """As quoted, without 《》."""
    page: str | None
    """Key of the page that a link leads to; see `schemas.identity.page_key`."""
    evidence: str
    """The words that say so."""

    @property
    def name(self) -> str | None:
        """The key of the title, as documents are looked up by it."""
        return title_key(self.title) if self.title else None

    @property
    def reference(self) -> str:
        """What is referred to, in words: number and title as quoted."""
        titled = f"《{self.title}》" if self.title and self.kind != "answers" else self.title
        return " ".join(part for part in (self.number, titled) if part) or self.evidence


def citations(
    title: str, body_text: str | None, body_html: str | None, *, category: str, own_number: str | None
) -> tuple[Citation, ...]:
    """What an item refers to, each target once a kind, the surest first; an issue of a gazette (政府公报) speaks in
    the words of others."""
    about = read_title(title).markers
    found: list[Citation] = []
    reads = category == "interpretation" and "draft" not in about
    if reads or ("interpretation" in about and not _ACCOUNT.search(title)):
        found += _interprets(title, body_text or "", body_html or "")
    elif "forward" in about:
        found += _of_title(title, "republishes")
    elif "repeal" in about:
        found += _of_title(title, "repeals")
    elif "amendment" in about:
        found += _amended(title)
    if category == "proposal" or "answer" in about:
        found += _answers(title)
    found += _of_body(body_text or "", repeals="repeal" in about) if category != "gazette" else ()
    return tuple(_distinct(found, own_number))[:MOST]


def document_numbers(text: str) -> list[str]:
    """All document numbers in a text, normalised and folded."""
    return [number for match in _NUMBER.finditer(text) if (number := _standard(match))]


def proposal_key(title: str) -> str | None:
    """What a proposal (提案, 建议) and its answer have in common: session, number, kind; None without a number."""
    match = _PROPOSAL.search(title)
    return f"{folded(match['session'] or '')}第{int(match['n'])}号{match['kind']}" if match else None


def _interprets(title: str, text: str, html: str) -> Iterator[Citation]:
    """What an interpretation speaks of: named in its title, at its beginning, or linked to."""
    named = next((m["title"].strip() for p in _INTERPRETED if (m := p.search(title))), None)
    opening = text[:600]
    if named:
        number = _number_beside(named, opening)
        yield Citation("interprets", number, named, None, title[:QUOTE])
    for match in _CITED.finditer(opening):
        if _ISSUED.search(opening[max(0, match.start() - 40) : match.start()]):
            yield Citation("interprets", _standard(match), match["title"], None, _around(opening, match))
    for anchor in _ANCHOR.finditer(html):
        words = _TAG.sub("", unescape(anchor["text"])).strip()
        if not _FILE.search(anchor["href"]) and (
            "《" in words or _POINTER.search(words) or _NUMBER.search(words)
        ):
            cited = _CITED.search(words)
            yield Citation(
                "interprets",
                next(iter(document_numbers(words)), None),
                cited["title"] if cited else None,
                page_key(unescape(anchor["href"])),
                words[:QUOTE],
            )


def _number_beside(named: str, text: str) -> str | None:
    """The number that the text puts in brackets behind a title."""
    wanted = title_key(named)
    beside = (m for m in _CITED.finditer(text) if m["serial"] and title_key(m["title"]) == wanted)
    return next((_standard(match) for match in beside), None)


def _of_title(title: str, kind: LinkKind) -> Iterator[Citation]:
    """What a title itself names by 《》, by number, or, for 转发, by the words behind it."""
    for match in _CITED.finditer(title):
        yield Citation(kind, _standard(match), match["title"], None, title[:QUOTE])
        return
    number = next(iter(document_numbers(title)), None)
    forwarded = (
        re.search(r"转发(?P<title>.{6,80}?的(?:通知|意见|公告)|.{6,80}?)(?:的通知)?(?:[（(].*)?$", title)
        if kind == "republishes"
        else None
    )
    if number or forwarded:
        yield Citation(kind, number, forwarded["title"] if forwarded else None, None, title[:QUOTE])


def _amended(title: str) -> Iterator[Citation]:
    if re.search(r"关于(?:修改|修订|修正|调整).{0,30}《", title):
        yield from _of_title(title, "amends")


def _answers(title: str) -> Iterator[Citation]:
    match = _PROPOSAL.search(title)
    if match and _ANSWER.search(title):
        yield Citation("answers", None, title[match.start() : match.end()], None, title[:QUOTE])


def _of_body(text: str, *, repeals: bool) -> Iterator[Citation]:
    """Citations of the body whose sentence says in what sense they are meant. In a repealing document a bare
    list names what it repeals."""
    for sentence in _SENTENCES.finditer(text):
        words = sentence[0]
        if "《" not in words and "号" not in words:
            continue
        for match in _mentions(words):
            kind = _sense(words[: match.start()], words[match.end() :])
            if kind is None and repeals:
                kind = "repeals"
            if kind:
                titled = match.groupdict().get("title")
                yield Citation(kind, _standard(match), titled, None, _around(words, match))


def _mentions(words: str) -> Iterator[re.Match[str]]:
    """《title》 with the number behind it, and numbers that stand alone."""
    cited = list(_CITED.finditer(words))
    yield from cited
    for match in _NUMBER.finditer(words):
        if not any(c.start() <= match.start() < c.end() for c in cited):
            yield match


def _sense(before: str, after: str) -> LinkKind | None:
    """In what sense a citation is meant, by the words of its clause on either side."""
    basis = bool(_BASIS.search(before))
    if _REPEALED_AT_ONCE.search(after) or _REPEAL_BEFORE.search(before):
        return "repeals"
    if not basis and _REPEAL_AFTER.search(after):
        return "repeals"
    if _AMEND_AFTER.search(after) or _AMEND_BEFORE.search(before):
        return "amends"
    return "based_on" if basis or _BASIS_AFTER.search(after) else None


def _standard(match: re.Match[str]) -> str | None:
    if not match["serial"]:
        return None
    series = re.sub(r"^.*(?:根据|依据|按照|依照|遵照|贯彻|落实|废止|以及|和|与|及|原)", "", match["series"])
    return folded(f"{series}〔{match['year']}〕{int(match['serial'])}号") if series else None


def _around(text: str, match: re.Match[str]) -> str:
    """The citation with the words about it."""
    start = max(0, match.start() - 30)
    return " ".join(text[start : match.end() + 30].split())[:QUOTE]


def _distinct(found: list[Citation], own_number: str | None) -> Iterator[Citation]:
    """Each target once a kind: a name met again only lends its number or page. The item itself is no target."""
    own = folded(own_number) if own_number else None
    kept: dict[tuple[str, str], Citation] = {}
    for citation in found:
        if citation.number and citation.number == own and citation.kind != "interprets":
            continue
        place = (citation.kind, citation.name or citation.number or citation.page or "")
        former = kept.get(place)
        if former is None:
            kept[place] = citation
        else:
            kept[place] = replace(
                former, number=former.number or citation.number, page=former.page or citation.page
            )
    named = {c.number for c in kept.values() if c.title}
    yield from (c for c in kept.values() if c.title or c.page or c.number not in named)
