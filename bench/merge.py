"""Merge of catalogue records into a large warehouse: ours against dlt's `merge` into DuckDB, in one run.

Both start from the same validated records (19 fields, bodies of 1,500 characters), half of them new versions
of known items, half new, and end with them committed. Ours also keeps every version, the change log, one
target's deliveries, the aliases and what is known of each page; dlt keeps the newest row of each key.

    python bench/merge.py                          # 200,000 records into 1,000,000: about ten minutes
    python bench/merge.py --rows 5000 --base 20000
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
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from catalogue import REGISTRY, RUN, SOURCES, Posting, postings, report

from schemas.harvest import Completeness, Run
from warehouse.database import open_warehouse
from warehouse.merge import merge_source
from warehouse.registry import sync_registry
from warehouse.stage import StageWriter

CHUNK = 50_000
"""Records held at once: neither side is measured with all of them in memory."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--base", type=int, default=1_000_000)
    options.add_argument("--side", choices=("ours", "dlt"), help="measure one side alone and print JSON")
    given = options.parse_args()
    if given.side:
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
            measure = ours if given.side == "ours" else peer
            print(json.dumps(measure(Path(folder), given.rows, given.base)))
        return
    print(f"merge {given.rows:,} records, half of them known, into {given.base:,}")
    sides = {side: _alone(side, given.rows, given.base) for side in ("ours", "dlt")}
    for side, result in sides.items():
        rate = given.rows / result["seconds"]
        print(f"{side:5} {result['seconds']:8.1f} s  {rate:9,.0f} records/s  {result['note']}")
    print(f"ratio {sides['dlt']['seconds'] / sides['ours']['seconds']:.1f}")


def _alone(side: str, rows: int, base: int) -> dict[str, Any]:
    """Each side in a process of its own, so that neither inherits the other's memory or threads."""
    command = [sys.executable, __file__, "--side", side, "--rows", str(rows), "--base", str(base)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result: dict[str, Any] = json.loads(output.splitlines()[-1])
    return result


def batches(rows: int, base: int) -> Iterator[list[Posting]]:
    """The records to merge: edits of all that source s1 has, then new ones of the same source."""
    known = _known(rows, base)
    for start in range(0, rows, CHUNK):
        numbers = range(start, min(start + CHUNK, rows))
        yield list(postings((n if n < known else n + base for n in numbers), edition=1))


def base_batches(rows: int, base: int) -> Iterator[tuple[int, list[Posting]]]:
    """What the warehouse holds before, by source: half as much as `rows` in s1, the rest in the others."""
    known = _known(rows, base)
    others = -(-(base - known) // (SOURCES - 1)) or 1
    bounds = [0, *range(known, base, others), base]
    for source, (begin, end) in enumerate(pairwise(bounds), 1):
        for start in range(begin, end, CHUNK):
            yield source, list(postings(range(start, min(start + CHUNK, end)), edition=0, source=source))


def _known(rows: int, base: int) -> int:
    return min(rows // 2, base)


def ours(folder: Path, rows: int, base: int) -> dict[str, Any]:
    """Stage and merge. Seconds leave out the making of the records themselves."""
    with open_warehouse(folder, owner="bench") as warehouse:
        sync_registry(warehouse, REGISTRY, RUN.started_at)
        for number, (source, batch) in enumerate(base_batches(rows, base)):
            run = RUN.model_copy(update={"run_id": f"base-{number:03}"})
            staged = _stage(folder, run, source, [batch], len(batch), "unproven")[0]
            merge_source(warehouse, staged, run=run, source=REGISTRY.source[source - 1], registry=REGISTRY)
            shutil.rmtree(staged.parent)
        warehouse.connection.execute("CHECKPOINT")
        stage, staging = _stage(folder, RUN, 1, batches(rows, base), rows, "proven")
        begun = time.perf_counter()
        counts = merge_source(warehouse, stage, run=RUN, source=REGISTRY.source[0], registry=REGISTRY)
        merging = time.perf_counter() - begun
    assert (counts.new + counts.changed, counts.missing) == (rows, 0), counts
    note = f"staging {staging:.1f} s, merge {merging:.1f} s; {counts.new:,} new, {counts.changed:,} changed"
    return {"seconds": staging + merging, "note": note}


def _stage(
    folder: Path, run: Run, source: int, made: Iterable[list[Posting]], rows: int, completeness: Completeness
) -> tuple[Path, float]:
    """The stage, and the seconds it took without those of making the records."""
    writer = StageWriter(folder, run, f"s{source}")
    spent = 0.0
    for batch in made:
        begun = time.perf_counter()
        for posting in batch:
            writer(posting.sighting)
            writer(posting.harvested)
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    stage = writer.commit(report(rows, f"s{source}", completeness))
    return stage, spent + time.perf_counter() - begun


def peer(folder: Path, rows: int, base: int, strategy: str = "upsert") -> dict[str, Any]:
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
    rows_before = (
        pa.Table.from_pylist([posting.flat() for posting in batch]) for _, batch in base_batches(rows, base)
    )
    pipeline.run(
        rows_before,
        table_name="item",
        write_disposition="append",
        primary_key="page_key",
        loader_file_format="parquet",
    )
    made = 0.0

    def records() -> Iterator[list[dict[str, Any]]]:
        nonlocal made
        source = batches(rows, base)
        while True:
            begun = time.perf_counter()
            batch = next(source, None)
            made += time.perf_counter() - begun
            if batch is None:
                return
            yield [posting.flat() for posting in batch]

    begun = time.perf_counter()
    pipeline.run(
        records(),
        table_name="item",
        write_disposition={"disposition": "merge", "strategy": strategy},
        primary_key="page_key",
        loader_file_format="parquet",
    )
    seconds = time.perf_counter() - begun - made
    with duckdb.connect(str(path)) as connection:
        total = connection.execute("SELECT count(*) FROM catalogue.item").fetchall()[0][0]
    assert total == base + rows - _known(rows, base), total
    return {"seconds": seconds, "note": f"{total:,} rows, the newest of each key, no change log"}


if __name__ == "__main__":
    main()
