"""A disclosed item (公开信息) with its attachments, and the evidence of where each field was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from schemas.base import Model
from schemas.codes import CATEGORIES

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Origin = Literal[
    "box", "visible", "meta", "url", "signature", "body", "list", "json", "selector", "registry", "rules"
]
"""Where a value was read: labelled box, visible line, <meta>, address, signature, body text, list row,
the site's JSON, an XPath of the registry, the registry itself, rules over other fields."""

Validity = Literal["有效", "失效", "废止", "部分失效", "已修改"]


class Evidence(Model):
    """Why a field has its value: where it was read, by which rule, and the words that stood there."""

    field: str
    origin: Origin
    rule: str
    """Name of the meta, label, XPath or rule."""
    text: str
    """The words as found, masked, at most 200 characters."""
    disagreed: tuple[str, ...] = ()
    """Other values found for the same field, as `origin:rule=value`."""


class Attachment(Model):
    """A file that belongs to an item (附件), read and masked; `sha256` is of the bytes as served."""

    url: Text
    file_name: Text
    media_type: str | None = None
    """By content, never by name."""
    byte_size: int | None = Field(default=None, ge=0)
    sha256: str | None = None
    """None where the file could not be loaded; then `note` says why."""
    text: str | None = None
    note: str | None = None
    """`scan` for a file without a text layer, otherwise why there is no text."""


class Item(Model):
    """One posting (信息), as a reader of the page sees it. Every field that the page lacks is None.

    Times carry +08:00. Raises `pydantic.ValidationError` where a value is impossible; the harvest turns
    that into a `Reject`.
    """

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]
    url: Text
    category: Text
    index_number: str | None = None
    """索引号 as printed, width folded."""
    document_number: str | None = None
    """发文字号 as `代字〔year〕n号`, or the 令/公告 form."""
    publisher: str | None = None
    """发布机构 as shown; None where the page names none."""
    publisher_unit_id: str | None = None
    content_source: str | None = None
    """来源, as shown."""
    written_on: date | None = None
    """成文日期."""
    published_at: AwareDatetime | None = None
    """发布日期; midnight where the page gives only the day."""
    theme: str | None = None
    genre: str | None = None
    validity: Validity | None = None
    keywords: str | None = None
    summary: str | None = None
    body_text: str | None = None
    body_html: str | None = None
    attachments: tuple[Attachment, ...] = ()

    @field_validator("category")
    @classmethod
    def _known_category(cls, value: str) -> str:
        if value not in CATEGORIES:
            raise ValueError(f"unknown category {value!r}")
        return value

    @field_validator("written_on", "published_at")
    @classmethod
    def _plausible(cls, value: date | datetime | None) -> date | datetime | None:
        if value is not None and not 1949 <= value.year <= 2100:
            raise ValueError(f"year {value.year} is not a year of this republic's documents")
        return value
