"""What a reader is told, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.tables import GridReading
from schemas.divisions import Places
from schemas.finance import DatasetReading, Kind
from schemas.registry import Publicity


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a file besides its content. All of it may be missing: `gongkai tables FILE` knows a name."""

    title: str = ""
    """Title of the item."""
    file_name: str = ""
    category: str | None = None
    unit_id: str | None = None
    """Unit whose column it is in."""
    unit_name: str | None = None
    published_on: date | None = None
    unit_ids: Mapping[str, str] = field(default_factory=dict)
    """Names and aliases of the registry's units, to their ids."""
    divisions: Mapping[str, str] = field(default_factory=dict)
    """Names of townships and villages to their codes (GB/T 10114), where the registry has them."""
    places: Places = field(default_factory=lambda: Places(()))
    """Townships, villages and communities of the county."""
    population: int | None = None
    """Residents of the county, where known: amounts a head are held against it."""
    publicity: Publicity = field(default_factory=Publicity)
    """What the registry says of payees and publicity periods."""
    payee_key: bytes | None = None
    """Key for hashes of payees; None: no hash is kept."""


ReadGrids = Callable[[GridReading, Context], DatasetReading]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one kind of dataset. `version` counts up when its output changes: files are then read again."""

    kind: Kind
    version: int
    categories: tuple[str, ...]
    """Categories of items whose files it reads."""
    read: ReadGrids
    recognise: Callable[[GridReading, Context], float]
    """How sure it is, from 0 to 1, that a file of no known category is of its kind."""
