"""Labelled values: the disclosure box (公开要素) in all its markups, and the date line of an article.

A label and its value may share a line (`索引号：…`, several in a run), or stand in neighbouring cells
(th/td, dt/dd, span/span, div/div), or in a header row above a value row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element

from connectors.fields.date_line import spelled_out
from connectors.fields.header_row import heads_list, value_line
from connectors.fields.labels import FIELD, FIRST, INLINE, LEADING, STRONG, alone, bare
from connectors.fields.page import SEAM, Line, Page, collapse, text_of

_MAX_LINE = 400
_EMPTY = frozenset(("", "无", "暂无", "没有", "空", "none", "null", "undefined", "n/a", "nan", "0"))
_NONE = re.compile(r"[暂此]?无(?:文号|字号|编号|索引号|主题词|关键词|内容|信息|资料|数据)")
_WHOLE = frozenset(("p", "li", "tr", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements that hold label and value together; the next one is another matter."""
_BEGINS = FIRST | frozenset("【】[]［］:：")
"""What a line may begin with that holds a label but no colon behind it."""
_TRIM = " \t　|｜·•;；,，"
_COLON = _TRIM + ":："
"""What a value begins with in a template that prints the colon into its cell."""
_TOOLS = re.compile(
    rf"{SEAM}[\s{SEAM}\[【（(|｜]*(?:打印|收藏|关闭|分享|纠错|下载|字体|字号|浏览|阅读|点击|访问|扫一扫"
    rf"|[大中小](?=[\s{SEAM}\]】)）|｜]|$)).*$"
)
"""Buttons behind a value, in elements of their own: `来源：县政府</span><b>大</b><b>中</b>`."""
_NEXT = re.compile(rf"(?<=[^\s{SEAM}])[\s{SEAM}]+[\u4e00-\u9fff]{{2,6}}\s?[:：].*$")
"""A label that is none of ours behind a value: `索引号：000014349/2021-00016　文件类别：其他`."""
DATE_LINE = ("published_at", "content_source")
"""Fields that the date line of an article shows."""
OF_ANYTHING = ("时间", "日期")
"""Labels of a date that may as well be of what a text tells of."""
_WORDY = frozenset(("title", "summary", "keywords"))


@dataclass(slots=True)
class Pair:
    """A label with its value, and the line it stands in."""

    field: str
    label: str
    value: str | None
    line: int
    in_box: bool = False
    """Its group holds a label that only a disclosure box has."""
    apart: int = 0
    """How many lines below the label its value stands, in a line of its own."""
    below: bool = False
    """It stands below the body, where no date line stands above."""


def value_of(text: str) -> str | None:
    """A printed value; None for what pages print where they have none (空白, 无, -, null)."""
    text = collapse(text.replace(SEAM, "")).strip(_TRIM).lstrip(_COLON).rstrip("【［[（(").strip(_TRIM)
    for opening, closing in ("【】", "[]", "［］", "（）", "()"):
        if text.endswith(closing) and opening not in text:
            text = text[:-1].strip(_TRIM)
    if text[:1] in "[【" and text[-1:] in "]】" and len(text) > 2:
        text = text[1:-1].strip(_TRIM)
    bare = text.lower().strip("。. -—–/\\")
    return None if bare in _EMPTY or _NONE.fullmatch(text) else text


def taken(pairs: Iterable[Pair]) -> frozenset[int]:
    """The lines of labels and of their values."""
    return frozenset(n for p in pairs for n in (p.line, p.line + p.apart))


def says_of_article(pair: Pair) -> bool:
    """Whether a label with its value can only be of the date line of an article (发布时间, 来源)."""
    return pair.field in DATE_LINE and pair.value is not None and pair.label not in OF_ANYTHING


def read_pairs(page: Page, stop: int) -> list[Pair]:
    """All labelled values above line `stop` (where prose begins), grouped and marked as box or date line."""
    pairs: list[Pair] = []
    for number, line in enumerate(page.lines[:stop]):
        text = line.text
        if not text or not (text[0] in _BEGINS or "：" in text or ":" in text or "来源" in text):
            continue
        if len(text) <= _MAX_LINE and not line.is_link:
            pairs.extend(_of_line(page, number, line))
    return _grouped(page, pairs)


