"""A county's machine in small: registry, Prefect server and worker, each started as an operator starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import requests

from examples.youyi import write_drop

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
POOL = "gongkai-process"

REGISTRY = """
[county]
name = "友谊县"
division = "230522"

[[unit]]
id = "chengfu"
name = "成富朝鲜族满族乡人民政府"
kind = "township"
division = "230522205"

[[source]]
id = "chengfu"
unit = "chengfu"
family = "drop"

[[source.column]]
path = "*.xlsx"
category = "other"
"""

DEAD_SOURCE = """
[[source]]
id = "dead"
unit = "chengfu"
family = "trs"
base_url = "http://127.0.0.1:{port}"

[[source.column]]
path = "/zwgk/"
category = "plan"
"""


def prepare_home(folder: Path, *, dead_source: bool = False) -> dict[str, str]:
    """A home with one filled drop folder and its registry; gives the environment that names them."""
    write_drop(folder / "drop" / "chengfu", "monday")
    registry = REGISTRY + (DEAD_SOURCE.format(port=free_port()) if dead_source else "")
    (folder / "registry.toml").write_text(registry, encoding="utf-8")
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "GONGKAI", "PYTEST"))}
    return ours | {
        "GONGKAI_HOME": str(folder),
        "GONGKAI_REGISTRY": str(folder / "registry.toml"),
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_COLORS": "false",
        "NO_COLOR": "1",
    }


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass(frozen=True)
class Machine:
    """A Prefect server, with the commands and calls that an operator makes to it."""

    folder: Path
    environment: dict[str, str]
    api: str

    def command(self, *words: str) -> str:
        """Run a command of the house to its end, from the root of the repository; gives what it printed."""
        done = subprocess.run(
            [str(BIN / words[0]), *words[1:]],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}\n{self.logs()}"
        return done.stdout

    def ask(self, path: str, body: Any = None) -> Any:
        """POST to the API where there is a body, else GET; gives the JSON of the answer."""
        method = "GET" if body is None else "POST"
        deadline = time.monotonic() + 60
        answer = requests.request(method, self.api + path, json=body, timeout=30)
        while answer.status_code == 503 and time.monotonic() < deadline:  # its SQLite is busy with runs
            time.sleep(1)
            answer = requests.request(method, self.api + path, json=body, timeout=30)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}\n{self.logs()}"
        return answer.json()

    def runs(self, deployment: str, *states: str) -> list[dict[str, Any]]:
        """Flow runs of a deployment that are in one of these types of state, or all; earliest first."""
        conditions = {"state": {"type": {"any_": states}}} if states else {}
        wanted = {"deployments": {"name": {"any_": [deployment]}}, "flow_runs": conditions}
        found: list[dict[str, Any]] = self.ask("/flow_runs/filter", wanted | {"sort": "START_TIME_ASC"})
        return found

    @contextmanager
    def running(self, name: str, *words: str) -> Iterator[None]:
        """A server of the house for the block; all it started ends with it."""
        with (
            (self.folder / f"{name}.log").open("wb") as log,
            subprocess.Popen(
                [str(BIN / words[0]), *words[1:]],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ) as process,
        ):
            try:
                yield
            finally:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(15)
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def logs(self) -> str:
        """The last words of every server, for the message of a failure."""
        tails = ((p.name, p.read_text("utf-8", "replace")[-4000:]) for p in self.folder.glob("*.log"))
        return "\n".join(f"--- {name}\n{text}" for name, text in tails)

    def await_truth(self, what: str, question: Callable[[], T], seconds: float) -> T:
        """Ask until the answer is true. Fails with the logs where it is not in time."""
        deadline = time.monotonic() + seconds
        while True:
            if answer := question():
                return answer
            assert time.monotonic() < deadline, f"{what}: not within {seconds} s\n{self.logs()}"
            time.sleep(0.5)

    def healthy(self) -> bool:
        """Whether the server answers."""
        try:
            return requests.get(f"{self.api}/health", timeout=5).ok
        except requests.RequestException:
            return False


@contextmanager
def scheduled_machine(folder: Path) -> Iterator[Machine]:
    """The machine of `docs/operate.md`: server, pool, deployments and worker, all running."""
    port = str(free_port())
    environment = prepare_home(folder) | {
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
    }
    machine = Machine(folder, environment, environment["PREFECT_API_URL"])
    with ExitStack() as servers:
        server = ("prefect", "server", "start", "--host", "127.0.0.1", "--port", port, "--no-ui")
        servers.enter_context(machine.running("server", *server))
        machine.await_truth("healthy server", machine.healthy, 300)
        prefect = ("prefect", "--no-prompt")
        machine.command(*prefect, "work-pool", "create", POOL, "--type", "process")
        machine.command(*prefect, "work-pool", "set-concurrency-limit", POOL, "1")
        machine.command(*prefect, "automation", "create", "--from-file", "prefect-automations.yaml")
        machine.command(*prefect, "deploy", "--all")
        servers.enter_context(machine.running("worker", "prefect", "worker", "start", "--pool", POOL))
        yield machine
