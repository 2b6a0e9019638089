"""drop: a unit without a site puts spreadsheets into a folder, one row an item, attachments beside them.

`template` writes the spreadsheet that a unit fills in; `read_folder` reads what lies in the folder, in the
form of the template or with other headings that `drop_headers.toml` knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from connectors.documents.model import Limits, UnreadableError
from connectors.documents.sheets import Cell
from connectors.families.drop_attachments import attached, names_in
from connectors.families.drop_files import candidates, left_over, read_tables
from connectors.families.drop_sheets import DropNote, Table
from connectors.families.drop_template import template
from connectors.families.drop_values import FIRST_HEADINGS, value_of
from schemas.identity import folded, page_key
from schemas.registry import Column, Source

__all__ = ["DropNote", "DropReading", "DropReject", "DropRow", "read_folder", "template"]


@dataclass(frozen=True, slots=True)
class DropRow:
    """One row that is an item. Nothing in it is masked."""

    file: str
    sheet: str
    row: int
    """As the spreadsheet numbers it, from 1."""
    column: str
    """Path of the registry's column that takes the file."""
    category: str
    """From 信息类别, else the column's."""
    native_id: str
    """From 编号, else a hash of 索引号, else of title and date."""
    url: str
    """From 网址, else `drop://<source id>/<native id>`."""
    values: dict[str, Any]
    """By field name of `Item`, without category, url and attachments; None where the cell is blank."""
    attachments: tuple[Path, ...] = ()
    """Files inside the folder."""


@dataclass(frozen=True, slots=True)
class DropReject:
    """One row that did not become an item. `value` is not masked; `message` holds no value of a cell."""

    file: str
    sheet: str
    row: int
    url: str
    """As of a `DropRow` where it could be told, else `drop://<source id>/<file>/<sheet>/<row>`."""
    column: str
    field: str
    value: str | None
    rule: str
    """`required`, `value`, `attachment` or `duplicate`."""
    message: str


