"""Groups of repeated siblings on a page: every place that could be its list, before one is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from connectors.families.dates import date_in
from connectors.families.links import is_wordless, link_of, title_of
from connectors.families.markup import Element, texts

_NESTED = frozenset({"ul", "ol", "dl", "table"})
_OUTER = frozenset({"html", "head"})

Links = dict[Element, tuple[str, str]]
"""Anchors with their address and title."""


@dataclass(slots=True)
class Row:
    """One repeated sibling with the link that names it."""

    element: Element
    url: str
    title: str
    date_text: str | None


@dataclass(slots=True)
class Group:
    """Rows that are siblings of one tag, or that lie in sibling containers of one make."""

    container: Element
    tag: str
    rows: list[Row] = field(default_factory=list)

    @property
    def signature(self) -> str:
        """How the container is marked up, three levels up; the same on every page of a list."""
        chain = [self.container, *self.container.iterancestors()][:3]
        marks = [f"{e.tag}.{'.'.join((e.get('class') or '').split())}" for e in reversed(chain)]
        return ">".join([*marks, self.tag])


def groups_of(root: Element, base: str) -> list[Group]:
    """All groups whose rows each stand for one link. A row that holds a dated group is no row itself."""
    order = {node: n for n, node in enumerate(root.iter())}
    links = _links(root, base)
    members = _members(links)
    groups = []
    composite: set[Element] = set()
    for (container, tag), anchors_of in sorted(members.items(), key=lambda kv: -_depth(kv[0][0])):
        rows = [
            row
            for element, anchors in anchors_of.items()
            if (row := _row(element, anchors, links)) and (element not in composite or _leads(row, anchors))
        ]
        if not rows:
            continue
        groups.append(Group(container, tag, rows))
        if len({row.url for row in rows if row.date_text}) > 1 and tag != "td":
            composite.update([container, *container.iterancestors()])
    for group in (joined := _joined(groups)):
        group.rows.sort(key=lambda row: order[row.element])
    return joined


def _links(root: Element, base: str) -> Links:
    """All anchors of a page that lead somewhere and say where."""
    found = ((anchor, link_of(anchor, base), title_of(anchor)) for anchor in root.iter("a"))
    return {anchor: (url, title) for anchor, url, title in found if url and title}


def _members(links: Links) -> dict[tuple[Element, str], dict[Element, list[Element]]]:
    """By container and tag of its children: the children that hold links, with their links."""
    found: dict[tuple[Element, str], dict[Element, list[Element]]] = {}
    for anchor in links:
        child = anchor
        for parent in anchor.iterancestors():
            if parent.tag in _OUTER:
                break
            found.setdefault((parent, str(child.tag)), {}).setdefault(child, []).append(anchor)
            child = parent
    return found


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _row(element: Element, anchors: list[Element], links: Links) -> Row | None:
    """The row for a child: its own longest-worded link, not one of a list nested in it (相关解读)."""
    own = [anchor for anchor in anchors if not _is_nested(anchor, element)] or anchors
    named = [anchor for anchor in own if not is_wordless(links[anchor][1])]
    if not named or (len({links[anchor][0] for anchor in own}) > 4 and element.tag != "tr"):
        return None
    if _is_shelf(element, links):
        return None
    anchor = max(named, key=lambda anchor: min(len(links[anchor][1]), 12))
    url, title = links[anchor]
    nested = _is_nested(anchor, element)
    return Row(element, url, title, _date(element, nested=nested))


def _is_shelf(element: Element, links: Links) -> bool:
    """Whether a table row holds several postings side by side: cells with a link and a date each."""
    if element.tag != "tr":
        return False
    cells = [cell for cell in element.iterchildren("td") if date_in(texts(cell))]
    led = ({links[anchor][0] for anchor in cell.iter("a") if anchor in links} for cell in cells)
    return len(set().union(*(urls for urls in led if len(urls) == 1))) > 1


def _leads(row: Row, anchors: list[Element]) -> bool:
    """Whether a row that holds a dated list (its 相关解读) has a link and a date of its own besides."""
    own = any(not _is_nested(anchor, row.element) for anchor in anchors)
    return row.element.tag in ("li", "tr", "dd") and own and date_in(_own_texts(row.element)) is not None


def _is_nested(anchor: Element, row: Element) -> bool:
    """Whether a list stands between the row and the anchor."""
    for parent in anchor.iterancestors():
        if parent is row:
            return False
        if parent.tag in _NESTED:
            return True
    return False


def _date(element: Element, *, nested: bool) -> str | None:
    """The date of a row, looked for outside nested lists unless the row's own link is in one."""
    inside = texts(element) if nested else _own_texts(element)
    return date_in(inside) or date_in(_texts_after(element))


def _own_texts(element: Element) -> Iterator[str]:
    """The text nodes of a row that are in no list nested in it."""
    if element.text and element.text.strip():
        yield element.text.strip()
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _NESTED and child.tag not in ("script", "style"):
            yield from _own_texts(child)
        if child.tail and child.tail.strip():
            yield child.tail.strip()


def _texts_after(element: Element) -> list[str]:
    """What follows a row in a flat list (`<a>…</a><span>date</span><br>`), up to the next link."""
    found = [element.tail.strip()] if element.tail and element.tail.strip() else []
    for sibling in list(element.itersiblings())[:3]:
        if sibling.tag == "a" or next(sibling.iter("a"), None) is not None:
            break
        found += list(texts(sibling))
        found += [sibling.tail.strip()] if sibling.tail and sibling.tail.strip() else []
    return found


def _joined(groups: list[Group]) -> list[Group]:
    """Sibling containers of one make (a `<ul>` for every five rows, a `<table>` a row) are one group."""
    joined: dict[tuple[object, ...], Group] = {}
    for group in groups:
        parent = group.container.getparent()
        dated = sum(1 for row in group.rows if row.date_text) * 2 >= len(group.rows)
        make = (group.container.tag, group.container.get("class"), group.tag, dated)
        key = (parent, *make) if parent is not None else (group.container, *make)
        if key in joined:
            joined[key].rows += group.rows
        else:
            joined[key] = group
    return list(joined.values())
