"""Unchanged re-run: requests and wall time of the sample county's second run beside its first.

    python -m bench.rerun [--ports-from 31101] [--keep DIR]

Both runs take every step of `gongkai run` (harvest, statutes, merge with relations, datasets, check, publish, push,
report, snapshot) in this process, without Prefect, against the sample county's servers on loopback in processes of
their own; starting these is not counted. The second run begins when the first has ended, and nothing changes on the
sites in between. Requests are those that left for a site as the source reports count them. The registry's rates are the
sample's, so neither run is held back by them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flows import steps
from flows.county_run import CountyRun, open_run
from flows.push import PushReport, push_target
from flows.sample import sample_county
from flows.settings import Settings
from flows.statutes import harvest_statutes
from schemas.registry import Target

THREADS = 8
"""As many as the Prefect flow has."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds of each step, and what it asked and changed."""

    steps: dict[str, float]
    requests: int
    details: int
    changes: int

    @property
    def seconds(self) -> float:
        return sum(self.steps.values())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--ports-from", type=int, default=31101, help="first of 103 ports")
    options.add_argument("--keep", type=Path, help="home folder that stays; default: a temporary one")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        home = given.keep or Path(folder)
        with sample_county(home, "monday", given.ports_from) as at:
            first, second = measured(at), measured(at)
    for name, run in (("first", first), ("second", second)):
        parts = ", ".join(f"{step} {seconds:.1f}" for step, seconds in run.steps.items())
        print(f"{name:7}{run.seconds:6.1f} s: {parts}")
        print(f"{'':7}{run.requests:6} requests, {run.details} of them details; {run.changes} changes")
    print(f"requests {second.requests / first.requests:.1%}, wall time {second.seconds / first.seconds:.1%}")


def measured(at: Settings) -> Measured:
    """The main job once, from the opening of the warehouse to its closing."""
    marks = {"": time.monotonic()}

    def mark(step: str) -> None:
        marks[step] = time.monotonic()

    with ThreadPoolExecutor(THREADS) as pool, open_run(at, owner="bench") as county:
        mark("open")
        reports = list(pool.map(lambda source_id: steps.harvest_to_stage(county, source_id), county.sources))
        harvest_statutes(county)
        mark("harvest")
        changes = sum(counts.changes for counts in steps.merge_stages(county).values())
        mark("merge, relate")
        steps.datasets(county)
        mark("datasets")
        steps.check(county)
        mark("check")
        steps.publish(county)
        mark("publish")
        push_all(county, pool)
        mark("push")
        summary = steps.end(county)
        steps.report(county)
        steps.conclude(county, summary)
        mark("report")
    mark("close")
    return Measured(
        steps={step: marks[step] - began for began, step in zip(marks.values(), [*marks][1:], strict=False)},
        requests=sum(report.requests for report in reports),
        details=sum(report.fetched for report in reports),
        changes=changes,
    )


def push_all(county: CountyRun, pool: ThreadPoolExecutor) -> None:
    """All columns side by side, as the flow pushes them."""

    def push(target: Target) -> PushReport:
        return push_target(county.warehouse, county.registry, target, run_id=county.run.run_id)

    list(pool.map(push, county.registry.target))


if __name__ == "__main__":
    main()
