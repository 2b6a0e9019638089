"""One seam for I/O: `LiveFetch` asks and records, `ReplayFetch` answers from the `Archive`."""

from connectors.fetch.archive import Archive
from connectors.fetch.hosts import Hosts
from connectors.fetch.live import LiveFetch
from connectors.fetch.model import (
    Blocked,
    Disallowed,
    Fetch,
    FetchError,
    Gone,
    Purpose,
    Request,
    Response,
    Unreachable,
    Unusable,
)
from connectors.fetch.replay import NotArchived, ReplayFetch

__all__ = [
    "Archive",
    "Blocked",
    "Disallowed",
    "Fetch",
    "FetchError",
    "Gone",
    "Hosts",
    "LiveFetch",
    "NotArchived",
    "Purpose",
    "ReplayFetch",
    "Request",
    "Response",
    "Unreachable",
    "Unusable",
]
