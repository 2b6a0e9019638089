"""A list laid out in blocks (one for every year, two columns, tabs) is one list; boxes of other columns are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from connectors.families.groups import Group
from connectors.families.links import is_local, link_of
from connectors.families.markup import Element, squeeze, texts

_LISTS = frozenset({"ul", "ol", "dl", "table", "tbody"})
_PERIOD = re.compile(
    r"\W*(?:(?:19|20)\d{2}(?!\d).*|(?:[一二三四五六七八九十]+|\d{1,2})月份?\W*|第.{1,4}(?:季度|批|期|部分)\W*|[上下]半年\W*)?"
)
"""What heads a part of a list, if anything does."""


@dataclass(frozen=True, slots=True)
class Block:
    """The element that wraps the container of a group, with nothing in it besides but words."""

    element: Element
    group: Group
    heads_part: bool
    """Its heading, or what stands before it, names a part of a list (2023年) or nothing."""


def joined_blocks(groups: list[Group], url: str) -> list[Group]:
    """The groups, those one that lie in blocks of one make side by side, one or two levels up."""
    for level in (1, 2):
        groups = _joined(groups, level, url)
    return groups


def _joined(groups: list[Group], level: int, url: str) -> list[Group]:
    kept: list[Group] = []
    before: dict[tuple[object, ...], Block] = {}
    for group in groups:
        block = _block(group, level)
        if block is None:
            kept.append(group)
            continue
        make = _make(block, level)
        first = before.get(make)
        if first is not None and _are_one(first, block, url):
            first.group.rows += group.rows
        else:
            before[make] = block
            kept.append(group)
    return kept


def _are_one(first: Block, block: Block, url: str) -> bool:
    """Whether two blocks hold one list: by class and headings, or because all that they list is the column's own."""
    own = [[is_local(row.url, url) for row in each.group.rows] for each in (first, block)]
    if any(own[0]) != any(own[1]):
        return False
    alike = first.element.get("class") == block.element.get("class")
    headed = not first.heads_part or not block.heads_part or _is_headed_apart(block.element)
    return (alike and not headed) or all(own[0] + own[1])


def _block(group: Group, level: int) -> Block | None:
    """The block of a group, `level` up; None where there is none, or one with links besides its rows (更多)."""
    if group.container.tag not in _LISTS and len(group.rows) < 2:
        return None
    around = list(group.container.iterancestors())[: level + 1]
    if len(around) <= level or any(e.tag in ("body", "html") for e in around[:level]):
        return None
    element, inside = around[level - 1], set(group.container.iter("a"))
    beside = (a for a in element.iter("a") if a not in inside and not _names_part(" ".join(texts(a))))
    if any(link_of(anchor, "http://a.example/") for anchor in beside):
        return None
    return Block(element, group, _names_part(" ".join(_words_beside(element, group.container))))


def _make(block: Block, level: int) -> tuple[object, ...]:
    """What blocks of one list have in common, but for their own class."""
    rows, tag = block.group.rows, block.group.tag
    dated = sum(1 for row in rows if row.date_text) * 2 >= len(rows)
    inner = [block.group.container, *block.group.container.iterancestors()][:level]
    marks = tuple((element.tag, element.get("class")) for element in inner)
    return block.element.getparent(), block.element.tag, marks, tag, dated


def _names_part(words: str) -> bool:
    return _PERIOD.fullmatch(squeeze(words)) is not None


def _words_beside(element: Element, container: Element) -> Iterator[str]:
    """The words of an element outside of a container in it; a picture may be a heading too."""
    if element is container or not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    if element.tag == "img":
        yield element.get("alt") or "…图"
    yield element.text or ""
    for child in element:
        yield from _words_beside(child, container)
        yield child.tail or ""


def _is_headed_apart(element: Element) -> bool:
    """Whether words that name no part of the list stand between a block and the one before it."""
    for before in element.itersiblings(preceding=True):
        if not isinstance(before.tag, str):
            continue
        if (before.tag, before.get("class")) == (element.tag, element.get("class")):
            return False
        if words := " ".join(texts(before)):
            return not _names_part(words)
    return False
