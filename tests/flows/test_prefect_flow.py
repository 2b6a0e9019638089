"""The flow itself, with the ephemeral API: a dead site turns it red and stops nobody."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext
from dataclasses import dataclass
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
from warehouse.database import query

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(300)]

THREE_RUNS = """
import io, json, sys
from collections import Counter
from contextlib import redirect_stderr
from flows.settings import prepare_prefect
prepare_prefect(quiet=True)
from flows import county, steps
from flows.cli import main

def told(state, **more):
    print(json.dumps({"type": state.type.value, "name": state.name, "message": state.message, **more}))

by_command, patient, faulty = sys.argv[1:]
sys.argv = ["gongkai", "--home", by_command, "run"]
with redirect_stderr(io.StringIO()) as said:
    try:
        main()
    except SystemExit as end:
        code = end.code
print("\\n" + json.dumps({"code": code, "said": said.getvalue()}))

tries = Counter()
harvest_to_stage, harvest_task = steps.harvest_to_stage, county.harvest_source

def counted(run, source_id, *, last_try):
    tries[source_id] += 1
    return harvest_to_stage(run, source_id, last_try=last_try)

steps.harvest_to_stage = counted
county.harvest_source = harvest_task.with_options(retry_delay_seconds=0)
told(county.county_run(patient, patient=True, return_state=True), tries=tries)
steps.harvest_to_stage, county.harvest_source = harvest_to_stage, harvest_task

harvest_source = steps.harvest_source

def broken(job, *rest):
    if job.source.id == "dead":
        raise KeyError("13912345678")
    return harvest_source(job, *rest)

steps.harvest_source = broken
told(county.county_run(faulty, return_state=True))
"""
"""In one process, since Prefect's own server takes longer to start than all three runs."""


@dataclass(frozen=True)
class Played:
    """What three runs over a dead site and a good one ended with, and where."""

    folder: Path
    by_command: dict[str, Any]
    patient: dict[str, Any]
    faulty: dict[str, Any]
    printed: str

    def items(self, run: str) -> int:
        """What the good source gave."""
        return len(query(self.folder / run, "FROM catalogue.item").rows)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("runs")
    homes = [folder / name for name in ("by_command", "patient", "faulty")]
    for home in homes:
        environment = prepare_home(home, dead_source=True)
    environment = {k: v for k, v in environment.items() if not k.startswith("GONGKAI")}
    done = subprocess.run(
        [sys.executable, "-c", THREE_RUNS, *map(str, homes)],
        cwd=ROOT,
        env=environment | {"PREFECT_HOME": str(folder / "prefect")},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return Played(folder, *told, printed=done.stdout + done.stderr)


def rows(database: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def test_run_ends_failed_and_names_the_red_source(played: Played) -> None:
    assert played.by_command["code"] == 1
    assert "1 of 2 sources need a hand: dead: " in played.by_command["said"]
    books = played.folder / "prefect" / "prefect.db"
    flow_run = (
        "SELECT f.state_type, f.state_name, s.message FROM flow_run f JOIN flow_run_state s ON s.id = f.state_id "
        "ORDER BY f.start_time LIMIT 1"
    )
    ((type_, name, message),) = rows(books, flow_run)
    assert (type_, name) == ("FAILED", "NeedsHand")
    assert "dead: " in message
    keys = {key for (key,) in rows(books, "SELECT key FROM artifact")}
    assert keys == {"harvest-progress", "harvest-report", "push-report"}
    assert played.items("by_command") > 0, "the good source's work stands"


def test_patient_run_asks_the_dead_site_again_and_nobody_else(played: Played) -> None:
    told = played.patient
    assert told["tries"] == {"chengfu": 1, "dead": 3}
    assert (told["type"], told["name"]) == ("FAILED", "NeedsHand")
    assert told["message"].startswith("1 of 2 sources need a hand: dead: ")


def test_fault_of_ours_is_named_and_keeps_nobody_back(played: Played) -> None:
    told = played.faulty
    assert told["name"] == "NeedsHand"
    assert told["message"].startswith("1 of 2 sources need a hand: dead: a fault of ours, KeyError in ")
    assert "13912345678" not in played.printed + told["message"]
    assert played.items("faulty") > 0


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
