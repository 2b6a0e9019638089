"""What a harvest of one source starts from, and where its records go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from schemas.arrow import Record
from schemas.harvest import KnownLink, KnownPage, Run
from schemas.platform import SiteCheck
from schemas.registry import Registry, Source

Sink = Callable[[Record], None]
Progress = Callable[[str, int, int | None], None]
"""Called with a step (`list`, `detail`, `probe`), how many are done, and of how many."""

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class HarvestJob:
    """One source, in one run."""

    source: Source
    registry: Registry
    run: Run
    known: Mapping[str, KnownPage] = field(default_factory=dict)
    """What the warehouse remembers of the source's pages, by page key."""
    drop_folder: Path | None = None
    """For the family `drop`: the folder with the unit's spreadsheets."""
    elapsed_days: float | None = None
    """Days since the last run of this source; None for the first."""
    links: Sequence[KnownLink] = ()
    """Links and files whose turn it is to be asked for."""
    links_left: int = 0
    """How many may still be asked for today, `links` among them."""
    site_check: Callable[[], SiteCheck] | None = None
    """Checks the site as a whole, where it is this source's turn."""
    pause_seconds: float = 1.0
    """How long to wait before an empty list page is asked again."""

    @property
    def replays(self) -> bool:
        """Whether the answers come from the archive."""
        return self.run.kind == "replay"

    def is_inside(self, url: str) -> bool:
        """Whether an address lies on one of the source's declared hosts."""
        return _host(url) in {_host(self.source.base_url), *map(str.lower, self.source.hosts)}

    def stand_in(self, key: str) -> str:
        """The address that is shown where the real one carries personal data."""
        return f"{(self.source.base_url or f'drop://{self.source.id}').rstrip('/')}/#{key}"


def _host(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, "\0"))
