"""The rules of the system itself: on a copy of the played county, a damage at a time. Each is found at its place, and
nothing else is."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from examples.youyi import write_registry
from flows import steps
from flows.county_run import CountyRun, open_last_run
from flows.push import Seam, push_target
from flows.settings import SecretMissingError, Settings
from schemas.base import now
from schemas.harvest import Finding, Run
from schemas.registry import Gate
from tests.e2e.conftest import PORTS_FROM, Played
from tests.e2e.damage import DAMAGES, VICTIM, Damage, apply
from warehouse.checks import failed, judge, run_checks
from warehouse.database import Warehouse, open_warehouse
from warehouse.feeds.signatures import new_secret
from warehouse.gate import pass_gate
from warehouse.queries import names
from warehouse.retry import queue_again
from warehouse.runs import last_run

pytestmark = pytest.mark.timeout(600)
_OPEN = "SELECT check_id, finding_id FROM operations.finding WHERE closed_at IS NULL"


@pytest.fixture(scope="module")
def copy(monday: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse as Monday left it, to be damaged and rolled back."""
    return _copied(monday.home, tmp_path_factory.mktemp("damaged"))


def _copied(home: Path, to: Path) -> Path:
    shutil.copy(home / "warehouse.duckdb", to)
    return to


@pytest.fixture(scope="module")
def warehouse(copy: Path) -> Iterator[Warehouse]:
    with open_warehouse(copy, owner="damage") as opened:
        judge(opened.connection, _last(opened), Gate())
        yield opened


@pytest.fixture(scope="module")
def before(warehouse: Warehouse) -> list[Finding]:
    """What the checks find of the county as it stands."""
    return _checked(warehouse)


def _last(warehouse: Warehouse) -> Run:
    run = last_run(warehouse)
    assert run is not None
    return run


def _checked(warehouse: Warehouse) -> list[Finding]:
    return [finding for check in names("checks") for finding in failed(warehouse, check)]


@contextmanager
def _done(warehouse: Warehouse, damage: Damage) -> Iterator[str]:
    """The damage stands for the block; yields the item that was hurt."""
    ((victim,),) = warehouse.connection.execute(VICTIM).fetchall()
    warehouse.connection.execute("BEGIN TRANSACTION")
    try:
        apply(warehouse.connection, damage, victim)
        yield victim
    finally:
        warehouse.connection.execute("ROLLBACK")


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.rule for damage in DAMAGES])
def test_a_damage_is_found_once_at_its_place(
    warehouse: Warehouse, before: list[Finding], damage: Damage
) -> None:
    assert damage.rule not in {finding.check_id for finding in before}
    with _done(warehouse, damage) as victim:
        found = [finding for finding in _checked(warehouse) if finding not in before]
    assert [finding.check_id for finding in found] == [damage.rule]
    assert damage.told in found[0].message
    assert damage.told or found[0].item_id == victim


def test_what_is_damaged_is_held_and_no_rule_takes_it_for_a_fault_of_an_office(
    monday: Played, tmp_path: Path
) -> None:
    with open_warehouse(_copied(monday.home, tmp_path), owner="damage") as warehouse:
        connection = warehouse.connection
        former = set(connection.execute(_OPEN).fetchall())
        minimum = next(damage for damage in DAMAGES if damage.rule == "source_below_minimum")
        apply(connection, minimum, "")
        run = _last(warehouse)
        run_checks(warehouse, run)
        assert pass_gate(warehouse, run).check_ids == ("source_below_minimum",)
        fresh = set(connection.execute(_OPEN).fetchall()) - former
        assert sorted(rule for rule, _ in fresh) == ["publication_held", "source_below_minimum"]


def _published(run: CountyRun, upto: int, secret_of: Callable[[str], bytes]) -> set[tuple[str, str]]:
    """The open findings after the log up to this change is let out."""
    connection = run.warehouse.connection
    connection.execute("DELETE FROM exchange.change WHERE seq > ?", [upto])
    connection.execute("DELETE FROM finance.subsidy_payment")  # of which the boards of villages are drawn
    connection.execute("UPDATE operations.clearance SET as_of_seq = ?", [upto])
    steps.publish(run, secret_of=secret_of)
    return set(connection.execute(_OPEN).fetchall())


def test_feeds_without_a_key_and_lost_files_are_told(
    monday: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a short log, since an edition that lost a file is made anew from its beginning; without the officers' copy."""
    monkeypatch.setattr(steps, "snapshot", lambda county: county.home)

    def lost(name: str) -> bytes:
        raise SecretMissingError(f"the secret {name} is not set")

    at = Settings(home=_copied(monday.home, tmp_path), registry=write_registry(tmp_path, PORTS_FROM))
    key = new_secret().encode()
    with open_last_run(at, owner="damage") as run:
        former = _published(run, 20, lambda _: key)
        last = run.warehouse.connection.execute("FROM exchange.change WHERE seq = 20").fetchall()
        next((run.home / "feeds/current/items").glob("*.json")).unlink()
        shutil.rmtree(run.home / "feeds/.spare", ignore_errors=True)
        run.warehouse.connection.execute("INSERT INTO exchange.change VALUES (21, ?, ?, ?, ?)", last[0][1:])
        fresh = _published(run, 21, lost) - former
    assert sorted(rule for rule, _ in fresh) == ["feeds_files_lost", "feeds_signature"]


class _Column(ThreadingHTTPServer):
    """A column that answers every batch alike."""

    status = 401


class _Answer(BaseHTTPRequestHandler):
    server: _Column

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(self.headers["Idempotency-Key"])

    def do_GET(self) -> None:
        self._answer(self.path.split("/")[-1])

    def _answer(self, batch_id: str) -> None:
        body = f'{{"batch_id": "{batch_id}", "status_url": "/{batch_id}", "message": "不受理"}}'.encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test says what went wrong."""


@pytest.fixture
def column() -> Iterator[_Column]:
    with _Column(("127.0.0.1", 0), _Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_column_that_takes_nothing_is_told(monday: Played, tmp_path: Path, column: _Column) -> None:
    at = Settings(home=_copied(monday.home, tmp_path), registry=write_registry(tmp_path, PORTS_FROM))
    with open_last_run(at, owner="damage") as run:
        warehouse = run.warehouse
        target = next(t for t in run.registry.target if t.id == "municipal")
        target = target.model_copy(update={"url": f"http://127.0.0.1:{column.server_port}/batches"})
        former = set(warehouse.connection.execute(_OPEN).fetchall())
        warehouse.connection.execute(
            "UPDATE exchange.delivery SET state = 'rejected' WHERE target_id = 'municipal' AND ordinal = 1"
        )

        def pushed(status: int, at: datetime) -> list[str]:
            """Rules that are met anew when the column answers so."""
            column.status = status
            seam = Seam(clock=lambda: at)
            push_target(warehouse, run.registry, target, run_id="r", secret_of=str.encode, seam=seam)
            found = set(warehouse.connection.execute(_OPEN).fetchall()) - former
            return sorted(rule for rule, _ in found)

        queue_again(warehouse, target, now(), rejected_too=True)
        assert former_rules(former).isdisjoint({"push_unauthorized", "push_refused", "push_overdue"})
        assert pushed(401, now()) == ["push_unauthorized/municipal"]
        assert pushed(422, now()) == ["push_refused/municipal"]
        queue_again(warehouse, target, now())
        assert pushed(202, now()) == []
        assert pushed(202, now() + timedelta(days=2)) == ["push_overdue/municipal"]


def former_rules(findings: set[tuple[str, str]]) -> set[str]:
    return {rule.partition("/")[0] for rule, _ in findings}
