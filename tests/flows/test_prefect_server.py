"""A real Prefect server and worker: what is deployed runs when asked, and when its hour has come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.flows.machine import POOL, ROOT, Machine, scheduled_machine

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with scheduled_machine(tmp_path_factory.mktemp("machine")) as started:
        yield started


def test_deploys_all_with_their_schedules(machine: Machine) -> None:
    deployments = {d["name"]: d for d in machine.ask("/deployments/filter", {"limit": 20})}
    assert set(deployments) == {"hourly", "nightly", "push", "reconcile", "report"}
    for deployment in deployments.values():
        (schedule,) = deployment["schedules"]
        assert schedule["active"]
        assert schedule["schedule"]["timezone"] == "Asia/Shanghai"
        assert deployment["work_pool_name"] == POOL
        assert deployment["global_concurrency_limit"]["limit"] == 1
        assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"
        step = deployment["pull_steps"][0]["prefect.deployments.steps.set_working_directory"]
        assert step["directory"] == str(ROOT)
    assert machine.ask(f"/work_pools/{POOL}")["concurrency_limit"] == 1


def test_scheduler_makes_runs_of_every_deployment(machine: Machine) -> None:
    """It makes none at all where SQLAlchemy is 2.1; the nightly's are at half past one in the county."""
    for name in ("hourly", "nightly", "push", "report"):
        runs = machine.await_truth(f"scheduled runs of {name}", lambda name=name: machine.runs(name), 90)
        assert all(run["auto_scheduled"] for run in runs)
    start = datetime.fromisoformat(machine.runs("nightly")[0]["expected_start_time"])
    assert (start.astimezone(UTC).hour, start.minute) == (17, 30)


def test_triggered_run_completes(machine: Machine) -> None:
    ran = machine.command("prefect", "--no-prompt", "deployment", "run", "county/hourly", "--watch")
    assert "finished successfully" in ran, machine.logs()
    run = machine.runs("hourly", "COMPLETED")[0]
    assert run["parameters"] == {"patient": True}
    count = "SELECT count(*) AS items, count(DISTINCT run_id) AS runs FROM catalogue.item"
    (answer,) = json.loads(machine.command("gongkai", "query", count, "--json"))
    assert answer["items"] > 0
    assert answer["runs"] == 1
    lines = {line["message"] for line in machine.ask("/logs/filter", {"limit": 200})}
    assert any(line.startswith("merge: 1 sources") for line in lines), lines


def test_scheduled_run_fires(machine: Machine) -> None:
    """One that nobody asks for: made by the scheduler, taken up by the worker, ended well."""
    (deployment,) = (d for d in machine.ask("/deployments/filter", {"limit": 20}) if d["name"] == "report")
    soon = {"interval": 30, "anchor_date": datetime.now(UTC).isoformat(), "timezone": "Asia/Shanghai"}
    schedules = f"/deployments/{deployment['id']}/schedules"
    machine.ask(schedules, [{"active": True, "schedule": soon}])

    ended = ("COMPLETED", "FAILED", "CRASHED")
    run = machine.await_truth("a run that ended", lambda: machine.runs("report", *ended), 120)[0]
    assert run["auto_scheduled"]
    assert run["state"]["type"] == "COMPLETED", f"{run['state']}\n{machine.logs()}"
