"""Runs of three days, to be killed at any moment: `python -m tests.warehouse.killed_run HOME`."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from schemas.harvest import Run
from tests.warehouse.county import MONDAY, REGISTRY, County, Page, many, open_county
from warehouse.registry import sync_registry
from warehouse.runs import begin_run, end_run, merged_sources, unfinished_run
from warehouse.snapshot import publish_snapshot
from warehouse.stage import unmerged_stages

DAYS = 3


def pages(day: int, source: str) -> list[Page]:
    """Monday; then with edits, removals and new items."""
    host = f"http://{source}.test"
    monday = many(40, host=host, files=(("a.pdf", "1"),))
    if day == 0:
        return monday
    edited = [replace(page, body=f"第{day}次修改") for page in monday[20:]]
    return [*monday[4:20], *edited, Page(f"/new{day}.html", host=host)]


def work(home: Path) -> None:
    """Three runs; where one was killed, go on with it under its own id, at the source it had come to."""
    with open_county(home) as county:
        print("open", flush=True)
        done = county.rows("SELECT count(*) FROM operations.run WHERE state = 'done'")[0][0]
        for day in range(done, DAYS):
            _one_run(county, day)


def _one_run(county: County, day: int) -> None:
    at = MONDAY + timedelta(days=day)
    killed = unfinished_run(county.warehouse)
    run = killed[0] if killed else Run(run_id=f"{at:%Y%m%dT%H%M%S}", started_at=at)
    begin_run(county.warehouse, run, "all")
    sync_registry(county.warehouse, REGISTRY, run.started_at)
    merged = merged_sources(county.warehouse, run.run_id)
    staged = {stage.name: stage for stage in unmerged_stages(county.warehouse, run.run_id)}
    for source in REGISTRY.source:
        if source.id not in merged:
            stage = staged.get(source.id) or county.stage(run, pages(day, source.id), source=source.id)
            county.merge(run, stage)
    publish_snapshot(county.warehouse, county.warehouse.home)
    end_run(county.warehouse, run, "done", run.started_at)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
