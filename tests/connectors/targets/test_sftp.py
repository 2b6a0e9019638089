"""Delivery through SFTP, to a real sshd."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.targets import ask_status, send
from schemas.registry import Target
from tests.connectors.targets.column import answer_to, entry, outgoing, target
from tests.connectors.targets.servers import SFTP_SERVER, SSHD, SshServer, needs, ssh_server

pytestmark = needs(SSHD and SFTP_SERVER, "openssh-server")

OUT = outgoing("b-1", entry(1), entry(2))
RECEIPT = {"item_id": "item1", "version": 1, "status": "accepted", "receipt_number": "1"}
ANOTHER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8R6Y8uDcfTB8zKeIH6pG0IDc7bdOPKTWVn6s0gLrYU"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def folder(server: SshServer, request: pytest.FixtureRequest) -> Path:
    folder = server.folder / request.node.name
    folder.mkdir()
    (folder / "receipts").mkdir()
    return folder


def column(server: SshServer, folder: Path, **settings: str) -> Target:
    url = f"{server.url}/{folder.name}"
    return target(url, **{"transport": "sftp", "key_id": "", "host_key": server.host_key, **settings})


def test_a_batch_is_laid_down_whole_and_its_receipts_are_read(server: SshServer, folder: Path) -> None:
    to = column(server, folder)
    assert send(to, OUT, server.private_key).kind == "accepted_later"
    assert (folder / "b-1.json").read_bytes() == OUT.body
    assert (folder / "b-1.json.ok").read_text() == hashlib.sha256(OUT.body).hexdigest() + "\n"
    assert {p.name for p in folder.iterdir()} == {"b-1.json", "b-1.json.ok", "receipts"}
    assert ask_status(to, OUT, server.private_key).kind == "accepted_later"
    answer = answer_to(OUT, RECEIPT, RECEIPT | {"item_id": "item2"})
    (folder / "receipts" / "b-1.json").write_text(answer[:50])
    assert ask_status(to, OUT, server.private_key).kind == "accepted_later", "half of it is not whole"
    (folder / "receipts" / "b-1.json").write_text(answer)
    assert len(send(to, OUT, server.private_key).receipts) == 2


def test_the_same_batch_again_is_not_written_again(server: SshServer, folder: Path) -> None:
    to = column(server, folder)
    send(to, OUT, server.private_key)
    (folder / "b-1.json").write_bytes(b"being read")
    send(to, OUT, server.private_key)
    assert (folder / "b-1.json").read_bytes() == b"being read"
    (folder / "b-1.json.ok").unlink()
    send(to, OUT, server.private_key)
    assert json.loads((folder / "b-1.json").read_bytes())["batch_id"] == "b-1", "without .ok it was not whole"


def test_xml_has_its_own_names(server: SshServer, folder: Path) -> None:
    send(column(server, folder, format="xml"), OUT, server.private_key)
    assert (folder / "b-1.xml.ok").is_file()


def test_another_host_key_gets_nothing(server: SshServer, folder: Path) -> None:
    answer = send(column(server, folder, host_key=ANOTHER_KEY), OUT, server.private_key)
    assert answer.kind == "unauthorized"
    assert "host key" in (answer.message or "")
    assert list(folder.iterdir()) == [folder / "receipts"]


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        (b"a password", "does not let this user in"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nx", "no private key"),
    ],
)
def test_a_wrong_secret_is_told_without_it(
    server: SshServer, folder: Path, secret: bytes, words: str
) -> None:
    answer = send(column(server, folder), OUT, secret)
    assert answer.kind == "unauthorized"
    assert words in (answer.message or "")
    assert secret.decode() not in (answer.message or "")


def test_a_host_key_that_is_none(server: SshServer, folder: Path) -> None:
    assert "host_key" in (send(column(server, folder, host_key="ssh-rsa x"), OUT, b"").message or "")


def test_a_folder_that_is_not_there(server: SshServer, folder: Path) -> None:
    to = column(server, folder / "nowhere")
    assert (
        send(to.model_copy(update={"url": f"{server.url}/nowhere"}), OUT, server.private_key).kind
        == "no_answer"
    )


def test_nobody_there(server: SshServer, folder: Path) -> None:
    to = column(server, folder).model_copy(update={"url": f"sftp://{server.user}@127.0.0.1:9/x"})
    answer = send(to, OUT, server.private_key)
    assert (answer.kind, "no connection" in (answer.message or "")) == ("no_answer", True)
