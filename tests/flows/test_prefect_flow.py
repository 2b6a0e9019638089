"""The flow itself, with the ephemeral API: a dead site turns it red and stops nobody."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Failed

from flows import county, steps
from flows.county import harvest_source, waiting_helps
from flows.push import PushReport
from flows.steps import SourceUnreachableError
from schemas.base import now
from tests.flows.machine import ROOT, prepare_home

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(300)]

FAULTY_RUN = """
import json
from flows.settings import prepare_prefect
prepare_prefect(quiet=True)
from flows import county, steps

harvest = steps.harvest_source

def faulty(job, *rest):
    if job.source.id == "dead":
        raise KeyError("13912345678")
    return harvest(job, *rest)

steps.harvest_source = faulty
state = county.county_run(return_state=True)
print(json.dumps({"name": state.name, "message": state.message}))
"""

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


def items(home: Path) -> int:
    asked = run_python(home, "-m", "flows.cli", "query", "SELECT count(*) AS n FROM catalogue.item", "--json")
    return int(json.loads(asked.stdout)[0]["n"])


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

    assert items(tmp_path) > 0, "the good source's work stands"


def test_patient_run_asks_the_dead_site_again_and_nobody_else(tmp_path: Path) -> None:
    done = run_python(tmp_path, "-c", PATIENT_RUN)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["tries"] == {"chengfu": 1, "dead": 3}
    assert (told["type"], told["name"]) == ("FAILED", "NeedsHand")
    assert told["message"].startswith("1 of 2 sources need a hand: dead: ")


def test_fault_of_ours_is_named_and_keeps_nobody_back(tmp_path: Path) -> None:
    done = run_python(tmp_path, "-c", FAULTY_RUN)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["name"] == "NeedsHand"
    assert told["message"].startswith("1 of 2 sources need a hand: dead: a fault of ours, KeyError in ")
    assert "13912345678" not in done.stdout + done.stderr
    assert items(tmp_path) > 0, "the good source's work stands"


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


class Pruned:
    """An archive that remembers what it was told to let go."""

    def __init__(self) -> None:
        self.before: list[datetime] = []

    def prune(self, before: datetime) -> int:
        self.before.append(before)
        return 0


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The newest run, with the steps that need a warehouse left out."""
    run = SimpleNamespace(archive=Pruned())
    monkeypatch.setattr(county, "open_last_run", lambda at, owner: nullcontext(run))
    for step in ("check", "publish"):
        monkeypatch.setattr(county, step, lambda opened: None)
    monkeypatch.setattr(steps, "report", lambda opened: Path("reports/latest.html"))
    monkeypatch.setattr(steps, "snapshot", lambda opened: None)
    return run


def test_report_lets_old_captures_go(opened: SimpleNamespace) -> None:
    assert county.report_run.fn(archive_days=180) == "reports/latest.html"
    (before,) = opened.archive.before
    assert timedelta(days=180) <= now() - before < timedelta(days=180, minutes=1)


def test_push_names_the_columns_that_stopped(
    opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered = PushReport(target_id="national", name="国家", batches=1, states={"accepted": 1})
    stopped = PushReport(target_id="municipal", name="市级", batches=1, states={}, stopped="HTTP 401")
    monkeypatch.setattr(county, "push_all", lambda opened: [delivered, stopped])
    state = county.push_run.fn()
    assert (state.is_failed(), state.name, state.message) == (True, county.NEEDS_A_HAND, "市级: HTTP 401")
    monkeypatch.setattr(county, "push_all", lambda opened: [delivered])
    assert county.push_run.fn().is_completed()
