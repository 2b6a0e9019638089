"""What is read from a detail page: values, where each stood, and what disagreed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from schemas.harvest import Finding
from schemas.item import Evidence


@dataclass(frozen=True, slots=True)
class FileLink:
    """An attachment as linked on the page, not yet loaded."""

    url: str
    file_name: str


@dataclass(slots=True)
class PageReading:
    """One page as read, masked. `values` has the field names of `schemas.item.Item`, without url, category,
    publisher_unit_id and attachments; absent or None where the page has no such value."""

    values: dict[str, Any]
    evidence: list[Evidence] = field(default_factory=list)
    files: list[FileLink] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    """Addresses of the further pages of an article that is shown in parts."""
    findings: list[Finding] = field(default_factory=list)
    index_is_valid: bool = False
    """The 索引号 has a known form and passes its check digit."""
