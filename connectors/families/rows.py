"""The rows of a list page, found by structure and meaning: the group of repeated siblings that looks most
like a list of postings. Class names are hints at most, since every county has its own template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from connectors.families.blocks import joined_blocks
from connectors.families.groups import Group, Row, groups_of
from connectors.families.links import is_local, native_id_of
from connectors.families.markup import Element, base_of, texts
from connectors.families.tables import payloads
from schemas.harvest import ListRow

_ARTICLE = re.compile(
    r"/t20\d{6}_\d+|/art/|art_\w|content_\d|/content/|post_\d+|/info/\d+/\d+|/20\d{2}[-/]?\d{2}/|/[0-9a-f]{32}\b"
    r"|\d{4,}\.(?:s?html?|jsp)|[?&]\w*id=\w+|messagekey=|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$",
    re.IGNORECASE,
)
_CHROME_TAGS = frozenset({"nav", "footer", "header", "aside"})
_CHROME = frozenset(
    ["nav", "navs", "navbar", "menu", "submenu", "sidemenu", "sidenav", "leftnav", "sidebar", "side",
     "aside", "foot", "footer", "header", "crumb", "crumbs", "breadcrumb", "breadcrumbs", "path",
     "position", "location", "dqwz", "weizhi", "friend", "friendlink", "yqlj", "pager", "pagination",
     "fenye", "hot", "rank", "ranking", "recommend", "related", "relate", "login", "share"]
)  # fmt: skip
_ELSEWHERE = re.compile(r"热点|热门|排行|推荐|相关|猜你|最新|图片新闻|友情链接|快速(?:通道|入口)")
_ROW_TAGS = {"li": 1.2, "tr": 1.2, "dl": 1.1, "dd": 1.1, "a": 0.9, "td": 0.8, "span": 0.8}
"""What rows usually are; decides between a row and its only cell."""
_PAGER = re.compile(r"下一?页|末页|尾页|共\s*\d+\s*[条页]")

_HEADING = 40
"""Characters of a heading that count."""


@dataclass(frozen=True, slots=True)
class Found:
    """The list of a page; `signature` finds it again on the next page."""

    rows: tuple[ListRow, ...]
    signature: str | None
    doubtful: bool = False
    """It stands where menus and side boxes stand; the page may have no other list."""
    anchored: bool = True
    """A pager belongs to it, or its links lie under the column: it is no side box that bears no mark of one."""
    is_local: bool = True
    """Its links lie under the column."""
    heading: str = ""
    """The words that head it."""


def find_rows(root: Element, url: str, *, like: str | None = None, total: int | None = None) -> Found:
    """The main list of a page. `like`: the signature found on an earlier page of the same list; `total`: how
    many items the page declares. No rows where nothing on the page looks like a list of postings."""
    base = base_of(root, url)
    pager = _pager_position(root)
    order = {node: n for n, node in enumerate(root.iter())}
    names = _column_names(root)
    best, best_score, best_place = None, 0.0, 1.0
    for group in joined_blocks(groups_of(root, base), url):
        heading = _heading(group.container)
        place = _place(group, heading, pager, order)
        score = _quality(group, url) * place * _ROW_TAGS.get(group.tag, 1.0)
        score *= 2 if heading in names else 1
        score *= 10 if like and group.signature == like else 1
        score *= 2 if total and len({row.url for row in group.rows}) == total else 1
        if score > best_score:
            best, best_score, best_place = group, score, place
    if best is None or (best_score < 2.2 and best.signature != like):
        return Found((), None)
    near = pager is not None and _is_near(best.container, pager)
    local = any(is_local(row.url, url) for row in best.rows)
    anchored = near or best.signature == like or local
    return Found(_list_rows(best), best.signature, best_place < 1, anchored, local, _heading(best.container))


def row_of(fragment: Element, url: str) -> ListRow | None:
    """The one row that a fragment stands for (a `<record>` of a recordset)."""
    groups = groups_of(fragment, url)
    rows = [row for group in groups for row in group.rows]
    if not rows:
        return None
    row = max(rows, key=lambda row: (row.date_text is not None, min(len(row.title), 12)))
    return ListRow(url=row.url, title=row.title, date_text=row.date_text, native_id=native_id_of(row.url))


def _list_rows(group: Group) -> tuple[ListRow, ...]:
    kept = [row for row in group.rows if row.date_text or not _is_stray(row, group)]
    given = payloads(kept[0].element, [row.element for row in kept]) if kept and group.tag == "tr" else {}
    return tuple(
        ListRow(
            url=row.url,
            title=row.title,
            date_text=given.get(row.element, {}).pop("date_text", None) or row.date_text,
            native_id=native_id_of(row.url),
            payload=given.get(row.element, {}),
        )
        for row in kept
    )


def _is_stray(row: Row, group: Group) -> bool:
    """An undated short link among dated rows: 更多, a column name."""
    dated = sum(1 for other in group.rows if other.date_text)
    return dated * 2 > len(group.rows) and len(row.title) <= 5


def _quality(group: Group, url: str) -> float:
    rows = group.rows
    number = len({row.url for row in rows})
    dated = sum(1 for row in rows if row.date_text) / len(rows)
    article = sum(1 for row in rows if _ARTICLE.search(row.url)) / len(rows)
    words = sum(min(len(row.title), 30) for row in rows) / len(rows) / 30
    local = sum(1 for row in rows if is_local(row.url, url)) / len(rows)
    likeness = 3 * dated + article + words
    if not dated and not article and words < 0.3:
        likeness *= 0.2  # short undated links to indexes: a menu
    return float(likeness * (1 + number) ** 0.3 * (1 + 2 * local * max(dated, article)))


def _place(group: Group, heading: str, pager: Element | None, order: dict[Element, int]) -> float:
    factor = 1.0
    for element in [group.container, *group.container.iterancestors()]:
        if element.tag in _CHROME_TAGS:
            return 0.15
        marks = re.split(r"[^a-z]+", f"{element.get('class') or ''} {element.get('id') or ''}".lower())
        if element.tag != "body" and not _CHROME.isdisjoint(marks):
            factor = 0.4
    if len(heading) <= 12 and _ELSEWHERE.search(heading):
        factor *= 0.5
    if pager is not None and order[group.container] < order[pager] and _is_near(group.container, pager):
        factor *= 2
    return factor


def _column_names(root: Element) -> set[str]:
    """What the page calls its column: its ColumnName, and the parts of its title."""
    named = (
        e.get("content") or "" for e in root.iter("meta") if (e.get("name") or "").lower() == "columnname"
    )
    titles = re.split(r"[-_|—–>»<\s]+", " ".join([root.findtext(".//title") or "", *named]))
    return {title for title in titles if len(title) > 1}


def _heading(container: Element) -> str:
    """The words directly before a container, where they head it."""
    for element in [container, *list(container.iterancestors())[:2]]:
        before = element.getprevious()
        if before is not None and isinstance(before.tag, str):
            return " ".join(islice(texts(before), _HEADING))[:_HEADING]
    return ""


def _pager_position(root: Element) -> Element | None:
    """The last element whose own words are those of a pager, or a script that writes one."""
    found = None
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "title"):
            continue
        words = element.text or ""
        if element.tag == "script":
            if re.search(r"createPageHTML|countPage", words):
                found = element
        elif len(words) < 40 and _PAGER.search(words):
            found = element
    return found


def _is_near(container: Element, pager: Element) -> bool:
    """Whether container and pager share an ancestor below the outermost blocks of the page."""
    around = list(container.iterancestors())[:4]
    return any(
        ancestor in around for ancestor in pager.iterancestors() if ancestor.tag not in ("body", "html")
    )
