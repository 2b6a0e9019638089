"""Peak memory of a run over a warehouse of 1,000,000 items: every step as `run` calls it, every process it starts.

    python -m bench.memory                          # needs 40 GB of disk, and half an hour
    python -m bench.memory --items 50000
    python -m bench.memory --keep DIR               # leave the warehouse there, and find it again

Two runs, each in a process of its own: one with 20,000 items changed, which publishes the feeds for the first time,
and one with 100 changed, which brings them up to date. Both merge, relate, read datasets, check, publish, push to a
column on loopback (a process that is not counted) and report. Of each step: its seconds, the peak of the run's own
process, and the peak of that process and all its children together, resident, as the kernel and a look every 50 ms
tell. `--prefect` loads Prefect into the process and starts its server beside it, as a run by hand does.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.catalogue import AT, REGISTRY, RUN, fill, postings, report
from connectors.fetch import Archive
from connectors.plans import Planned
from connectors.powers import PowerReading
from flows import steps
from flows.county_run import CountyRun
from flows.push import push_target
from flows.settings import prepare_prefect
from schemas.harvest import Run
from schemas.registry import Registry
from warehouse.database import open_warehouse
from warehouse.gate import pass_gate
from warehouse.known import known_pages
from warehouse.registry import sync_registry
from warehouse.runs import begin_run
from warehouse.stage import StageWriter

LARGE_SOURCE = 100_000
"""Items of the one source that the measured run harvests; the others lie in another source."""
RUNS = {"first": 20_000, "next": 100}
"""Changed items of each run."""
SECRET = b"secret"
"""As the column of `bench.push` has it."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--items", type=int, default=1_000_000)
    options.add_argument("--keep", type=Path, help="a folder for the warehouse that stays")
    options.add_argument("--prefect", action="store_true", help="with Prefect and its server")
    options.add_argument("--run", choices=RUNS, help="measure this run over the warehouse in --keep")
    options.add_argument("--column", help="with --run: address of the column")
    given = options.parse_args()
    if given.run:
        with _prefect() if given.prefect else nullcontext():
            measure(given.keep, given.items, given.run, given.column)
        return
    from bench.push import column  # not in the process that is measured

    with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=".") as folder, column() as url:
        home = (given.keep or Path(folder)).resolve()
        if not (home / "warehouse.duckdb").exists():
            home.mkdir(exist_ok=True)
            build(home, given.items)
        for name in RUNS:
            changed = changed_in(name, given.items)
            print(f"{name} run over {given.items:,} items, {changed:,} of them changed")
            command = [sys.executable, "-m", "bench.memory", "--run", name, "--keep", str(home)]
            command += ["--items", str(given.items), "--column", url, *(["--prefect"] * given.prefect)]
            watched(command)


