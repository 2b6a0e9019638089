"""Signatures: whoever changes a byte of an edition, or lacks the key, is found out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.warehouse.feeds.log_book import COUNTY, LogBook
from warehouse.feeds import publish_feeds
from warehouse.feeds.signatures import (
    KeyFormatError,
    SigningKey,
    new_secret,
    pem,
    public_key,
    sign_edition,
    signing_key,
    verify_edition,
)

OLD, NEW = (signing_key(new_secret().encode()) for _ in range(2))


@pytest.fixture
def edition(book: LogBook, tmp_path: Path) -> Path:
    book.upsert("a")
    book.upsert("b", category="budget")
    return publish_feeds(book.warehouse, tmp_path / "home", COUNTY, [OLD]).path


def test_public_key_alone_verifies(edition: Path) -> None:
    given = public_key(pem(OLD.public).encode())
    assert verify_edition(edition, [given]) == []
    assert "no valid signature" in verify_edition(edition, [NEW.public])[0]


def test_keys_overlap_while_one_is_exchanged(book: LogBook, edition: Path) -> None:
    home = edition.parent.parent
    result = publish_feeds(book.warehouse, home, COUNTY, [OLD, NEW])
    assert not result.changed
    assert verify_edition(home / "feeds" / "current", [OLD.public]) == []
    assert verify_edition(home / "feeds" / "current", [NEW.public]) == []
    book.upsert("c")
    publish_feeds(book.warehouse, home, COUNTY, [NEW])
    assert verify_edition(home / "feeds" / "current", [NEW.public]) == []
    assert verify_edition(home / "feeds" / "current", [OLD.public]) != []


def _edit(edition: Path) -> str:
    file = next(edition.glob("items/*.json"))
    file.write_bytes(file.read_bytes().replace(b'"', b"'", 1))
    return f"items/{file.name}: its content is not what was signed"


def _lose(edition: Path) -> str:
    (edition / "atom" / "all.xml").unlink()
    return "atom/all.xml: listed in the manifest and not here"


def _slip_in(edition: Path) -> str:
    (edition / "data" / "more.csv").write_text("x", encoding="utf-8")
    return "data/more.csv: here and not in the manifest"


def _forge_manifest(edition: Path) -> str:
    manifest = edition / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"rows": 1', b'"rows": 2', 1))
    return "no valid signature"


def _drop_signature(edition: Path) -> str:
    shutil.rmtree(edition / "signatures")
    return "no valid signature"


@pytest.mark.parametrize("harm", [_edit, _lose, _slip_in, _forge_manifest, _drop_signature])
def test_each_harm_is_named(edition: Path, tmp_path: Path, harm: Callable[[Path], str]) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(edition, copy)
    words = harm(copy)
    problems = verify_edition(copy, [OLD.public])
    assert len(problems) == 1
    assert words in problems[0]


def test_signing_again_changes_nothing(edition: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in edition.rglob("*")}
    sign_edition(edition, [OLD])
    assert {p: p.stat().st_mtime_ns for p in edition.rglob("*")} == before


@pytest.mark.parametrize("secret", [b"", b"short", b"!" * 44, b"A" * 40])
def test_wrong_secret_is_refused_without_being_quoted(secret: bytes) -> None:
    with pytest.raises(KeyFormatError) as refused:
        signing_key(secret)
    assert not secret or secret.decode() not in str(refused.value)


def test_key_does_not_show_its_secret() -> None:
    secret = new_secret()
    key: SigningKey = signing_key(secret.encode())
    assert secret not in repr(key)
    assert secret not in str(key)
