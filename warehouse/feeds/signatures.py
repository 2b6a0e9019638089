"""Signatures of an edition: ed25519 (RFC 8032) over the bytes of `manifest.json`, one file a key.

<edition>/signatures/<key id>.sig    64 bytes, as `openssl pkeyutl -verify -rawin` takes them
<edition>/signatures/<key id>.pem    the public key, for whoever looks which one it was; trust the one you were given

They stand beside the manifest, not in it: same log, same manifest, whoever signs. While a key is exchanged for
another both sign (更换密钥的过渡期), and a consumer goes on with the key it has.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from schemas.errors import WrongUsageError

FOLDER = "signatures"
SIGNATURE_BYTES = 64
_UNLISTED = {"manifest.json"}
_NAME = re.compile(r"[0-9a-f]{16}")


class KeyFormatError(WrongUsageError, ValueError):
    """What was given is no ed25519 key; the message never quotes it."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs editions (签名密钥)."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> Ed25519PublicKey:
        return self.private.public_key()

    def __repr__(self) -> str:
        return f"SigningKey({key_id(self.public)})"


def new_secret() -> str:
    """A new secret: 32 random bytes in base64."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def signing_key(secret: bytes) -> SigningKey:
    """The key of a secret as `new_secret` gives it. Raises `KeyFormatError`."""
    try:
        return SigningKey(
            Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret.strip(), validate=True))
        )
    except (binascii.Error, ValueError):
        raise KeyFormatError("a signing key is 32 bytes in base64, as `gongkai keys new` prints it") from None


def public_key(text: bytes) -> Ed25519PublicKey:
    """A public key from PEM (RFC 8410). Raises `KeyFormatError`."""
    try:
        key = serialization.load_pem_public_key(text)
    except ValueError:
        raise KeyFormatError("no public key in PEM: -----BEGIN PUBLIC KEY----- …") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFormatError("the public key is not of ed25519")
    return key


def pem(key: Ed25519PublicKey) -> str:
    """A public key as PEM (RFC 8410)."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


def key_id(key: Ed25519PublicKey) -> str:
    """Names a key: the first 16 hexadecimal digits of the sha256 of its 32 bytes."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def sign_edition(edition: Path, keys: Sequence[SigningKey]) -> None:
    """Sign with each key that has not signed yet, or whose signature is broken. Whole files or none."""
    for key in keys:
        name = key_id(key.public)
        if not _signed(edition, (edition / "manifest.json").read_bytes(), key.public):
            (edition / FOLDER).mkdir(exist_ok=True)
            _put(edition / FOLDER / f"{name}.pem", pem(key.public).encode())
            signature = key.private.sign((edition / "manifest.json").read_bytes())
            _put(edition / FOLDER / f"{name}.sig", signature)


def verify_edition(edition: Path, keys: Sequence[Ed25519PublicKey]) -> list[str]:
    """What is wrong with an edition, a line each; none where one of the keys signed all of what lies there."""
    try:
        manifest = (edition / "manifest.json").read_bytes()
        listed = {f["path"]: f for f in json.loads(manifest)["files"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"manifest.json cannot be read: {error}"]
    if not any(_signed(edition, manifest, key) for key in keys):
        names = ", ".join(key_id(key) for key in keys)
        return [f"manifest.json bears no valid signature of {names}: trust nothing in this folder"]
    listed |= _item_files(edition, listed)
    return [*_differing(edition, listed), *_strange(edition, listed)]


def _item_files(edition: Path, listed: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the pages of the manifest list; a page that is not what was signed counts for nothing."""
    files: dict[str, dict[str, Any]] = {}
    for path, entry in listed.items():
        page = edition / path
        if path.startswith("manifest/") and page.is_file():
            content = page.read_bytes()
            if hashlib.sha256(content).hexdigest() == entry["sha256"]:
                files |= {f["path"]: f for f in json.loads(content)["files"]}
    return files


def _signed(edition: Path, manifest: bytes, key: Ed25519PublicKey) -> bool:
    try:
        key.verify((edition / FOLDER / f"{key_id(key)}.sig").read_bytes(), manifest)
    except (OSError, InvalidSignature):
        return False
    return True


def _differing(edition: Path, listed: dict[str, dict[str, Any]]) -> Iterator[str]:
    for path, entry in listed.items():
        try:
            with (edition / path).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            yield f"{path}: listed in the manifest and not here"
            continue
        if digest != entry["sha256"]:
            yield f"{path}: its content is not what was signed"


def _strange(edition: Path, listed: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Whatever lies there and is not listed. A link never is: a web server would follow it out of the folder."""
    for folder, folders, files in os.walk(edition):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for file in sorted(Path(folder, name) for name in (*files, *links)):
            path = file.relative_to(edition).as_posix()
            if file.is_symlink():
                yield f"{path}: a link, and no file"
            elif path not in listed and path not in _UNLISTED and not _is_of_a_signature(edition, file):
                yield f"{path}: here and not in the manifest"


def _is_of_a_signature(edition: Path, file: Path) -> bool:
    """Whether it is what `sign_edition` writes, for whichever key: more than that is nobody's to put there."""
    if file.parent != edition / FOLDER or not file.is_file():
        return False
    content = file.read_bytes()
    if file.suffix == ".sig":
        return len(content) == SIGNATURE_BYTES and _NAME.fullmatch(file.stem) is not None
    try:
        return file.suffix == ".pem" and key_id(public_key(content)) == file.stem
    except KeyFormatError:
        return False


def _put(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
