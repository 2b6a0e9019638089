"""What a family is: a way to walk the list pages of one CMS product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from connectors.fetch.model import Request, Response
from schemas.harvest import ListRow
from schemas.registry import Column, Source

Ending = Literal["more", "proven", "unproven"]
"""Whether more pages follow; if not, whether the site shows that this was the last one."""


class LayoutChanged(Exception):  # noqa: N818 - a word of the design
    """A list page is not what its family looks like; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list, as read."""

    url: str
    rows: tuple[ListRow, ...]
    ending: Ending
    declared_total: int | None = None
    """How many items the column says it has."""


Parse = Callable[[Response], ListPage]


class Reader(Protocol):
    """Reads list pages for a family: fetches, parses, and asks an empty page once more."""

    def page(self, request: Request, parse: Parse) -> ListPage:
        """Raises `FetchError` or `LayoutChanged`."""
        ...

    def raw(self, request: Request) -> Response:
        """A response that is no list page (a probe for the pager, a script). Raises `FetchError`."""
        ...


class Family(Protocol):
    """One CMS product. Implementations are modules of plain functions, listed in `FAMILIES`."""

    def pages(self, source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
        """The list pages of a column, first to last; the last one's `ending` says how we know."""
        ...

    def recognise(self, url: str, html: str) -> float:
        """How sure we are, 0 to 1, that this page is of the family."""
        ...
