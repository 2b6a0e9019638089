"""The registry of a county: its units, the sources they publish on, the targets that take our feeds.

The file is TOML; see docs/registry.md. Unknown keys are an error.
"""

from __future__ import annotations

from datetime import date
from ipaddress import IPv6Address
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from schemas.base import Model
from schemas.column import Column as Column
from schemas.column import Expect as Expect
from schemas.column import Selectors as Selectors
from schemas.forms import Level as Level
from schemas.forms import Slug, http_address
from schemas.forms import known_category as known_category
from schemas.references import broken_references
from schemas.target import Target as Target

Family = Literal[
    "trs", "hanweb", "jpaas", "ucap", "vsb", "gkmlpt", "govcn", "selectors", "feed", "sitemap", "drop"
]
UnitKind = Literal["government", "department", "township", "village", "institution"]


class County(Model):
    name: str
    division: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    """GB/T 2260 division code (行政区划代码)."""
    site_codes: tuple[Annotated[str, StringConstraints(pattern=r"^(?:\d{10}|bm\d{8})$")], ...] = ()
    """网站标识码, where known."""
    plans: tuple[str, ...] = ()
    """Files of the disclosure plans (政务公开工作要点), relative to the folder of this file."""
    powers: tuple[str, ...] = ()
    """Files of lists of powers and duties (权责清单), likewise."""
    contact: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    """Mail address of whoever answers for the feeds; `gongkai serve` tells it to harvesters."""
    feeds_url: Annotated[str, StringConstraints(pattern=r"^https?://.+/$")] | None = None
    """Where `feeds/current/` is served, with its last slash: addresses in feeds are then absolute."""
    signing_keys: tuple[str, ...] = ()
    """NAMES of environment variables or Prefect Secret blocks whose ed25519 keys sign the feeds; two while
    one is exchanged for the other."""


class FormerName(Model):
    """A name that an organ bore for a time, or that of an organ it took over (曾用名)."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    """The days from and to which it meant this unit."""


class Unit(Model):
    """An organ or institution that owes disclosure (公开主体)."""

    id: Slug
    name: str
    """Full official name."""
    kind: UnitKind
    division: Annotated[str, StringConstraints(pattern=r"^\d{6}(\d{3}){0,2}$")] | None = None
    """GB/T 2260 + GB/T 10114, 6, 9 or 12 digits; tells homonymous townships apart."""
    aliases: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    """Names with days of their own; a page of another day means another unit by them, or none."""
    credit_code: str | None = None
    """统一社会信用代码 (GB 32100), where known."""
    parent: Slug | None = None
    """The department a subordinate unit (所属单位) belongs to."""
    valid_from: date | None = None
    valid_to: date | None = None
    """The unit bears these names from and to these days (reorganised units)."""


class SourceSettings(Model):
    """How politely and how far a source is read: the keys that `[defaults]` sets most often."""

    requests_per_second: float = Field(default=4, gt=0, le=1000)
    """Per host and port, kept across all sources on it; the smallest wins."""
    robots: bool = True
    verify_tls: bool = True
    verify_tls_reason: str | None = Field(default=None, validate_default=True)
    """Why `verify_tls` is false; asked for only then."""
    timeout_seconds: float = Field(default=30, gt=0, le=300)
    max_page_bytes: int = Field(default=10_000_000, ge=1000)
    max_attachment_bytes: int = Field(default=50_000_000, ge=1000)
    max_list_pages: int = Field(default=2000, ge=1)
    recheck_days: float = Field(default=14, gt=0)
    """Every known page is read again within so many days, so that a silent edit is found."""
    links_per_day: int = Field(default=20, ge=0, le=10_000)
    """So many links and files of its pages are asked for a day, whether they still answer."""
    expect: Expect = Expect()
    """Of the source as a whole."""
    first_page_index: Literal[0, 1] | None = None
    """As in `[[source.column]]`, for all its columns."""

    @field_validator("verify_tls_reason")
    @classmethod
    def _reasoned(cls, value: str | None, info: ValidationInfo) -> str | None:
        if not value and info.data.get("verify_tls") is False:
            raise ValueError("verify_tls = false needs a reason")
        return value


class Source(SourceSettings):
    """A site or a channel of a site that one unit publishes on (信息源)."""

    id: Slug
    """Stable for ever."""
    unit: Slug
    family: Family
    base_url: str = Field(default="", validate_default=True)
    """http or https; empty for `drop`."""
    hosts: tuple[str, ...] = ()
    """Further hosts (with port) the source's pages and files may lie on."""
    column: tuple[Column, ...] = Field(min_length=1)
    selectors: Selectors = Selectors()
    active: bool = True

    @property
    def host(self) -> str:
        """Host and port of `base_url`, as in `hosts`."""
        return urlsplit(self.base_url).netloc.lower()

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("family", "drop") != "drop":
            return http_address(value)
        return value

    @field_validator("column")
    @classmethod
    def _distinct(cls, value: tuple[Column, ...]) -> tuple[Column, ...]:
        paths = [c.path for c in value]
        for path in paths:
            if paths.count(path) > 1:
                raise ValueError(f"two columns have the path {path!r}")
        return value


class Site(Model):
    """What cannot be seen of a site from this machine (网站)."""

    host: Annotated[str, StringConstraints(pattern=r"^[^/\s]+$", to_lower=True)]
    """As in its addresses, with its port where it has one."""
    ipv6: tuple[str, ...] = ()
    """The AAAA records that the public sees, where the DNS of this machine does not give them; empty: none."""

    @field_validator("ipv6")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(IPv6Address(address)) for address in value)


class Gate(Model):
    """When a run may be published at all (发布关口)."""

    max_shrink: float = Field(default=0.1, ge=0, le=1)
    """The greatest share of its items that the county may lose between two editions."""


class Publicity(Model):
    """How publicity lists (公示名单) are kept: what of a payee leaves the parser, how long a list stands."""

    payee: Literal["surname", "full", "none"] = "surname"
    """王**, the whole name, or nothing. Minors, illness, disability and social assistance: always nothing."""
    min_days: int = Field(default=7, ge=0)
    """A publicity period (公示期) of fewer days is a finding."""
    days: Literal["calendar", "working"] = "calendar"
    """Whether the rule of the county counts 日 or 工作日."""


class Statutes(Model):
    """Where the official texts of statutes (法规规章) come from, that the county's pages are held against."""

    folder: str | None = None
    """Folder of files, relative to the folder of the registry."""
    feeds: tuple[Annotated[str, AfterValidator(http_address)], ...] = ()
    """Addresses of Atom feeds of official texts."""


class Registry(Model):
    """One county's registry; ids are unique and every reference resolves."""

    county: County
    defaults: dict[str, object] = Field(default_factory=dict)
    """Any key of `[[source]]` but `id`; already applied to `source`, whole key by whole key."""
    publicity: Publicity = Publicity()
    unit: tuple[Unit, ...] = ()
    source: tuple[Source, ...] = ()
    target: tuple[Target, ...] = ()
    site: tuple[Site, ...] = ()
    gate: Gate = Gate()
    statutes: Statutes = Statutes()

    def unit_named(self, unit_id: str) -> Unit:
        """Raises `KeyError` for an id that is not in the registry."""
        return {u.id: u for u in self.unit}[unit_id]

    @model_validator(mode="after")
    def _references(self) -> Registry:
        for loc, message in broken_references(self.model_dump(include={"unit", "source", "target"})):
            raise ValueError(f"{loc[0]} {loc[1]}: {message}")
        return self
