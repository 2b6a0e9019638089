"""Peak memory of a run over a warehouse of 1,000,000 items, step by step, in one process.

python bench/memory.py                   # without feeds: a few minutes
python bench/memory.py --feeds           # the base edition first; needs 40 GB of disk and much patience
python bench/memory.py --items 50000 --feeds
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalogue import AT, REGISTRY, RUN, postings, report

from schemas.harvest import Run
from warehouse.checks import run_checks
from warehouse.database import open_warehouse
from warehouse.feeds import publish_feeds
from warehouse.known import known_pages
from warehouse.merge import merge_source
from warehouse.registry import sync_registry
from warehouse.report import write_report
from warehouse.runs import begin_run, end_run
from warehouse.snapshot import publish_snapshot
from warehouse.stage import StageWriter

CHUNK = 50_000
LARGE_SOURCE = 100_000
"""Items of the one source that the measured run harvests; the others lie in another source."""

BASE = Path(__file__).with_name("base.sql")
"""Rows as merges leave them, straight into the tables."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--items", type=int, default=1_000_000)
    options.add_argument("--changed", type=int, default=20_000)
    options.add_argument(
        "--feeds", action="store_true", help="publish a base edition, and measure the next one"
    )
    options.add_argument("--home", type=Path, help="measure a run over this warehouse and print JSON")
    given = options.parse_args()
    if given.home:
        measure(given.home, given.items, given.changed, feeds=given.feeds)
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=".") as folder:
        build(Path(folder), given.items, feeds=given.feeds)
        command = [sys.executable, __file__, "--home", folder, "--items", str(given.items)]
        command += ["--changed", str(given.changed), *(["--feeds"] if given.feeds else [])]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    steps: dict[str, tuple[float, int]] = json.loads(output.splitlines()[-1])
    print(f"a run over {given.items:,} items, {given.changed:,} of them changed: peak of the process so far")
    for step, (seconds, peak) in steps.items():
        print(f"{step:12} {seconds:8.1f} s {peak:6,} MB")


def build(home: Path, items: int, *, feeds: bool) -> None:
    """The large source holds the last items, another source all before them."""
    large = min(items // 2, LARGE_SOURCE)
    with open_warehouse(home, owner="bench", memory_limit="2GB") as warehouse:
        sync_registry(warehouse, REGISTRY, AT)
        for first in range(0, items, CHUNK):
            bounds = {
                "first": first,
                "last": min(first + CHUNK, items),
                "large_from": items - large,
                "at": AT,
            }
            with warehouse.transaction() as connection:
                for statement in BASE.read_text(encoding="utf-8").split(";\n"):
                    used = {name: value for name, value in bounds.items() if f"${name}" in statement}
                    connection.execute(statement, used)
        if feeds:
            publish_feeds(warehouse, home, REGISTRY.county)


def harvest(home: Path, run: Run, numbers: range, edition: int, source: int) -> None:
    """Stage made-up postings, one at a time."""
    writer = StageWriter(home, run, f"s{source}")
    for posting in postings(numbers, edition=edition, source=source):
        writer(posting.sighting)
        writer(posting.harvested)
    writer.commit(report(len(numbers), f"s{source}"))


def measure(home: Path, items: int, changed: int, *, feeds: bool) -> None:
    """One run, step by step: the seconds of each, and the peak of the process so far."""
    steps: dict[str, tuple[float, int]] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        steps[name] = (time.perf_counter() - begun, peak())

    with open_warehouse(home, owner="bench") as warehouse:
        with step("open"):
            begin_run(warehouse, RUN, "all")
            sync_registry(warehouse, REGISTRY, AT)
        with step("known pages"):
            known = known_pages(warehouse, "s1")
        with step("stage"):
            harvest(home, RUN, range(items - changed, items), 1, 1)
            del known
        with step("merge"):
            stage = home / "stage" / RUN.run_id / "s1"
            counts = merge_source(warehouse, stage, run=RUN, source=REGISTRY.source[0], registry=REGISTRY)
            assert counts.changed == changed, counts
        with step("checks"):
            findings = run_checks(warehouse, RUN)
            assert not findings, findings
        if feeds:
            with step("feeds"):
                publish_feeds(warehouse, home, REGISTRY.county)
        with step("report"):
            write_report(warehouse, home, RUN)
        with step("snapshot"):
            end_run(warehouse, RUN, "done", AT)
            publish_snapshot(warehouse, home)
    print(json.dumps(steps))


def peak() -> int:
    """Megabytes. `getrusage` would count what the process that started this one had held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
