"""The command line asked with a mistyped name, a wrong word, an older snapshot, or on a terminal that lacks signs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from examples.youyi import write_drop, write_registry
from tests.flows.command import gongkai
from warehouse.queries import names

PORTS_FROM = 21701
DROP = "chengfu"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose one unit without a site was harvested."""
    folder = tmp_path_factory.mktemp("home")
    write_registry(folder, PORTS_FROM)
    write_drop(folder / "drop" / DROP, "monday")
    assert gongkai("harvest", DROP, home=folder).returncode in (0, 1)
    return folder


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("findings", "--unit", "chengf"), "no unit 'chengf'; nearest: chengfu"),
        (("ledger", "--unit", "chengf"), "no unit 'chengf'; nearest: chengfu"),
        (("ledger", "--plan", "standin"), "no plan 'standin'; nearest: standing"),
        (("catalogue", "--unit", "chengf"), "no unit 'chengf'; nearest: chengfu"),
        (("media", "list", "--unit", "chengf"), "no unit 'chengf'; nearest: chengfu"),
        (("request", "list", "--unit", "chengf"), "no unit 'chengf'; nearest: chengfu"),
        (("statutes", "list", "--unit", "chengf"), "no unit 'chengf'; nearest: chengfu"),
        (("replay", "--run", "nosuch"), "no run 'nosuch'; nearest: 20"),
        (("run", "--day", "tuesday"), "--day is of the sample county: it goes with --sample"),
        (("source", "add", "notaurl"), "'notaurl' is no address; it starts with http:// or https://"),
        (("search", "--limit", "-1", "农业"), "-1 is not in the range"),
    ],
)
def test_a_wrong_word_is_exit_2_and_is_named(home: Path, words: tuple[str, ...], told: str) -> None:
    done = gongkai(*words, home=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("findings", "--unit", DROP),
        ("ledger", "--unit", DROP, "--plan", "standing"),
        ("catalogue", "--unit", DROP),
        ("media", "list", "--unit", DROP),
    ],
)
def test_a_right_name_is_answered(home: Path, words: tuple[str, ...]) -> None:
    assert gongkai(*words, home=home).returncode == 0


def test_a_run_is_replayed_by_its_name(home: Path) -> None:
    runs = json.loads(gongkai("--json", "query", "SELECT run_id FROM operations.run", home=home).stdout)
    assert gongkai("replay", DROP, "--run", runs[0]["run_id"], home=home).returncode in (0, 1)


@pytest.fixture
def older(home: Path) -> Iterator[Path]:
    """The home with a snapshot as an older version wrote it."""
    snapshot = home / "snapshot" / "gongkai.duckdb"
    kept = snapshot.read_bytes()
    with duckdb.connect(str(snapshot)) as connection:
        connection.execute(f"DELETE FROM operations.migration WHERE number > {len(names('migrations')) // 2}")
        connection.execute("ALTER TABLE operations.finding RENAME TO former_finding")
    yield home
    snapshot.write_bytes(kept)


@pytest.mark.parametrize("words", [("status",), ("query", "FROM operations.finding")])
def test_a_snapshot_of_an_older_version_is_exit_3_and_what_renews_it_is_told(
    older: Path, words: tuple[str, ...]
) -> None:
    done = gongkai(*words, home=older)
    assert done.returncode == 3
    assert "the snapshot is of an older version" in done.stderr
    assert "gongkai check" in done.stderr


def test_a_table_that_is_nowhere_is_still_exit_2(home: Path) -> None:
    done = gongkai("query", "FROM nowhere", home=home)
    assert done.returncode == 2
    assert "nowhere does not exist" in done.stderr


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
def test_signs_that_a_terminal_lacks_end_no_command(home: Path, encoding: str) -> None:
    def said(*words: str) -> bytes:
        command = [sys.executable, "-m", "flows.cli", "--home", str(home), *words]
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        assert b"Traceback" not in done.stderr
        return done.stdout

    assert DROP.encode() in said("harvest", DROP)
    assert b"open" in said("findings")
    told = json.loads(said("--json", "query", "SELECT '✓农𠮷é' AS sign").decode(encoding))
    assert told == [{"sign": "✓农𠮷é"}]
