"""Payees of publicity lists (领款人): what of a name may leave the parser's process, and how the same payee is
known again without keeping who it is.

The default keeps the surname and a mask of fixed length; lists that speak of minors, illness, disability or
social assistance keep no name at all, whatever the policy says.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Literal

from connectors.privacy import mask

Policy = Literal["surname", "full", "none"]

MASK = "**"
"""The same length for every name, so that it tells nothing."""

LONGEST_NAME = 3
"""Characters up to which a name is a person's, even one that ends like an office's (王中心)."""

_WORDS = tomllib.loads(files("connectors").joinpath("payees.toml").read_text(encoding="utf-8"))
_COMPOUND = frozenset(_WORDS["compound_surnames"].split())
_ORGANISATION, _SENSITIVE = (
    re.compile("".join(_WORDS[name].split())) for name in ("organisation", "sensitive")
)
_DETAIL = {kind: re.compile(pattern) for kind, pattern in _WORDS["detail"].items()}
_PERSON = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f·•]{1,20}|[A-Za-z][A-Za-z .'-]{1,40}")
_SEVERAL = re.compile(r"[、,，;；/\s]+")


def is_sensitive(*words: str | None) -> bool:
    """Whether a programme or a title speaks of minors, illness, disability or social assistance, so that a name
    beside it would tell what nobody must learn."""
    return any(word and _SENSITIVE.search(word) for word in words)


def sensitive_column(header: str) -> str | None:
    """What kind of detail a column of a list holds that has no place in a publicity list; None for others."""
    header = "".join(header.split())
    return next((kind for kind, pattern in _DETAIL.items() if pattern.search(header)), None)


def shown_payee(name: str | None, *, policy: Policy = "surname", sensitive: bool = False) -> str | None:
    """A name as it may leave: `王**`, several joined by 、; an organisation as it is; None where nothing may.

    Whatever else the cell holds (numbers, remarks in brackets) is dropped. Masked again, it stays as it is.
    """
    if not name:
        return None
    text = _settled(name)
    if len(text) > LONGEST_NAME and _ORGANISATION.search(text) and not sensitive:
        return mask(text).text
    if policy == "none" or sensitive:
        return None
    people = [(found[0], part) for part in _SEVERAL.split(text) if (found := _PERSON.match(part))]
    shown = [
        person if policy == "full" and "*" not in part else _surname_of(person, part) + MASK
        for person, part in people
    ]
    return "、".join(shown) or None


def _surname_of(person: str, part: str) -> str:
    """Of 欧阳** the two characters that are left are the surname, of 欧阳 they are the name."""
    return person if person in _COMPOUND and part != person else surname(person)


def surname(name: str) -> str:
    """The surname of a Chinese name; the first character of any other."""
    return name[:2] if len(name) > 2 and name[:2] in _COMPOUND else name[:1]


def payee_key(secret: bytes, name: str, *identity: str | None) -> str:
    """HMAC-SHA256, 24 hex digits, of a name with what tells it from another of that name: the identity number
    where the list has one, otherwise the place. Without the secret nobody can try names against it."""
    parts = (_folded(part) for part in (name, *identity) if part)
    return hmac.new(secret, "\n".join(parts).encode(), hashlib.sha256).hexdigest()[:24]


def _settled(name: str) -> str:
    """Width folded, without the gaps that stretch 王　强, without what stands in brackets."""
    text = re.sub(r"[(（\[【].*?(?:[)）\]】]|$)", "", unicodedata.normalize("NFKC", name)).strip()
    if re.fullmatch(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,3}", text):
        return "".join(text.split())
    return text


def _folded(part: str) -> str:
    return "".join(unicodedata.normalize("NFKC", part).upper().split())
