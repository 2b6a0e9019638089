"""Real servers on loopback, run as whoever runs the tests: OpenSSH's sshd, PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.flows.machine import free_port

SSHD = shutil.which("sshd") or shutil.which("/usr/sbin/sshd")
SFTP_SERVER = next(
    (p for p in ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server") if Path(p).exists()),
    None,
)
POSTGRES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
ON_CI = bool(os.environ.get("CI"))


def needs(program: object, package: str) -> pytest.MarkDecorator:
    """Skip where the server is not installed; on CI that is a fault, and the test fails."""
    return pytest.mark.skipif(
        program is None and not ON_CI, reason=f"apt install {package}, and these tests run"
    )


@dataclass(frozen=True)
class SshServer:
    """A running sshd that lets one key in, to one folder."""

    port: int
    user: str
    host_key: str
    private_key: bytes
    folder: Path

    @property
    def url(self) -> str:
        return f"sftp://{self.user}@127.0.0.1:{self.port}{self.folder}"


@contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    """sshd on a free port, with a host key and a user's key of its own."""
    assert SSHD, "openssh-server is not installed"
    assert SFTP_SERVER, "openssh-sftp-server is not installed"
    for name in ("host", "user"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    port, user = free_port(), pwd.getpwuid(os.getuid()).pw_name
    (folder / "authorized").write_text((folder / "user.pub").read_text())
    (folder / "authorized").chmod(0o600)
    config = folder / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/sshd.pid\n"
        f"AuthorizedKeysFile {folder}/authorized\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        f"StrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\nSubsystem sftp {SFTP_SERVER}\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd keeps its unprivileged child
    shared = folder / "shared"
    shared.mkdir()
    command = [SSHD, "-D", "-e", "-f", str(config)]
    with (folder / "sshd.log").open("wb") as log, subprocess.Popen(command, stderr=log) as server:
        try:
            _await((folder / "sshd.log"), b"listening", server)
            host_key = " ".join((folder / "host.pub").read_text().split()[:2])
            yield SshServer(port, user, host_key, (folder / "user").read_bytes(), shared)
        finally:
            server.terminate()


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL with one user who has a password."""

    port: int
    password: bytes

    @property
    def url(self) -> str:
        return f"postgresql://gongkai@127.0.0.1:{self.port}/postgres"


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """PostgreSQL on a free port. It refuses to run as root: then it runs as `postgres`."""
    assert POSTGRES, "postgresql is not installed"
    as_user = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    )
    with TemporaryDirectory(
        prefix="gongkai-postgres-"
    ) as name:  # not below pytest's, which only its owner may enter
        folder, password, port = Path(name), "一个口令-pw", free_port()
        (folder / "password").write_text(password, encoding="utf-8")
        if as_user:
            for path in (folder, folder / "password"):
                shutil.chown(path, "postgres", "postgres")
        _quietly([*as_user, f"{POSTGRES}/initdb", "-D", f"{folder}/data", "-U", "gongkai", "-E", "UTF8", "-A",
                  "scram-sha-256", "--pwfile", f"{folder}/password", "--no-sync", "--locale=C.UTF-8"])  # fmt: skip
        command = [*as_user, f"{POSTGRES}/postgres", "-D", f"{folder}/data", "-p", str(port), "-k", f"{folder}/data",
                   "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]  # fmt: skip
        log = folder / "log"
        with log.open("wb") as out, subprocess.Popen(command, stderr=out, stdout=out, cwd="/") as server:
            try:
                _await(log, b"ready to accept connections", server)
                yield Postgres(port, password.encode())
            finally:
                server.terminate()


def _quietly(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr.decode()


def _await(log: Path, words: bytes, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while words not in log.read_bytes():
        assert server.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < deadline, log.read_text(errors="replace")
        time.sleep(0.05)
