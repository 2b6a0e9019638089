"""After an upgrade: the snapshot that lies there was written by an older version, and lacks what is asked for."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import CannotRunError, WrongUsageError
from warehouse.database import query
from warehouse.queries import names

_LACKING = frozenset(("CatalogException", "BinderException"))


class OlderSnapshotError(CannotRunError):
    """The snapshot has to be renewed before this can be answered."""


def tell_older_snapshot(error: Exception, home: Path) -> None:
    """Raises `OlderSnapshotError` where DuckDB missed a table or column, and the snapshot lacks migrations."""
    raised = [type(e) for e in (error, error.__cause__) if e]
    if not any("duckdb" in kind.__module__ and kind.__name__ in _LACKING for kind in raised):
        return
    try:
        ((newest,),) = query(home, "SELECT max(number) FROM operations.migration").rows
    except WrongUsageError:
        return
    if newest is None or newest < max(int(name[:4]) for name in names("migrations")):
        raise OlderSnapshotError(
            "the snapshot is of an older version and lacks what was asked for: "
            "`gongkai run` renews it, or `gongkai check`, which asks no site"
        ) from error