def _of_line(page: Page, number: int, line: Line) -> list[Pair]:
    text = line.text
    if label := alone(text):
        if line.row >= 0 and heads_list(page, number):
            return []
        value, apart = _neighbour(page, number, line)
        return [Pair(FIELD[label], label, value, number, apart=apart if value else 0)]
    if ":" in text or "：" in text or text[0] in "【[［":
        return _inline(number, line)
    if ("来源" in text or text[0] == "发") and (found := _inline(number, line)):
        return found
    if len(text) <= 120 and text[0] in FIRST and (leading := LEADING.match(text)):
        label = bare(leading[1])
        first = next(iter(line.block), None)
        if first is not None and not (line.block.text or "").strip() and bare(_text(first)) == label:
            return [Pair(FIELD[label], label, value_of(text[leading.end() :]), number)]
    return []


def _inline(number: int, line: Line) -> list[Pair]:
    """Every `label：value` of a line; a value ends where the next label begins."""
    text = spelled_out(line)
    matches = list(INLINE.finditer(text))
    found = []
    for place, match in enumerate(matches):
        label = bare(match[1] or match[2])
        last = place + 1 == len(matches)
        value = _TOOLS.sub("", text[match.end() : None if last else matches[place + 1].start()])
        if FIELD[label] not in _WORDY:
            value = _NEXT.sub("", value)
        found.append(Pair(FIELD[label], label, value_of(value), number))
    return found


def _neighbour(page: Page, number: int, line: Line) -> tuple[str | None, int]:
    """The value of a label that fills its element, and how many lines below: the text of the element beside
    it, below it, or inside the one that begins with the label."""
    if page.spans.get(line.block) == (number, number + 2) and line.cell is not line.block:
        inside = page.lines[number + 1].text
        return (None, 0) if alone(inside) or INLINE.match(inside) else (value_of(inside), 1)
    element: _Element = line.cell if line.cell is not None and _fills(page, line.cell, number) else line.block
    while (
        element.getnext() is None
        and (parent := element.getparent()) is not None
        and _fills(page, parent, number)
    ):
        element = parent
    beside = element.getnext()
    if beside is not None and number + 1 < len(page.lines) and page.lines[number + 1].text in ("：", ":"):
        beside = beside.getnext()
    if beside is None and element is line.cell:
        return _below(page, number)
    if beside is None or ((element.tag in _WHOLE or beside.tag in _WHOLE) and not _paired(element, beside)):
        return _after_break(page, number, line), 1
    span = page.spans.get(beside)
    if span is None or span[1] - span[0] > 3:
        return None, 0
    text = " ".join(entry.text for entry in page.lines[span[0] : span[1]])
    if alone(text):
        return _below(page, number)
    return (None, 0) if INLINE.match(text) else (value_of(text), max(1, span[0] - number))


def _paired(label: _Element, value: _Element) -> bool:
    """Whether two list items, or the two paragraphs of one or of a row of its own, are a label and its value."""
    if label.tag == value.tag == "li":
        return True
    parent = label.getparent()
    return (
        label.tag == value.tag == "p"
        and parent is not None
        and parent.tag in ("li", "div")
        and len(parent) == 2
    )


def _fills(page: Page, element: _Element, number: int) -> bool:
    return page.spans.get(element) == (number, number + 1)


def _after_break(page: Page, number: int, line: Line) -> str | None:
    """The next line, where label and value share a block and a `<br>` stands between them."""
    after = page.lines[number + 1] if number + 1 < len(page.lines) else None
    if after is None or after.block is not line.block or INLINE.match(after.text) or alone(after.text):
        return None
    return value_of(after.text)


def _below(page: Page, number: int) -> tuple[str | None, int]:
    """The cell below, where the whole row is labels."""
    below = value_line(page, number)
    if below is None:
        return None, 0
    text = page.lines[below].text
    return None if alone(text) else value_of(text), below - number


def _grouped(page: Page, pairs: list[Pair]) -> list[Pair]:
    """Mark the pairs that stand together with a label that only a box has.

    One such label together with any other known label makes a box.
    """
    groups: list[list[Pair]] = []
    for pair in (p for p in pairs if p.field != "other"):
        if groups and _adjoin(page, groups[-1][-1], pair):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    for group in groups:
        if any(p.field in STRONG for p in group) and len({p.label for p in group}) >= 2:
            for pair in group:
                pair.in_box = True
    return sorted(pairs, key=lambda p: (p.line, p.field != "other"))


def _adjoin(page: Page, last: Pair, pair: Pair) -> bool:
    """Whether two labels may belong to one box: near, with no sentence between, both in or both out of a
    footer."""
    if pair.line - last.line > 6 or page.lines[pair.line].noise != page.lines[last.line].noise:
        return False
    between = page.lines[last.line + 1 + (last.apart == 1) : pair.line]
    return all(len(line.text) <= 40 for line in between)


def _text(element: _Element) -> str:
    return re.sub(r"[:：\s]", "", text_of(element))
