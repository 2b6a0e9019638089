"""A disclosure column that takes our batches: where it is, what it takes, when, and in which words (报送对象)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from cronsim import CronSim, CronSimError
from pydantic import Field, ValidationInfo, field_validator

from schemas.base import SHANGHAI, Model
from schemas.exchange import SENDABLE
from schemas.forms import Level, Slug, http_address, known_category
from schemas.references import nearest

Transport = Literal["http", "sftp", "directory", "postgresql"]
BatchFormat = Literal["json", "xml"]
SignatureScheme = Literal["hmac-sha256", "hmac-sm3", "ed25519"]
"""Algorithms of RFC 9421, and hmac-sm3 (GB/T 32905) under the same rules."""

_NO_SM2 = "no well-kept library signs with SM2 (GB/T 32918) today; agree on 'hmac-sm3' (SM3) or 'ed25519'"


class Target(Model):
    """A disclosure column (政府信息公开专栏) that takes our batches."""

    id: Slug
    level: Level
    name: str
    transport: Transport
    format: BatchFormat = "json"
    """Of the batch: JSON, or XML with the same content; `postgresql` knows rows only."""
    url: str
    """Address to POST to; `sftp://user@host[:port]/folder`; `postgresql://user@host[:port]/database`; the path of a
    folder."""
    key_id: str = Field(default="", validate_default=True)
    """Names the key to the receiver; needed for `http`, as `secret` is."""
    secret: str = Field(default="", validate_default=True)
    """The NAME of an environment variable or Prefect Secret block. For `http` the shared key (its UTF-8 bytes) or the
    private key (PEM); for `sftp` the private key (OpenSSH or PEM) or the password; for `postgresql` the password."""
    signature: SignatureScheme = "hmac-sha256"
    """How `http` requests are signed."""
    host_key: str = Field(default="", validate_default=True)
    """`sftp`: the server's public key, as in known_hosts without the name: `ssh-ed25519 AAAA…`."""
    categories: tuple[str, ...] = ()
    units: tuple[Slug, ...] = ()
    batch_size: int = Field(default=200, ge=1, le=5000)
    schedule: str = ""
    """When batches may leave: a cron line in Asia/Shanghai, `*/30 8-18 * * 1-5`; empty: at every push."""
    timeout_seconds: float = Field(default=60, gt=0)
    verify_tls: bool = True
    listing: str = ""
    """Where the column shows what it holds, for `reconcile`: a listing or an Atom feed. Default: `items` beside
    an http target's `url`, `shown.json` in a directory's folder."""
    fields: dict[str, str] = Field(default_factory=dict)
    """Their name = ours; where given, fields not named are not sent."""
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    """By our field name: our value = theirs; a value not named is sent as it is."""

    @field_validator("categories")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_category(code) for code in value)

    @field_validator("format")
    @classmethod
    def _takes_bytes(cls, value: str, info: ValidationInfo) -> str:
        if value == "xml" and info.data.get("transport") == "postgresql":
            raise ValueError("a postgresql target takes rows, not XML")
        return value

    @field_validator("url")
    @classmethod
    def _address(cls, value: str, info: ValidationInfo) -> str:
        transport = info.data.get("transport")
        if transport == "directory":
            return value
        parts = urlsplit(value)
        if parts.password or (transport == "http" and parts.username):
            raise ValueError("a password does not belong in the registry; name its variable in `secret`")
        if transport == "http":
            return http_address(value)
        if parts.scheme != transport or not parts.hostname or not parts.username:
            raise ValueError(f"{value!r} must have the form {transport}://user@host/…")
        return value

    @field_validator("listing")
    @classmethod
    def _no_secret(cls, value: str) -> str:
        if urlsplit(value).username:
            raise ValueError("a name or password does not belong in the address of a listing")
        return value

    @field_validator("key_id", "secret", "host_key")
    @classmethod
    def _needed(cls, value: str, info: ValidationInfo) -> str:
        needed = {"http": ("key_id", "secret"), "sftp": ("secret", "host_key")}
        transport = str(info.data.get("transport"))
        if not value and info.field_name in needed.get(transport, ()):
            article = "an" if transport == "http" else "a"
            raise ValueError(f"{article} {transport} target needs {' and '.join(needed[transport])}")
        return value

    @field_validator("signature", mode="before")
    @classmethod
    def _available(cls, value: object) -> object:
        if isinstance(value, str) and value.lower().startswith("sm2"):
            raise ValueError(_NO_SM2)
        return value

    @field_validator("schedule")
    @classmethod
    def _cron(cls, value: str) -> str:
        try:
            if value:
                CronSim(value, datetime(2026, 1, 1, tzinfo=SHANGHAI))
        except CronSimError as error:
            raise ValueError(f"{value!r} is no cron line of five fields: {error}") from error
        return value

    @field_validator("fields")
    @classmethod
    def _ours(cls, value: dict[str, str]) -> dict[str, str]:
        for theirs, ours in value.items():
            if ours not in SENDABLE:
                raise ValueError(f"{theirs} = {ours!r}: an item has no such field{nearest(ours, SENDABLE)}")
        return value

    @field_validator("values")
    @classmethod
    def _translated(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for ours in value:
            if ours not in SENDABLE or ours == "attachments":
                raise ValueError(f"{ours!r}: an item has no such value{nearest(ours, SENDABLE)}")
        for code in value.get("category", ()):
            known_category(code)
        return value

    def takes(self, category: str, unit_id: str) -> bool:
        """Whether an item of this category and unit passes the filters."""
        return (not self.categories or category in self.categories) and (
            not self.units or unit_id in self.units
        )

    def is_due(self, last: datetime | None, at: datetime) -> bool:
        """Whether its schedule has a time after `last` (aware; None: never sent to) and not after `at`."""
        if not self.schedule or last is None:
            return True
        return next(CronSim(self.schedule, last.astimezone(SHANGHAI))) <= at
