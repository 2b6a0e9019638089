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
from connectors.families.drop_files import Table, candidates, read_tables
from connectors.families.drop_template import template
from connectors.families.drop_values import FIRST_HEADINGS, value_of
from schemas.identity import folded, page_key
from schemas.registry import Column, Source

__all__ = ["DropReading", "DropReject", "DropRow", "read_folder", "template"]


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
    """As of a `DropRow` where it could be told, else `drop://<source id>/<file>#<sheet>!<row>`."""
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
    """Files that could not be read: with one of them the reading proves nothing about what is missing."""
    notes: list[str] = field(default_factory=list)
    """Worth a look, but nothing is lost."""


class _RowError(Exception):
    def __init__(self, field: str, value: Cell | None, rule: str, message: str) -> None:
        super().__init__(message)
        self.field, self.value, self.rule = field, value, rule


def read_folder(folder: Path, source: Source, *, limits: Limits | None = None) -> DropReading:
    """Reads all spreadsheets of a source's folder that its columns name.

    A column's `path` is the name of a spreadsheet or a pattern (`*.xlsx`; empty for all); the first that fits
    takes the file. Bad rows become rejects and bad files errors; neither stops the rest. Raises nothing.
    """
    reading = DropReading([], [], [])
    tables: list[tuple[Column, Table]] = []
    unread: dict[str, str] = {}
    for path, column in candidates(folder, source, reading.errors, reading.notes):
        try:
            tables += [(column, table) for table in read_tables(path, limits or Limits(), reading.notes)]
        except UnreadableError as error:
            unread[path.name] = f"{error}; left for the next run"
    # A spreadsheet may also be an attachment of a row: then it is none of ours.
    files = {name for _, table in tables for name in _named(table)}
    with_items = {table.file for _, table in tables if table.fields}
    for _, table in tables:
        if table.file not in with_items:
            unread[table.file] = f"no sheet has a heading {FIRST_HEADINGS['title']}, and no row names it"
    reading.errors.extend(f"{source.id}: {n}: {why}" for n, why in unread.items() if n not in files)
    made = (
        _row(table, number, cells, column, source, folder)
        for column, table in tables
        for number, cells in table.rows
        if table.file not in files
    )
    _sort_out(made, reading)
    return reading


def _named(table: Table) -> set[str]:
    """The files of the folder that the rows of a table name as attachments, itself apart."""
    at = [n for n, name in table.fields.items() if name == "attachments"]
    cells = (str(cells[n]) for _, cells in table.rows for n in at if n < len(cells))
    return {name for cell in cells for name in names_in(cell)} - {table.file}


def _row(
    table: Table, number: int, cells: list[Cell], column: Column, source: Source, folder: Path
) -> DropRow | DropReject:
    url = f"drop://{source.id}/{quote(table.file)}#{quote(table.sheet)}!{number}"
    try:
        values = _values(table, cells)
        native_id = values.pop("native_id", None) or _native_id(values)
        url = values.pop("url", None) or f"drop://{source.id}/{quote(native_id, safe='')}"
        named = values.pop("attachments", None)
        try:
            files = attached(named or "", folder)
        except ValueError as error:
            raise _RowError("attachments", named, "attachment", str(error)) from error
        chosen = values.pop("category", None) or column.category
        return DropRow(table.file, table.sheet, number, column.path, chosen, native_id, url, values, files)
    except _RowError as error:
        shown = None if error.value is None else str(error.value)
        message = f"{_place(source.id, table, number)}: {FIRST_HEADINGS[error.field]} {error}"
        return DropReject(
            table.file, table.sheet, number, url, column.path, error.field, shown, error.rule, message
        )


def _values(table: Table, cells: list[Cell]) -> dict[str, Any]:
    """Fields of a row; of two headings that mean the same field the first that is filled in counts."""
    values: dict[str, Any] = {}
    for at, name in table.fields.items():
        cell = cells[at] if at < len(cells) else ""
        try:
            if values.get(name) is None:
                values[name] = value_of(name, cell)
        except ValueError as error:
            raise _RowError(name, cell, "value", str(error)) from error
    if values.get("title") is None:
        raise _RowError("title", None, "required", "is empty")
    return values


def _native_id(values: dict[str, Any]) -> str:
    """A stable id of 24 hex digits: of the 索引号, else of title and date."""
    if values.get("index_number"):
        key = f"index\n{folded(values['index_number'])}"
    else:
        moment = values.get("published_at") or values.get("written_on")
        key = f"title\n{folded(values['title'])}\n{moment.isoformat()[:10] if moment else ''}"
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def _sort_out(made: Iterator[DropRow | DropReject], reading: DropReading) -> None:
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
            reading.rejects.append(_duplicate(one, before))


def _duplicate(one: DropRow, before: DropRow) -> DropReject:
    where = f"{before.file}, sheet {before.sheet!r}, row {before.row}"
    message = f"{one.file}, sheet {one.sheet!r}, row {one.row}: is the same item as {where}"
    # An address of its own, so that the reject does not stand for the row that was taken.
    url = f"{one.url}#{quote(one.file)}!{one.row}"
    return DropReject(
        one.file, one.sheet, one.row, url, one.column, "native_id", one.native_id, "duplicate", message
    )


def _place(source_id: str, table: Table, number: int) -> str:
    return f"{source_id}: {table.file}, sheet {table.sheet!r}, row {number}"
