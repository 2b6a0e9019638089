"""Statutes (法规规章) of the reference library, and a text on a page held against them. Pure functions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from schemas.enactments import Enactment, order_number, order_numbers
from schemas.identity import folded
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

Piece = tuple[Literal["same", "gone", "new"], str]
"""A stretch of two texts: in both, only in the official one, only on the page."""
ChangeKind = Literal["changed", "missing", "added"]
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

CONTEXT, SPOTS = 3, 3
"""Letters told on either side of a difference, and differences told of one article."""
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
class Change:
    """An article that differs from the official one."""

    label: str
    kind: ChangeKind
    expected: str | None
    shown: str | None


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


def compare(official: Sequence[Article], shown: Sequence[Article]) -> tuple[float, tuple[Change, ...]]:
    """What a text has in common with the official one, from 0 to 1, and the articles that differ."""
    if not official or not shown:
        return 0.0, ()
    shown = [*shown[:-1], without_tail(shown[-1], _counterpart(official, shown[-1]))]
    a, b = [x.letters for x in official], [x.letters for x in shown]
    common = 0.0
    changes: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            common += sum(map(len, a[i:j]))
            continue
        for one, other in _pairs(official[i:j], shown[k:m]):
            common += _likeness(one, other)
            changes.append(_change(one, other))
    return 2 * common / (sum(map(len, a)) + sum(map(len, b)) or 1), tuple(changes)


def pieces(expected: str, shown: str) -> list[Piece]:
    """Two texts as one, in words that an officer can read.

    Layout and punctuation are no difference; a lone letter between two differences is part of them.
    """
    a, b = _letters(expected), _letters(shown)
    codes = SequenceMatcher(None, _keys(a), _keys(b), autojunk=False).get_opcodes()
    found: list[Piece] = []
    gone = new = ""
    for n, (tag, i, j, k, m) in enumerate(codes):
        if tag == "equal" and (j - i > 1 or n in (0, len(codes) - 1)):
            found += [("gone", gone), ("new", new), ("same", "".join(b[k:m]))]
            gone = new = ""
        else:
            gone += "".join(a[i:j])
            new += "".join(b[k:m])
    return [piece for piece in [*found, ("gone", gone), ("new", new)] if piece[1]]


def told(change: Change) -> str:
    """A change in a few words: 第十二条“日内应当把”作“日内可以把”."""
    if change.kind == "missing":
        return f"{change.label}缺少"
    if change.kind == "added":
        return f"{change.label}多出"
    found = pieces(change.expected or "", change.shown or "")
    spots: list[str] = []
    for n, (kind, text) in enumerate(found):
        if kind == "same" or (kind == "new" and n and found[n - 1][0] == "gone"):
            continue
        new = text if kind == "new" else next((t for k, t in found[n + 1 : n + 2] if k == "new"), "")
        gone = text if kind == "gone" else ""
        before = found[n - 1][1][-CONTEXT:] if n else ""
        after = next((t for k, t in found[n + 1 :] if k == "same"), "")[:CONTEXT]
        spots.append(f"“{before}{gone}{after}”作“{before}{new}{after}”")
    more = f"等 {len(spots)} 处" if len(spots) > SPOTS else ""
    return change.label + "、".join(spots[:SPOTS]) + more


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


def _counterpart(official: Sequence[Article], last: Article) -> Article:
    return next((a for a in official if a.number == last.number), official[-1])


def _pairs(
    official: Sequence[Article], shown: Sequence[Article]
) -> Iterator[tuple[Article | None, Article | None]]:
    """Articles of one number belong together; where as many are left on both sides, so do they in their order."""
    by_number = {article.number: article for article in shown}
    together = [(a, by_number.pop(a.number, None)) for a in official]
    alone = [a for a, b in together if b is None]
    left = [b for b in shown if b.number in by_number]
    paired = dict(zip((a.number for a in alone), left, strict=True)) if len(alone) == len(left) else {}
    for a, b in together:
        yield a, b or paired.get(a.number)
    if not paired:
        yield from ((None, b) for b in left)


def _likeness(one: Article | None, other: Article | None) -> float:
    """Letters that two articles have in common."""
    if one is None or other is None:
        return 0.0
    matcher = SequenceMatcher(None, one.letters, other.letters, autojunk=False)
    return float(sum(block.size for block in matcher.get_matching_blocks() if block.size > 3))


def _change(one: Article | None, other: Article | None) -> Change:
    if one is None:
        assert other is not None
        return Change(other.label, "added", None, other.text)
    if other is None:
        return Change(one.label, "missing", one.text, None)
    return Change(one.label, "changed", one.text, other.text)


def _keys(letters: list[str]) -> list[str]:
    return [folded(letter[0]) for letter in letters]


def _letters(text: str) -> list[str]:
    """Letter by letter, each with the punctuation behind it."""
    return re.findall(r"[^\W_][\W_]*|^[\W_]+", "".join(text.split()))
