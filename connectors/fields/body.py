"""Where the body of an article stands (正文): by the containers that the CMS products use, else by its
prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from lxml.etree import _Element

from connectors.fields.containers import EDITOR, WRAPPER
from connectors.fields.foot import FOOT, feet, foot_start
from connectors.fields.header_row import whole_table
from connectors.fields.page import Line, Named, Page

_SENTENCE_END = "。；：！？;:!?”）"
_PERSON = r"\s?[:：]\s?(?:[\u4e00-\u9fff·]{2,4}|\w+)?(?=[\s)）】]|$)"
"""Behind the label of an editor: a name and no sentence."""
CHROME = re.compile(
    r"扫一扫|扫描?(?:上方|下方|左侧|右侧)?二维码|扫码(?:阅读|查看|观看|分享|关注)|微信扫|手机(?:版|阅读|扫码|查看)"
    r"|分享(?:到|至|本文)|(?:打印|关闭)(?:(?:本|此|该)?(?:文章|文本|正文|窗口|页面|网页|页|文)?[\s】\]]|(?:本|此|该)?(?:文章|文本|正文|窗口|页面|网页|页|文)?$)"
    r"|[上下]一[篇条页]|^(?:Prev(?:ious)?|Next)\s?[:：]|返回(?:顶部|首页|列表|上一页)|责任编辑|责编\s?[:：]|信息员\s?[:：]"
    rf"|(?:编辑|编审|初审|复审|终审|审核|审校|校对|录入|录入人|发布人){_PERSON}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)\s?(?:[:：\[【]|\d*\s?次?$)|(?:字体|字号)\s?[:：【\[]|【字体|视力保护色"
    r"|ICP备|公网安备|网站标识码|版权所有|技术支持\s?[:：]|主办单位\s?[:：].*承办|您(?:现在|当前)?(?:的|所在)?位置|当前位置"
    r"|是否(?:对您)?有(?:帮助|用)|对[您你](?:是否)?有(?:帮助|用)|[这本该][^，。]{0,6}有(?:帮助|用)吗|文明上网.?理性发言|[一二三]审\s?[:：]\s?[\u4e00-\u9fff·]{2,4}(?=[\s)）】]|$)"
    r"|\d+\s?人?点赞|^有用\s?\d*\s?[没无]用\s?\d*$|网友评论|\d+\s?条评论|^(?:阅读|评论|点赞|收藏)\s?[（(]\d*[)）]$|微信里点“发现”"
    r"|即将离开.{0,24}(?:网站|政府|门户)|^继续访问(?:\s|$)|^(?:TOP|[Tt]op|(?:阅读|展开|查看|收起)全文|(?:本文|本页|文章)?二维码)$|^点赞(?:[\s\d]|$)|^[-=—_]{4,}[^-=—_]{0,8}[-=—_]{4,}$"
    r"|(?:我要|网站|内容)纠错|网站地图|加入收藏|无障碍|(?:已阅|已浏览)|您是第|附件下载\s?[:：]?$"
    r"|^\s?(?:收藏|打印|关闭|纠错|分享)\s?(?:[|｜:：\s]|$)|[【\[](?:打印|关闭|返回|收藏|纠错|大|顶部)[^】\]]{0,4}[】\]]"
)
"""Words of the page around the article, not of the article; searched in short lines only."""
_RELATED = re.compile(
    r"(?:相关|关联|延伸|推荐|更多|政策|文件|解读|附件|最新|热点|热门|往期|图文|本栏目?其他)"
    r"(?:链接|文件|文档|解读|阅读|稿件|新闻|信息|政策|推荐|文章|附件|材料|下载|列表|资料|公告|公示|公开|报道|内容|回顾)?"
    r"\s?[:：]?|附\s?件\s?\d*\s?[:：]?|图解\s?[:：]?|.{0,6}解读(?:文件|材料)?\s?[:：]"
    r"|.{0,6}下载(?:链接|地址)?\s?[:：]"
    r"|(?:版权|免责)声明\s?[:：].*|暂无(?:相关)?(?:解读|信息|内容|数据|附件)?"
)

_ENOUGH = 20
"""Characters of prose that make a body even without a full stop."""
_BETWEEN = " |｜/·•>＞-"
"""What stands between the links of a menu: `首页 | 新闻 | 公开`."""
BELOW = "below the date line"
"""The rule of a body that no prose shows."""
_BESIDE = re.compile(
    r"[\[【(（]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）】]?$|[（(]\s?[\d.]+\s?[KMG]B?\s?[)）]$|】?\s?已?下载\s?\d*\s?次$"
    r"|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$",
    re.IGNORECASE,
)
"""Behind a link: the date of the page, suffix or size of the file, how often it was taken."""
_LEADS = (
    r"\s?(?:附\s?件|相关|关联|下载|点击|文件|原文|全文|标签|\d+[.、]"
    r"|(?:(?:文字|图片|视频)?(?:解读|图解)|政策(?:原文|文件|解读)?)\s?[:：])"
)
"""What stands before a link to a file or a related page."""


@dataclass(frozen=True, slots=True)
class Body:
    """The element that holds the body, and its lines. `rule` says how it was found."""

    element: _Element
    start: int
    end: int
    rule: str


def is_chrome(line: Line) -> bool:
    """Whether a line belongs to the page around the article."""
    return line.noise or (len(line.text) <= 60 and _says_chrome(line.text))


@lru_cache(maxsize=4096)
def _says_chrome(text: str) -> bool:
    """Asked several times of each short line, and of the same lines on every page of a site."""
    return CHROME.search(text) is not None


def is_prose(line: Line) -> bool:
    """Whether a line reads like a sentence, or a piece of one."""
    text = line.text
    size = len(text)
    if size < 10 or line.noise or (size < 25 and text[-1] not in _SENTENCE_END) or line.is_link:
        return False
    if line.linked and line.linked * 10 >= 8 * (len(_BESIDE.sub("", text)) - sum(map(text.count, _BETWEEN))):
        return False
    return size > 60 or not _says_chrome(text)


def find_body(page: Page, boxed: frozenset[int], dated: int | None = None) -> Body | None:
    """The body's place; None where nothing on the page reads like one. `boxed` are the lines of labelled
    values, `dated` is the date line."""
    apart = boxed.union(*feet(page))
    weights = [
        len(line.text) if len(line.text) >= 10 and number not in apart and is_prose(line) else 0
        for number, line in enumerate(page.lines)
    ]
    foot = foot_start(page, weights)
    sums = [0, *accumulate(weights[:foot])]
    sums += [sums[-1]] * (len(weights) - foot)
    editor = _editor(page)
    if editor:
        editor = _innermost(page, editor, sums)
    if editor and (sums[-1] <= 200 or sums[editor.end] - sums[editor.start] >= 0.3 * sums[-1]):
        return editor
    found = _wrapper(page, sums) or _densest(page, sums, dated) or editor
    return replace(found, end=foot) if found and found.start < foot < found.end else found


def _editor(page: Page) -> Body | None:
    """The outermost container that an editor component fills; of several, the one with most text."""
    best: Body | None = None
    most = -1
    covered = 0
    for named in sorted((n for n in page.named if not EDITOR.isdisjoint(n.keys)), key=_outermost):
        if named.end <= covered and named.end > named.start:
            continue
        covered = max(covered, named.end)
        size = sum(len(line.text) for line in page.lines[named.start : named.end] if not line.noise)
        if size > most:
            key = next(k for k in named.keys if k in EDITOR)
            best, most = Body(named.element, named.start, named.end, key), size
    return best


def _innermost(page: Page, outer: Body, sums: list[int]) -> Body:
    """The innermost editor's container that still holds all prose: around it stand title and date line."""
    best = outer
    prose = sums[outer.end] - sums[outer.start]
    for named in page.named:
        if (
            best.start <= named.start
            and named.end <= best.end
            and named.end - named.start < best.end - best.start
            and not EDITOR.isdisjoint(named.keys)
            and prose
            and sums[named.end] - sums[named.start] == prose
        ):
            key = next(k for k in named.keys if k in EDITOR)
            best = Body(named.element, named.start, named.end, key)
    return best


