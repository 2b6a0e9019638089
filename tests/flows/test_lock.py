"""What is pinned is what is installed, and Prefect is imported only where a flow runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.flows.machine import BIN, ROOT, prepare_home

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = {r.name: r for r in map(Requirement, PROJECT["dependencies"])}
LOCKED = dict(
    re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([\w.]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
)

STEPS = """
import json, sys
from flows.cli import cli
for verb in ("harvest", "check", "publish", "push", "report"):
    assert not cli.main([verb], standalone_mode=False), verb
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""

FAST_VERBS = """
import json, sys
from flows.cli import cli
home = ["--home", sys.argv[1]]
for words in (["--help"], ["run", "--help"], ["status", *home], ["query", *home, "SELECT 1"]):
    try:
        cli.main(words, standalone_mode=False)
    except Exception as error:  # no snapshot yet: the verb was imported and ran
        print(type(error).__name__, file=sys.stderr)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize("name", ["prefect", "fastapi", "sqlalchemy", "duckdb"])
def test_pins_that_matter(name: str) -> None:
    """Prefect 3.9 does not resolve; FastAPI 0.147 breaks `deploy`; SQLAlchemy 2.1 stops the scheduler."""
    assert PINS[name].specifier.contains(version(name)), f"{name} {version(name)} is installed"
    assert PINS[name].specifier.contains(LOCKED[name]), f"{name} {LOCKED[name]} is locked"
    refused = {"prefect": "3.9.1", "fastapi": "0.147.0", "sqlalchemy": "2.1.0", "duckdb": "2.0.0"}
    assert not PINS[name].specifier.contains(refused[name])


def test_every_dependency_is_locked() -> None:
    assert {name.lower() for name in PINS} <= set(LOCKED)


@pytest.mark.parametrize("script", [FAST_VERBS, STEPS], ids=["fast verbs", "steps"])
def test_prefect_is_left_alone(script: str, tmp_path: Path) -> None:
    """Importing it takes two seconds and 80 MB; no verb but `run` needs it."""
    words = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(
        words, cwd=ROOT, env=prepare_home(tmp_path), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert {"flows", "duckdb", "click"} <= loaded
    assert loaded.isdisjoint({"prefect", "fastapi", "sqlalchemy"})


def test_layers_hold() -> None:
    words = [str(BIN / "lint-imports"), "--no-cache"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
