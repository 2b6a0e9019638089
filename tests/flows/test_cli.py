"""The command line told wrong things, held up by others, short of room."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples.youyi import write_drop, write_registry
from tests.flows.command import gongkai
from warehouse.database import open_warehouse, query

PORTS_FROM = 21301
DROP = "chengfu"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the sample registry and what one unit handed in; no site is served."""
    write_registry(tmp_path, PORTS_FROM)
    write_drop(tmp_path / "drop" / DROP, "monday")
    return tmp_path


@pytest.fixture(scope="module")
def served() -> Iterator[None]:
    """The county's sites, as of Monday."""
    command = [sys.executable, "-m", "examples.youyi", "serve", "--day", "monday"]
    command += ["--ports-from", str(PORTS_FROM)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().strip() == "ready"
        try:
            yield
        finally:
            server.terminate()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('family = "drop"', 'family = "dorp"', "nearest: drop"),
        ('category = "budget"', 'category = "budgets"', "nearest: budget"),
        ("requests_per_second", "request_per_second", "nearest: requests_per_second"),
    ],
)
def test_a_wrong_registry_is_exit_2_by_file_line_key_and_nearest_word(
    home: Path, before: str, after: str, told: str
) -> None:
    file = home / "registry.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if before in line)
    lines[number] = lines[number].replace(before, after)
    file.write_text("\n".join(lines), encoding="utf-8")
    done = gongkai("run", home=home)
    assert done.returncode == 2
    assert f"registry.toml:{number + 1}" in done.stderr
    assert told in done.stderr


def test_an_unknown_source_is_exit_2(home: Path) -> None:
    done = gongkai("harvest", "nowhere", home=home)
    assert done.returncode == 2
    assert "'nowhere'" in done.stderr


def test_a_question_before_the_first_run_is_exit_2(home: Path) -> None:
    done = gongkai("query", "SELECT 1", home=home)
    assert done.returncode == 2
    assert "gongkai run" in done.stderr


def test_a_second_writer_is_exit_3_and_learns_who_the_first_is(home: Path) -> None:
    with open_warehouse(home, owner="night run"):
        done = gongkai("harvest", DROP, home=home)
    assert done.returncode == 3
    assert "night run" in done.stderr
    assert str(os.getpid()) in done.stderr


def test_options_may_stand_before_and_after_the_verb(home: Path) -> None:
    first = gongkai("--json", "source", "list", "--home", home)
    second = gongkai("source", "list", "--json", home=home)
    assert first.returncode == second.returncode == 0
    assert json.loads(first.stdout) == json.loads(second.stdout)


