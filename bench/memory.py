"""Peak memory of a run over a warehouse of 1,000,000 items: known pages, merge, checks, snapshot.

python bench/memory.py                   # builds the warehouse first: some ten minutes
python bench/memory.py --items 50000
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from catalogue import AT, REGISTRY, RUN, postings, report

from schemas.harvest import Run
from warehouse.checks import run_checks
from warehouse.database import open_warehouse
from warehouse.known import known_pages
from warehouse.merge import merge_source
from warehouse.registry import sync_registry
from warehouse.runs import begin_run, end_run
from warehouse.snapshot import publish_snapshot
from warehouse.stage import StageWriter

CHUNK = 50_000
LARGE_SOURCE = 100_000
"""Items of the one source that the measured run harvests; the others lie in another source."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--items", type=int, default=1_000_000)
    options.add_argument("--changed", type=int, default=20_000)
    options.add_argument("--home", type=Path, help="measure a run over this warehouse and print JSON")
    given = options.parse_args()
    if given.home:
        measure(given.home, given.items, given.changed)
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        build(Path(folder), given.items)
        command = [sys.executable, __file__, "--home", folder, "--items", str(given.items)]
        output = subprocess.run(
            [*command, "--changed", str(given.changed)], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    steps: dict[str, int] = json.loads(output.splitlines()[-1])
    print(f"peak memory of a run over {given.items:,} items, {given.changed:,} of them changed")
    for step, peak in steps.items():
        print(f"{step:12} {peak:6,} MB")


def build(home: Path, items: int) -> None:
    """The large source holds the last items, another source all before them."""
    large = min(items // 2, LARGE_SOURCE)
    with open_warehouse(home, owner="bench") as warehouse:
        sync_registry(warehouse, REGISTRY, AT)
        bounds = [*range(0, items - large, CHUNK), *range(items - large, items, CHUNK), items]
        for number, (start, end) in enumerate(pairwise(bounds)):
            source = 1 if start >= items - large else 2
            run = RUN.model_copy(update={"run_id": f"base-{number:03}"})
            harvest(home, run, range(start, end), 0, source)
            entry = REGISTRY.source[source - 1]
            merge_source(
                warehouse, home / "stage" / run.run_id / entry.id, run=run, source=entry, registry=REGISTRY
            )


def harvest(home: Path, run: Run, numbers: range, edition: int, source: int) -> None:
    """Stage made-up postings, one at a time."""
    writer = StageWriter(home, run, f"s{source}")
    for posting in postings(numbers, edition=edition, source=source):
        writer(posting.sighting)
        writer(posting.harvested)
    writer.commit(report(len(numbers), f"s{source}"))


def measure(home: Path, items: int, changed: int) -> None:
    """One run, step by step; each figure is the peak of the process so far."""
    steps: dict[str, int] = {}
    with open_warehouse(home, owner="bench") as warehouse:
        begin_run(warehouse, RUN, "all")
        sync_registry(warehouse, REGISTRY, AT)
        steps["open"] = _peak()
        known = known_pages(warehouse, "s1")
        steps["known pages"] = _peak()
        harvest(home, RUN, range(items - changed, items), 1, 1)
        steps["stage"] = _peak()
        del known
        stage = home / "stage" / RUN.run_id / "s1"
        merge_source(warehouse, stage, run=RUN, source=REGISTRY.source[0], registry=REGISTRY)
        steps["merge"] = _peak()
        run_checks(warehouse, RUN)
        steps["checks"] = _peak()
        publish_snapshot(warehouse, home)
        end_run(warehouse, RUN, "done", AT)
        steps["snapshot"] = _peak()
    print(json.dumps(steps))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
