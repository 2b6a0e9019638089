"""What a source lists, over all its columns: each address once, with the columns that list it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connectors.harvest.columns import ColumnWalk
from connectors.privacy import address_has_personal_data
from schemas.harvest import KnownPage, ListRow
from schemas.identity import canonical_address


@dataclass(frozen=True, slots=True)
class Listed:
    """One address; its row is that of the first column that lists it."""

    key: str
    row: ListRow
    columns: tuple[str, ...]
    is_personal: bool = False
    """The address carries personal data that cannot be seen of an address alone."""

    @property
    def address(self) -> str | None:
        """The address as it may leave the parser, without a place on the page (`#top`) behind it: None where it
        carries personal data. What begins like a path behind `#` names the page."""
        page, _, place = self.row.url.partition("#")
        url = self.row.url if place[:1] in ("/", "!") else page
        return None if self.is_personal or address_has_personal_data(self.row.url) else url

    @property
    def row_hash(self) -> str:
        """sha256 of what the list says of the page: another one means that the page changed."""
        said = [self.row.title, self.row.date_text, self.row.payload]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def listing_of(walks: Iterable[ColumnWalk], known: Mapping[str, KnownPage]) -> dict[str, Listed]:
    """By page key, in the order of the registry and of the lists. A column that could not be read to its end
    is kept for the pages it was known to list, so that a fault moves no item to another category."""
    walks = list(walks)
    rows: dict[str, ListRow] = {}
    columns: dict[str, list[str]] = {}
    for walk in walks:
        for key, row in walk.rows.items():
            rows.setdefault(key, row)
            columns.setdefault(key, []).append(walk.column.path)
    order = [walk.column.path for walk in walks]
    unread = {walk.column.path for walk in walks if walk.completeness != "proven"}
    for key, page in known.items():
        if key in columns:
            kept = unread.intersection(page.columns).difference(columns[key])
            columns[key] = sorted([*columns[key], *kept], key=order.index)
    return {key: Listed(key, row, tuple(columns[key])) for key, row in _without_shared_ids(rows).items()}


def _without_shared_ids(rows: dict[str, ListRow]) -> dict[str, ListRow]:
    """Each row with an id of its own: that of the CMS, else its place on the host, which outlives a new name
    of the host. An id that two addresses share (counted per column, or one text in two channels) names neither.
    """
    times = Counter(row.native_id for row in rows.values())
    ids = {
        key: row.native_id if row.native_id and times[row.native_id] == 1 else _place(row.url)
        for key, row in rows.items()
    }
    places = Counter(ids.values())
    return {
        key: row.model_copy(update={"native_id": ids[key] if places[ids[key]] == 1 else None})
        for key, row in rows.items()
    }


def _place(url: str) -> str:
    """Path and query: `/info/1042/3355.htm`."""
    return "/" + canonical_address(url).partition("/")[2]
