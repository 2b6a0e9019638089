"""The sample county at work: its sites and its three columns, as real servers in other processes."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from connectors.registry import load_registry
from examples.youyi import FIRST_PORT, write_accounts, write_drop, write_register, write_registry
from flows.settings import Settings
from schemas.registry import Target
from warehouse.feeds.signatures import new_secret

Day = Literal["monday", "tuesday"]
STOP_SECONDS = 10
PR_SET_PDEATHSIG = 1
SIGNING_KEY = "GONGKAI_SIGNING_KEY"


class SampleError(Exception):
    """A server of the sample county did not start; the message is what it said."""


@contextmanager
def sample_county(home: Path, day: Day, ports_from: int = FIRST_PORT) -> Iterator[Settings]:
    """Serve the county as of that day and its columns for the block; yields its settings.

    Raises `SampleError` where a port is taken. The columns keep what they hold under `home/sample/`.
    """
    folder = home / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    file = write_registry(folder, ports_from)
    at = Settings(home=home, registry=file)
    drop = home / "drop" / "chengfu"
    shutil.rmtree(drop, ignore_errors=True)
    write_drop(drop, day)
    write_register(home / "requests")
    write_accounts(home / "new-media")
    os.environ[SIGNING_KEY] = _kept_secret(folder / "signing.key")
    sites = ["-m", "examples.youyi", "serve", "--day", day, "--ports-from", str(ports_from)]
    with ExitStack() as servers:
        waiting = [servers.enter_context(_server(sites))]
        for target in load_registry(file).target:
            os.environ[target.secret] = secrets.token_hex(32)
            waiting.append(servers.enter_context(_server(_column(target, folder))))
        for server in waiting:
            _await_ready(server)
        yield at


def _kept_secret(file: Path) -> str:
    """The key that signs the sample's feeds: made by the first run, so that the next has nothing to sign anew."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(new_secret(), encoding="ascii")
    return file.read_text(encoding="ascii")


def _column(target: Target, folder: Path) -> list[str]:
    names = [f"--field={theirs}={ours}" for theirs, ours in target.fields.items()]
    where = ["--listen", urlsplit(target.url).netloc, "--home", str(folder / "columns" / target.id)]
    return ["-m", "flows.cli", "receive", "--level", target.level, *where, *names]


@contextmanager
def _server(arguments: list[str]) -> Iterator[subprocess.Popen[str]]:
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(  # noqa: S603  our own modules
        [sys.executable, *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_end_with_parent,
    ) as server:
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _end_with_parent() -> None:
    """A run that is killed takes its servers along (Linux), so that the next finds the ports free."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _await_ready(server: subprocess.Popen[str]) -> None:
    """Wait for the line `ready`. Raises `SampleError` with the server's last words where it ends instead."""
    assert server.stdout is not None
    assert server.stderr is not None
    if server.stdout.readline().strip() != "ready":
        words = server.stderr.read().strip().splitlines() or ["it ended without a word"]
        raise SampleError(f"the sample county could not start: {words[-1]}")
