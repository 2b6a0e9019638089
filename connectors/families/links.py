"""An anchor of a list row: where it leads, and the full title that it may show cut short."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from connectors.families.dates import is_date
from connectors.families.markup import Element, join, squeeze, texts
from schemas.registry import Column, Source

_NOWHERE = re.compile(r"^\s*(javascript:|mailto:|tel:|data:|#)|^\s*$", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"""['"]((?:https?:/|\.{0,2})/[^'"\s]+|[\w./-]+\.(?:s?html?|jsp|pdf|docx?|xlsx?)[^'"\s]*)['"]"""
)
_NATIVE = (
    re.compile(r"/(t20\d{6}_\d{4,})\.s?html?", re.IGNORECASE),  # TRS
    re.compile(r"/art_(?:\d+_)?(\d{4,}|[0-9a-f]{32})\.html"),  # hanweb: without the column's number
    re.compile(r"/(?:post|content)_(\d{5,})\.html?"),
    re.compile(r"/20\d{4}/(\d{6,}|[0-9a-f]{32})\.s?html?"),  # UCAP
)
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<[%?]=|%7B%7B", re.IGNORECASE)
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,})$")
_LABELLED = re.compile(r"标\s*题\s*[:：]\s*([^\n]+)")
_WORDLESS = re.compile(
    r"^[\[【(（<>›»\s]*(?:更多|more|详情|详细|查看|阅读|全文|下载|点击|进入|返回|首页|尾页|末页|[上下]一?页|打印|关闭)"
    r"(?:详情|全文|更多|查看|下载|内容)?[\]】)）<>›»+\s]*$",
    re.IGNORECASE,
)


def column_url(source: Source, column: Column) -> str:
    """The address of a column's first list page: its path joined to the source's `base_url`."""
    base = source.base_url if urlsplit(source.base_url).path else source.base_url + "/"
    return urljoin(base, column.path)


def native_id_of(url: str) -> str | None:
    """The CMS's own id of a posting, where the address shows one that is long enough to be no page number."""
    found = next((found for rule in _NATIVE if (found := rule.search(url))), None)
    return found[1] if found else None


def is_local(link: str, page: str) -> bool:
    """Whether a link lies under the column's own folder or names the column's number."""
    path, folder = urlsplit(link).path, urlsplit(page).path.rpartition("/")[0]
    if len(folder) > 1 and path.startswith(folder + "/"):
        return True
    numbers = re.findall(r"\d{3,}", urlsplit(page).path)
    return any(number in path for number in numbers)


def link_of(anchor: Element, base: str) -> str | None:
    """The absolute address an anchor leads to; None for script calls, page jumps and unfilled templates."""
    href = anchor.get("href") or ""
    if _NOWHERE.search(href):
        scripted = _SCRIPTED.search(f"{href} {anchor.get('onclick') or ''}")
        href = scripted[1] if scripted else (anchor.get("data-href") or "")
    if not href.strip() or _PLACEHOLDER.search(href):
        return None
    return join(base, href)


def title_of(anchor: Element) -> str | None:
    """The full title: `@title` where the text is cut short or lacking, otherwise the text; else None."""
    shown = _shown(anchor)
    given = _given(anchor)
    if given and not _CUT.search(given) and (not shown or _CUT.search(shown) or given[:6] == shown[:6]):
        shown = given
    shown = shown or given
    if not shown or _PLACEHOLDER.search(shown):
        return None
    return shown


def is_wordless(title: str) -> bool:
    """Whether a link says nothing of its target: 更多, 详情, 下一页, a page number."""
    return bool(_WORDLESS.match(title)) or title.isdigit()


def _shown(anchor: Element) -> str:
    headings = [*anchor.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    holder = headings[0] if headings and any(texts(headings[0])) else anchor
    words = squeeze(" ".join(text for text in texts(holder) if not is_date(text)))
    words = re.sub(r"^[·•▪■◆●>›»\s]+", "", words)
    if not words:
        words = squeeze(" ".join(image.get("alt") or "" for image in anchor.iter("img")))
    return words


def _given(anchor: Element) -> str:
    raw = anchor.get("title") or ""
    labelled = _LABELLED.search(raw)
    return squeeze(labelled[1] if labelled else raw)
