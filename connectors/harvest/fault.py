"""Why a source is red: the kind of it, and the words an operator can act on."""

from __future__ import annotations

from typing import NamedTuple

from connectors.families.model import LayoutChanged
from connectors.fetch.model import Blocked, Disallowed, FetchError, Gone, Unreachable
from schemas.harvest import Cause

_CAUSES: dict[type[Exception], Cause] = {
    Unreachable: "unreachable",
    Blocked: "blocked",
    Disallowed: "disallowed",
    Gone: "gone",
    LayoutChanged: "layout",
}


class Fault(NamedTuple):
    """One thing that makes a source red (失败原因)."""

    cause: Cause
    words: str


def cause_of(error: Exception) -> Cause:
    """The kind of an error that a site or our reading of it raised."""
    for kind, cause in _CAUSES.items():
        if isinstance(error, kind):
            return cause
    return "unusable" if isinstance(error, FetchError) else "fault"
