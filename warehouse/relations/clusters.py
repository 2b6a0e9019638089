"""Postings to documents: pairs that show one document joined to groups, each with its id. Pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from schemas.identity import folded


@dataclass(frozen=True, slots=True)
class Member:
    """A posting, as far as its document goes."""

    item_id: str
    document_id: str
    first_seen_at: datetime
    document_number: str | None = None
    is_fresh: bool = False
    """No reader has seen its current version: its id is only what the merge proposes."""
    former: str | None = None
    """For a fresh one that was known before: the document it belonged to."""

    @property
    def age(self) -> tuple[datetime, str]:
        """Sorts the posting seen first to the front, whatever order they come in."""
        return self.first_seen_at, self.item_id


@dataclass(frozen=True, slots=True)
class Edge:
    """Two postings that show one document; `weight` 0 is the surest."""

    weight: int
    one: str
    other: str
    misprint: bool = False
    """They bear different numbers all the same."""


def group(members: Iterable[Member], edges: Iterable[Edge]) -> list[list[Member]]:
    """The members by document, oldest first, groups by their oldest.

    Postings settled in one document before stay together. The surest edges are followed first, and none that
    would bring two document numbers into one document: a posting without number that resembles both of two
    documents joins one of them.
    """
    of = {m.item_id: m for m in sorted(members, key=lambda m: m.age)}
    forest = _Forest(of.values())
    anchors: dict[str, str] = {}
    for member in of.values():
        if not member.is_fresh:
            forest.join(anchors.setdefault(member.document_id, member.item_id), member.item_id)
    for edge in sorted(edges, key=lambda e: (e.weight, of[e.one].age, of[e.other].age)):
        if edge.misprint or forest.agree(edge.one, edge.other):
            forest.join(edge.one, edge.other)
    groups: dict[str, list[Member]] = {}
    for item_id, member in of.items():
        groups.setdefault(forest.root(item_id), []).append(member)
    return list(groups.values())


def document_of(members: Sequence[Member], taken: Collection[str]) -> str:
    """The id of a group: that of its oldest settled document; else one its members bore before; else the one
    proposed for its oldest, unless another document has it. `taken`: ids that other documents have."""
    settled = [m.document_id for m in members if not m.is_fresh]
    if settled:
        return settled[0]
    for proposed in [m.former for m in members] + [members[0].document_id]:
        if proposed is not None and proposed not in taken:
            return proposed
    oldest = members[0]
    number = 0
    while (found := _digest(f"{oldest.item_id}\n{oldest.document_id}\n{number}")) in taken:
        number += 1
    return found


class _Forest:
    """Disjoint sets of item ids with the document numbers in each."""

    def __init__(self, members: Iterable[Member]) -> None:
        members = list(members)
        self._parent = {m.item_id: m.item_id for m in members}
        self._numbers = {
            m.item_id: {folded(m.document_number)} if m.document_number else set() for m in members
        }

    def root(self, item_id: str) -> str:
        while self._parent[item_id] != item_id:
            self._parent[item_id] = self._parent[self._parent[item_id]]
            item_id = self._parent[item_id]
        return item_id

    def agree(self, one: str, other: str) -> bool:
        a, b = self._numbers[self.root(one)], self._numbers[self.root(other)]
        return not a or not b or bool(a & b)

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        if a != b:
            self._parent[b] = a
            self._numbers[a] |= self._numbers.pop(b)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
