"""Killed while it reads and while it merges, and run again: the same final state as if nothing had happened."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.hidden.county import HiddenCounty, hidden_county, write_drop, write_registry
from tests.hidden.look import Row, leaks, rows

SOURCES = ("gov", "czj", "yjj", "xl", "fgj")
FINAL = """
SELECT item_id, version, source_id, category, title, published_at, content_hash, attachment_count, withdrawn_at
FROM catalogue.item ORDER BY item_id
"""


def _harvest(home: Path, registry: Path) -> subprocess.Popen[bytes]:
    line = [
        sys.executable,
        "-m",
        "flows.cli",
        "--home",
        str(home),
        "--registry",
        str(registry),
        "harvest",
        *SOURCES,
    ]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _killed_when(reached: Callable[[], bool], home: Path, registry: Path) -> bool:
    """Whether the run was still going on when it was killed."""
    run = _harvest(home, registry)
    while run.poll() is None and not reached():
        time.sleep(0.01)
    run.kill()
    return run.wait() == -9


def _asked(county: HiddenCounty) -> int:
    return sum(len(site.asked) for site in county.sites.values())


def _all_staged(home: Path) -> bool:
    """Whether all sources of a run were read: what is left to do is done in the warehouse."""
    return any(len(list(run.glob("[!.]*"))) == len(SOURCES) for run in home.glob("stage/*"))


def _final(home: Path) -> list[Row]:
    return rows(home / "snapshot" / "gongkai.duckdb", FINAL)


def _pages(home: Path) -> list[Row]:
    known = "SELECT source_id, page_key, missing_runs FROM operations.page ORDER BY ALL"
    return rows(home / "snapshot" / "gongkai.duckdb", known)


def test_killed_twice_and_run_again(tmp_path: Path) -> None:
    registry = tmp_path / "registry.toml"
    with hidden_county() as county:
        write_registry(county, registry)
        for home in (tmp_path / "killed", tmp_path / "whole"):
            write_drop(home)
        killed = tmp_path / "killed"
        assert _killed_when(lambda: _asked(county) >= 60, killed, registry)
        assert _killed_when(lambda: _all_staged(killed), killed, registry)
        for home in (tmp_path / "killed", tmp_path / "whole"):
            assert _harvest(home, registry).wait() == 0
    assert _final(tmp_path / "killed") == _final(tmp_path / "whole")
    assert _pages(tmp_path / "killed") == _pages(tmp_path / "whole")
    changes = "SELECT count(*) n, max(seq) top FROM exchange.change"
    for home in (tmp_path / "killed", tmp_path / "whole"):
        counted = rows(home / "snapshot" / "gongkai.duckdb", changes)[0]
        assert counted["n"] == counted["top"] == len(_final(home)) > 200
    assert leaks(tmp_path / "killed") == []
