"""The text of a statute (法规规章) taken apart: name, version line (题注), articles. Pure functions.

A text comes as a file or a page prints it: with title page, table of contents, headings of chapters, page numbers,
footnotes, in lines of any length. What is read does not depend on any of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.enactments import Enactment, enactments
from schemas.identity import folded
from schemas.titles import numeral_value

_NUMERAL = r"[一二三四五六七八九十百零〇○\d０-９]"
_LABEL = re.compile(rf"第\s*(?P<n>{_NUMERAL}{{1,7}})\s*条(?:\s*之(?P<of>[一二三四五六七八九十]{{1,2}}))?")
_REFERENCE = re.compile(
    rf"规定|所列|所称|的|[、，。；）)]|(?:和|及|以及|至|到|或者?|与)\s*(?:第|本|前|其他|《)|中(?:的|所)|第{_NUMERAL}+[款项]"
)
"""What follows the number of an article that is only spoken of."""
_ENDED = frozenset("。；：！？”’）)】")
_HEADING = re.compile(rf"^第\s*{_NUMERAL}{{1,4}}\s*[编章节](?!的|规定|所)[\s　]*[^。；，]{{0,40}}$")
_HEADING_BEHIND = re.compile(
    rf"(?:(?<=[。；”！？）])|(?<=\n)|^)\s*第\s*{_NUMERAL}{{1,4}}\s*[编章节](?!的|规定|所)[^。；]{{0,60}}$"
)
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d{1,4}\s*页(?:[\s，,/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_MARK = re.compile(r"\[\d{1,3}\]|［\d{1,3}］|[①-⑳]")
_NOTE = re.compile(r"^(?:\[\d{1,3}\]|［\d{1,3}］|注\s*[\d：:]|※|\*{1,3}\s)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BRACKETS = re.compile(r"[（(【\[〔][^（）()【】\[\]〔〕]*[）)】\]〕]")
_EDGES = re.compile(r"^[\s　《〈“]+|[\s　》〉”]+$|(?:\s|　)*(?:全文|正文|文本)$")
_ORDER_BEFORE = re.compile(r"^(?:中华人民共和国)?国务院令\s*(?:第\s*\d{1,5}\s*号)?")
_COUNTRY = "中华人民共和国"
_STATUTE = re.compile(r"(?:条例|规定|办法|细则|规则|章程|决定|法)$")
_ABOUT = re.compile(
    r"解读|释义|问答|答记者问|读懂|图解|说明|征求意见|草案|修订稿|送审稿|宣传|培训|学习|贯彻|实施情况|目录|"
    r"节选|摘编|摘录|部分条款|关于(?:修改|废止)"
)
_ISSUED = re.compile(r"关于(?:印发|转发|公布)")
_IN_FORCE = re.compile(r"施行|废止|生效")


@dataclass(frozen=True, slots=True)
class Article:
    """An article (条)."""

    label: str
    """第六条, in Chinese numerals as printed, or as 第6条."""
    number: int
    text: str
    """Without label, headings and notes; lines where it has several."""

    @property
    def letters(self) -> str:
        """What is compared: letters and digits alone, folded."""
        return letters(self.text)


@dataclass(frozen=True, slots=True)
class StatuteText:
    """A statute as one file or page gives it."""

    names: tuple[str, ...]
    """What it may be called, by its title; where that names no statute by the lines above the first article, and
    at last by what these quote."""
    line: tuple[Enactment, ...]
    """Its version line, oldest first."""
    articles: tuple[Article, ...]
    opening: str
    """All that stands above the first article."""


def read_statute(text: str, title: str = "") -> StatuteText:
    """Take a text apart. `title` is what the page or file is called; without articles there is no statute."""
    lines = list(_told_lines(text))
    whole = "\n".join(lines)
    labels = list(_labels(whole))
    opening = whole[: labels[0][0].start()] if labels else whole
    names = _names(title, opening)
    headers = {letters(name) for name in names}
    ends = [*(label.start() for label, _ in labels[1:]), len(whole)][: len(labels)]
    articles = tuple(
        Article(_shown(label), number, _article_text(whole[label.end() : end], headers))
        for (label, number), end in zip(labels, ends, strict=True)
    )
    return StatuteText(tuple(names), enactments(opening), articles, opening)


def letters(text: str) -> str:
    """Letters and digits alone, folded: what is left when layout, punctuation and note marks are no matter."""
    return re.sub(r"[\W_]", "", folded(_MARK.sub("", text)))


def statute_key(name: str) -> str:
    """What a statute is known by: its name without 中华人民共和国, brackets, marks of its edition."""
    return letters(_bare(name).removeprefix(_COUNTRY))


def names_a_statute(title: str) -> bool:
    """Whether a title is that of a statute's text, and not of a paper about one."""
    return bool(_STATUTE.search(_bare(title))) and not (_ABOUT.search(title) or _ISSUED.search(title))