def _wrapper(page: Page, sums: list[int]) -> Body | None:
    """The smallest container with a usual name that holds nearly all prose of the page."""
    fitting = [
        n
        for n in page.named
        if not WRAPPER.isdisjoint(n.keys)
        and not n.noise
        and n.end - n.start >= 2
        and sums[n.end] - sums[n.start] >= max(0.8 * sums[-1], 1)
    ]
    if not fitting:
        return None
    best = min(fitting, key=lambda n: n.end - n.start)
    return Body(best.element, best.start, best.end, next(k for k in best.keys if k in WRAPPER))


def _densest(page: Page, sums: list[int], dated: int | None) -> Body | None:
    """The smallest block of at least two lines that holds nearly all prose, if there is enough of it; or one
    inside it that holds nearly half of it with the date line, since notices at the side are prose too."""
    if sums[-1] < _ENOUGH and not any(
        sums[n + 1] > sums[n] and line.text.endswith("。") for n, line in enumerate(page.lines)
    ):
        return None
    best: tuple[int, _Element, int, int] | None = None
    for element, (start, end) in page.spans.items():
        if sums[end] - sums[start] >= 0.8 * sums[-1] and (best is None or end - start < best[0]):
            best = (end - start, element, start, end)
    if best is None:
        return None
    _, element, start, end = best
    while end - start < 2 and (parent := element.getparent()) is not None:
        element = parent
        start, end = page.spans.get(element, (start, end))
    element = whole_table(page, element)
    start, end = page.spans.get(element, (start, end))
    if dated is not None and start <= dated < end and (own := _around(page, sums, dated)):
        element, start, end = own
    return Body(element, start, end, "prose")


