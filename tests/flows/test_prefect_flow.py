"""The flow itself, with the ephemeral API: a dead site turns it red and stops nobody."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Failed

from flows.county import harvest_source, waiting_helps
from flows.steps import SourceUnreachableError
from tests.flows.machine import ROOT, prepare_home

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(300)]

PATIENT_RUN = """
import json
from collections import Counter
from flows.settings import prepare_prefect
prepare_prefect(quiet=True)
from flows import county, steps

tries = Counter()
harvest = steps.harvest_to_stage

def counted(run, source_id, *, last_try):
    tries[source_id] += 1
    return harvest(run, source_id, last_try=last_try)

steps.harvest_to_stage = counted
county.harvest_source = county.harvest_source.with_options(retry_delay_seconds=0)
state = county.county_run(patient=True, return_state=True)
print(json.dumps({"type": state.type.value, "name": state.name, "message": state.message, "tries": tries}))
"""


def run_python(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = prepare_home(home, dead_source=True)
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def rows(database: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def test_run_ends_failed_and_names_the_red_source(tmp_path: Path) -> None:
    done = run_python(tmp_path, "-m", "flows.cli", "run")
    assert done.returncode == 1, done.stderr
    assert "1 of 2 sources need a hand: dead: " in done.stderr
    books = tmp_path / "prefect" / "prefect.db"
    flow_run = "SELECT f.state_type, f.state_name, s.message FROM flow_run f JOIN flow_run_state s ON s.id = f.state_id"
    ((type_, name, message),) = rows(books, flow_run)
    assert (type_, name) == ("FAILED", "NeedsHand")
    assert "dead: " in message
    keys = {key for (key,) in rows(books, "SELECT key FROM artifact")}
    assert keys == {"harvest-progress", "harvest-report", "push-report"}

    asked = run_python(
        tmp_path, "-m", "flows.cli", "query", "SELECT count(*) AS n FROM catalogue.item", "--json"
    )
    assert json.loads(asked.stdout)[0]["n"] > 0, "the good source's work stands"


def test_patient_run_asks_the_dead_site_again_and_nobody_else(tmp_path: Path) -> None:
    done = run_python(tmp_path, "-c", PATIENT_RUN)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["tries"] == {"chengfu": 1, "dead": 3}
    assert (told["type"], told["name"]) == ("FAILED", "NeedsHand")
    assert told["message"].startswith("1 of 2 sources need a hand: dead: ")


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (SourceUnreachableError("dead: no connection in time"), True),
        (OSError("disk full"), False),
        (ValueError("a fault of ours"), False),
    ],
)
def test_retries_only_what_waiting_can_help(error: Exception, again: bool) -> None:
    state: State[Any] = Failed(data=error)
    run = TaskRun(task_key="harvest_source", dynamic_key="0")
    assert waiting_helps(harvest_source, run, state) is again


def test_waits_two_and_then_ten_minutes() -> None:
    assert harvest_source.retries == 2
    assert harvest_source.retry_delay_seconds == [120, 600]
    assert harvest_source.retry_condition_fn is waiting_helps
