"""The archive's index: which capture of which address lies where. SQLite, hashes instead of addresses."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Place:
    """A record in a WARC file."""

    file: str
    """Relative to the archive's folder."""
    offset: int


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer to one request, or one failure to get any."""

    url_key: str
    form_key: str
    """Empty for GET."""
    source_id: str
    run_id: str
    at: str
    """ISO 8601 with offset."""
    status: int = 0
    """As served, 304 included; 0 for a failure without an answer."""
    digest: str | None = None
    """sha256 of the payload, hexadecimal."""
    etag: str | None = None
    last_modified: str | None = None
    file: str | None = None
    offset: int | None = None
    payload_file: str | None = None
    """Where the payload lies: the record itself, or the one that a revisit refers to."""
    payload_offset: int | None = None
    failure: str | None = None
    """Name of the `FetchError` kind."""
    reason: str | None = None

    @property
    def place(self) -> Place | None:
        return None if self.file is None or self.offset is None else Place(self.file, self.offset)

    @property
    def payload(self) -> Place | None:
        if self.payload_file is None or self.payload_offset is None:
            return None
        return Place(self.payload_file, self.payload_offset)


_row = attrgetter(*(f.name for f in fields(Capture)))  # dataclasses.astuple copies every value
_COLUMNS = ", ".join(f.name for f in fields(Capture))
_INSERT = f"INSERT INTO capture ({_COLUMNS}) VALUES ({', '.join('?' * len(fields(Capture)))})"  # noqa: S608 - field names
_FIND = f"""
SELECT {_COLUMNS} FROM capture
WHERE url_key = ? AND form_key = ? AND source_id = ? AND run_id <= ?
ORDER BY run_id DESC, seq DESC LIMIT 1
"""  # noqa: S608 - field names
_FIND_PAYLOAD = f"""
SELECT {_COLUMNS} FROM capture WHERE digest = ? AND payload_file IS NOT NULL ORDER BY run_id DESC, seq DESC LIMIT 1
"""  # noqa: S608 - field names
_SCHEMA = """
CREATE TABLE IF NOT EXISTS capture (
    seq INTEGER PRIMARY KEY,
    url_key TEXT NOT NULL, form_key TEXT NOT NULL, source_id TEXT NOT NULL, run_id TEXT NOT NULL,
    at TEXT NOT NULL, status INTEGER NOT NULL, digest TEXT, etag TEXT, last_modified TEXT,
    file TEXT, "offset" INTEGER, payload_file TEXT, payload_offset INTEGER, failure TEXT, reason TEXT
);
CREATE INDEX IF NOT EXISTS capture_by_url ON capture (url_key, form_key, source_id, run_id);
CREATE INDEX IF NOT EXISTS capture_by_digest ON capture (digest);
CREATE INDEX IF NOT EXISTS capture_by_payload ON capture (payload_file, payload_offset);
"""
_LATEST = "\uffff"
"""Sorts after every run id."""


def url_key(url: str) -> str:
    """sha256 of an address, hexadecimal: an address may carry personal data, the index does not."""
    return hashlib.sha256(url.encode()).hexdigest()


def form_key(form: Mapping[str, str] | None) -> str:
    """sha256 of a POSTed form whatever the order of its fields; empty for a GET."""
    return "" if form is None else hashlib.sha256(urlencode(sorted(form.items())).encode()).hexdigest()


class Index:
    """Safe for many threads (one lock) and for several processes (WAL)."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._db = sqlite3.connect(path, timeout=60, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(_SCHEMA)
        path.chmod(0o600)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def add(self, captures: Iterable[Capture]) -> None:
        """All of them, or none."""
        rows = [_row(c) for c in captures]
        with self._lock, self._db:
            self._db.executemany(_INSERT, rows)

    def find(self, url_key: str, form_key: str, source_id: str, run_id: str | None) -> Capture | None:
        """The latest capture at or before a run; of all runs for None."""
        with self._lock:
            row = self._db.execute(_FIND, (url_key, form_key, source_id, run_id or _LATEST)).fetchone()
        return None if row is None else Capture(*row)

    def find_payload(self, sha256: str) -> Capture | None:
        """The latest capture of this payload at any address."""
        with self._lock:
            row = self._db.execute(_FIND_PAYLOAD, (sha256,)).fetchone()
        return None if row is None else Capture(*row)

    def files(self, url_keys: Collection[str] | None = None) -> set[str]:
        """The files that hold captures of these addresses; all indexed files for None."""
        if url_keys is None:
            return self._column("SELECT DISTINCT file FROM capture WHERE file IS NOT NULL", ())
        found: set[str] = set()
        for key in url_keys:
            found |= self._column(
                "SELECT DISTINCT file FROM capture WHERE url_key = ? AND file IS NOT NULL", (key,)
            )
        return found

    def forget(self, url_keys: Iterable[str]) -> int:
        """Drop all captures of these addresses; returns how many."""
        with self._lock, self._db:
            return self._db.executemany(
                "DELETE FROM capture WHERE url_key = ?", [(k,) for k in url_keys]
            ).rowcount

    def move(self, file: str, moves: Mapping[int, int]) -> None:
        """Follow records of a file that was rewritten: old offset to new."""
        # Downward moves in ascending order never land on an offset that still waits to be moved.
        steps = [(new, file, old) for old, new in sorted(moves.items()) if new != old]
        with self._lock, self._db:
            self._db.executemany('UPDATE capture SET "offset" = ? WHERE file = ? AND "offset" = ?', steps)
            self._db.executemany(
                "UPDATE capture SET payload_offset = ? WHERE payload_file = ? AND payload_offset = ?", steps
            )

    def prune(self, run_id: str) -> int:
        """Drop captures of runs before this one, and later ones whose payload lay there; returns how many."""
        with self._lock, self._db:
            return self._db.execute(
                "DELETE FROM capture WHERE run_id < ? OR payload_file < ?", (run_id, run_id)
            ).rowcount

    def _column(self, query: str, values: tuple[str, ...]) -> set[str]:
        with self._lock:
            return {row[0] for row in self._db.execute(query, values)}
