"""Where a page's foot begins (页脚): sponsor, record numbers and address of the site, whatever element holds
them."""

from __future__ import annotations

import re

from lxml.etree import _Element

from connectors.fields.page import Feet, Page

FOOT = re.compile(r"ICP备|公网安备|网站标识码|版权所有|主办单位 ?[:：]")
"""Words of a page's foot."""
_SIGN = re.compile(
    r"I[Cc][Pp]备 ?(?:案 ?(?:编号|序号|号)|\d)|i[Cc][Pp]备 ?(?:案 ?(?:编号|序号|号)|\d)|公网安备 ?\d|网站标识码"
    r"|版权所有|C[Oo][Pp][Yy][Rr][Ii][Gg][Hh][Tt]|c[Oo][Pp][Yy][Rr][Ii][Gg][Hh][Tt]|©"
)
"""What stands in no article: the number itself, and not a mention of it. Every word begins with one letter in one case,
so that the search looks for the set of them, three times as fast."""
_HOST = re.compile(r"\n ?(?:主办|承办|协办|主管|运维|维护|开发|技术支持|网站管理)(?:单位|方)? ?[:：]")
"""Who runs the site; or who holds an event, in an article. At the start of a line."""
_REACH = 60
"""So many lines from the end a foot is looked for."""
_MAX = 160
"""Longer lines are text."""


def foot_start(page: Page, weights: list[int], anchor: int = -1) -> int:
    """The first line of the foot, past the last line where there is none. `weights` are the characters of
    prose in every line; the middle of them is in the article, whose elements are not the foot's. Without
    prose, `anchor` is a line of the article."""
    count = len(page.lines)
    anchor = max(anchor, _middle(weights))
    start = _sign_above(page, count, anchor, _REACH) if anchor >= 0 else None
    if start is None:
        return count
    while (above := _sign_above(page, start, anchor, 12)) is not None:
        start = above
    return start


def foot_below(page: Page, start: int) -> int:
    """The first line from `start` on with words of a foot; past the last line where there is none."""
    text = "\n".join([line.text for line in page.lines[start:]])
    found = FOOT.search(text)
    return start + text.count("\n", 0, found.end()) if found else len(page.lines)


def feet(page: Page) -> Feet:
    """The lines that are of a foot by their own words; looked for in all short lines at once, and only once."""
    if page.feet is None:
        text = "\n" + "\n".join([line.text if len(line.text) <= _MAX else "" for line in page.lines])
        page.feet = Feet(_lines_of(text, _SIGN), _lines_of(text, _HOST))
    return page.feet


def _lines_of(text: str, pattern: re.Pattern[str]) -> frozenset[int]:
    """The numbers of the lines in which a pattern is found."""
    return frozenset([text.count("\n", 1, match.end()) for match in pattern.finditer(text)])


def _sign_above(page: Page, stop: int, anchor: int, reach: int) -> int | None:
    """Where the foot begins by the last line above `stop` that is of one; None where there is none."""
    signs, hosts = feet(page)
    for number in sorted(signs | hosts, reverse=True):
        if max(anchor, stop - 1 - reach) < number < stop and (
            number in signs or not _beside(page, number, anchor)
        ):
            return _outermost(page, number, anchor)
    return None


def _beside(page: Page, number: int, anchor: int) -> bool:
    """Whether a line stands beside the article's own paragraphs, with no element of its own around it."""
    return page.lines[number].block.getparent() is page.lines[anchor].block.getparent()


def _middle(weights: list[int]) -> int:
    """The line in which half of all prose is reached."""
    half, reached = sum(weights) / 2, 0
    for number, weight in enumerate(weights):
        reached += weight
        if weight and reached >= half:
            return number
    return -1


def _outermost(page: Page, number: int, anchor: int) -> int:
    """Where the largest element around a line begins that does not reach up to the article."""
    start = number
    element: _Element | None = page.lines[number].block
    while element is not None:
        span = page.spans.get(element)
        if span is None or span[0] <= anchor:
            break
        start = min(start, span[0])
        element = element.getparent()
    return start
