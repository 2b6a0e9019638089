"""The key under which payees are hashed (领款人摘要密钥): made once, kept in the home, in nothing that leaves it."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

NAME = "payee.key"


def payee_key(home: Path) -> bytes:
    """The home's key, 32 bytes; drawn and kept, readable by the owner alone, where there is none.

    Another key only makes older hashes incomparable with newer ones: nothing else depends on it.
    """
    path = home / NAME
    try:
        return path.read_bytes()
    except FileNotFoundError:
        part = path.with_name(f".{NAME}-{os.getpid()}")
        part.touch(mode=0o600)
        part.write_bytes(secrets.token_bytes(32))
        with suppress(FileExistsError):  # whoever came at the same time has drawn it
            os.link(part, path)
        part.unlink()
        return path.read_bytes()
