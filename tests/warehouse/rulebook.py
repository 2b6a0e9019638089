"""A warehouse in which a rule is tried: items written row by row, then what the rules find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from schemas.base import SHANGHAI
from schemas.harvest import Finding, Run
from schemas.registry import County, Registry, Unit
from tests.warehouse.feeds.log_book import START, LogBook
from tests.warehouse.template import found_by, fresh_warehouse
from warehouse.checks import run_checks
from warehouse.database import Warehouse

RUN = Run(run_id="20261124T093000-test", started_at=START.replace(day=24))
REGISTRY = Registry(
    county=County(name="友谊县", division="230522"),
    unit=(
        Unit(id="county", name="友谊县人民政府", kind="government", aliases=("县政府",)),
        Unit(id="zfb", name="友谊县人民政府办公室", kind="department", aliases=("县政府办公室",)),
        Unit(id="czj", name="友谊县财政局", kind="department", aliases=("财政局", "县财政局")),
        Unit(id="xinglong", name="兴隆镇人民政府", kind="township", aliases=("兴隆镇",)),
        Unit(id="longshan", name="龙山镇人民政府", kind="township", aliases=("龙山镇",)),
    ),
)


@dataclass
class Rulebook:
    """What `county.found(rule)` gives after the rows that a test has written."""

    warehouse: Warehouse
    log: LogBook

    def item(self, item_id: str, *, published: str | None = None, **columns: Any) -> None:
        """An item by unit `zfb`, or as given; `published` as YYYY-MM-DD."""
        at = None if published is None else datetime.combine(date.fromisoformat(published), time(9), SHANGHAI)
        own = {"unit_id": "zfb", "unit_name": "友谊县人民政府办公室", "publisher": None, "published_at": at}
        self.log.upsert(item_id, **own | columns)

    def link(self, origin: str, target: str | None, kind: str, **columns: Any) -> None:
        """A relation between two items, or of one to a document that is not here."""
        self.log.insert(
            "catalogue.link", {"from_item_id": origin, "to_item_id": target, "kind": kind, **columns}
        )

    def told(self, check_id: str, item_id: str, subject: str | None = None) -> None:
        """An open finding of the harvest."""
        finding = {"check_id": check_id, "severity": "warning", "item_id": item_id, "subject": subject}
        kept = {"finding_id": f"{check_id} {item_id}", "origin": "harvest", "message": "m", "run_id": "r"}
        times = dict.fromkeys(("first_seen_at", "last_seen_at"), START)
        self.log.insert("operations.finding", finding | kept | times)

    def findings(self) -> list[Finding]:
        """What all rules find."""
        return run_checks(self.warehouse, RUN)

    def found(self, rule_id: str) -> list[Finding]:
        """What one rule finds, and nothing is kept of it."""
        return found_by(self.warehouse, RUN, rule_id)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self.warehouse.connection.execute(statement, list(values)).fetchall()


def applied(log: LogBook, number: str, unit_id: str) -> None:
    """An application for disclosure that came in with the first run."""
    request = {"request_id": f"{unit_id}/{number}", "number": number, "unit_id": unit_id}
    where = {"applicant_kind": "natural", "file": "登记簿.xlsx", "row_number": 2}
    log.insert("governance.request", request | where | {"received_on": START.date()})


def judged(log: LogBook, duty_id: str, unit_id: str, verdict: str, evidence: list[str]) -> None:
    """A duty, its task and plan, and how it stands, without the plan's file and the judging."""
    due = date(2021, 12, 31)
    log.insert(
        "governance.plan",
        {"plan_id": duty_id, "title": "工作要点", "issued_on": due, "year": 2021, "based_on": []},
    )
    task = {"task_id": duty_id, "plan_id": duty_id, "position": 1, "number": "1", "item": "规划信息公开"}
    log.insert(
        "governance.task",
        task | {"lead": ["县政府办"], "responsible": [], "clause": "任务1", "mark": "confirmed"},
    )
    duty = {"duty_id": duty_id, "task_id": duty_id, "unit_id": unit_id, "due_on": due}
    nothing: dict[str, Any] = {name: [] for name in ("categories", "keywords", "all_keywords", "body_words")}
    log.insert(
        "governance.duty",
        duty | nothing | {"position": 1, "text": "公开规划", "due_mark": "confirmed", "at_least": 1},
    )
    stands = {
        "verdict": verdict,
        "evidence": evidence,
        "candidates": len(evidence),
        "judged_on": START.date(),
    }
    log.insert("governance.ledger", duty | stands)


@contextmanager
def open_rulebook(home: Path, registry: Registry = REGISTRY) -> Iterator[Rulebook]:
    with fresh_warehouse(home, registry) as warehouse:
        yield Rulebook(warehouse, LogBook(warehouse))
