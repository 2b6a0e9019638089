"""The title of an article (标题): the visible heading that the page's own `<title>` or ArticleTitle
confirms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from connectors.fields.date_line import dated_piece, is_dated
from connectors.fields.document_number import of_line
from connectors.fields.labels import FIELD, INLINE, bare
from connectors.fields.page import Line, Page
from schemas.identity import folded as fold

_HEADING = re.compile(
    r"(?:^|[.#_-])(?:\w*title\w*|tit\d?|\w+_tit|bt\d?|biaoti|headline|h1|wzbt|xl_bt|zwbt|artitit)$"
)
_SUFFIX = re.compile(r"\s*[-_—|－｜>＞]+\s*")
_PLACE = re.compile(
    r"(?:网|网站|政府|局|委|委员会|厅|办|办公室|公报|公开|专栏|门户|平台|频道|中心|列表|正文|首页|公告|动态|文件|解读|新闻|信息)$|门户"
)
"""How names of columns and sites end."""
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff《》“”（）、]) (?=[\u4e00-\u9fff《》“”（）、])")
_NAME = re.compile(
    r"(?!.*关于)\S{2,16}(?:网|网站|政府|局|委|委员会|厅|办|办公室|公开|专栏|门户|平台|频道|中心|首页)"
)
"""The name of a site, of a column or of an organ, and no title."""
_KIND = re.compile(r"^\[(?:图文|组图|推荐|注意|转帖|原创|文件)\] ?")
"""The kind of article that old CMS products print before its title."""
_COLUMN = re.compile(r"(?<=\S{8})\s*(?:_+|[|｜]|\s-\s)\s*[^_|｜]{2,8}$")
_SITE = re.compile(r".*(?:政府网|门户网站|信息网|人民政府)")
_BESIDE_TITLE = frozenset(("published_at", "updated_at", "content_source", "other"))
"""Labels with which no title begins, though its neighbour may be named like one (`title_info`)."""
_COLUMN_NAME = 8
"""So long may a heading be that is only the name of a column."""
_NEAR = 4
"""So far above the date line a heading is the title's."""
_DATED = re.compile(r"[（(](?:19|20)\d{2}年\d{1,2}月\d{1,2}日[）)]$")
"""A date behind a title, in the same element."""
_CUT = ("…", "...", "．．．")
_ORGAN = re.compile(r"(?:局|府|厅|办|室|委|会|院|部|处|中心|公司|行|司|社|组|[县市区乡镇])$")
_CAPTION = re.compile(r"(?:(?:数量|金额)?单位|来源|注|说明|制表|填报单位)\s?[:：]")
"""What stands above a table, not above a text."""
_ENDED = "。；：！？;:!?，"
"""How a line ends that is no title, or no name of an organ."""


folded = lru_cache(maxsize=512)(fold)
"""The same few lines of a page are compared again and again."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A piece of the page that looks like the title, and the line after it."""

    text: str
    start: int
    end: int
    rank: int
    """-1 for the place right above the date line, where no heading is near; 0 for h1 … 5 for h6; 4 for a class
    that says title."""


def clean_title(text: str) -> str:
    """Title text without the wide space that sets a number apart and without markup left in an attribute."""
    if "<" in text or "&" in text:
        text = re.sub(r"<br\s*/?>|&nbsp;?|</?[a-zA-Z][^<>]*>", "", text)
    if "\u3000" in text:
        text = re.sub(r"(?<=[\u4e00-\u9fff\d])\u3000+(?=[\u4e00-\u9fff\d])", "", text)
    return _KIND.sub("", " ".join(text.split()))


def unwrapped(text: str, *names: str | None) -> str:
    """A heading without the white space at which its source wraps a line, where ArticleTitle or `<title>` spells it
    without; elsewhere it may stand between two organs."""
    if " " not in text or any(name and text in name for name in names):
        return text
    whole = _BETWEEN_HAN.sub("", text)
    return whole if any(name and whole in name for name in names) else text


def is_name(text: str) -> bool:
    """Whether a text only names a site, a column or an organ."""
    return _NAME.fullmatch(text) is not None


def is_cut(text: str) -> bool:
    """Whether a list or meta cut the title short."""
    return text.rstrip().endswith(_CUT)