def is_about_a_statute(title: str) -> bool:
    """Whether a title is that of a paper about a statute, or of a part of its text."""
    return bool(_ABOUT.search(title))


def without_tail(article: Article, official: Article | None) -> Article:
    """The last article of a page without what the page sets below it: contacts, signature, buttons.

    It ends where the official one ends, otherwise with the line that says from when the statute is in force.
    """
    lines = article.text.split("\n")
    if official is not None:
        for end in range(1, len(lines) + 1):
            if letters("\n".join(lines[:end])) == official.letters:
                return Article(article.label, article.number, "\n".join(lines[:end]))
    last = next((n for n, line in enumerate(lines, 1) if _IN_FORCE.search(line)), None)
    return Article(article.label, article.number, "\n".join(lines[:last]))


def _told_lines(text: str) -> Iterator[str]:
    """Lines without page numbers, footnotes and Markdown. A mark that stands twice begins a footnote."""
    lines = [line.strip().lstrip("#").strip() for line in _COMMENT.sub("", text).splitlines()]
    marks = Counter(_MARK.findall(text))
    for line in lines:
        mark = _MARK.match(line)
        is_note = _NOTE.match(line) or (mark and marks[mark[0]] > 1)
        if line and not is_note and not _PAGE_NUMBER.fullmatch(line):
            yield line


def _labels(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Where articles begin, and their numbers. A statute begins with 第一条, and its numbers rise."""
    last = (0, 0)
    for match in _LABEL.finditer(text):
        place = (_number(match["n"]), _number(match["of"] or "") if match["of"] else 0)
        if not last < place or (last == (0, 0) and place != (1, 0)):
            continue
        after = text[match.end() : match.end() + 12]
        follows = place == (last[0] + 1, 0) or place[0] == last[0]
        spaced = follows and bool(re.match(r"[\s　]", after))
        begins = _begins(text, match.start())
        if (begins or spaced) and not _REFERENCE.match(after.lstrip(" 　\t")):
            last = place
            yield match, place[0]


def _begins(text: str, at: int) -> bool:
    """Whether a sentence or a line under a heading begins there."""
    before = text[:at].rstrip(" 　\t")
    if not before or before.rstrip("\n")[-1:] in _ENDED:
        return True
    line = before.rstrip("\n").rpartition("\n")[2]
    return bool(_HEADING.match(line)) or bool(_HEADING_BEHIND.search(before[-90:]))


def _number(numeral: str) -> int:
    plain = folded(numeral)
    return int(plain) if plain.isdigit() else numeral_value(numeral.replace("○", "〇"))


def _shown(label: re.Match[str]) -> str:
    return re.sub(r"\s", "", label[0])


def _article_text(text: str, headers: set[str]) -> str:
    """The words of an article: without the headings that follow it, running heads and broken lines."""
    former = None
    while former != text:
        former, text = text, _HEADING_BEHIND.sub("", text).rstrip()
    kept = [line for line in text.split("\n") if line.strip() and letters(line) not in headers]
    joined = ""
    for line in kept:
        broken = joined and joined[-1] not in _ENDED
        joined += line.strip() if broken or not joined else "\n" + line.strip()
    return joined


def _names(title: str, opening: str) -> list[str]:
    """The names of the surest place that has any: the title, the lines of the opening, 《》."""
    quoted = re.findall(r"《([^《》]{3,60})》", f"{title}\n{opening}")
    places = ([title, *re.split(r"[\s　：:]+", title)], opening.split("\n"), quoted)
    for place in places:
        named = [_bare(name) for name in place if len(name) <= 90 and names_a_statute(name)]
        if found := list(dict.fromkeys(name for name in named if 4 <= len(name) <= 60)):
            return found
    return []


def _bare(name: str) -> str:
    """A name without brackets, marks of its edition and the order before it."""
    text = _BRACKETS.sub("", name)
    for _ in range(3):
        text = _EDGES.sub("", text)
    return _ORDER_BEFORE.sub("", text).strip()
