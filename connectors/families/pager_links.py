"""The controls and choices of a pager: where they lead, and whether one leads on in a way nobody can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from lxml import etree

from connectors.families.controls import (
    NUMBERED,
    Controls,
    address_of,
    controls_of,
    elements,
    is_off,
    label_of,
    leads_to,
    names_a_pager,
)
from connectors.families.markup import Element, base_of, join, scripts, squeeze, texts

_NEXT = re.compile(
    r"[\[【(（<〈\s]*(?:下一?[页頁]|后一?[页頁]|next(?:\s*page)?|[>›»→]{1,2}|(?:点击)?(?:加载|显示)更多)"
    r"[\]】)）\s]*(?:[(（]?\s*\d+\s*/\s*\d+\s*[)）]?)?[>›»→▶\s]*",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"[\[【(（\s]*(?:尾[页頁]|末[页頁]|最后一?[页頁]|last(?:\s*page)?)[\]】)）\s]*", re.IGNORECASE
)
_BACK = re.compile(r"[\[【(（<\s]*(?:首[页頁]|第一[页頁]|上一?[页頁]|前一?[页頁])[\]】)）\s]*")
_MORE = re.compile(
    r"(?:点击|上拉|下拉|滑动|滚动|继续)?(?:加载|载入)(?:更多|下一[页頁])\S{0,6}|load\s*more", re.IGNORECASE
)
_FURTHER = re.compile(r"(?:点击)?(?:查看|浏览)?更多[>›»→\s]*")
_BY_PAGE = re.compile(r"[?&]\w*(?:page|pi)\w*=\d+", re.IGNORECASE)
_NUMBER = re.compile(r"[\[【]?\s*(\d{1,4})\s*[\]】]?")
_CHOICE = re.compile(r"第?\s*(\d{1,4})\s*[页頁]?(?:\s*/\s*\d+\s*[页頁]?)?")
_PAGER_WORDS = re.compile(
    r"[\d\s\[\]【】.…|·<>«»‹›→/:：]*(?:(?:共|第|条|页|首|尾|末|上|下|一|前|后|转到|跳转|跳至|到|go|确定)[\d\s\[\]【】.…|·<>«»‹›→/:：]*)*",
    re.I,
)
_TURNS = re.compile(r"page|fenye|postback|jump|goto|turn|submit", re.IGNORECASE)
_LIBRARY = re.compile(
    r"(?:\blaypage(?:\.render)?|\bkkpager\.\w+|\.(?:\w*paginat(?:ion|or)|paging|pager))\s*\(\s*(\{[^{}]*)",
    re.IGNORECASE,
)
"""A call of a script that is known to make pagers, with what it is told."""
_TOLD_ITEMS = re.compile(
    r"laypage[^{]*\(\s*\{[^{}]*\bcount\s*:\s*['\"]?(\d+)|\.pagination\(\s*(\d+)\s*,", re.IGNORECASE
)
_ONE = re.compile(r"""\b(?:total_?pages?|pages?_?count|pages)['"]?\s*[:=]\s*['"]?[01]\b""", re.IGNORECASE)
_PAGER_TAG = re.compile(r"(?:[a-z]+-)?(?:pagination|pager)|page", re.IGNORECASE)
_TAGS_OF_PAGERS = etree.XPath("//*[contains(name(), 'page') or contains(name(), 'pagination')]")
_LOADING = etree.XPath(
    "//text()[contains(., '加载') or contains(., '载入') or contains(., 'oad')]/parent::*"
    " | //input[@value] | //*[@title]"
)
_SHOW_MORE = frozenset(("a", "button", "div", "span", "p", "li", "input"))


def next_url(root: Element, controls: Controls, url: str) -> str | None:
    """Where the 下一页 of a page leads: a link, a button, the number or the choice after this page's."""
    links = [(element, label) for element, label in controls if element.tag == "a"]
    return (
        _leading(root, controls, url, _NEXT, "next")
        or _beside(root, links, url)
        or _next_number(root, links, url)
        or _next_choice(root, url)
    )