def headings(page: Page, stop: int) -> list[Heading]:
    """Everything above line `stop` that is marked up as a heading, in document order; the name of the site
    only where there is no other."""
    found = []
    for named in page.named:
        if named.start >= stop or named.noise or not 1 <= named.end - named.start <= 6:
            continue
        tag = named.element.tag
        by_tag = isinstance(tag, str) and len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"
        if not by_tag and not any(map(_says_title, named.keys)):
            continue
        lines = page.lines[named.start : named.end]
        while len(lines) > 1 and _is_date_line(lines[-1].text.lstrip("【［[（(")):
            lines.pop()
        text = _joined(lines)
        dated = _DATED.search(text)
        if dated and dated[0][1:-1] not in page.head_title:
            text = text[: dated.start()]
        text = text.removesuffix(dated_piece(lines[-1])).rstrip()
        if 4 <= len(text) <= 300 and not _is_date_line(text) and not all(line.is_link for line in lines):
            rank = int(str(tag)[1]) - 1 if by_tag else 4
            found.append(Heading(text, named.start, named.end, rank))
    return [h for h in found if not (_SITE.fullmatch(h.text) or is_name(h.text))] or found


def _is_date_line(text: str) -> bool:
    label = INLINE.match(text)
    return label is not None and FIELD[bare(label[1] or label[2])] in _BESIDE_TITLE


@lru_cache(maxsize=4096)
def _says_title(key: str) -> bool:
    return _HEADING.search(key) is not None


def confirmed(found: list[Heading], *names: str | None) -> Heading | None:
    """The heading that ArticleTitle or `<title>` confirms; the longest such one, the first of equals. Where one says
    just the same, a longer one counts only if an organ stands before it: else it is a column's name."""
    keys = [folded(clean_title(n)) for n in names if n]
    same = {key for key in keys for heading in found if folded(heading.text) == key}
    best: Heading | None = None
    for heading in found:
        text = folded(heading.text)
        if any(text.endswith(k) and text != k and not _ORGAN.search(text[: -len(k)]) for k in same):
            continue
        if any(_confirms(key, text) for key in keys) and (best is None or len(text) > len(folded(best.text))):
            best = heading
    return best


def shown_line(lines: list[Line], head_title: str) -> str | None:
    """The line with which the page's own `<title>` begins, where no markup says that it is the heading; with the organ
    in the line before it."""
    key = folded(clean_title(head_title))
    for number, line in enumerate(lines):
        text = folded(line.text)
        if len(text) < 10 or line.linked or is_name(line.text) or not key.startswith(text):
            continue
        if key[len(text) :][:1] in "-_—|>｜":
            organ = lines[number - 1] if number else line
            before = organ.text if organ.block is line.block and is_name(organ.text) else ""
            return clean_title(before + line.text)
    return None


def _confirms(key: str, text: str) -> bool:
    """Whether a name is a heading, or goes on with column and site, or is cut short, or lacks only the organ
    before it (`关于…的通知` for `县财政局关于…的通知`), or has the site's name before it.

    A site's own name is often how a title begins, so that a mere beginning confirms nothing.
    """
    if is_cut(key):
        return len(text) >= 8 and text.startswith(key.rstrip("….．"))
    if text.endswith(key):
        before = text[: -len(key)]
        return len(key) >= 8 and (not before or len(before) <= 8 or _ORGAN.search(before) is not None)
    most = len(text) * 10 >= len(key) * 6
    if key.endswith(text):
        return most
    return key.startswith(text) and (
        most or key[len(text)] in "-_—|>" or (key[len(text)] == "(" and len(text) > 8)
    )


def nearest(found: list[Heading], body_start: int) -> Heading | None:
    """The heading closest above the body, the higher level first; for pages that confirm nothing."""
    above = [h for h in found if h.end <= body_start and len(h.text) >= 6]
    return min(above, key=lambda h: (body_start - h.end > 12, h.rank, body_start - h.end), default=None)


def unmarked(page: Page, found: list[Heading], anchors: list[int], labelled: frozenset[int]) -> list[Heading]:
    """What stands right above the first of the `anchors` (date line, box) that has no label above it and no
    heading near, for pages that do not mark up their heading."""
    for anchor in anchors:
        while anchor and (anchor - 1 in labelled or not page.lines[anchor - 1].text):
            anchor -= 1
        if anchor:
            near = [
                h
                for h in found
                if anchor - _NEAR <= h.start < anchor and len(h.text) >= 6 and not _SITE.fullmatch(h.text)
            ]
            if any(len(h.text) > _COLUMN_NAME or h.end == anchor for h in near):
                return []
            return [h for h in _above(page, anchor) if not near or _outweighs(h.text)]
    return []


