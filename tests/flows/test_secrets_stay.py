"""A run whose secrets are refused on every road, with a fault of ours besides: nothing it writes has them."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.connectors.targets.column import Column
from tests.flows.machine import REGISTRY, ROOT, free_port, prepare_home

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(300)]

SECRETS = {
    "GONGKAI_SHARED_SECRET": "shared-Kx93-wrong",
    "GONGKAI_PEM_SECRET": "-----BEGIN PRIVATE KEY-----\nTUlOT1RBS0VZLVp4NDc=\n-----END PRIVATE KEY-----",
    "GONGKAI_SFTP_SECRET": "-----BEGIN OPENSSH PRIVATE KEY-----\nYjNCbGJuTnphQzFyWlhrLQ==\n-----END OPENSSH…",
    "GONGKAI_TABLE_SECRET": "table-Qv17-password",
    "GONGKAI_FAULT_SECRET": "fault-Jm55-secret",
}
RUN = """
import json
from flows.settings import prepare_prefect
prepare_prefect(quiet=False)
from connectors.targets import transports
from flows import county

def faulty(target, outgoing, secret):
    raise ValueError(f"{target} {secret!r}")

transports.TRANSPORTS["directory"] = transports.Transport(faulty, faulty)
state = county.county_run(return_state=True)
print(json.dumps({"name": state.name, "message": state.message}))
"""


def targets(column: Column) -> str:
    nobody = free_port()
    host_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8R6Y8uDcfTB8zKeIH6pG0IDc7bdOPKTWVn6s0gLrYU"
    entries = {
        "shared": f'transport = "http"\nurl = "{column.url}"\nkey_id = "230522"',
        "pem": f'transport = "http"\nurl = "{column.url}"\nkey_id = "230522"\nsignature = "ed25519"',
        "sftp": f'transport = "sftp"\nurl = "sftp://u@127.0.0.1:{nobody}/in"\nhost_key = "{host_key}"',
        "table": f'transport = "postgresql"\nurl = "postgresql://u@127.0.0.1:{nobody}/d"',
        "fault": 'transport = "directory"\nurl = "/nowhere"',
    }
    return "".join(
        f'\n[[target]]\nid = "{name}"\nlevel = "municipal"\nname = "{name}"\n'
        f'secret = "GONGKAI_{name.upper()}_SECRET"\n{entry}\n'
        for name, entry in entries.items()
    )


def shapes(secret: str) -> list[bytes]:
    """A secret as it stands, and as it might be written: escaped, or in Base64."""
    lines = [line for line in secret.splitlines() if not line.startswith("-----")]
    plain = [line.encode() for line in lines]
    return plain + [base64.b64encode(line).rstrip(b"=")[:-1] for line in plain]


def test_no_secret_is_written_anywhere(tmp_path: Path) -> None:
    with Column().serving() as column:
        environment = prepare_home(tmp_path) | SECRETS
        (tmp_path / "registry.toml").write_text(REGISTRY + targets(column), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", RUN],
            cwd=ROOT,
            env=environment | {"PREFECT_LOGGING_LEVEL": "DEBUG"},
            capture_output=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert json.loads(done.stdout.splitlines()[-1])["name"] is not None
        command = [sys.executable, "-m", "flows.cli", "target", "check", "shared"]
        checked = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert checked.returncode == 1
    written = {str(p): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert any(name.endswith("prefect.db") for name in written), "the logs of the flow run are looked through"
    printed = done.stdout + done.stderr + checked.stdout + checked.stderr
    for name, content in (*written.items(), ("what was printed", printed)):
        found = [key for key, secret in SECRETS.items() for shape in shapes(secret) if shape in content]
        assert not found, (name, found)
    assert b"a fault of ours, ValueError" in printed
    assert b"unauthorized" in checked.stdout, "the secret was there, and refused"
