"""Killed in the middle of a run, twice, and run again: the same final state as if nothing had happened."""

from __future__ import annotations

import subprocess
import sys
import time
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


def _killed_after(county: HiddenCounty, home: Path, registry: Path, requests: int) -> bool:
    """Whether the run was still going on when it was killed."""
    before = sum(len(s.asked) for s in county.sites.values())
    run = _harvest(home, registry)
    while run.poll() is None and sum(len(s.asked) for s in county.sites.values()) < before + requests:
        time.sleep(0.01)
    run.kill()
    return run.wait() == -9


def _final(home: Path) -> list[Row]:
    return rows(home / "snapshot" / "gongkai.duckdb", FINAL)


def test_killed_twice_and_run_again(tmp_path: Path) -> None:
    registry = tmp_path / "registry.toml"
    with hidden_county() as county:
        write_registry(county, registry)
        for home in (tmp_path / "killed", tmp_path / "whole"):
            write_drop(home)
        assert _killed_after(county, tmp_path / "killed", registry, 60)
        assert _killed_after(county, tmp_path / "killed", registry, 150)
        for home in (tmp_path / "killed", tmp_path / "whole"):
            assert _harvest(home, registry).wait() == 0
    assert _final(tmp_path / "killed") == _final(tmp_path / "whole")
    changes = "SELECT count(*) n, max(seq) top FROM exchange.change"
    for home in (tmp_path / "killed", tmp_path / "whole"):
        counted = rows(home / "snapshot" / "gongkai.duckdb", changes)[0]
        assert counted["n"] == counted["top"] == len(_final(home)) > 200
    assert leaks(tmp_path / "killed") == []
