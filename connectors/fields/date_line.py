"""A date that no label claims, in the line between title and body (日期行)."""

from __future__ import annotations

import re
from typing import cast

from connectors.fields.dates import Moment, find_date, may_hold_date, whole_date
from connectors.fields.labels import INLINE
from connectors.fields.page import SEAM, Line, text_of

_MAX_WORDS = 24
"""So many characters may stand beside a date in a line without labels."""
_REACH = 15
_SENTENCE = re.compile(r"[一-龥]{6}")
_UNKNOWN = re.compile(r"[\u4e00-\u9fff]\s?[:：】\]]\s*$")
"""A label that is none of ours, right before a date: `信息时效期： 2026-06-21`."""
_COUNT = re.compile(
    rf"[\s{SEAM}]+(?:阅读|浏览|点击|访问)(?:量|数|次数)?[\s{SEAM}]*\d*[\s{SEAM}]*次?[\s{SEAM}]*$"
)
"""How often a page was read, without a colon."""
_OTHER = re.compile(r"[\u4e00-\u9fff](?:时间|日期|时限|期限)\s?[:：]?$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_ENDS = frozenset("0123456789日")
"""How a date ends, or a clock."""
_UNMARKED = re.compile(
    rf"(?:^|(?<=[\s{SEAM}|｜]))((?:发布|发表|发稿|公开|更新)(?:时间|日期)|(?:信息|文章|稿件)?来源|作者|字体|字号"
    rf"|(?:阅读|浏览|点击|访问)(?:量|数|次数)?)[\s{SEAM}]+(?=[^\s{SEAM}:：\]】］])"
)
"""A label of a date line with a gap where its colon should be."""
_LAST = re.compile(r"\s((?:19|20)\d{2}[-/.年]\S{3,8}(?:[\sT][\d:：]{4,8})?)$")


def unlabelled(text: str) -> Moment | None:
    """A date that is all of a line, stands before its first label, or at an end of it with a gap beside it.

    `text` may hold `SEAM` at the borders of elements, which are gaps.
    """
    text = _COUNT.sub("", text)
    label = INLINE.search(text)
    free = (text[: label.start()] if label else text).replace(SEAM, " ").strip()
    if label is None:
        return whole_date(free) or (_at_an_end(free) if len(free) <= _MAX_WORDS + 20 else None)
    if len(free) <= 40 and not _SENTENCE.search(free) and (moment := find_date(free)):
        return moment
    if piece := _alone(text[: label.start()]):
        return piece
    opens = _at_an_end(free) if len(free) <= _MAX_WORDS + 20 else None
    return opens or _at_the_end(text.replace(SEAM, " "))


def _alone(text: str) -> Moment | None:
    """The date in an element of its own, among others: `<a>县政府网 www.…</a> <span>2018-04-19 17:32</span>`."""
    return next((m for piece in text.split(SEAM) if (m := whole_date(piece.strip()))), None)


def dated_piece(line: Line) -> str:
    """The date that ends a heading in an element of its own (`<h2>…<small>2021-07-14</small></h2>`); else
    empty."""
    if line.text[-1:] not in _ENDS or line.block.tag not in _HEADINGS or not len(line.block):
        return ""
    last = text_of(line.block[-1])
    return last if last and line.text.endswith(last) and whole_date(last) else ""


def spelled_out(line: Line) -> str:
    """The text of a line with `SEAM` at the borders of elements, and in a date line with the colons that it
    lacks: `2021-07-14　来源 县政府　浏览 12 次`, `<span>发布时间</span><span>2021-07-14</span>`."""
    text = line.text
    if len(text) > 120 or not ("来源" in text or "发布" in text) or not may_hold_date(text):
        return line.marked or text
    return _UNMARKED.sub(r"\1：", spaced(line))


def spaced(line: Line) -> str:
    """A line's text with `SEAM` at the borders of elements, where it holds a date but no label too:
    `<em>2021-07-14</em><em>县政府</em>`."""
    if line.marked or line.linked or len(line.block) < 2 or not may_hold_date(line.text):
        return line.marked or line.text
    pieces = [" ".join(piece.split()) for piece in cast("list[str]", list(line.block.itertext()))]
    shown = SEAM.join(filter(None, pieces))
    return shown if _bare(shown) == _bare(line.text) else line.text


def _bare(text: str) -> str:
    return "".join(text.replace(SEAM, "").split())


def date_line(lines: list[Line], stop: int) -> int:
    """The first of the lines shortly above `stop` with a date that no label claims; 0 where there is none."""
    near = range(max(1, stop - _REACH), stop)
    return next((n for n in near if is_dated(lines[n])), 0)


def is_dated(line: Line) -> bool:
    """Whether a line is one with a date that no label claims."""
    if not 0 < len(line.text) <= 60 or line.is_link or unlabelled(spaced(line)) is None:
        return False
    return not is_other_date(line)


def is_other_date(line: Line) -> bool:
    """Whether the cell before a date says which one it is (来信时间, 截止日期), with a label that is none of
    ours."""
    before = line.cell.getprevious() if line.cell is not None else None
    return before is not None and _OTHER.search(text_of(before)) is not None


def _at_an_end(text: str) -> Moment | None:
    """`2022-06-21 县交通局` or `县交通局 2022-06-21 09:30`, and not `2022年6月21日在县人大会议上`."""
    date, _, rest = text.partition(" ")
    clock, _, _ = rest.strip().partition(" ")
    return whole_date(f"{date} {clock}") or whole_date(date) or _at_the_end(text)


def _at_the_end(text: str) -> Moment | None:
    """`来源：县融媒体中心 记者：张某 2022-06-21`."""
    text = text.rstrip()
    found = _LAST.search(text)
    if found is None or _UNKNOWN.search(INLINE.sub("", text[: found.start()])):
        return None
    return whole_date(found[1])
