"""What a harvest hands over: sightings, items, rejects, findings, and a report that adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.codes import Mark
from schemas.item import Evidence, Item

Completeness = Literal["proven", "unproven", "broken", "skipped"]
"""Whether a source run saw everything the source lists (完整性). Only `proven` may mark an item missing."""

Outcome = Literal["accepted", "unchanged", "rejected", "skipped"]
Cause = Literal[
    "unreachable",
    "blocked",
    "disallowed",
    "gone",
    "unusable",
    "layout",
    "too_few",
    "rejects",
    "drop",
    "fault",
]
"""What kind of thing made a source red (失败原因): nothing answers; a challenge or login page; robots.txt or a
redirect; 404; not a page; the layout is another one; fewer items than there should be; too many rejects;
what was handed in cannot be read; a fault of ours."""
Severity = Literal["info", "warning", "error", "fatal"]
RunKind = Literal["run", "replay"]


class Run(Model):
    """One run of the main job (运行批次)."""

    run_id: str
    """`20211123T093000-ab12`: start in +08:00 and four random characters; sorts by time."""
    started_at: AwareDatetime
    full: bool = False
    kind: RunKind = "run"


class ListRow(Model):
    """One row of a list page: an address, and what the list says of it."""

    url: str
    title: str | None = None
    date_text: str | None = None
    native_id: str | None = None
    """The CMS's own id of the posting, where the family can tell; without site or column."""
    payload: dict[str, str] = Field(default_factory=dict)
    """Fields of `Item` that the list itself gives (gkmlpt JSON, feeds, drop rows)."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What the warehouse remembers of a page of a source. Held by the hundred thousand: no model, but slots."""

    page_key: str
    address: str | None
    """The address to fetch; None where it carried personal data and was not kept."""
    item_id: str
    columns: tuple[str, ...]
    row_hash: str
    """Of the list row at the last sighting: another one means: fetch the page again."""
    content_hash: str
    fetched_at: datetime
    missing_runs: int = 0
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link or file of a page whose turn it is to be asked for."""

    page_key: str
    address: str
    kind: Literal["page", "attachment"]


class Sighting(Model):
    """One address that a source lists in this run, counted once however many columns list it."""

    page_key: str
    address: str | None
    """None where it carries personal data."""
    native_id: str | None
    columns: tuple[str, ...]
    """Paths of the columns that list it, in the order of the registry; the first gives the category."""
    row_hash: str
    outcome: Outcome
    reason: str | None = None
    """Why it was rejected or skipped."""


class Harvested(Model):
    """A fetched and validated item, ready for the merge."""

    page_key: str
    item: Item
    evidence: tuple[Evidence, ...]
    document_id: str
    content_hash: str
    index_is_valid: bool
    """Whether the 索引号 passes its check digit, so that it may serve as an alias."""
    fetched_at: AwareDatetime


class Probe(Model):
    """The own address of a known page that a proven list no longer shows, asked directly."""

    page_key: str
    state: Literal["gone", "present", "unknown"]
    """`gone`: 404 or 410."""
    detail: str


class Reject(Model):
    """A row or page that did not become an item (不合格数据); replayable from the archive after a fix."""

    page_key: str
    address: str | None
    field: str
    value: str | None
    """Masked, at most 200 characters."""
    rule: str
    message: str


class Finding(Model):
    """Something that needs a hand (问题). Text is plain and masked: what, where, what to change.

    One fault, one finding: its id is that of check, source, place (page, else item, else unit) and subject.
    See docs/findings.md.
    """

    check_id: str
    severity: Severity
    message: str
    source_id: str | None = None
    unit_id: str | None = None
    item_id: str | None = None
    page_key: str | None = None
    """The page it speaks of, until the merge knows the item."""
    subject: str | None = None
    """What of that place, where one check may find several faults there: a duty, a cell, the address of a link."""
    evidence: str | None = None
    clause: str | None = None
    """The clause it stands on; where absent, that of the rule in `schemas.rules`, as mark and remedy are."""
    mark: Mark | None = None
    """How well that clause is known."""
    remedy: str | None = None
    """What to change, and where (整改建议)."""


class SourceReport(Model):
    """How one source fared: listed = accepted + unchanged + rejected + skipped, always."""

    source_id: str
    completeness: Completeness
    listed: int = 0
    fetched: int = 0
    """Detail pages read from the site."""
    requests: int = 0
    unchanged: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    declared_total: int | None = None
    started_at: AwareDatetime
    ended_at: AwareDatetime
    error: str | None = None
    """Why it is red, in words an operator can act on."""
    cause: Cause | None = None
    """The kind of the first of these errors; None where it is not red."""
    transient: bool = False
    """Nothing answered at all: waiting may help."""

    @property
    def adds_up(self) -> bool:
        return self.listed == self.accepted + self.unchanged + self.rejected + self.skipped
