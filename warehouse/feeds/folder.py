"""The folder of one edition while it is being filled, and what its files say of themselves.

manifest.json    every file with size, sha256 and rows, one a line; item files through the pages of `manifest/`
pages.json       how far each page of each feed reaches
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

SCHEMA = "gongkai.feeds/1"
MANIFEST = "manifest.json"
INDEX = "pages.json"
_PATH = '{"path": '
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class HashedFile:
    """A large file as it is written piece by piece, and its digest, so that it need not be read again."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self._sha256 = hashlib.sha256()
        self._file = path.open("xb")

    def write(self, content: bytes | memoryview) -> None:
        """Append."""
        self._sha256.update(content)
        self._file.write(content)
        self.size += len(content)

    def close(self) -> str:
        """The sha256 of all that was written."""
        self._file.close()
        return self._sha256.hexdigest()


class FeedFolder:
    """A folder under construction, and the manifest of what it holds.

    Files are never written in place: under the same name in another edition may lie the same file.
    """

    def __init__(self, path: Path, previous: PreviousEdition | None) -> None:
        """`path`: empty, or holding what the edition before holds."""
        self.path = path
        self.index: dict[str, Any] = {}
        """What writers want to know of this edition when they make the next one; becomes `pages.json`."""
        self._listed = dict(previous.listed) if previous else {}
        """Manifest lines by path: of all files but those of items."""
        self._created: list[HashedFile] = []

    def write(self, path: str, content: bytes, rows: int) -> None:
        """Write a small file and list it. One that is listed so already is left as it is."""
        line = manifest_line(path, len(content), hashlib.sha256(content).hexdigest(), rows)
        if self._listed.get(path) == line:
            return
        target = self._cleared(path)
        target.write_bytes(content)
        self._listed[path] = line

    def create(self, path: str) -> HashedFile:
        """A large file to be written piece by piece; to be listed with `list_created`."""
        self._created.append(HashedFile(self._cleared(path)))
        return self._created[-1]

    def list_created(self, path: str, file: HashedFile, rows: int) -> str:
        """Close and list a file; gives its sha256."""
        digest = file.close()
        self._listed[path] = manifest_line(path, file.size, digest, rows)
        return digest

    def write_item(self, path: str, content: bytes) -> tuple[str, str]:
        """Write the file of one item; gives its manifest line and its sha256."""
        name = f"{self.path}/{path}"
        try:
            file = os.open(name, _FRESH, 0o644)
        except FileExistsError:
            Path(name).unlink()
            file = os.open(name, _FRESH, 0o644)
        try:
            _write_whole(file, content)
        finally:
            os.close(file)
        digest = hashlib.sha256(content).hexdigest()
        return manifest_line(path, len(content), digest, 1), digest

    def listed(self, path: str) -> dict[str, Any]:
        """`path`, `bytes`, `sha256` and `rows` of a file that is written. Raises `KeyError`."""
        found: dict[str, Any] = json.loads(self._listed[path])
        return found

    def finish(self, header: dict[str, Any]) -> None:
        """Write `pages.json` and `manifest.json`, and bring everything to the disk."""
        feeds = (f"{_json(name)}: {_json(facts)}" for name, facts in sorted(self.index.items()))
        self.write(INDEX, ("{\n" + ",\n".join(feeds) + "\n}\n").encode(), len(self.index))
        fields = "".join(f"{_json(k)}: {_json(v)},\n" for k, v in header.items())
        lines = ",\n".join(line for _, line in sorted(self._listed.items()))
        manifest = "{\n" + fields + '"files": [\n' + lines + "\n]\n}\n"
        self._cleared(MANIFEST).write_text(manifest, encoding="utf-8", newline="\n")
        os.sync()  # one for all: an fsync for each of a million item files would take minutes

    def abandon(self) -> None:
        """Leave nothing behind."""
        for file in self._created:
            file.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def _cleared(self, path: str) -> Path:
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        return target


class AlteredError(Exception):
    """A file of an edition is not what its manifest says: somebody has put something else there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not what was published")
        self.path = path


class PreviousEdition:
    """The edition before: where its files lie, its manifest lines by path, and its `pages.json`.

    The manifest is believed, the files are held against it: what is taken over from them is signed anew.
    """

    def __init__(self, path: Path, header: dict[str, Any]) -> None:
        """Raises `FileNotFoundError` where it is not whole, `AlteredError` where `pages.json` is another."""
        self.path = path
        self.seq = int(header["as_of_seq"])
        self.listed = listed_lines(path)
        self.index: dict[str, Any] = json.loads(self.read(INDEX))

    def read(self, path: str) -> bytes:
        """A file as it was published. Raises `AlteredError` where it is not, `FileNotFoundError` where it is gone."""
        content = (self.path / path).read_bytes()
        self.check(path, hashlib.sha256(content).hexdigest())
        return content

    def check(self, path: str, sha256: str) -> None:
        """Raises `AlteredError` where a file that has this digest now was published with another."""
        if path not in self.listed or json.loads(self.listed[path])["sha256"] != sha256:
            raise AlteredError(self.path / path)


def manifest_header(folder: Path) -> dict[str, Any] | None:
    """The manifest without its files; None where the folder holds no edition of this schema."""
    header: list[str] = []
    with suppress(FileNotFoundError), (folder / MANIFEST).open(encoding="utf-8") as manifest:
        for line in manifest:
            if line.startswith('"files"'):
                known: dict[str, Any] = json.loads("".join(header).rstrip().rstrip(",") + "}")
                return known if known.get("schema") == SCHEMA else None
            header.append(line)
    return None


def manifest_digest(folder: Path) -> str:
    """The sha256 of `manifest.json`."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def listed_lines(folder: Path) -> dict[str, str]:
    """The lines of `manifest.json` by path: every file but those of items and itself."""
    with (folder / MANIFEST).open(encoding="utf-8") as manifest:
        lines = [line.rstrip("\n").rstrip(",") for line in manifest if line.startswith(_PATH)]
    return {json.loads(line)["path"]: line for line in lines}


def published_files(folder: Path) -> Iterator[dict[str, Any]]:
    """`path`, `bytes`, `sha256` and `rows` of every file of an edition but `manifest.json`, items included."""
    for path, line in listed_lines(folder).items():
        yield json.loads(line)
        if path.startswith("manifest/"):
            yield from json.loads((folder / path).read_bytes())["files"]


def manifest_line(path: str, size: int, digest: str, rows: int) -> str:
    """What the manifest says of a file."""
    return f'{_PATH}{orjson.dumps(path).decode()}, "bytes": {size}, "sha256": "{digest}", "rows": {rows}}}'


def _write_whole(file: int, content: bytes) -> None:
    """A call a file: a file object of Python's makes four, and there is a file an item."""
    written = os.write(file, content)
    while written < len(content):
        written += os.write(file, content[written:])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
