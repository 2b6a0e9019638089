"""Names given on the command line: a mistyped one is told, lest nothing found look like good news."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from flows.cli.options import chosen
from schemas.errors import WrongUsageError
from schemas.references import nearest
from warehouse.database import SNAPSHOT, query

_KNOWN = {
    "unit": "SELECT unit_id FROM catalogue.unit",
    "plan": "SELECT plan_id FROM governance.plan",
    "run": "SELECT run_id FROM operations.run",
}


class UnknownNameError(WrongUsageError):
    """A unit, plan or run was named that is not there; the message has the nearest name."""


def must_be_known(kind: Literal["unit", "plan", "run"], name: str | None) -> None:
    """Nothing for no name, or one that the snapshot knows. Raises `UnknownNameError`, and `QueryError` where there is
    no snapshot. A run is known too where the archive has its captures."""
    if name is None:
        return
    home = chosen().home
    known = set(_captured(home)) if kind == "run" else set()
    if kind != "run" or (home / SNAPSHOT).exists():
        known |= {row[0] for row in query(home, _KNOWN[kind]).rows}
    if name not in known:
        raise UnknownNameError(f"no {kind} {name!r}{nearest(name, sorted(known))}")


def _captured(home: Path) -> Iterable[str]:
    archive = home / "archive"
    return (folder.name for folder in archive.iterdir() if folder.is_dir()) if archive.is_dir() else ()