def changed_in(name: str, items: int) -> int:
    """Items that a run finds changed: all of the large source at most."""
    return min(RUNS[name], items // 2)


def build(home: Path, items: int) -> None:
    """The large source holds the last items, another source all before them."""
    large = min(items // 2, LARGE_SOURCE)
    with open_warehouse(home, owner="bench", memory_limit="2GB") as warehouse:
        sync_registry(warehouse, REGISTRY, AT)
        fill(warehouse, items, of_s1=large)
        pass_gate(warehouse, RUN)


def watched(command: list[str]) -> None:
    """Run it, and print its steps as they end, with the most that it and its children held together."""
    together: dict[str, int] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        over = threading.Event()

        def look() -> None:
            while not over.wait(0.05):
                together["now"] = max(together.get("now", 0), _resident(process.pid))

        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()
        most = (0, 0)
        for line in process.stdout:
            if not line.startswith("{"):
                continue  # what the steps themselves say
            told = json.loads(line)
            own, all_together = told["peak"], max(told["peak"], together.pop("now", 0))
            most = (max(most[0], own), max(most[1], all_together))
            taken = f"{told['seconds']:8.1f} s, {told['cpu']:7.1f} of CPU"
            print(f"{told['step']:12} {taken} {own:6,} MB  together {all_together:6,} MB", flush=True)
        over.set()
        watcher.join()
    assert not process.returncode, f"the run ended with {process.returncode}"
    print(f"{'peak':12} {'':26} {most[0]:6,} MB  together {most[1]:6,} MB", flush=True)


def _resident(pid: int) -> int:
    """Megabytes that a process and its descendants hold; one that has just ended holds nothing.

    A child that has not begun its own program yet lives in its parent's memory, and is not counted twice.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        program = Path(f"/proc/{pid}/cmdline").read_bytes()
        children = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text(encoding="ascii").split()
        ]
        begun = [child for child in children if Path(f"/proc/{child}/cmdline").read_bytes() != program]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    held = status.partition("VmRSS:")[2].split()
    return (int(held[0]) // 1024 if held else 0) + sum(map(_resident, begun))


def measure(home: Path, items: int, name: str, url: str) -> None:
    """One run, step by step; one line of JSON a step."""
    number = list(RUNS).index(name)
    changed = changed_in(name, items)
    run = RUN.model_copy(update={"run_id": f"bench-{number}", "started_at": AT + timedelta(hours=number)})
    pushed_to = {"transport": "http", "url": url, "key_id": "230522", "secret": "S", "batch_size": 1000}
    target = REGISTRY.target[0].model_copy(update=pushed_to)
    registry = REGISTRY.model_copy(update={"target": (target,)})
    with step("open"):
        opened = _opened(home, registry, run)
        county = opened.__enter__()
    try:
        with step("known pages"):
            known = known_pages(county.warehouse, "s1")
        with step("stage"):
            harvest(home, run, range(items - changed, items), number + 1)
            del known
        with step("merge"):
            merged = steps.merge_stages(county)
            assert merged["s1"].changed == changed, merged
        for named, work in {
            "datasets": steps.datasets,
            "check": steps.check,
            "publish": steps.publish,
        }.items():
            with step(named):
                work(county)
        with step("push"):
            sent = push_target(
                county.warehouse, registry, target, run_id=run.run_id, secret_of=lambda _: SECRET
            )
            assert set(sent.states) == {"accepted"}, sent
        with step("report"):
            summary = steps.end(county)
            steps.report(county)
        with step("snapshot"):
            steps.conclude(county, summary)
    finally:
        with step("close"):
            opened.__exit__(None, None, None)


@contextmanager
def _opened(home: Path, registry: Registry, run: Run) -> Iterator[CountyRun]:
    with open_warehouse(home, owner="bench") as warehouse, Archive(home / "archive") as archive:
        begin_run(warehouse, run, "bench")
        sync_registry(warehouse, registry, run.started_at)
        owed = Planned(), PowerReading(), home
        yield CountyRun(home, registry, warehouse, archive, run, registry.source[:1], None, *owed)


def harvest(home: Path, run: Run, numbers: range, edition: int) -> None:
    """Stage made-up postings, one at a time."""
    writer = StageWriter(home, run, "s1")
    for posting in postings(numbers, edition=edition):
        writer(posting.sighting)
        writer(posting.harvested)
    writer.commit(report(len(numbers), "s1"))


@contextmanager
def step(name: str) -> Iterator[None]:
    """The seconds of a step, by the clock and of CPU, and the peak of this process while it lasted."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    begun, worked = time.perf_counter(), time.process_time()
    yield
    told = {"step": name, "seconds": time.perf_counter() - begun, "cpu": time.process_time() - worked}
    print(json.dumps(told | {"peak": peak()}), flush=True)


def peak() -> int:
    """Megabytes. `getrusage` would count what the process that started this one had held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


@contextmanager
def _prefect() -> Iterator[Any]:
    """Prefect as a run by hand has it: loaded, with an ephemeral server that is a child."""
    prepare_prefect(quiet=True)
    import_module("flows.county")  # loads Prefect
    from prefect.server.api.server import SubprocessASGIServer

    server = SubprocessASGIServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()


if __name__ == "__main__":
    main()
