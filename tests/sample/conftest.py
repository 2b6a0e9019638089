"""The sample county as a real server in its own process, on ports of this test process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PORTS = 20_000 + os.getpid() % 40 * 300
"""Below the ports that the system gives out itself; each test process has its own three hundred."""


@contextmanager
def served(day: str, ports_from: int) -> Iterator[int]:
    """The first port, while the county of that day is served."""
    command = [sys.executable, "-m", "examples.youyi", "serve", "--day", day, "--ports-from", str(ports_from)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield ports_from
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def monday() -> Iterator[int]:
    """First port of the county as of Monday."""
    with served("monday", PORTS) as ports_from:
        yield ports_from


@pytest.fixture(scope="module")
def tuesday() -> Iterator[int]:
    """First port of the county as of Tuesday."""
    with served("tuesday", PORTS + 100) as ports_from:
        yield ports_from
