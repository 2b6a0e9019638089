"""The sample county played as an officer would: Monday, Monday again, Tuesday, Tuesday again, by command."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from warehouse.database import query
from warehouse.receiving import ColumnStore

PORTS_FROM = 21101
TARGETS = ("municipal", "provincial", "national")

_FINDINGS = """
SELECT check_id, unit_id, coalesce(url, subject) AS place FROM operations.known_finding WHERE state = 'open'
"""
DAYS = ("monday", "monday_again", "tuesday", "tuesday_again")
HERE = Path(__file__).parent

Records = list[dict[str, Any]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests look at one home, so each is run before the county moves on to a later day than its own."""
    places = [n for n, item in enumerate(items) if HERE in item.path.parents]
    for place, item in zip(places, sorted((items[n] for n in places), key=_day), strict=True):
        items[place] = item


def _day(item: pytest.Item) -> int:
    named = getattr(item, "fixturenames", ())
    return max((DAYS.index(name) for name in named if name in DAYS), default=0)


@dataclass(frozen=True)
class Played:
    """The county after one run: what the command said, and what officers and columns then hold."""

    exit_code: int
    told: str
    home: Path
    items: dict[str, dict[str, Any]]
    """By item id, all columns of `catalogue.item`."""
    source_runs: Records
    deliveries: Records
    feed_digest: str
    """sha256 over all files of `feeds/current`, by name."""
    findings: Records
    """Open findings, each with its rule, unit and place: address of its item, else its subject."""
    columns: dict[str, dict[str, tuple[int, str | None]]] = field(default_factory=dict)
    """What each receiving column shows: item id → version and content hash."""

    def at(self, url: str) -> dict[str, Any]:
        """The one item with this address."""
        (found,) = [item for item in self.items.values() if item["url"] == url]
        return found


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county")


@pytest.fixture(scope="session")
def play(home: Path) -> Callable[[str], Played]:
    """Run `gongkai run --sample` as of a day and look at what it left."""

    def played(day: str, *more: str) -> Played:
        command = [sys.executable, "-m", "flows.cli", "--home", str(home), "run", "--sample"]
        done = subprocess.run(
            [*command, "--day", day, "--ports-from", str(PORTS_FROM), *more],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PREFECT_HOME": str(home / "prefect"), "COLUMNS": "200"},
        )
        return look(home, done.returncode, done.stdout + done.stderr)

    return played


@pytest.fixture(scope="session")
def monday(play: Callable[[str], Played]) -> Played:
    return play("monday")


@pytest.fixture(scope="session")
def monday_again(monday: Played, play: Callable[[str], Played]) -> Played:
    return play("monday")


@pytest.fixture(scope="session")
def tuesday(monday_again: Played, play: Callable[[str], Played]) -> Played:
    return play("tuesday")


@pytest.fixture(scope="session")
def tuesday_again(tuesday: Played, play: Callable[..., Played]) -> Played:
    return play("tuesday", "--full")


def look(home: Path, exit_code: int, told: str) -> Played:
    newest = "SELECT run_id FROM operations.run ORDER BY started_at DESC LIMIT 1"
    return Played(
        exit_code,
        told,
        home,
        items={r["item_id"]: r for r in query(home, "FROM catalogue.item").records()},
        source_runs=query(home, f"FROM operations.source_run WHERE run_id = ({newest})").records(),
        deliveries=query(home, "FROM exchange.delivery ORDER BY target_id, ordinal").records(),
        findings=query(home, _FINDINGS).records(),
        feed_digest=_digest(home / "feeds" / "current"),
        columns={target: _shown_by(home / "sample" / "columns" / target) for target in TARGETS},
    )


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(str(file.relative_to(folder)).encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def _shown_by(column: Path) -> dict[str, tuple[int, str | None]]:
    with ColumnStore(column) as store:
        return store.current_set()
