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


def _link_a_folder(edition: Path) -> str:
    (edition / "more").symlink_to("/etc")
    return "more: a link"


def _move_outside(edition: Path) -> str:
    file, outside = edition / "atom" / "all.xml", edition.with_name("outside.xml")
    file.rename(outside)
    file.symlink_to(outside)
    return "atom/all.xml: a link"


def _hide_behind_signatures(edition: Path) -> str:
    (edition / "signatures" / "more.html").write_text("x", encoding="utf-8")
    return "signatures/more.html: here and not"


def _exchange_the_key(edition: Path) -> str:
    (key,) = edition.glob("signatures/*.pem")
    key.write_text(pem(NEW.public), encoding="ascii")
    return f"signatures/{key.name}: here and not"


HARMS = (_edit, _lose, _slip_in, _forge_manifest, _drop_signature, _link_a_folder, _move_outside)


@pytest.mark.parametrize("harm", [*HARMS, _hide_behind_signatures, _exchange_the_key])
def test_each_harm_is_named(edition: Path, tmp_path: Path, harm: Callable[[Path], str]) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(edition, copy)
    words = harm(copy)
    problems = verify_edition(copy, [OLD.public])
    assert len(problems) == 1
    assert words in problems[0]


FORGED = ("atom/all.xml", "atom/plan.xml", "jsonfeed/all.json", "data/items.csv", "manifest/items.json")


@pytest.mark.parametrize("path", FORGED)
def test_what_somebody_altered_is_not_taken_over_and_signed(book: LogBook, tmp_path: Path, path: str) -> None:
    home = tmp_path / "home"
    for n in range(5):
        book.upsert(f"i{n}", title=f"关于第{n}号的公告", category="plan")
    edition = publish_feeds(book.warehouse, home, COUNTY, [OLD]).path
    file = edition / path
    forged = file.read_bytes().replace(b"i3", b"iX").replace("第3号".encode(), "第X号".encode())
    assert forged != file.read_bytes()
    file.unlink()
    file.write_bytes(forged)
    book.upsert("i3" if path == "manifest/items.json" else "new", category="plan")
    result = publish_feeds(book.warehouse, home, COUNTY, [OLD])
    assert result.lost == f"5/{path}"
    assert verify_edition(result.path, [OLD.public]) == []
    assert b"iX" not in (result.path / path).read_bytes()


@pytest.mark.parametrize("later", [True, False])
def test_a_forged_manifest_is_not_signed(book: LogBook, edition: Path, later: bool) -> None:
    home = edition.parent.parent
    _forge_manifest(edition)
    if later:
        book.upsert("c")
    result = publish_feeds(book.warehouse, home, COUNTY, [OLD, NEW])
    assert result.changed
    assert result.lost == "2/manifest.json"
    assert verify_edition(home / "feeds" / "current", [NEW.public]) == []


def test_a_broken_signature_is_made_again(book: LogBook, edition: Path) -> None:
    (signature,) = edition.glob("signatures/*.sig")
    signature.write_bytes(b"x" * 64)
    publish_feeds(book.warehouse, edition.parent.parent, COUNTY, [OLD])
    assert verify_edition(edition, [OLD.public]) == []


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
