"""The snapshot: whole, replaced under the feet of nobody, and never at the price of the writer's lock."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.county import County, many
from warehouse.database import SNAPSHOT, query
from warehouse.snapshot import SnapshotError, publish_snapshot

INTRUDE = """
import sys, duckdb
try:
    duckdb.connect(sys.argv[1]).execute("CREATE TABLE intruder (i INTEGER)")
except duckdb.IOException as error:
    print("kept out" if "Could not set lock" in str(error) else error)
else:
    print("got in")
"""


def intrude(home: Path) -> str:
    """What becomes of another process that opens the warehouse for writing."""
    command = [sys.executable, "-c", INTRUDE, str(home / "warehouse.duckdb")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_second_writer_stays_out_while_and_after_a_snapshot_is_made(county: County, tmp_path: Path) -> None:
    county.harvest(*many(20))
    assert intrude(tmp_path) == "kept out"
    met: list[str] = []
    done = threading.Event()

    def besiege() -> None:
        while not done.is_set():
            met.append(intrude(tmp_path))

    siege = threading.Thread(target=besiege)
    siege.start()
    for day in range(3):
        county.harvest(*many(21 + day))
        publish_snapshot(county.warehouse, tmp_path)
    done.set()
    siege.join()
    assert met
    assert {*met, intrude(tmp_path)} == {"kept out"}


def test_the_trap_itself_is_still_there(county: County, tmp_path: Path) -> None:
    """Should this fail one day, DuckDB has closed it, and the child process is no longer needed."""
    county.warehouse.connection.execute("CHECKPOINT warehouse")
    (tmp_path / "warehouse.duckdb").read_bytes()
    assert intrude(tmp_path) == "got in"


def test_an_open_reader_reads_on(county: County, tmp_path: Path) -> None:
    county.harvest(*many(2))
    path = publish_snapshot(county.warehouse, tmp_path)
    with duckdb.connect(str(path), read_only=True) as reader:
        county.harvest(*many(5))
        publish_snapshot(county.warehouse, tmp_path)
        assert reader.execute("SELECT count(*) FROM catalogue.item").fetchall() == [(2,)]
    assert query(tmp_path, "SELECT count(*) FROM catalogue.item").rows == [(5,)]


def test_nothing_committed_means_the_same_file(county: County, tmp_path: Path) -> None:
    county.harvest(*many(2))
    before = publish_snapshot(county.warehouse, tmp_path).stat()
    assert publish_snapshot(county.warehouse, tmp_path).stat().st_ino == before.st_ino
    county.harvest(*many(3))
    assert publish_snapshot(county.warehouse, tmp_path).stat().st_ino != before.st_ino


def test_a_stale_wal_beside_the_snapshot_is_removed(county: County, tmp_path: Path) -> None:
    county.harvest(*many(2))
    wal = tmp_path / f"{SNAPSHOT}.wal"
    wal.parent.mkdir()
    wal.write_bytes(b"of another file")
    publish_snapshot(county.warehouse, tmp_path)
    assert not wal.exists()
    assert query(tmp_path, "SELECT count(*) FROM catalogue.item").rows == [(2,)]


def test_a_copy_that_fails_leaves_the_former_snapshot(county: County, tmp_path: Path) -> None:
    county.harvest(*many(2))
    publish_snapshot(county.warehouse, tmp_path)
    county.harvest(*many(3))
    (tmp_path / "snapshot" / ".gongkai.duckdb.new").mkdir()
    with pytest.raises(SnapshotError, match="directory"):
        publish_snapshot(county.warehouse, tmp_path)
    assert query(tmp_path, "SELECT count(*) FROM catalogue.item").rows == [(2,)]
