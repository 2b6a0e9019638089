"""A posting of `money.py`: what is true of it, and the faults that were put into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from examples.youyi.forms.model import Form
from examples.youyi.model import FileKind


@dataclass(frozen=True, slots=True)
class Planted:
    """A posting that takes the place of a made-up one."""

    source_id: str
    category: str
    title: str
    day: date
    forms: tuple[Form, ...] = ()
    kind: FileKind | None = None
    """Of the file that holds the forms; None: they stand in the page."""
    lines: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """Checks that must find something in it, and no others."""
    secrets: tuple[str, ...] = ()
    instead: str = ""
    """Begins the title of the posting whose place it takes; empty: the newest of the column."""

    @property
    def key(self) -> str:
        return self.title
