"""What a list page says of itself: how many items, how many pages, which page comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from connectors.families.controls import controls_of, names_a_pager
from connectors.families.markup import Element, base_of, join, scripts, squeeze, texts
from connectors.families.pager_links import last_url, leads_on, next_url, told_items

_TRS = re.compile(
    r"\b\w*page\w*\(\s*(?:['\"][^'\"]*['\"]\s*,\s*)?([\w$]+)\s*,\s*([\w$]+)\s*,\s*['\"]([^'\"]*)['\"]\s*,\s*['\"](\w+)['\"]"
    r"(?:\s*,\s*['\"]?([\w$]+))?",
    re.IGNORECASE,
)
"""`createPageHTML(56, 0, "index", "html")` and its cousins; numbers may be names of variables."""
_COUNT_PAGE = re.compile(
    r"\b(?:m_)?n?(?:countPage|pageCount|totalPages?|page_count)\b['\"]?\s*[=:]\s*['\"]?(\d+)", re.IGNORECASE
)
_COUNT_ITEMS = re.compile(
    r"\b(?:m_)?n?(?:countnum|recordCount|totalRecords?|totalCount|total_count|totalRows?)\b['\"]?\s*[=:]\s*['\"]?(\d+)",
    re.IGNORECASE,
)
_SAID_ITEMS = re.compile(
    r"(?:共|总计|合计)有?\s*[:：]?\s*(\d+)\s*(?:条|个?记录|篇|件)|(?:总记录数?|记录总数)\s*[:：]?\s*(\d+)"
)
_SAID_PAGES = re.compile(
    r"(?:共|总计)有?\s*[:：]?\s*(\d+)\s*页|第?\s*\d+\s*页?\s*/\s*共?\s*(\d+)\s*页|总页数\s*[:：]?\s*(\d+)"
)
_POSITION = re.compile(r"条\s*(\d+)\s*/\s*(\d+)")
_SCRIPTED = re.compile(r"""['"]([^'"\s]*[?&](?:cur|current)?_?page_?(?:no|num|index)?=)['"]\s*\+""", re.I)
_NOTHING = re.compile(
    r"暂无|(?:没有|无)(?:相关|任何|符合)?(?:的)?(?:信息|内容|数据|记录|文章)|共有?\s*0\s*(?:条|页|个?记录)"
)
_BY_SCRIPT = re.compile(
    r"\.ajax|getJSON|\$\.(?:get|post)\(|fetch\(|XMLHttpRequest|axios|unitbuild|jpage\(|loadPage|queryList|v-for|dataproxy"
    r"|/common/search/|new Vue",
)
_CALLS_PAGER = re.compile(
    r"\b\w*(?:page|fenye)\w*\(\s*[\d'\"{]|\.(?:pagination|paging|pager)\(", re.IGNORECASE
)
_LIST_NAME = re.compile(r"list|page|content|data|news|info|body", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pager:
    """The pager of a page; None where the page does not say."""

    items: int | None = None
    pages: int | None = None
    current: int | None = None
    """As printed; sites count from 0 or from 1."""
    stem: str | None = None
    """File name of the first page without suffix, where the script names it (`index`, `list`)."""
    suffix: str | None = None
    next_url: str | None = None
    last_url: str | None = None
    number_behind: str | None = None
    """The address to which a script puts the number of a page: `list.jsp?cid=4&pageNo=`."""

    @property
    def is_understood(self) -> bool:
        """Whether it says how far the list goes, or where it goes on."""
        return bool(self.pages or self.items is not None or self.next_url)


def read_pager(root: Element, url: str) -> Pager:
    """All that a page says of paging, from its scripts, its words and its links."""
    script = re.sub(r"(?<!:)//[^\n]*", "", scripts(root))
    words = " ".join(_words(root))
    made = next((call for call in _TRS.finditer(script) if _value(call[1], script) is not None), None)
    at = _POSITION.search(words)
    total = _value(made[5], script) if made else None
    items = total if total is not None else _number(_COUNT_ITEMS, script)
    pages = _value(made[1], script) if made else _number(_COUNT_PAGE, script)
    told, controls = told_items(root), controls_of(root)
    said = told if told is not None else _number(_SAID_ITEMS, words)
    return Pager(
        items=items if items is not None else said,
        pages=pages if pages is not None else int(at[2]) if at else _number(_SAID_PAGES, words),
        current=_value(made[2], script) if made else int(at[1]) if at else None,
        stem=made[3] if made else None,
        suffix=made[4] if made else None,
        next_url=next_url(root, controls, url),
        last_url=last_url(root, controls, url),
        number_behind=join(base_of(root, url), behind[1]) if (behind := _SCRIPTED.search(script)) else None,
    )


def has_unread_pager(root: Element, pager: Pager) -> bool:
    """Whether something on the page makes a pager of which `read_pager` understood neither pages nor items."""
    if pager.is_understood:
        return False
    if _CALLS_PAGER.search(scripts(root)):
        return True
    return any(
        names_a_pager(e) for e in root.iter("div", "p", "ul", "span", "td", "nav") if not any(texts(e))
    )


def leads_on_unread(root: Element, url: str, pager: Pager, *, is_first: bool) -> bool:
    """Whether there surely are further pages, though `read_pager` understood nothing of them."""
    return not pager.is_understood and leads_on(root, url, is_first=is_first)


def says_nothing_is_here(root: Element, pager: Pager) -> bool:
    """Whether a page without rows shows that the column is empty, rather than filled in by a script."""
    if pager.items == 0 or pager.pages == 0 or says_nothing(root):
        return True
    if pager.items or (pager.pages or 0) > 1 or is_filled_by_script(root):
        return False
    lists = [e for tag in ("ul", "ol", "tbody", "dl") for e in root.iter(tag) if not any(texts(e))]
    headers = [table for table in root.iter("table") if len(table.findall(".//th")) > 1]
    return bool(lists or headers or pager.pages == 1)


def says_nothing(root: Element) -> bool:
    """Whether the page says in words that there is nothing (暂无信息)."""
    return any(_NOTHING.search(words) for words in _words(root))


def is_filled_by_script(root: Element) -> bool:
    """Whether the page loads its list by script: the static page has no items, which proves nothing."""
    sources = " ".join(script.get("src") or "" for script in root.iter("script"))
    return bool(
        _BY_SCRIPT.search(scripts(root))
        or re.search(r"page_?list|unitbuild|jpage", sources, re.IGNORECASE)
        or "{{" in " ".join(texts(root))
    )


def has_list_to_fill(root: Element) -> bool:
    """Whether an empty element that is named like a list, or is one, is named in a script that loads."""
    if not is_filled_by_script(root):
        return False
    script = scripts(root)
    return any(
        re.search(rf"""['"#.]{re.escape(name)}\b""", script) and not any(texts(element))
        for element in root.iter("ul", "ol", "dl", "tbody", "table", "div")
        if (name := element.get("id")) and (element.tag != "div" or _LIST_NAME.search(name))
    )


def _words(element: Element) -> Iterator[str]:
    """Short text nodes outside of links: a title that counts its own 条 is no pager."""
    if not isinstance(element.tag, str) or element.tag in ("a", "script", "style", "select"):
        return
    if element.text and len(element.text) < 60:
        yield squeeze(element.text)
    for child in element:
        yield from _words(child)
        if child.tail and len(child.tail) < 60:
            yield squeeze(child.tail)


def _value(argument: str | None, script: str) -> int | None:
    """A number, or what a script sets a variable to; None where it says neither."""
    if argument is None or argument.isdigit():
        return int(argument) if argument else None
    found = re.search(rf"""(?<![\w$.]){re.escape(argument)}\s*=\s*['"]?(\d+)""", script)
    return int(found[1]) if found else None


def _number(rule: re.Pattern[str], text: str) -> int | None:
    found = rule.search(text)
    return int(next(group for group in found.groups() if group)) if found else None
