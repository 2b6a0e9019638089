"""The spreadsheets of a drop folder: which to read, and where in them the rows begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from connectors.documents import kinds, plain
from connectors.documents.apart import READER
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.sheets import Cell, Sheet, read_workbook
from connectors.families.drop_values import SKIP_SHEETS, heading, is_blank
from schemas.registry import Column, Source

_SUFFIXES = (".xlsx", ".xls", ".csv", ".et")
_TEMPORARY = (".part", ".tmp", ".temp", ".crdownload", ".partial", ".filepart")
_HEADING_ROWS = 10
"""Above the headings there may be a title of the sheet, or a note."""
_MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below one line of headings; `fields` is empty where no line of headings was found."""

    file: str
    sheet: str
    fields: dict[int, str]
    """Field of the item by position of its cell."""
    rows: list[tuple[int, list[Cell]]]
    """Rows that are not blank, with their number from 1."""


def candidates(
    folder: Path, source: Source, errors: list[str], notes: list[str]
) -> Iterator[tuple[Path, Column]]:
    """The spreadsheets that a column of the source names, in the order of their names."""
    if not folder.is_dir():
        errors.append(f"{source.id}: the folder {folder.name} does not exist")
        return
    patterns = {_pattern(column.path): column for column in source.column}
    files = sorted(path for path in folder.iterdir() if path.is_file())
    for path in files:
        column = next((c for pattern, c in patterns.items() if fnmatchcase(path.name, pattern)), None)
        if path.name.startswith(("~$", ".~", ".")) or path.name.lower().endswith(_TEMPORARY):
            notes.append(f"{source.id}: {path.name}: a temporary file, left until it has its name")
        elif path.suffix.lower() in _SUFFIXES and column is not None:
            yield path, column
    for pattern in patterns:
        if not any(fnmatchcase(path.name, pattern) for path in files):
            errors.append(f"{source.id}: {pattern}: the registry names it, but no such file is in the folder")


def _pattern(path: str) -> str:
    """The pattern of file names that a column's path means; all of them where it says no more."""
    return path.lstrip("/") if path.strip("/.") else "*"


def read_tables(path: Path, limits: Limits, notes: list[str]) -> list[Table]:
    """One table a sheet that is not empty. Raises `UnreadableError` for a file not to be read, or not yet."""
    tables = [_table(path.name, sheet) for sheet in _sheets(path, limits) if sheet.name not in SKIP_SHEETS]
    for table in tables:
        if not table.fields and any(other.fields for other in tables):
            notes.append(f"{path.name}, sheet {table.sheet!r}: no headings, not read")
    return tables


def _sheets(path: Path, limits: Limits) -> list[Sheet]:
    content = _content(path)
    match kinds.media_type(content):
        case kinds.XLSX | kinds.XLS:
            return READER.call(read_workbook, content, limits)
        case "text/csv" | "text/plain":
            rows = plain.csv_rows(plain.decode(content) or "", limits)
            return [Sheet("", [list[Cell](row) for row in rows])]
        case found:
            raise UnreadableError(f"is no spreadsheet but {found or 'something unknown'}")


def _content(path: Path) -> bytes:
    """The bytes of a file that nobody is writing at the moment."""
    before = path.stat()
    if before.st_size == 0:
        raise UnreadableError("is empty, it may still be copied")
    if before.st_size > _MAX_BYTES:
        raise UnreadableError(f"has {before.st_size} bytes, more than the limit of {_MAX_BYTES}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise UnreadableError("is being written")
    return content


def _table(file: str, sheet: Sheet) -> Table:
    for at, row in enumerate(sheet.rows[:_HEADING_ROWS]):
        fields = {n: name for n, cell in enumerate(row) if (name := heading(cell))}
        if "title" in fields.values() and (len(fields) > 1 or at == 0):
            below = enumerate(sheet.rows[at + 1 :], at + 2)
            return Table(file, sheet.name, fields, [(n, r) for n, r in below if _is_filled(r, fields)])
    return Table(file, sheet.name, {}, [])


def _is_filled(row: list[Cell], fields: dict[int, str]) -> bool:
    return any(n < len(row) and not is_blank(row[n]) for n in fields)
