"""The warehouse (数据仓库): one DuckDB file with one writer, and a read-only snapshot for everybody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from schemas.base import now
from schemas.errors import CannotRunError, WrongUsageError
from warehouse.absent import remember_absence
from warehouse.lease import WriterBusyError, lease
from warehouse.memory import give_back_now, give_back_what_is_freed
from warehouse.queries import names, sql

__all__ = [
    "OlderSnapshotError",
    "QueryError",
    "Rows",
    "Warehouse",
    "WriterBusyError",
    "open_warehouse",
    "query",
    "read_snapshot",
]

SNAPSHOT = Path("snapshot") / "gongkai.duckdb"
Config = dict[str, str | bool | int | float | list[str]]
STORAGE = "STORAGE_VERSION 'v1.2.0', ROW_GROUP_SIZE 30720"
"""Bodies lie zstd-compressed (v1.2.0 and later), in row groups small enough to be built in little memory."""


DISK_FAULTS = (duckdb.IOException, duckdb.FatalException)
"""What DuckDB raises where the disk is full or fails; `open_warehouse` makes it a `StorageError`."""


class StorageError(CannotRunError):
    """The disk is full or fails; the message has DuckDB's words. The next run goes on from what is committed."""


class QueryError(WrongUsageError):
    """A query that DuckDB cannot run; the message is DuckDB's own."""


class OlderSnapshotError(CannotRunError):
    """After an upgrade: the snapshot has to be renewed before this can be answered."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query gives: column names and rows in their order."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """The rows as objects."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Warehouse:
    """An open warehouse. Threads other than the opener's take a `cursor()`."""

    connection: duckdb.DuckDBPyConnection
    home: Path
    writing: threading.RLock = field(default_factory=threading.RLock)
    """Held by whoever writes, or copies the file."""

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the same database, for another thread."""
        cursor = self.connection.cursor()
        cursor.execute("USE warehouse")
        return cursor

    @contextmanager
    def within(self, memory_limit: str) -> Iterator[None]:
        """For a time less memory for DuckDB: of what it holds beyond, it lets go or spills; what is free goes back."""
        with closing(self.cursor()) as settings:
            ((former,),) = settings.execute("SELECT current_setting('memory_limit')").fetchall()
            settings.execute(f"SET GLOBAL memory_limit = '{memory_limit}'")
            give_back_now()
            try:
                yield
            finally:
                settings.execute(f"SET GLOBAL memory_limit = '{former}'")

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing: commits at the end of the block, rolls back where it raises."""
        with self.writing:
            self.connection.execute("BEGIN TRANSACTION")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")


@contextmanager
def open_warehouse(
    home: Path, *, owner: str, memory_limit: str = "192MB", threads: int = 2
) -> Iterator[Warehouse]:
    """Open `home/warehouse.duckdb` for writing, brought up to date, under the lease of the home folder.

    Raises `WriterBusyError` where another process writes, `StorageError` where the disk gives out.
    """
    give_back_what_is_freed()
    remember_absence()
    with lease(home, owner):
        (home / "tmp").mkdir(exist_ok=True)
        config: Config = {
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": str(home / "tmp"),
            "checkpoint_threshold": "64MB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute("SET GLOBAL TimeZone = 'Asia/Shanghai'")
            path = str(home / "warehouse.duckdb").replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS warehouse ({STORAGE})")
            connection.execute("USE warehouse")
            warehouse = Warehouse(connection, home)
            migrate(warehouse)
            try:
                yield warehouse
                connection.execute("USE memory")
                connection.execute("DETACH warehouse")
            except DISK_FAULTS as error:
                raise StorageError(
                    f"the warehouse could not be written, what is committed stands: {error}"
                ) from error


def migrate(warehouse: Warehouse) -> list[str]:
    """Apply what this file has not seen, each migration and its record in one transaction; names them."""
    warehouse.connection.execute(sql("bootstrap"))
    applied = {
        row[0] for row in warehouse.connection.execute("SELECT number FROM operations.migration").fetchall()
    }
    fresh = [name for name in names("migrations") if int(name[:4]) not in applied]
    for name in fresh:
        with warehouse.transaction() as connection:
            connection.execute(sql(f"migrations/{name}"))
            connection.execute(
                "INSERT INTO operations.migration VALUES (?, ?, ?)", [int(name[:4]), name, now()]
            )
    return fresh


@contextmanager
def read_snapshot(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published snapshot, read-only, never in the way of a run.

    Raises `QueryError` where none is, `OlderSnapshotError` where one that an older version wrote lacks what is asked
    for.
    """
    path = home / SNAPSHOT
    if not path.exists():
        raise QueryError(f"no snapshot at {path}: run `gongkai run` first")
    config: Config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    with duckdb.connect(str(path), read_only=True, config=config) as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            if _lacks_migrations(connection):
                raise OlderSnapshotError(
                    "the snapshot is of an older version and lacks what was asked for: "
                    "`gongkai run` renews it, or `gongkai check`, which asks no site"
                ) from error
            raise


def _lacks_migrations(snapshot: duckdb.DuckDBPyConnection) -> bool:
    ((newest,),) = snapshot.execute("SELECT coalesce(max(number), 0) FROM operations.migration").fetchall()
    return bool(newest < max(int(name[:4]) for name in names("migrations")))


def query(home: Path, statement: str) -> Rows:
    """Run one statement over the snapshot. Raises `QueryError` with DuckDB's words where it cannot be run, and as
    `read_snapshot` does."""
    try:
        with read_snapshot(home) as connection:
            cursor = connection.execute(statement)
            columns = tuple(c[0] for c in cursor.description or ())
            return Rows(columns, cursor.fetchall())
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
