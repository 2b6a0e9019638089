"""A disclosure column that takes our batches: where it is, what it takes, and under which names (报送对象)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from schemas.base import Model
from schemas.forms import Level, Slug, http_address, known_category


class Target(Model):
    """A disclosure column (政府信息公开专栏) that takes our batches."""

    id: Slug
    level: Level
    name: str
    transport: Literal["http", "directory"]
    """`sftp` follows; see docs/decisions.md."""
    url: str
    """Address to POST to; for `directory` the path of the folder."""
    key_id: str = Field(default="", validate_default=True)
    """Names the key to the receiver; needed for `http`, as `secret` is."""
    secret: str = Field(default="", validate_default=True)
    """The NAME of an environment variable or Prefect Secret block; its UTF-8 bytes are the key."""
    categories: tuple[str, ...] = ()
    units: tuple[Slug, ...] = ()
    batch_size: int = Field(default=200, ge=1, le=5000)
    timeout_seconds: float = Field(default=60, gt=0)
    verify_tls: bool = True
    listing: str = ""
    """Where the column shows what it holds, for `reconcile`: a listing or an Atom feed. Default: `items` beside
    an http target's `url`, `shown.json` in a directory's folder."""
    fields: dict[str, str] = Field(default_factory=dict)
    """Their name = ours; where given, fields not named are not sent."""

    @field_validator("categories")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_category(code) for code in value)

    @field_validator("url")
    @classmethod
    def _address(cls, value: str, info: ValidationInfo) -> str:
        return http_address(value) if info.data.get("transport") == "http" else value

    @field_validator("key_id", "secret")
    @classmethod
    def _signed(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("transport") == "http":
            raise ValueError("an http target needs key_id and secret")
        return value

    def takes(self, category: str, unit_id: str) -> bool:
        """Whether an item of this category and unit passes the filters."""
        return (not self.categories or category in self.categories) and (
            not self.units or unit_id in self.units
        )
