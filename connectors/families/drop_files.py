"""The spreadsheets of a drop folder: which to read, and whether they are whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PureWindowsPath

from connectors import charset
from connectors.documents import kinds, plain
from connectors.documents.apart import READER
from connectors.documents.hidden import HiddenRows, hidden_rows
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.sheets import Cell, Sheet, read_workbook
from connectors.families.drop_sheets import DropNote, Table, table_of
from connectors.families.drop_values import SKIP_SHEETS
from schemas.registry import Column, Source

_SUFFIXES = (".xlsx", ".xls", ".csv", ".et")
_TEMPORARY = (".part", ".tmp", ".temp", ".crdownload", ".partial", ".filepart")
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")
_MAX_BYTES = 100_000_000
_ALL_SHOWN = HiddenRows(frozenset(), by_filter=False)


def candidates(folder: Path, source: Source, errors: list[str]) -> Iterator[tuple[Path, Column]]:
    """The spreadsheets that a column of the source names, in the order of their names. Capital letters or small ones
    in a name make no difference."""
    if not folder.is_dir():
        errors.append(f"{source.id}: the folder {folder.name} does not exist")
        return
    patterns = {_pattern(column.path): column for column in source.column}
    files = [path for path in _entries(folder) if path.is_file()]
    for path in files:
        column = next((c for pattern, c in patterns.items() if _fits(path, pattern)), None)
        if path.suffix.lower() in _SUFFIXES and column is not None:
            yield path, column
    for pattern in patterns:
        if not any(_fits(path, pattern) for path in files):
            errors.append(f"{source.id}: {pattern}: the registry names it, but no such file is in the folder")


def left_over(folder: Path, read: Iterable[str], named: Iterable[str]) -> Iterator[DropNote]:
    """What lies in the folder, is no spreadsheet that was looked at, and is named by no row."""
    known = {*read, *(PureWindowsPath(name).parts[0] for name in named if PureWindowsPath(name).parts)}
    rest = [path.name + "/" * path.is_dir() for path in _entries(folder) if path.name not in known]
    if rest:
        told = "、".join(rest[:20]) + (f" 等 {len(rest)} 个" if len(rest) > 20 else "")
        yield DropNote("drop_unread", "", "", f"既不是报送表，也没有一行把它列为附件，未读取：{told}。")


def _entries(folder: Path) -> list[Path]:
    """What a person put there: no temporary files, which wait until they have their name."""
    return sorted(
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if not path.name.startswith(("~$", ".~", "."))
        and not path.name.lower().endswith((*_TEMPORARY, *_OF_THE_SYSTEM))
    )


def _pattern(path: str) -> str:
    """The pattern of file names that a column's path means; all of them where it says no more."""
    return path.lstrip("/") if path.strip("/.") else "*"


def _fits(path: Path, pattern: str) -> bool:
    return fnmatchcase(path.name.lower(), pattern.lower())


def read_tables(path: Path, limits: Limits, notes: list[DropNote]) -> list[Table]:
    """One table a sheet. Raises `UnreadableError` for a file not to be read, or not yet."""
    content = _content(path)
    match kinds.media_type(content):
        case kinds.XLSX | kinds.XLS:
            return list(_of_workbook(path.name, content, limits, notes))
        case "text/csv" | "text/plain":
            return [_of_text(path.name, content, limits, notes)]
        case found:
            raise UnreadableError(f"is no spreadsheet but {found or 'something unknown'}")


def _of_workbook(file: str, content: bytes, limits: Limits, notes: list[DropNote]) -> Iterator[Table]:
    hidden = READER.call(hidden_rows, content, limits)
    for sheet in READER.call(read_workbook, content, limits):
        if sheet.name not in SKIP_SHEETS:
            rows = hidden[sheet.place] if sheet.place < len(hidden) else _ALL_SHOWN
            yield table_of(file, sheet, rows, notes)


def _of_text(file: str, content: bytes, limits: Limits, notes: list[DropNote]) -> Table:
    """Raises `UnreadableError` too for a text that breaks off: in a character, a quoted cell, or a row."""
    text = charset.decode(content).text
    if "\ufffd" in text:
        raise UnreadableError("holds a broken character, it may be half copied")
    if plain.csv_rows(f"{text}\n.", limits)[-1] != ["."]:
        raise UnreadableError("ends inside a quoted cell, it may be half copied")
    rows = plain.csv_rows(text, limits)
    table = table_of(file, Sheet("", [list[Cell](row) for row in rows]), _ALL_SHOWN, notes)
    if rows and len(rows[-1]) <= max(table.fields, default=-1) and not text.endswith(("\n", "\r")):
        raise UnreadableError("ends in the middle of a row, it may be half copied")
    return table


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