def last_url(root: Element, controls: Controls, url: str) -> str | None:
    """Where the 尾页 of a page leads."""
    return _leading(root, controls, url, _LAST, "last")


def leads_on(root: Element, url: str, *, is_first: bool) -> bool:
    """Whether something leads to a further page in a way that we cannot follow. What is switched off, does nothing
    or does what 首页 does leads nowhere; page numbers and 尾页 tell only on the first page."""
    if any(_ONE.search(f"{e.get('name')}={e.get('value')}") for e in root.iter("input")):
        return False
    controls = controls_of(root)
    base, here = base_of(root, url), re.sub(r"index\.\w+$", "", urldefrag(url)[0])
    back = {here} | {leads_to(e, base) for e, label in controls if _BACK.fullmatch(label)}
    for element, label in controls:
        handler = leads_to(element, base)
        if not handler or handler in back or is_off(element):
            continue
        if address_of(element):
            if is_first and _LAST.fullmatch(label):
                return True
            continue
        if _NEXT.fullmatch(label) and ("页" in label or "更多" in label or _is_in_pager(element, handler)):
            return True
        if is_first and (_LAST.fullmatch(label) or _is_further(element, label, handler)):
            return True
    return _offers_more(root) or (is_first and (_has_choice(root) or _is_made_by_script(root)))


def told_items(root: Element) -> int | None:
    """How many items a script's pager is told of: `<el-pagination :total="23">`, `laypage.render({count: 23})`."""
    if told := _TOLD_ITEMS.search(scripts(root)):
        return int(told[1] or told[2])
    for widget in _widgets(root):
        total = widget.get(":total") or widget.get("total") or ""
        if total.isdigit():
            return int(total)
    return None


def _is_in_pager(element: Element, handler: str) -> bool:
    """Whether a control that says but an arrow or a number stands in a pager, or turns pages by what it calls."""
    if _TURNS.search(handler) or any(element.get(name) for name in NUMBERED):
        return True
    around = list(element.iterancestors())[:3]
    if any(names_a_pager(parent) for parent in around if parent.tag not in ("body", "html")):
        return True
    words = " ".join(texts(around[0])) if around else ""
    return "页" in words and _PAGER_WORDS.fullmatch(words) is not None


def _is_further(element: Element, label: str, handler: str) -> bool:
    number = _NUMBER.fullmatch(label)
    return number is not None and int(number[1]) > 1 and _is_in_pager(element, handler)


def _offers_more(root: Element) -> bool:
    """Whether the page offers to load more (加载更多) where it stands."""
    for told in elements(_LOADING, root):
        for element in (told, told.getparent()):
            if element is None or element.tag not in _SHOW_MORE or len(element) > 2:
                continue
            is_hidden = re.search(r"display\s*:\s*none", element.get("style") or "", re.IGNORECASE)
            if _MORE.fullmatch(label_of(element)) and not is_hidden and not is_off(element):
                return True
    return False


def _has_choice(root: Element) -> bool:
    """Whether a `<select>` offers the pages by number."""
    for select in root.iter("select"):
        around = select.getparent()
        named = " ".join(select.get(name) or "" for name in ("name", "id", "class", "onchange"))
        beside = squeeze(" ".join(texts(around))) if around is not None else ""
        if len(_choices(select)) > 1 and (_TURNS.search(named) or (len(beside) < 60 and "页" in beside)):
            return True
    return False


def _choices(select: Element) -> list[Element]:
    """The options of a choice of pages, 1 to n; none where it is a choice of something else."""
    options = list(select.iter("option"))
    labels = [_CHOICE.fullmatch(squeeze(option.text or "")) for option in options]
    numbers = [int(label[1]) for label in labels if label]
    return options if numbers == list(range(1, len(options) + 1)) else []