def _around(page: Page, sums: list[int], dated: int) -> tuple[_Element, int, int] | None:
    """The smallest element around the date line that holds nearly half of all prose; in a table more than
    half, since a date in a cell is often one of a summary."""
    line = page.lines[dated]
    enough = 0.45 if line.cell is None else 0.55
    element: _Element | None = line.block
    while element is not None and element in page.spans:
        start, end = page.spans[element]
        if sums[end] - sums[start] > enough * sums[-1]:
            return element, start, end
        element = element.getparent()
    return None


def below(page: Page, anchor: int) -> Body | None:
    """What stands between a date line and the foot of the page, for pages with hardly a sentence (lists of
    names)."""
    start = end = anchor + 1
    seen = False
    foot = foot_start(page, [], min(start, len(page.lines) - 1))
    for number in range(start, foot):
        line = page.lines[number]
        if FOOT.search(line.text) or (seen and line.noise):
            break
        if not is_chrome(line) and not line.is_link and line.text:
            seen, end = True, number + 1
    if not seen:
        return None
    covering = [(b - a, e) for e, (a, b) in page.spans.items() if a <= start and b >= end]
    element = min(covering, key=lambda pair: pair[0])[1] if covering else page.root
    return Body(element, start, end, BELOW)


def _outermost(named: Named) -> tuple[int, int]:
    return named.start, -named.end


def trim_end(lines: list[Line]) -> list[Line]:
    """Lines without what follows the article inside its container: links to files and to related pages, and
    the labels above them."""
    end = len(lines)
    while end and (not lines[end - 1].text or _is_link_list(lines[end - 1])):
        end -= 1
    return lines[:end]


def _is_link_list(line: Line) -> bool:
    if line.linked:
        return line.is_link or _mostly_link(line)
    return _RELATED.fullmatch(line.text.strip()) is not None


def _mostly_link(line: Line) -> bool:
    """A label, a link, and at most the file suffix, a date or a size beside it."""
    rest = len(line.text) - line.linked
    if rest <= 20 and (beside := _BESIDE.search(line.text)):
        rest -= len(beside[0])
        if rest <= 3:
            return True
    return rest <= 8 and bool(re.match(_LEADS, line.text))
