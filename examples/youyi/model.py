"""The true county: what each site really publishes, before any template dresses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from examples.youyi.forms.model import Form

Day = Literal["monday", "tuesday"]
FileKind = Literal["xlsx", "xls", "pdf", "docx", "doc"]
Fault = Literal["login", "truncated", "undated"]
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TrueFile:
    """An attachment: its shown name, its address and what it holds."""

    name: str
    url: str
    kind: FileKind
    title: str
    lines: tuple[str, ...]
    table: Rows
    forms: tuple[Form, ...] = ()
    """Printed forms in place of title, lines and table."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader sees below the title: paragraphs, at most one table, the signature, files."""

    paragraphs: tuple[str, ...]
    table: Rows
    signature: tuple[str, ...]
    """Organ and date, or empty."""
    files: tuple[TrueFile, ...]
    secrets: tuple[str, ...] = ()
    """Personal data as served: must be masked before anything leaves the parser."""
    readable: tuple[str, ...] = ()
    """What looks like personal data and is none: must stay as it is."""
    sheets: tuple[str, ...] = ()
    """Tables of an official form, as HTML: they follow the second paragraph and those after it."""
    forms: tuple[Form, ...] = ()
    """Printed forms in the page itself, before the last paragraph."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What the words of a posting say of another document."""

    kind: str
    """As `catalogue.link.kind`."""
    says: str
    """Words that its evidence holds."""
    to: str = ""
    """Number, or 《title》, of the county's posting that it leads to."""
    quoted: str = ""
    """What it leads to where the catalogue does not hold it, as quoted."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting of a site, with everything that its page could show."""

    source_id: str
    serial: int
    """Within the source; higher is newer. The CMS's native id is formed from it."""
    columns: tuple[int, ...]
    """Positions of the columns that list it, in the order of the registry."""
    category: str
    """Decides what the text is like; the category of the item is that of the first column."""
    title: str
    published: datetime
    written: date
    style: str
    index_number: str | None = None
    document_number: str | None = None
    publisher: str = ""
    """As printed in the box."""
    content_source: str = ""
    theme: str = ""
    validity: str = "有效"
    about: str = ""
    """For an interpretation: the title of the document it speaks of."""
    about_number: str = ""
    """And its number, which is not the interpretation's own."""
    list_title: str | None = None
    """What the list shows; None: the title."""
    text_of: tuple[str, int] | None = None
    """For a posting of another source's document: that source and serial."""
    folder: str = ""
    """Another folder in the address; set when an item has moved."""
    revision: int = 0
    fault: Fault | None = None
    personal: bool = False
    money: str = ""
    """Key of a posting of `money.py`: its text and files are those."""
    catalogue: int | None = None
    """For a township's standard catalogue (`catalogues.py`): its number in the column, 0 the newest."""
    offsite: str = ""
    """Path on the farm's host: a row to skip."""
    said: tuple[str, ...] = ()
    """Words of its own, after the opening; see `faults`."""
    said_alone: bool = False
    """They are all it says."""
    links: tuple[str, ...] = ()
    """Paths on its own host that its text links."""
    lost: bool = False
    """Its files are linked, and gone."""
    planted: str = ""
    """The rule that must find it."""
    genre: str = ""
    """体裁 as its box prints it."""
    signed: date | None = None
    """The day below the text, where that is another than the day it was made."""
    declared: str = ""
    """The charset that its page names; empty: the one it is in."""
    damaged: bool = False
    """Its page has a byte that is no character."""
    part_lost: bool = False
    """Its page says that its text goes on, on a page that is not there."""
    filed_under: str = ""
    """First folder of the addresses of its files."""
    refers: tuple[Reference, ...] = ()
    """The links that its words make."""
    by_page: bool = False
    """An interpretation that names its document by a link to its page alone."""


@dataclass(frozen=True, slots=True)
class TrueItem:
    """What a correct harvest holds of one posting: a value only where its page shows one."""

    source_id: str
    unit_id: str
    columns: tuple[str, ...]
    """Paths of the columns that list it."""
    category: str
    title: str
    url: str
    native_id: str
    index_number: str | None
    index_is_valid: bool | None
    """Whether the check digit holds; None without index number, or for a form that has no check digit."""
    document_number: str | None
    publisher: str | None
    content_source: str | None
    written_on: date | None
    published_at: datetime | None
    """+08:00; midnight where the page gives only the day."""
    theme: str | None
    validity: str | None
    attachments: tuple[TrueFile, ...]
    first_sentence: str
    last_sentence: str
    must_be_masked: tuple[str, ...]
    must_stay_readable: tuple[str, ...]
