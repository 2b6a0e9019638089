"""The stage (暂存区): what a source yielded in a run, on disk until merged, invisible until complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import KINDS, Record, schema_of, to_arrow, weight
from schemas.harvest import Harvested, Run, SourceReport
from warehouse.database import Warehouse

ROW_GROUP_CHARACTERS = 6_000_000
ROW_GROUP_ROWS = 4_000
SYNC_CHARACTERS = 8 * ROW_GROUP_CHARACTERS


class StageWriter:
    """Takes the records of one source in one run and streams them to Parquet, one file a kind of record.

    Memory stays bounded by two row groups: one is written in the background while the next is gathered. Not for
    use by two threads at once.
    """

    def __init__(self, home: Path, run: Run, source_id: str) -> None:
        self._folder = home / "stage" / run.run_id / source_id
        self._part = self._folder.with_name(f".{source_id}.part")
        shutil.rmtree(self._part, ignore_errors=True)
        self._part.mkdir(parents=True)
        self._writers = {kind: _writer(self._part / f"{name}.parquet", kind) for kind, name in KINDS.items()}
        self._waiting: dict[type[Record], list[Record]] = {kind: [] for kind in KINDS}
        self._weight = self._unsynced = 0
        self._background = ThreadPoolExecutor(max_workers=2, thread_name_prefix=f"stage-{source_id}")
        self._writing: list[Future[None]] = []
        self._syncing: Future[None] = Future()
        self._syncing.set_result(None)

    def __call__(self, record: Record) -> None:
        """Take one record."""
        waiting = self._waiting[type(record)]
        waiting.append(record)
        self._weight += weight(record)
        if len(waiting) >= ROW_GROUP_ROWS or self._weight >= ROW_GROUP_CHARACTERS:
            self._flush()

    def commit(self, report: SourceReport) -> Path:
        """Make the stage visible under its own name, whole; returns its folder."""
        self._flush()
        self._settle()
        self._syncing.result()
        self._close()
        (self._part / "report.json").write_text(report.model_dump_json(indent=1), encoding="utf-8")
        for file in self._part.iterdir():
            _sync(file)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._part.rename(self._folder)
        _sync(self._folder.parent)
        return self._folder

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._close()
        shutil.rmtree(self._part, ignore_errors=True)

    def _flush(self) -> None:
        batches = [(kind, to_arrow(kind, records)) for kind, records in self._waiting.items() if records]
        self._settle()
        for kind, batch in batches:
            self._waiting[kind].clear()
            self._writing.append(self._background.submit(self._writers[kind].write_batch, batch))
        self._unsynced += self._weight
        self._weight = 0
        self._sync_early()

    def _sync_early(self) -> None:
        """Send what is written down to the disk from time to time, or `commit` would wait for all of it at once."""
        if self._unsynced >= SYNC_CHARACTERS and self._syncing.done():
            self._syncing.result()  # raises what went wrong with the one before
            self._syncing = self._background.submit(_sync, self._part / f"{KINDS[Harvested]}.parquet")
            self._unsynced = 0

    def _settle(self) -> None:
        """Wait for what is being written; raises what went wrong with it."""
        for write in self._writing:
            write.result()
        self._writing.clear()

    def _close(self) -> None:
        self._background.shutdown()
        for writer in self._writers.values():
            writer.close()


def _writer(path: Path, kind: type[Record]) -> pq.ParquetWriter:
    schema: pa.Schema = schema_of(kind)
    # Not compressed: the stage is read once, and compressing it would take longer than writing it.
    return pq.ParquetWriter(path, schema, compression="none", use_dictionary=False, write_statistics=False)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_report(stage: Path) -> SourceReport:
    """How the source of a stage fared."""
    return SourceReport.model_validate_json((stage / "report.json").read_text(encoding="utf-8"))


def unmerged_stages(warehouse: Warehouse, run_id: str) -> list[Path]:
    """Complete stages of a run that are not in the warehouse yet, by name."""
    merged = warehouse.connection.execute(
        "SELECT source_id FROM operations.stage WHERE run_id = ?", [run_id]
    ).fetchall()
    done = {row[0] for row in merged}
    return sorted(p for p in _visible(warehouse.home / "stage" / run_id) if p.name not in done)


def sweep_stages(home: Path, keep: int = 3) -> list[str]:
    """Remove the stages of all but the newest `keep` runs; gives the run ids removed."""
    runs = sorted(_visible(home / "stage"))
    old = runs[: max(0, len(runs) - keep)]
    for run in old:
        shutil.rmtree(run)
    return [run.name for run in old]


def _visible(folder: Path) -> Iterable[Path]:
    return (p for p in folder.iterdir() if not p.name.startswith(".")) if folder.exists() else ()
