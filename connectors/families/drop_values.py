"""Cells of a spreadsheet that a unit hands in, as values of an item."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from connectors.documents.sheets import Cell, shown
from connectors.fields.dates import whole_date
from connectors.fields.document_number import normalise
from connectors.fields.index_number import read_index_number
from schemas.base import SHANGHAI
from schemas.codes import CATEGORIES
from schemas.references import nearest

_DATA = tomllib.loads(files("connectors.families").joinpath("drop_headers.toml").read_text(encoding="utf-8"))
HEADINGS: dict[str, str] = {h: field for field, known in _DATA["heading"].items() for h in known}
"""Field of the item by heading."""
FIRST_HEADINGS: dict[str, str] = {field: known[0] for field, known in _DATA["heading"].items()}
"""Heading of the template by field."""
VALIDITIES: tuple[str, ...] = tuple(_DATA["validity"])
SKIP_SHEETS = frozenset(_DATA["skip_sheets"])
IGNORED = frozenset(_DATA["ignored"])
"""Headings that are known and mean nothing to us."""
IDENTITY = frozenset(("native_id", "title", "index_number", "url"))
"""Fields that make a row an item of its own."""

_BLANK = frozenset(_DATA["blank"])
_VALIDITY: dict[str, str] = {word: value for value, words in _DATA["validity"].items() for word in words}
_DECORATION = re.compile(r"[\s*＊:：]|[(（\[【].*?[)）\]】]")


def heading(cell: Cell) -> str | None:
    """The field that a heading names, notes in brackets and marks aside; None for one that is not known."""
    return HEADINGS.get(_DECORATION.sub("", shown(cell)))


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, or one of the words for nothing (无)."""
    return shown(cell).strip() in _BLANK


def value_of(field: str, cell: Cell) -> Any:
    """The value of a field, None where the cell is blank. Raises `ValueError` that says what was expected."""
    if is_blank(cell):
        return None
    return _READERS.get(field, shown)(cell)


def _long_text(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else shown(cell)
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("_x000D_", "").split("\n"))
    return "\n".join(lines).strip()


def _moment(cell: Cell) -> datetime:
    """A date or a date with time, +08:00; midnight where only the day is given."""
    match cell:
        case datetime():
            return cell.replace(tzinfo=SHANGHAI)
        case date():
            return datetime.combine(cell, time(), SHANGHAI)
    moment = whole_date(shown(cell))
    if moment is None:
        raise ValueError("is no possible date; write 2021-07-13, 2021年7月13日 or 20210713")
    return moment.at()


def _day(cell: Cell) -> date:
    return _moment(cell).date()


def _index_number(cell: Cell) -> str | None:
    read = read_index_number(shown(cell))
    return read.text if read else None


def _document_number(cell: Cell) -> str | None:
    return normalise(shown(cell))


def _category(cell: Cell) -> str:
    """A category by code or by Chinese name; the template writes `code name`, which is taken too."""
    text = unicodedata.normalize("NFKC", shown(cell))
    names = {unicodedata.normalize("NFKC", category.name): code for code, category in CATEGORIES.items()}
    for word in (text, *text.split()):
        if word in CATEGORIES:
            return word
        if word in names:
            return names[word]
    raise ValueError(f"is no category{nearest(text, [*CATEGORIES, *names])}")


def _validity(cell: Cell) -> str:
    if (word := shown(cell)) in _VALIDITY:
        return _VALIDITY[word]
    raise ValueError(f"is none of {'、'.join(VALIDITIES)}")


def _url(cell: Cell) -> str:
    text = shown(cell)
    if urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).netloc:
        raise ValueError("is no address; it starts with http:// or https://")
    return text


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    "category": _category,
    "index_number": _index_number,
    "document_number": _document_number,
    "written_on": _day,
    "published_at": _moment,
    "validity": _validity,
    "summary": _long_text,
    "body_text": _long_text,
    "attachments": _long_text,
    "url": _url,
}
