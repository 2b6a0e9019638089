"""Kill -9 at any moment and run again: the same final state as if nothing had happened."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.warehouse.county import open_county
from tests.warehouse.killed_run import DAYS

TABLES = (
    "catalogue.item",
    "catalogue.item_version",
    "catalogue.item_alias",
    "catalogue.attachment",
    "exchange.change",
    "exchange.delivery",
    "operations.page",
    "operations.run",
    "operations.source_run",
    "operations.stage",
)
ROOT = Path(__file__).parents[2]


def start(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.warehouse.killed_run", str(home)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finish(home: Path) -> float:
    begun = time.monotonic()
    with start(home) as process:
        process.communicate()
        assert process.returncode == 0
    return time.monotonic() - begun


def kill_after(home: Path, seconds: float) -> bool:
    """Whether the process was still at it."""
    with start(home) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        return process.wait() != 0


def state(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_county(home) as county:
        return {table: county.rows(f"FROM {table} ORDER BY ALL") for table in TABLES}


def test_killed_at_random_moments_the_final_state_is_the_same(tmp_path: Path) -> None:
    duration = finish(tmp_path / "calm")
    dice = random.Random(20261123)
    kills = sum(kill_after(tmp_path / "stormy", dice.uniform(0, duration / 10)) for _ in range(8))
    finish(tmp_path / "stormy")
    assert kills >= 2
    calm, stormy = state(tmp_path / "calm"), state(tmp_path / "stormy")
    assert len(calm["operations.run"]) == DAYS
    assert calm["exchange.change"]
    for table in TABLES:
        assert stormy[table] == calm[table], table
