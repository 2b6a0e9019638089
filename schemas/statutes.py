"""Statutes (法规规章) of the reference library, and a text on a page held against them. Pure functions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.enactments import Enactment, order_number, order_numbers
from schemas.statute_changes import Change, compare
from schemas.statute_text import Article, StatuteText, statute_key, without_tail

StatuteKind = Literal["law", "regulation", "local_regulation", "rule", "other"]
KIND_WORDS: dict[StatuteKind, str] = {
    "law": "法律",
    "regulation": "行政法规",
    "local_regulation": "地方性法规",
    "rule": "规章",
    "other": "其他",
}
_KINDS: tuple[tuple[StatuteKind, str], ...] = (
    ("regulation", r"国务院(?:令|第|批准|关于|办公厅)"),
    ("local_regulation", r"(?:省|自治区|市|州|县).{0,20}人民代表大会|人民代表大会常务委员会公告"),
    ("law", r"主席令|全国人民代表大会"),
    ("rule", r"(?:政府|[部局委署行厅办会])令|部长|省政府"),
)

Verdict = Literal["current", "outdated", "altered", "unknown", "repealed", "pending"]
VERDICT_WORDS: dict[Verdict, str] = {
    "current": "现行文本",
    "outdated": "过时文本",
    "altered": "与正式文本不符",
    "unknown": "参照库未收录",
    "repealed": "已废止",
    "pending": "尚未施行",
}
"""How a posting of a statute stands on a day. `pending`: a version that is not in force yet."""

NEAR = 0.5
"""A text that has less than this in common with every version shows none of them."""


@dataclass(frozen=True, slots=True)
class LibraryText:
    """One official text (正式文本): a statute as it stood from one act on."""

    name: str
    kind: StatuteKind
    line: tuple[Enactment, ...]
    articles: tuple[Article, ...]
    """None where only the version line is known, e.g. of a statute that was repealed."""
    origin: str
    """File or feed it was read from."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A statute from one act on (版本)."""

    version_id: str
    act: Enactment
    effective_on: date
    effective_to: date | None
    """The day the next version, or the repeal, takes its place."""
    text: LibraryText | None

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.text.articles if self.text else ()


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute with its versions, oldest first."""

    statute_id: str
    name: str
    kind: StatuteKind
    versions: tuple[Version, ...]
    repealed_by: Enactment | None


@dataclass(frozen=True, slots=True)
class Match:
    """The version that a text shows, or comes nearest to."""

    version: Version | None
    closeness: float
    """Share of the letters that both have, from 0 to 1."""
    changes: tuple[Change, ...]
    told: str
    """How it was known: `text`, `order`, `date`, or `none`."""


def kind_of(line_text: str) -> StatuteKind:
    """The kind of a statute, by who issued it."""
    return next((kind for kind, sign in _KINDS if re.search(sign, line_text)), "other")


def statutes_of(texts: Iterable[LibraryText]) -> tuple[Statute, ...]:
    """The library's texts, put together by statute; what one version line tells, holds for all of its texts."""
    groups: dict[str, list[LibraryText]] = {}
    for text in texts:
        groups.setdefault(statute_key(text.name), []).append(text)
    return tuple(_statute(key, group) for key, group in groups.items())


def match(shown: StatuteText, statute: Statute, title: str) -> Match:
    """Which version of a statute a text shows: by its words, else by the orders and the date it names."""
    found = [(*compare(version.articles, shown.articles), version) for version in statute.versions]
    nearest = max(found, key=lambda f: (f[0], f[2].effective_on), default=None)
    if nearest is not None and nearest[0] >= NEAR:
        return Match(nearest[2], nearest[0], nearest[1], "text")
    by_order, by_date = _told_by_order(shown, statute, title), _told_by_date(shown, statute)
    for closeness, changes, version in found:
        if version is (by_order or by_date):
            return Match(version, closeness, changes, "order" if by_order else "date")
    return Match(None, 0.0, (), "none")


def _statute(key: str, group: list[LibraryText]) -> Statute:
    statute_id = hashlib.sha256(key.encode()).hexdigest()[:16]
    acts: dict[tuple[date, bool], Enactment] = {}
    for act in (act for text in group for act in text.line):
        place = (act.on, act.action == "repealed")
        former = acts.get(place)
        if former is None or (former.in_force_on is None and act.in_force_on is not None):
            acts[place] = act
    ordered = sorted(acts.values(), key=lambda act: act.on)
    repealed = next((act for act in ordered if act.action == "repealed"), None)
    lasting = [act for act in ordered if act.action != "repealed"]
    ends = [_from(act) for act in lasting[1:]] + [_from(repealed) if repealed else None]
    texts = {lasts[-1].on: text for text in group if (lasts := _lasting(text)) and text.articles}
    versions = tuple(
        Version(f"{statute_id}/{act.on}", act, _from(act), end, texts.get(act.on))
        for act, end in zip(lasting, ends, strict=True)
    )
    newest = max(group, key=lambda text: text.line[-1].on)
    kinds: list[StatuteKind] = [text.kind for text in (newest, *group) if text.kind != "other"]
    kind: StatuteKind = kinds[0] if kinds else "other"
    return Statute(statute_id, newest.name, kind, versions, repealed)


def _from(act: Enactment) -> date:
    return act.in_force_on or act.on


def _lasting(text: LibraryText) -> list[Enactment]:
    return [act for act in text.line if act.action != "repealed"]


def _told_by_order(shown: StatuteText, statute: Statute, title: str) -> Version | None:
    """The newest version whose order the page names."""
    named = order_numbers(f"{title}\n{shown.opening}")
    return next((v for v in reversed(statute.versions) if order_number(v.act.order) in named), None)


def _told_by_date(shown: StatuteText, statute: Statute) -> Version | None:
    """The version in force on the day from which the text says it is in force."""
    last = without_tail(shown.articles[-1], None).text if shown.articles else ""
    told = re.search(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日起(?:施行|实施)", last)
    if told is None:
        return None
    day = date(*map(int, told.groups()))
    known = [v for v in statute.versions if v.effective_on <= day]
    return next(iter([*reversed(known), *statute.versions]), None)