def _outweighs(text: str) -> bool:
    """Whether a line above the date is the title, though a short heading above it (the column's name) is
    near; neither a subtitle nor a number."""
    return len(text) > _COLUMN_NAME + 1 and text[0] not in "—（([〔" and of_line(text) is None


def _above(page: Page, dated: int) -> list[Heading]:
    start = dated
    while start and dated - start < 4 and page.lines[start - 1].block is page.lines[dated - 1].block:
        start -= 1
    lines = page.lines[start:dated]
    text = _joined(lines)
    return (
        []
        if not 6 <= len(text) <= 120 or any(line.linked for line in lines) or is_name(text)
        else [Heading(text, start, dated, -1)]
    )


def without_site(head_title: str, site: str | None) -> str | None:
    """`<title>` without the names of column and site behind it; None where only those are left."""
    text = clean_title(head_title)
    while (parts := _SUFFIX.split(text))[1:] and (_PLACE.search(parts[-1]) or parts[-1] in ("", site)):
        text = text[: text.rfind(parts[-1]) if parts[-1] else len(text)].rstrip(" -_—|－｜>＞")
    if text != clean_title(head_title):
        text = _COLUMN.sub("", text)
    alone = site and folded(text) == folded(site)
    return None if alone or len(text) < 4 or _SITE.fullmatch(text) else text


def right_above(page: Page, first: int, labelled: frozenset[int]) -> str | None:
    """What stands right above the first line of a text and is no label, date or number of it; for pages that mark
    up no heading and whose `<title>` only names the site."""
    above = next((n for n in range(first - 1, -1, -1) if page.lines[n].text), -1)
    if above < 0 or above in labelled or is_dated(page.lines[above]) or of_line(page.lines[above].text):
        return None
    heading = next(iter(_above(page, above + 1)), None)
    return heading.text if heading and heading.text[-1] not in _ENDED else None


def only_line(lines: list[Line]) -> str | None:
    """The first line of a text without a heading, where it reads like one, past the name of an organ and its number;
    for pages cut out of a site."""
    shown = [line.text for line in lines if not line.noise]
    text = next((t for t in shown[:4] if not (is_name(t) or of_line(t))), "") if len(shown) > 1 else ""
    if _CAPTION.match(text):
        return None
    return clean_title(text) if 6 <= len(text) <= 80 and text[-1] not in _ENDED else None


_BRACKETED = re.compile(r"^[【\[][^】\]]{1,12}[】\]]|[（(][^（）()]*[)）]$|[【\[][^】\]]{1,12}[】\]]$")
"""What a page sets before or behind a title: a tag, a note."""


def repeated(lines: list[Line], title: str) -> int:
    """How many lines at the start of the body only repeat the title, however it is broken into lines."""
    wanted = folded(title)
    core = _BRACKETED.sub("", wanted)
    joined = ""
    for count, line in enumerate(lines[:10]):
        joined += folded(line.text)
        if joined in (wanted, core) or _with_organs(joined, wanted) or _with_organs(wanted, joined):
            return count + 1
        if len(joined) > len(wanted) + 120 or line.text[-1:] in _ENDED:
            return 0
    return 0


def _with_organs(longer: str, shorter: str) -> bool:
    """Whether a title is another one with the names of its organs before it: `县财政局 县水务局关于…的通知`."""
    if len(shorter) < 8 or len(longer) <= len(shorter) or not longer.endswith(shorter):
        return False
    before = longer[: -len(shorter)]
    return _ORGAN.search(before) is not None and not any(mark in before for mark in _ENDED)


def opening(lines: list[Line], wanted: str) -> str | None:
    """The title as the body's first lines print it, where they spell `wanted`: white space as shown."""
    count = repeated(lines, wanted)
    return _joined(lines[:count]) if count else None


def _joined(lines: list[Line]) -> str:
    """Lines of one heading; a break between them is layout, not a space."""
    return clean_title("".join(line.text for line in lines))