@dataclass(frozen=True, slots=True)
class DropReading:
    """What lies in the folder."""

    rows: list[DropRow]
    rejects: list[DropReject]
    errors: list[str]
    """Files and sheets that could not be read: with one of them the reading proves nothing about what is missing."""
    notes: list[DropNote] = field(default_factory=list)
    """What was left unread on purpose."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    field: str
    value: Cell | None
    rule: str
    message: str


def read_folder(folder: Path, source: Source, *, limits: Limits | None = None) -> DropReading:
    """Reads all spreadsheets of a source's folder that its columns name.

    A column's `path` is the name of a spreadsheet or a pattern (`*.xlsx`; empty for all); the first that fits
    takes the file. Bad rows become rejects and bad files errors; neither stops the rest. Raises nothing.
    """
    reading = DropReading([], [], [])
    notes: list[DropNote] = []
    tables: list[tuple[Column, Table]] = []
    unread: dict[tuple[str, str], str] = {}
    read: list[str] = []
    for path, column in candidates(folder, source, reading.errors):
        read.append(path.name)
        try:
            found = read_tables(path, limits or Limits(), notes)
        except UnreadableError as error:
            unread[path.name, ""] = f"{error}; left for the next run"
            continue
        tables += [(column, table) for table in found]
        if not any(table.fields for table in found):
            unread[path.name, ""] = f"no sheet has a heading {FIRST_HEADINGS['title']}, and no row names it"
        else:
            unread |= {(path.name, t.sheet): t.fault for t in found if t.fault}
    # A spreadsheet may also be an attachment of a row: then it is none of ours.
    files = {name for _, table in tables for name in _named(table)}
    reading.errors.extend(
        f"{source.id}: {_sheet(*at)}: {why}" for at, why in unread.items() if at[0] not in files
    )
    reading.notes.extend(note for note in notes if note.file not in files)
    reading.notes.extend(left_over(folder, read, files))
    made = (
        _row(table, number, cells, column, source, folder)
        for column, table in tables
        for number, cells in table.rows
        if table.file not in files
    )
    _sort_out(made, reading, source)
    return reading


def _named(table: Table) -> set[str]:
    """The files of the folder that the rows of a table name as attachments, itself apart; without headings any cell
    may name them."""
    cells = (
        str(cell)
        for _, row in (*table.rows, *table.unseen)
        for n, cell in enumerate(row)
        if not table.fields or table.fields.get(n) == "attachments"
    )
    return {name for cell in cells for name in names_in(cell)} - {table.file}


def _row(
    table: Table, number: int, cells: list[Cell], column: Column, source: Source, folder: Path
) -> DropRow | DropReject:
    values, wrong = _values(table, cells)
    native_id = values.pop("native_id", None) or _native_id(values)
    own = quote(native_id, safe="") if native_id else _row_path(table.file, table.sheet, number)
    url: str = values.pop("url", None) or f"drop://{source.id}/{own}"
    named = values.pop("attachments", None)
    files: tuple[Path, ...] = ()
    try:
        files = attached(named or "", folder)
    except ValueError as error:
        wrong.append(_Wrong("attachments", named, "attachment", str(error)))
    place = _place(table.file, table.sheet, number)
    if wrong or not native_id:
        first = wrong[0]
        message = "; ".join(f"{FIRST_HEADINGS[one.field]} {one.message}" for one in wrong)
        return DropReject(
            table.file,
            table.sheet,
            number,
            url,
            column.path,
            first.field,
            None if first.value is None else str(first.value),
            first.rule,
            f"{source.id}: {place}: {message}",
        )
    chosen = values.pop("category", None) or column.category
    return DropRow(table.file, table.sheet, number, column.path, chosen, native_id, url, values, files)


def _values(table: Table, cells: list[Cell]) -> tuple[dict[str, Any], list[_Wrong]]:
    """Fields of a row, and what is wrong with it; of two headings for one field the first filled in counts.

    A 索引号 or 发文字号 that cannot be read is left out, as it is of a page.
    """
    values: dict[str, Any] = {}
    wrong: list[_Wrong] = []
    for at, name in table.fields.items():
        cell = cells[at] if at < len(cells) else ""
        try:
            if values.get(name) is None:
                values[name] = value_of(name, cell)
        except ValueError as error:
            values[name] = None
            wrong.append(_Wrong(name, cell, "value", str(error)))
    if values.get("title") is None:
        wrong.insert(0, _Wrong("title", None, "required", "is empty"))
    return values, wrong


def _native_id(values: dict[str, Any]) -> str | None:
    """A stable id of 24 hex digits: of the 索引号, else of title and date; None for a row without either."""
    if values.get("index_number"):
        key = f"index\n{folded(values['index_number'])}"
    elif values.get("title") is None:
        return None
    else:
        moment = values.get("published_at") or values.get("written_on")
        key = f"title\n{folded(values['title'])}\n{moment.isoformat()[:10] if moment else ''}"
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def _sort_out(made: Iterator[DropRow | DropReject], reading: DropReading, source: Source) -> None:
    """Rows and rejects to their lists; of rows with one id or one address the first stays."""
    first: dict[str, DropRow] = {}
    for one in made:
        if isinstance(one, DropReject):
            reading.rejects.append(one)
            continue
        before = first.get(one.native_id) or first.get(page_key(one.url))
        first.setdefault(one.native_id, one)
        first.setdefault(page_key(one.url), one)
        if before is None:
            reading.rows.append(one)
        else:
            reading.rejects.append(_duplicate(one, before, source))


def _duplicate(one: DropRow, before: DropRow, source: Source) -> DropReject:
    message = (
        f"{source.id}: {_place(one.file, one.sheet, one.row)}: is the same item as "
        f"{_place(before.file, before.sheet, before.row)}: the same 编号, 索引号, 网址, or title and date"
    )
    # An address of its own, so that the reject does not stand for the row that was taken.
    url = f"drop://{source.id}/{_row_path(one.file, one.sheet, one.row)}"
    return DropReject(
        one.file, one.sheet, one.row, url, one.column, "native_id", one.native_id, "duplicate", message
    )


def _place(file: str, sheet: str, row: int) -> str:
    return f"{_sheet(file, sheet)}, row {row}"


def _sheet(file: str, sheet: str) -> str:
    return f"{file}, sheet {sheet!r}" if sheet else file


def _row_path(file: str, sheet: str, row: int) -> str:
    return f"{quote(file)}/{quote(sheet)}/{row}"