def test_one_source_is_harvested_asked_searched_and_previewed(home: Path) -> None:
    done = gongkai("harvest", DROP, "--json", home=home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["created"] == 30
    asked = gongkai("query", "SELECT count(*) AS n FROM catalogue.item", "--json", home=home)
    assert json.loads(asked.stdout) == [{"n": 30}]
    title = json.loads(
        gongkai("query", "--json", "SELECT title FROM catalogue.item LIMIT 1", home=home).stdout
    )
    found = json.loads(gongkai("search", title[0]["title"], "--json", home=home).stdout)
    assert title[0]["title"] in {row["title"] for row in found}
    assert gongkai("status", home=home).returncode == 0
    assert gongkai("findings", home=home).returncode == 0
    assert gongkai("publish", home=home).returncode == 0
    assert (home / "feeds" / "current" / "manifest.json").is_file()


def test_a_held_publication_is_told_and_released_by_name(home: Path) -> None:
    file = home / "registry.toml"
    text = file.read_text(encoding="utf-8")
    entry = 'id = "chengfu"\nunit = "chengfu"\nfamily = "drop"\n'
    assert entry in text
    file.write_text(text.replace(entry, entry + "expect = { min_items = 31 }\n"), encoding="utf-8")
    assert gongkai("harvest", DROP, home=home).returncode == 1
    held = gongkai("publish", home=home)
    assert held.returncode == 1
    assert "source_below_minimum" in held.stdout
    assert not (home / "feeds").exists()
    standing = gongkai("status", "--json", home=home)
    ((row,), code) = json.loads(standing.stdout)["held back"], standing.returncode
    assert (code, row["changes"], row["check_id"]) == (1, 30, "source_below_minimum")
    assert gongkai("release", "county_shrinks", "--why", "x", home=home).returncode == 2
    told = gongkai("release", "source_below_minimum", "--why", "乡里只有三十条", "--by", "李", home=home)
    assert told.returncode == 0, told.stderr
    assert (home / "feeds" / "current" / "manifest.json").is_file()
    assert query(home, "SELECT released_by, reason FROM operations.release").rows == [
        ("李", "乡里只有三十条")
    ]
    assert json.loads(gongkai("status", "--json", home=home).stdout)["held back"] == []


@pytest.mark.usefixtures("served")
def test_an_item_is_forgotten_and_a_dropped_one_was_never_archived(home: Path) -> None:
    assert gongkai("harvest", DROP, "longshan", home=home).returncode == 0
    for source_id, told in (("longshan", "captures forgotten"), (DROP, "0 captures forgotten")):
        asked = f"SELECT item_id FROM catalogue.item WHERE source_id = '{source_id}' LIMIT 1"
        ((item_id,),) = query(home, asked).rows
        done = gongkai("forget", item_id, home=home)
        assert (done.returncode, done.stderr) == (0, "")
        assert told in done.stdout
    assert gongkai("forget", "nothing", home=home).returncode == 2


@pytest.mark.usefixtures("served")
def test_a_column_path_that_is_no_category_page_is_told_by_source_check(home: Path) -> None:
    done = gongkai("source", "check", "longshan", home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    (column, *_) = json.loads(done.stdout)
    assert column["rows"] > 0
    assert column["first_item"]["item"]["title"]


@pytest.mark.usefixtures("served")
def test_source_add_recognises_the_family_and_writes_the_entry(home: Path) -> None:
    listed = json.loads(gongkai("source", "list", "--json", home=home).stdout)
    some = next(s for s in listed if s["family"] == "hanweb")
    url = some["base_url"] + some["column"][0]["path"]
    done = gongkai("source", "add", url, "--category", "plan", "--id", "fresh", "--unit", "zfb", home=home)
    assert done.returncode == 0, done.stderr
    again = json.loads(gongkai("source", "list", "--json", home=home).stdout)
    fresh = next(s for s in again if s["id"] == "fresh")
    assert (fresh["family"], fresh["unit"]) == ("hanweb", "zfb")


@pytest.mark.usefixtures("served")
def test_replay_builds_the_same_items_without_the_network(home: Path) -> None:
    sources = ("longshan", "xinglong", "fgj")
    hashes = "SELECT item_id, version, content_hash FROM catalogue.item ORDER BY item_id"
    assert gongkai("harvest", *sources, home=home).returncode == 0
    before = query(home, hashes).rows
    assert len(before) > 150
    assert gongkai("replay", *sources, home=home).returncode == 0
    assert query(home, hashes).rows == before
    for name in ("warehouse.duckdb", "snapshot/gongkai.duckdb"):
        (home / name).unlink()
    assert gongkai("replay", *sources, home=home).returncode == 0
    assert query(home, hashes).rows == before


@pytest.mark.usefixtures("served")
def test_a_full_disk_is_exit_3_and_the_next_run_goes_on(home: Path) -> None:
    sources = ("longshan", "xinglong", "fgj")
    command = [sys.executable, "-m", "flows.cli", "--home", str(home), "harvest", *sources]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_little_room)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert gongkai("harvest", *sources, home=home).returncode == 0
    assert query(home, "SELECT count(*) > 150 FROM catalogue.item").rows == [(True,)]


def test_the_duckdb_shell_reads_the_snapshot_while_a_run_is_going_on(home: Path) -> None:
    assert gongkai("harvest", DROP, home=home).returncode == 0
    snapshot = home / "snapshot" / "gongkai.duckdb"
    shell = Path(sys.executable).with_name("duckdb")
    with open_warehouse(home, owner="a run"):
        done = subprocess.run(
            [shell, "-csv", "-noheader", snapshot, "SELECT count(*) FROM catalogue.item"],
            capture_output=True,
            text=True,
            check=False,
        )
        asked = gongkai("query", "--json", "SELECT count(*) AS n FROM catalogue.item", home=home)
    assert (done.stdout.strip(), done.stderr) == ("30", "")
    assert json.loads(asked.stdout) == [{"n": 30}]


def _little_room() -> None:
    """No file may grow past 3 MB: what a full disk does, without one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