def _is_made_by_script(root: Element) -> bool:
    """Whether a script that is known to make pagers is called, or a framework's pager stands on the page."""
    calls = _LIBRARY.findall(scripts(root))
    return any(not _ONE.search(told) for told in calls) or next(_widgets(root), None) is not None


def _widgets(root: Element) -> Iterator[Element]:
    return (e for e in elements(_TAGS_OF_PAGERS, root) if _PAGER_TAG.fullmatch(e.tag))


def _leading(root: Element, controls: Controls, url: str, rule: re.Pattern[str], rel: str) -> str | None:
    """Where the control with these words (or the link of this `rel`) leads; None if nowhere or to this page."""
    base = base_of(root, url)
    for element, label in [*controls, *((link, "") for link in root.iter("link"))]:
        if not rule.fullmatch(label) and element.get("rel") != rel:
            continue
        if target := _elsewhere(address_of(element), base, url):
            return target
    return None


def _beside(root: Element, links: Controls, url: str) -> str | None:
    """Where a wordless link of class `next` leads, or a 更多, if beside this page: others like them lead elsewhere."""
    base = base_of(root, url)
    for anchor, label in links:
        is_next = not label and "next" in re.split(r"[^a-z]+", (anchor.get("class") or "").lower())
        if not is_next and not _FURTHER.fullmatch(label):
            continue
        target = _elsewhere(address_of(anchor), base, url)
        if target is None or urljoin(target, ".") != urljoin(url, "."):
            continue
        if is_next or (target.partition("?")[0] == url.partition("?")[0] and _BY_PAGE.search(target)):
            return target
    return None


def _elsewhere(href: str | None, base: str, url: str) -> str | None:
    target = join(base, href) if href else None
    return target if target and urldefrag(target)[0] != urldefrag(url)[0] else None


def _next_choice(root: Element, url: str) -> str | None:
    """Where the choice after this page's leads, where the values are addresses."""
    base = base_of(root, url)
    for select in root.iter("select"):
        options = _choices(select)
        values = [option.get("value") or "" for option in options]
        if len(options) < 2 or not all(re.search(r"[/.?]", value) for value in values):
            continue
        chosen = next((n for n, option in enumerate(options) if option.get("selected") is not None), 0)
        here = next((n for n, v in enumerate(values) if _elsewhere(v, base, url) is None), chosen)
        return _elsewhere(values[here + 1], base, url) if here + 1 < len(values) else None
    return None


def _next_number(root: Element, links: Controls, url: str) -> str | None:
    """Beside page numbers without a 下一页: where the number after this page's leads. This page's number is the
    one that is no link, or the link to this page."""
    base = base_of(root, url)
    for container, linked in _numbers(links).items():
        words = " ".join(texts(container))
        if not _PAGER_WORDS.fullmatch(words):
            continue
        targets = {n: join(base, a.get("href") or "") for n, a in linked.items()}
        shown = {int(word) for word in re.findall(r"\d+", words)}
        here = {n for n, target in targets.items() if target and urldefrag(target)[0] == urldefrag(url)[0]}
        here = here or {
            n for n in shown - targets.keys() if n + 1 in targets and (n == 1 or n - 1 in targets)
        }
        if len(here) == 1 and (following := targets.get(here.pop() + 1)) and following.startswith("http"):
            return following
    return None


def _numbers(links: Controls) -> dict[Element, dict[int, Element]]:
    """By their container: the links that bear nothing but a number; days of a calendar stand in a table."""
    found: dict[Element, dict[int, Element]] = {}
    for anchor, words in links:
        label = _NUMBER.fullmatch(words)
        if label is None or (anchor.get("href") or "#").strip().lower().startswith(("javascript", "#")):
            continue
        for container in list(anchor.iterancestors())[:2]:
            if container.tag not in ("tr", "tbody", "table"):
                found.setdefault(container, {})[int(label[1])] = anchor
    return found
