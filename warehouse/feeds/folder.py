"""The folder of one edition: built under another name, complete when it appears, then switched to.

home/feeds/<as_of_seq>/     an edition, never touched again
home/feeds/current          a link to the newest one
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

SCHEMA = "gongkai.feeds/1"
KEPT = 3
"""Editions that stay, so that a reader who is in the middle of one can finish."""

_BUILDING = ".building-"
_PATH = '{"path": '


class FeedFolder:
    """A folder under construction, and the manifest of what was written into it.

    Item files come by the hundred thousand: their manifest lines wait on disk, in the order of the log.
    """

    def __init__(self, feeds: Path, seq: int) -> None:
        self.path = feeds / f"{_BUILDING}{seq}"
        (self.path / "items").mkdir(parents=True)
        self._folder = str(self.path)
        self._listed: dict[str, str] = {}
        """Manifest lines by path: of all files but those of items."""
        self._items: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", dir=feeds)  # noqa: SIM115 - closed by finish or abandon

    def write(self, path: str, content: bytes, rows: int) -> None:
        """Write a small file and list it."""
        target = self.path / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
        self._listed[path] = _line(path, len(content), hashlib.sha256(content).hexdigest(), rows)

    def link(self, path: str, previous: PreviousEdition) -> None:
        """Take over an unchanged file. Raises `FileNotFoundError` where it has been lost."""
        line = previous.line(path)
        (self.path / path).parent.mkdir(exist_ok=True)
        os.link(f"{previous.path}/{path}", f"{self._folder}/{path}")
        self._listed[path] = line

    def list_written(self, path: str, rows: int) -> tuple[int, str]:
        """List a file that a library wrote; returns its size in bytes and its sha256."""
        size, digest = (self.path / path).stat().st_size, _sha256(self.path / path)
        self._listed[path] = _line(path, size, digest, rows)
        return size, digest

    def write_item(self, path: str, content: bytes) -> None:
        """Write the file of one item and list it."""
        (self.path / path).write_bytes(content)
        self._items.write(_line(path, len(content), hashlib.sha256(content).hexdigest(), 1) + "\n")

    def link_item(self, path: str, previous: PreviousEdition) -> None:
        """Take over the file of an unchanged item. Raises `FileNotFoundError` where it has been lost."""
        line = previous.item_line(path)
        os.link(f"{previous.path}/{path}", f"{self._folder}/{path}")
        self._items.write(line + "\n")

    def finish(self, header: dict[str, Any]) -> None:
        """Write `manifest.json`, one file a line, and bring everything to the disk."""
        self._items.seek(0)
        with (self.path / "manifest.json").open("w", encoding="utf-8", newline="\n") as manifest:
            fields = "".join(f"{json.dumps(k)}: {_json(v)},\n" for k, v in header.items())
            manifest.write("{\n" + fields + '"files": [\n')
            manifest.write(",\n".join(line for _, line in sorted(self._listed.items())))
            for line in self._items:
                manifest.write(",\n" + line.rstrip("\n"))
            manifest.write("\n]\n}\n")
        self._items.close()
        os.sync()  # one for all: an fsync for each of a million item files would take minutes

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._items.close()
        shutil.rmtree(self.path, ignore_errors=True)


class PreviousEdition:
    """The edition before: where its files lie, and their manifest lines as they stand there.

    Item files are asked for in the order in which the manifest lists them, so that none is held in memory.
    """

    def __init__(self, path: Path, header: dict[str, Any]) -> None:
        self.path = path
        self.seq = int(header["as_of_seq"])
        self.as_of = str(header["as_of"])
        self._items = _manifest_lines(path)
        self._listed = {json.loads(line)["path"]: line for line in _manifest_lines(path, items=False)}

    def line(self, path: str) -> str:
        """The manifest line of a file that is no item's. Raises `FileNotFoundError` where there is none."""
        if path not in self._listed:
            raise FileNotFoundError(self.path / path)
        return self._listed[path]

    def item_line(self, path: str) -> str:
        """The manifest line of an item file. Raises `FileNotFoundError` where there is none."""
        start = f'{_PATH}"{path}"'
        for line in self._items:
            if line.startswith(start):
                return line
        raise FileNotFoundError(self.path / path)


def manifest_header(folder: Path) -> dict[str, Any] | None:
    """The manifest without its files; None where the folder holds no edition of this schema."""
    header: list[str] = []
    with suppress(FileNotFoundError), (folder / "manifest.json").open(encoding="utf-8") as manifest:
        for line in manifest:
            if line.startswith('"files"'):
                known: dict[str, Any] = json.loads("".join(header).rstrip().rstrip(",") + "}")
                return known if known.get("schema") == SCHEMA else None
            header.append(line)
    return None


def put_in_place(folder: FeedFolder, feeds: Path, seq: int) -> Path:
    """Give a finished folder its name. One of another history under that name is removed."""
    target = feeds / str(seq)
    if target.exists():
        target.rename(feeds / f"{_BUILDING}{seq}-replaced")
    folder.path.rename(target)
    return target


def switch(feeds: Path, seq: int) -> None:
    """Let `current` point to an edition, in one step."""
    link = feeds / f"{_BUILDING}current"
    link.unlink(missing_ok=True)
    link.symlink_to(str(seq), target_is_directory=True)
    link.replace(feeds / "current")
    _fsync_folder(feeds)


def sweep(feeds: Path) -> None:
    """Remove what a killed process left behind."""
    for leftover in feeds.glob(f"{_BUILDING}*"):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def prune(feeds: Path) -> None:
    """Remove all but the newest editions; never the current one."""
    current = (feeds / "current").resolve()
    editions = sorted((p for p in feeds.iterdir() if p.name.isdigit()), key=lambda p: int(p.name))
    for edition in editions[:-KEPT]:
        if edition.resolve() != current:
            # Under another name first: nobody shall find half an edition under its number.
            doomed = feeds / f"{_BUILDING}{edition.name}-pruned"
            edition.rename(doomed)
            shutil.rmtree(doomed)


def _manifest_lines(folder: Path, *, items: bool = True) -> Iterator[str]:
    """The lines of item files, or those of all other files, which come before them."""
    with (folder / "manifest.json").open(encoding="utf-8") as manifest:
        for line in manifest:
            is_item = line.startswith(f'{_PATH}"items/')
            if is_item and not items:
                return
            if line.startswith(_PATH) and is_item == items:
                yield line.rstrip("\n").rstrip(",")


def _line(path: str, size: int, digest: str, rows: int) -> str:
    return _json({"path": path, "bytes": size, "sha256": digest, "rows": rows})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
