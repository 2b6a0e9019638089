"""Merge of catalogue records into a large warehouse: ours against dlt's `merge` into DuckDB, in one run.

Both start from the same validated records (19 fields, bodies of 1,500 characters), half of them new versions
of known items, half new, and end with them committed. Ours also keeps every version, the change log, one
target's deliveries, the aliases and what is known of each page; dlt keeps the newest row of each key.

What both merge into is made beforehand and counts for neither: our warehouse by SQL (`base.sql`), dlt's table out
of it. dlt makes the table itself, by loading the first rows as it loads any; all others are put into that table by
one INSERT, since dlt itself would take longer over them than all the rest takes. The rows are the same either way.

    python bench/merge.py                          # 200,000 records into 1,000,000: a quarter of an hour
    python bench/merge.py --rows 5000 --base 20000
    python bench/merge.py --side ours --keep DIR   # one side alone; the base stays in DIR, and is found there again
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from catalogue import REGISTRY, RUN, Posting, fill, postings, report

from warehouse.database import open_warehouse
from warehouse.merge import merge_source
from warehouse.registry import sync_registry
from warehouse.stage import StageWriter

CHUNK = 50_000
"""Records held at once: neither side is measured with all of them in memory."""
BY_DLT = 1_000
"""Rows of the base that dlt loads itself."""
PEER = Path(__file__).with_name("base_of_peer.sql")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--base", type=int, default=1_000_000)
    options.add_argument("--keep", type=Path, help="a folder for the base that stays")
    options.add_argument("--side", choices=SIDES, help="measure one side alone")
    options.add_argument(
        "--measure", action="store_true", help="with --side: in this process, and print JSON"
    )
    given = options.parse_args()
    if given.measure:
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=given.keep) as folder:
            print(json.dumps(SIDES[given.side](Path(folder), given.keep, given.rows, given.base)))
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=".") as folder:
        home = (given.keep or Path(folder)).resolve()
        if not (home / "warehouse.duckdb").exists():
            home.mkdir(exist_ok=True)
            with open_warehouse(home, owner="bench", memory_limit="2GB") as warehouse:
                sync_registry(warehouse, REGISTRY, RUN.started_at)
                fill(warehouse, given.base, of_s1=_known(given.rows, given.base))
        print(f"merge {given.rows:,} records, half of them known, into {given.base:,}")
        seconds = {
            side: _alone(side, home, given.rows, given.base)
            for side in ([given.side] if given.side else SIDES)
        }
    if not given.side:
        print(f"ratio {seconds['dlt'] / seconds['ours']:.1f}")


def _alone(side: str, home: Path, rows: int, base: int) -> float:
    """Each side in a process of its own, so that neither inherits the other's memory or threads."""
    command = [sys.executable, __file__, "--side", side, "--measure", "--keep", str(home)]
    command += ["--rows", str(rows), "--base", str(base)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    seconds: float = result["seconds"]
    taken = f"{seconds:8.1f} s, {result['cpu']:8.1f} of CPU  {rows / seconds:9,.0f} records/s"
    print(f"{side:5} {taken}  {result['note']}", flush=True)
    return seconds


class Stopwatch:
    """Seconds of the blocks it is held over, by the clock and of CPU."""

    def __init__(self) -> None:
        self.seconds = self.cpu = 0.0

    def __enter__(self) -> None:
        self.seconds -= time.perf_counter()
        self.cpu -= time.process_time()

    def __exit__(self, *error: object) -> None:
        self.seconds += time.perf_counter()
        self.cpu += time.process_time()


def batches(rows: int, base: int) -> Iterator[list[Posting]]:
    """The records to merge: edits of all that source s1 has, then new ones of the same source."""
    first = base - _known(rows, base)
    for start in range(first, first + rows, CHUNK):
        yield list(postings(range(start, min(start + CHUNK, first + rows)), edition=1))


def _known(rows: int, base: int) -> int:
    """So many items of the base, the last ones, are in source s1; the others in another."""
    return min(rows // 2, base)


def ours(folder: Path, home: Path, rows: int, base: int) -> dict[str, Any]:
    """Stage and merge. Seconds leave out the making of the records themselves."""
    shutil.copyfile(home / "warehouse.duckdb", folder / "warehouse.duckdb")
    staging, merging = Stopwatch(), Stopwatch()
    with open_warehouse(folder, owner="bench") as warehouse:
        writer = StageWriter(folder, RUN, "s1")
        for batch in batches(rows, base):
            with staging:
                for posting in batch:
                    writer(posting.sighting)
                    writer(posting.harvested)
        with staging:
            stage = writer.commit(report(rows, "s1", "proven"))
        with merging:
            counts = merge_source(warehouse, stage, run=RUN, source=REGISTRY.source[0], registry=REGISTRY)
    assert (counts.new + counts.changed, counts.missing) == (rows, 0), counts
    note = f"staging {staging.seconds:.1f} s, merge {merging.seconds:.1f} s; "
    note += f"{counts.new:,} new, {counts.changed:,} changed"
    return {"seconds": staging.seconds + merging.seconds, "cpu": staging.cpu + merging.cpu, "note": note}


def dlt(folder: Path, home: Path, rows: int, base: int) -> dict[str, Any]:
    """dlt with its quickest way from records: dicts, Parquet files, `merge` on a primary key."""
    os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"
    import dlt
    import duckdb
    import pyarrow as pa

    for column in ("add_dlt_load_id", "add_dlt_id"):  # as in a table that was loaded from records
        dlt.config[f"normalize.parquet_normalizer.{column}"] = True
    path = folder / "peer.duckdb"
    pipeline = dlt.pipeline(
        "peer",
        pipelines_dir=str(folder / "pipelines"),
        destination=dlt.destinations.duckdb(str(path)),
        dataset_name="catalogue",
    )
    form: dict[str, Any] = {
        "table_name": "item",
        "primary_key": "page_key",
        "loader_file_format": "parquet",
    }
    known = range(base - min(BY_DLT, _known(rows, base)), base)
    first = pa.Table.from_pylist([posting.flat() for posting in postings(known, edition=0)])
    pipeline.run(first, write_disposition="append", **form)
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"ATTACH '{home}/warehouse.duckdb' AS ours (READ_ONLY)")
        connection.execute(PEER.read_text(encoding="utf-8"))
    making, taken = Stopwatch(), Stopwatch()

    def records() -> Iterator[list[dict[str, Any]]]:
        source = batches(rows, base)
        while True:
            with making:
                batch = next(source, None)
            if batch is None:
                return
            yield [posting.flat() for posting in batch]

    with taken:
        pipeline.run(records(), write_disposition={"disposition": "merge", "strategy": "upsert"}, **form)
    with duckdb.connect(str(path)) as connection:
        total = connection.execute("SELECT count(*) FROM catalogue.item").fetchall()[0][0]
    assert total == base + rows - _known(rows, base), total
    note = f"{total:,} rows, the newest of each key, no change log"
    return {"seconds": taken.seconds - making.seconds, "cpu": taken.cpu - making.cpu, "note": note}


SIDES: dict[str, Callable[[Path, Path, int, int], dict[str, Any]]] = {"ours": ours, "dlt": dlt}

if __name__ == "__main__":
    main()
