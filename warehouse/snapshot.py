"""The snapshot (快照): the whole warehouse as a read-only file for officers, replaced by rename."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from schemas.errors import CannotRunError
from warehouse.database import SNAPSHOT, Warehouse

_COPY = """
import os, shutil, sys
shutil.copyfile(sys.argv[1], sys.argv[2])
with open(sys.argv[2], "rb") as copy:
    os.fsync(copy.fileno())
"""


class SnapshotError(CannotRunError):
    """The snapshot could not be made; the former one stands."""


def publish_snapshot(warehouse: Warehouse, home: Path) -> Path:
    """Replace `home/snapshot/gongkai.duckdb` by the warehouse as committed; readers of the old one read on.

    The copy is made by a child process: a process that opens and closes its own database file by path loses
    DuckDB's lock on it without a word. Where nothing was committed since, the former snapshot stays.
    Raises `SnapshotError`.
    """
    origin, snapshot = home / "warehouse.duckdb", home / SNAPSHOT
    with warehouse.writing:
        warehouse.connection.execute("CHECKPOINT warehouse")
        stamp = f"{origin.stat().st_mtime_ns} {origin.stat().st_size}"
        if snapshot.exists() and _stamp(snapshot) == stamp:
            return snapshot
        snapshot.parent.mkdir(parents=True, exist_ok=True)
        fresh = snapshot.with_name(f".{snapshot.name}.new")
        _copy(origin, fresh)
    os.utime(fresh, ns=(origin.stat().st_atime_ns, origin.stat().st_mtime_ns))
    snapshot.with_name(f"{snapshot.name}.wal").unlink(missing_ok=True)
    fresh.replace(snapshot)
    _sync(snapshot.parent)
    return snapshot


def _stamp(path: Path) -> str:
    return f"{path.stat().st_mtime_ns} {path.stat().st_size}"


def _copy(origin: Path, fresh: Path) -> None:
    wal = origin.with_name(f"{origin.name}.wal")
    if wal.exists() and wal.stat().st_size:
        raise SnapshotError(f"{wal.name} holds changes that a checkpoint did not write; try again")
    done = subprocess.run(  # noqa: S603  our own interpreter, our own script
        [sys.executable, "-I", "-S", "-c", _COPY, str(origin), str(fresh)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        if fresh.is_file():
            fresh.unlink()
        raise SnapshotError(done.stderr.strip().splitlines()[-1])


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
