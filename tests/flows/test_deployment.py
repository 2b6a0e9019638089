"""`prefect.yaml` says what Prefect understands: what imports, what fits, hours of the county."""

from __future__ import annotations

import inspect
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect.cli.deploy._models import DeploymentConfig, PrefectYamlModel, RawScheduleConfig
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.server.schemas.schedules import CronSchedule as RunningCronSchedule

from tests.flows.machine import POOL, ROOT

pytestmark = pytest.mark.prefect

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEXT = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
FILE: dict[str, Any] = yaml.safe_load(TEXT)
DEPLOYMENTS = {str(d.name): d for d in PrefectYamlModel.model_validate(FILE).deployments}
FIRST_TIMES = {  # the first after Sunday, 22 November 2026, 12:00 in the county
    "hourly": "2026-11-22T12:10",
    "nightly": "2026-11-23T01:30",
    "push": "2026-11-22T12:15",
    "reconcile": "2026-11-23T06:00",
    "report": "2026-11-23T08:00",
}


def flow_of(deployment: DeploymentConfig, monkeypatch: pytest.MonkeyPatch) -> Flow[..., Any]:
    monkeypatch.chdir(ROOT)
    assert deployment.entrypoint
    return load_flow_from_entrypoint(deployment.entrypoint)


def schedule_of(deployment: DeploymentConfig) -> RawScheduleConfig:
    assert deployment.schedules
    (schedule,) = deployment.schedules
    assert isinstance(schedule, RawScheduleConfig)
    return schedule


def test_deployments_are_those_that_are_tested() -> None:
    assert set(DEPLOYMENTS) == set(FIRST_TIMES)


@pytest.mark.parametrize("entry", FILE["deployments"], ids=lambda entry: entry["name"])
def test_no_key_is_misspelt(entry: dict[str, Any]) -> None:
    """Prefect ignores keys that it does not know, and so would run without a limit or a description."""
    assert set(entry) <= set(DeploymentConfig.model_fields)
    assert set(entry["work_pool"]) <= {"name", "work_queue_name", "job_variables"}
    assert set(entry["concurrency_limit"]) <= {"limit", "collision_strategy", "grace_period_seconds"}
    assert entry["description"]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_entrypoint_takes_the_parameters(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    deployment = DEPLOYMENTS[name]
    flow = flow_of(deployment, monkeypatch)
    bound = inspect.signature(flow.fn).bind(**deployment.parameters)
    assert bound.arguments.get("full", False) is (name == "nightly")
    assert bound.arguments.get("patient", False) is (name in {"hourly", "nightly"})
    assert {"home", "registry"}.isdisjoint(bound.arguments), "the worker's environment names them"


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_hour_is_the_countys(name: str) -> None:
    schedule = schedule_of(DEPLOYMENTS[name])
    assert schedule.timezone == "Asia/Shanghai"
    assert schedule.slug
    assert schedule.cron
    CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    running = RunningCronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    noon = datetime(2026, 11, 22, 12, 0, 1, tzinfo=SHANGHAI)
    first = next(iter(running._get_dates_generator(start=noon)))
    assert first == datetime.fromisoformat(FIRST_TIMES[name]).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_one_writer_and_no_telemetry(name: str) -> None:
    deployment = DEPLOYMENTS[name]
    limit, pool = deployment.concurrency_limit, deployment.work_pool
    assert not isinstance(limit, int)
    assert limit is not None
    assert (limit.limit, limit.collision_strategy) == (1, "ENQUEUE")
    assert pool is not None
    assert pool.name == POOL
    environment = pool.job_variables["env"]
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"
    assert all(isinstance(value, str) for value in environment.values())


def test_no_path_of_a_machine() -> None:
    assert not re.search(r"""(?:^|[\s"':=])/\w+/""", TEXT)


def test_zombies_are_told_by_their_silence() -> None:
    """The pool has one place: a run whose process was killed must not hold it for ever."""
    entries = yaml.safe_load((ROOT / "prefect-automations.yaml").read_text(encoding="utf-8"))["automations"]
    (automation,) = (AutomationCore.model_validate(entry) for entry in entries)
    trigger, (action,) = automation.trigger, automation.actions
    assert isinstance(trigger, EventTrigger)
    assert isinstance(action, ChangeFlowRunState)
    assert (trigger.posture, action.state) == (Posture.Proactive, StateType.CRASHED)
    assert trigger.after == {"prefect.flow-run.heartbeat"} < trigger.expect
    for deployment in DEPLOYMENTS.values():
        assert deployment.work_pool
        beat = int(deployment.work_pool.job_variables["env"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"])
        assert timedelta(seconds=3 * beat) < trigger.within
