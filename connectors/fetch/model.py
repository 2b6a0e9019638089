"""The one seam for I/O: a request goes in, a response comes out, live, recorded or replayed alike."""

# ruff: noqa: N818 - the kinds of FetchError are words of the design, and end in no suffix

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Purpose = Literal["list", "detail", "attachment", "probe"]


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for. `form` makes it a POST."""

    url: str
    purpose: Purpose
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    revalidate: bool = False
    """Allow a conditional GET: a 304 is answered from the archive. A hint only, never for lists."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; `status` is 200 except for probes, which report what they met."""

    url: str
    """After redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    at: datetime
    """When it was captured, +08:00."""
    not_modified: bool = False
    """The server said 304 and the body comes from the archive."""


class Fetch(Protocol):
    """Anything that answers requests: `LiveFetch`, `ReplayFetch`, a dict of recorded files in a test."""

    def __call__(self, request: Request) -> Response:
        """Raises `FetchError`; a response that is returned is usable (probes excepted)."""
        ...


class FetchError(Exception):
    """A response that cannot be used. `reason` is for the operator: plain, masked where it names an address.

    FetchError
    ├── Gone            404 or 410
    ├── Blocked         412, script challenge, login page: needs an agreed access path; never worked around
    ├── Disallowed      robots.txt, or a redirect outside the declared hosts
    ├── Unusable        too large, truncated, not what its type says; EmptyBody
    └── Unreachable     time-out, connection refused, TLS, 5xx and 429 after the retries: waiting may help
    """

    transient = False

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class Gone(FetchError):
    """404 or 410."""


class Blocked(FetchError):
    """The site answers with a challenge or a login page."""


class Disallowed(FetchError):
    """We may not ask for this address."""


class Unusable(FetchError):
    """Something came back that is not a page or file we can take."""


class EmptyBody(Unusable):
    """Not a single byte: some products say so that a list has no such page."""


class Unreachable(FetchError):
    """Nothing useful came back; later it may."""

    transient = True
