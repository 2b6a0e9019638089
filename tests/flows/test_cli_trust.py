"""Keys made, put to use, exchanged and lost; the consumer's check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from examples.youyi import write_drop, write_registry
from flows.cli import cli

KEY = "GONGKAI_SIGNING_KEY"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_registry(tmp_path, 21401)
    write_drop(tmp_path / "drop" / "chengfu", "monday")
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return tmp_path


def gongkai(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], standalone_mode=False)


def new_key() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(gongkai("keys", "new", "--json").output)
    return made


def harvested_and_published() -> Result:
    assert gongkai("harvest", "chengfu").exception is None
    return gongkai("publish")


def test_feeds_are_signed_and_verify(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = new_key()
    monkeypatch.setenv(KEY, key["secret"])
    assert harvested_and_published().return_value == 0
    (home / "county.pem").write_text(key["public_key"], encoding="ascii")
    verified = gongkai("verify", home / "feeds" / "current", "--key", home / "county.pem")
    assert verified.return_value == 0, verified.output
    (home / "feeds" / "current" / "data" / "items.csv").write_bytes(b"")
    assert gongkai("verify", home / "feeds" / "current", "--key", home / "county.pem").return_value == 1
    listed = json.loads(gongkai("keys", "list", "--json").output)
    assert listed == [{"name": KEY, "key_id": key["key_id"], "public_key": key["public_key"]}]


def test_missing_and_broken_keys_are_findings_that_quote_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, secret := "not-a-key-but-secret-all-the-same")
    harvested_and_published()
    assert not (home / "feeds" / "current" / "signatures").exists()
    findings = json.loads(gongkai("findings", "--json").output)
    (told,) = [finding for finding in findings if finding["check_id"] == "feeds_signature"]
    assert KEY in told["message"]
    assert secret not in json.dumps(findings)
    monkeypatch.setenv(KEY, new_key()["secret"])
    gongkai("publish")
    findings = json.loads(gongkai("findings", "--json").output)
    assert not [finding for finding in findings if finding["check_id"] == "feeds_signature"]
