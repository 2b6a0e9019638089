"""One column from its first list page to its last, and the proof that this was all of it (完整性)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from connectors.families import FAMILIES
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.fetch.model import FetchError, Unreachable
from connectors.harvest.fault import cause_of
from schemas.harvest import Cause, Completeness, ListRow
from schemas.identity import page_key
from schemas.registry import Column, Source


@dataclass(slots=True)
class ColumnWalk:
    """What a column lists: rows by page key in the order of the list, and how far that can be trusted."""

    column: Column
    rows: dict[str, ListRow] = field(default_factory=dict)
    pages: list[tuple[str, ...]] = field(default_factory=list)
    """The page keys of each list page read."""
    completeness: Completeness = "broken"
    declared_total: int | None = None
    error: str | None = None
    """Why it is broken or unproven."""
    cause: Cause | None = None
    """What kind of thing broke it."""
    unreachable: bool = False
    """Nothing answered; another column of the site will hardly fare better."""

    def fail(self, reason: str, cause: Cause) -> None:
        """Mark as broken; what was read stays."""
        self.completeness, self.cause = "broken", cause
        self.error = f"column {self.column.path}: {reason}"

    def doubt(self, reason: str) -> None:
        """Mark as unproven, unless it is worse already."""
        if self.completeness == "proven":
            self.completeness, self.error = "unproven", f"column {self.column.path}: {reason}"


def walk_column(source: Source, column: Column, reader: Reader) -> ColumnWalk:
    """Walk a column; where it has more than one page and its first page moved meanwhile, once more.

    Never raises for what the site does: the result is then broken, with the rows read so far.
    """
    walk = _walk(source, column, reader)
    if len(walk.pages) < 2 or walk.completeness == "broken":
        return walk
    if not _moved(walk, source, reader):
        return walk
    again = _walk(source, column, reader)
    if again.completeness == "broken":
        again.rows = walk.rows | again.rows
    elif len(again.pages) > 1 and _moved(again, source, reader):
        again.rows = walk.rows | again.rows
        again.doubt("its first page changed twice while it was read")
    return again


def walk_columns(source: Source, reader: Reader, step: Callable[[int], None]) -> list[ColumnWalk]:
    """All columns in the order of the registry. Two in a row that nothing answers for end the asking."""
    walks: list[ColumnWalk] = []
    for column in source.column:
        if len(walks) > 1 and all(walk.unreachable for walk in walks[-2:]):
            walk = ColumnWalk(column, unreachable=True)
            walk.fail("not asked, since nothing answered for the columns before it", "unreachable")
        else:
            walk = walk_column(source, column, reader)
        walks.append(walk)
        step(len(walks))
    return walks


def _walk(source: Source, column: Column, reader: Reader) -> ColumnWalk:
    walk = ColumnWalk(column)
    try:
        _read_pages(walk, FAMILIES[source.family].pages(source, column, reader), source.max_list_pages)
    except (FetchError, LayoutChanged) as error:
        walk.fail(str(error), cause_of(error))
        walk.unreachable = isinstance(error, Unreachable)
    except Exception as error:  # recorded by its kind alone: its words may be anything
        walk.fail(f"the list page could not be read ({type(error).__name__})", cause_of(error))
    else:
        _compare_with_total(walk)
    return walk


def _read_pages(walk: ColumnWalk, pages: Iterator[ListPage], limit: int) -> None:
    """Collect the rows. Raises `LayoutChanged` where a page comes twice: its number is not honoured."""
    ending = "unproven"
    for page in islice(pages, limit):
        keys = tuple(page_key(row.url) for row in page.rows)
        if keys and keys in walk.pages:
            shown = walk.pages.index(keys) + 1
            raise LayoutChanged(f"page {len(walk.pages) + 1} shows the rows of page {shown} again")
        walk.pages.append(keys)
        for key, row in zip(keys, page.rows, strict=True):
            walk.rows.setdefault(key, row)
        walk.declared_total = page.declared_total if page.declared_total is not None else walk.declared_total
        ending = page.ending
    walk.completeness = "proven"
    if ending == "more":
        walk.doubt(f"more pages follow than max_list_pages = {limit}")
    elif ending == "unproven":
        walk.doubt("the site does not show where the list ends")


def _compare_with_total(walk: ColumnWalk) -> None:
    """The declared total counts addresses; a row shown twice on one page (置顶) may count twice."""
    if walk.declared_total is None:
        return
    pinned = sum(len(keys) - len(set(keys)) for keys in walk.pages)
    if walk.declared_total not in (len(walk.rows), len(walk.rows) + pinned):
        walk.doubt(f"it declares {walk.declared_total} items and lists {len(walk.rows)}")


def _moved(walk: ColumnWalk, source: Source, reader: Reader) -> bool:
    """Whether the first page, read again, differs from what it was. A failure to read it counts as moved."""
    check = ColumnWalk(walk.column)
    try:
        _read_pages(check, FAMILIES[source.family].pages(source, walk.column, reader), 1)
    except (FetchError, LayoutChanged):
        return True
    return check.pages[:1] != walk.pages[:1]
