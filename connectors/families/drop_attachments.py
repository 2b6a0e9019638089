"""The files that a row of a drop spreadsheet names: only such as lie in the folder."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath

_BETWEEN = re.compile(r"[;；|\n]+")


def attached(cell: str, folder: Path) -> tuple[Path, ...]:
    """The files that a cell names, parted by `;`, `；`, `|` or line breaks, each once.

    Raises `ValueError` for a name that leads out of the folder, and for a file that is not there (yet).
    """
    return tuple(dict.fromkeys(_file(name, folder) for name in names_in(cell)))


def names_in(cell: str) -> list[str]:
    """The names as they stand in a cell."""
    return [name.strip() for name in _BETWEEN.split(cell) if name.strip()]


def _file(name: str, folder: Path) -> Path:
    parts = PureWindowsPath(name)
    if parts.drive or parts.root or ".." in parts.parts or "\0" in name:
        raise ValueError("names a file outside the folder; give the bare file name")
    path = folder.joinpath(*parts.parts)
    try:
        resolved = path.resolve(strict=True)
    except OSError as error:
        raise ValueError("names a file that is not in the folder") from error
    if not resolved.is_relative_to(folder.resolve()):
        raise ValueError("names a file outside the folder; give the bare file name")
    if not resolved.is_file():
        raise ValueError("names something that is no file")
    if resolved.stat().st_size == 0:
        raise ValueError("names an empty file, it may still be copied")
    return path
