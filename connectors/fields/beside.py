"""Files that stand on every page of a site (公开指南、常用下载): in menus and boxes beside the article."""

from __future__ import annotations

import re

from lxml.etree import _Element

from connectors.fields.containers import EDITOR
from connectors.fields.page import Line, Link, Page

_SIDE = re.compile(
    r"(?:^|[-_])(?:left|right|sider?|aside|menu)(?:\d{0,2}|bar|box|nav|menu|con|list)(?:$|[-_])",
    re.IGNORECASE,
)
"""How what stands beside an article is named."""
_OF_ARTICLE = re.compile(r"附\s?[件表]|(?:相关|本文|文件|政策|配套)(?:附件|文件|文档|资料|材料|下载)")
"""What a box says that holds files of the article, wherever it stands."""
_OF_SITE = re.compile(
    r"(?:常用|公共|便民|资料|表格|软件|文档)(?:下载|表格|资料)(?:专区|中心|区)?|下载(?:中心|专区|区|专栏)"
)
"""The heading of a box of files that are of no article."""
_STANDING = re.compile(
    r"(?:政府)?信息公开(?:指南|制度|申请表|条例)|公开指南|依申请公开.{0,6}(?:申请表|指南|流程图?)|公开申请表"
)
"""Files that each site keeps in the menu of its disclosure column."""
_HEADING = 12
"""Characters of the heading of a box, and lines below it that are looked at."""


def is_beside(page: Page, link: Link, text: str, about: int) -> bool:
    """Whether a link to a file is of the page around the article, of which line `about` is a part."""
    around = _around(page, link.element, about)
    if around is None:
        return False
    start, end, named = around
    if named:
        return not any(
            _OF_ARTICLE.search(line.text) for line in page.lines[start:end] if len(line.text) <= 60
        )
    if _is_of_site(page.lines[max(start, link.line - _HEADING) : link.line]):
        return True
    return link.line < about and _STANDING.search(text) is not None


def _around(page: Page, element: _Element, about: int) -> tuple[int, int, bool] | None:
    """The lines of the largest element around a link that does not hold the article, and whether it or one within is
    named as standing aside; None for what an editor has filled, and for what stands among the article's own."""
    largest: tuple[int, int] | None = None
    named = False
    for each in element.iterancestors():
        names = f"{each.get('class', '')} {each.get('id', '')}".lower().split()
        if any("." + name in EDITOR or "#" + name in EDITOR for name in names):
            return None
        span = page.spans.get(each)
        if span is None:
            continue
        if span[0] <= about < span[1]:
            break
        largest = span
        named = named or any(_SIDE.search(name) for name in names)
    return (*largest, named) if largest else None


def _is_of_site(above: list[Line]) -> bool:
    """Whether the heading nearest above is that of a box of downloads."""
    heading = next((line.text for line in reversed(above) if line.text and not line.linked), "")
    return len(heading) <= _HEADING and _OF_SITE.fullmatch(heading.strip(" :：>»")) is not None
