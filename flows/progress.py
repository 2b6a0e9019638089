"""How a run says what it is doing. The command line shows bars, a worker writes log lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from schemas.harvest import SourceReport
from warehouse.report import Summary

log = logging.getLogger("flows.steps")


class Progress(Protocol):
    """Called from the threads of a run."""

    def step(self, text: str) -> None:
        """A step of the run begins or ended: one line."""
        ...

    def begin(self, source_id: str) -> None:
        """A source is being harvested."""
        ...

    def advance(self, source_id: str, step: str, done: int, of: int | None) -> None:
        """A source went on: `list`, `detail` or `probe`, so many done of so many."""
        ...

    def end(self, report: SourceReport) -> None:
        """A source was read."""
        ...

    def conclude(self, summary: Summary, home: Path) -> None:
        """The run is over."""
        ...


class LogProgress:
    """Lines for a log: steps and sources, no bars."""

    def step(self, text: str) -> None:
        log.info(text)

    def begin(self, source_id: str) -> None:
        log.info("%s: harvest begins", source_id)

    def advance(self, source_id: str, step: str, done: int, of: int | None) -> None:
        """Nothing: a log is no bar."""

    def end(self, report: SourceReport) -> None:
        log.info(
            "%s: %s, %d listed, %d new or changed, %d rejected",
            report.source_id,
            report.completeness,
            report.listed,
            report.accepted,
            report.rejected,
        )

    def conclude(self, summary: Summary, home: Path) -> None:
        log.info("%d items, %d red sources", summary.items, len(summary.red_sources))


_current: list[Progress] = [LogProgress()]


def current() -> Progress:
    """Where this process shows its progress."""
    return _current[-1]


@contextmanager
def shown_by(progress: Progress) -> Iterator[None]:
    """Show progress there for the block, in all threads of the process."""
    _current.append(progress)
    try:
        yield
    finally:
        _current.pop()
