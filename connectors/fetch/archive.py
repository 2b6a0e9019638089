"""The archive of raw responses (原始网页存档): WARC files by run and source, and an index over them.

    root/index.sqlite
    root/<run_id>/<source_id>.warc.gz

It alone holds what was served, personal data included; its folder is the operator's own (mode 0700).
Payloads are kept without content encoding, so that equal pages have equal digests.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

from connectors.fetch.address import on_the_wire
from connectors.fetch.index import Capture, Index, Place, form_key, url_key
from connectors.fetch.recorder import Recorder
from connectors.fetch.warc import read_record, read_records
from connectors.fetch.wire import Exchange
from schemas.base import SHANGHAI
from schemas.identity import page_key


@dataclass(frozen=True, slots=True)
class Stored:
    """A capture read back: what the server said, with the payload of the record that a revisit refers to."""

    exchange: Exchange
    at: datetime


class Archive:
    """All captures under one folder. Safe for many threads; each source of a run has its own file."""

    def __init__(self, root: Path) -> None:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        root.chmod(0o700)
        self.root = root
        self._index = Index(root / "index.sqlite")

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._index.close()

    def recorder(self, run_id: str, source_id: str) -> Recorder:
        """Where the responses of one source in one run go; a context manager, indexed when it closes."""
        return Recorder(self.root, self._index, run_id, source_id)

    def find(
        self, source_id: str, url: str, form: Mapping[str, str] | None = None, run_id: str | None = None
    ) -> Capture | None:
        """The latest capture of this request at or before a run."""
        return self._index.find(url_key(on_the_wire(url)), form_key(form), source_id, run_id)

    def find_payload(self, sha256: str) -> Capture | None:
        """The latest capture of this payload, wherever it was served from."""
        return self._index.find_payload(sha256)

    def load(self, capture: Capture) -> Stored:
        """Read a capture. Raises `LookupError` where its payload is not there, or not there any more."""
        return load(self.root, capture)

    def prune(self, before: datetime) -> int:
        """Delete all runs that started before this moment (retention time); returns how many captures went.

        A later capture that only referred to a deleted payload goes too: the next harvest loads it in full.
        """
        run_id = before.astimezone(SHANGHAI).strftime("%Y%m%dT%H%M%S")
        dropped = self._index.prune(run_id)
        for folder in [p for p in self.root.iterdir() if p.is_dir() and p.name < run_id]:
            shutil.rmtree(folder)
        return dropped

    def forget(self, urls: Iterable[str] = (), *, page_keys: Iterable[str] = ()) -> int:
        """Remove every record of these addresses, and of those they redirect to, from all files.

        A page whose address was kept nowhere else, since it carries personal data, is named by its
        `schemas.identity.page_key`; that reads the whole archive. Returns the number of captures dropped.
        Files that no index row names (a killed run) are searched too.
        """
        keys = {url_key(on_the_wire(url)) for url in urls} | self._with_page_keys(set(page_keys))
        if not keys:
            return 0
        unindexed = {self._name(p) for p in self.root.glob("*/*.warc.gz")} - self._index.files()
        done: dict[str, frozenset[str]] = {}
        while todo := {f for f in self._index.files(keys) | unindexed if done.get(f) != frozenset(keys)}:
            for file in sorted(todo):
                keys |= _redirected(self.root / file, keys)
                done[file] = frozenset(keys)
        for file in sorted(done):
            self._index.move(file, _rewrite(self.root / file, keys))
        return self._index.forget(keys)

    def _with_page_keys(self, wanted: set[str]) -> set[str]:
        """Keys of the archived addresses of these pages."""
        if not wanted:
            return set()
        urls = (r.exchange.url for path in self.root.glob("*/*.warc.gz") for r in read_records(path))
        return {url_key(url) for url in urls if url and page_key(url) in wanted}

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def load(root: Path, capture: Capture) -> Stored:
    """See `Archive.load`."""
    place, payload = capture.place, capture.payload
    if place is None or payload is None:
        raise LookupError("the archive holds no payload for this capture")
    try:
        own = read_record(root / place.file, place.offset).exchange
        held = own if payload == place else _payload(root, payload)
    except (OSError, EOFError, ValueError) as error:
        raise LookupError(f"the archive is damaged: {type(error).__name__}") from error
    if hashlib.sha256(held.body).hexdigest() != capture.digest:
        raise LookupError("the archive is damaged: the digest does not agree")
    head = held if own.status == 304 else own
    return Stored(
        Exchange(own.url, head.status, head.reason, head.headers, held.body),
        datetime.fromisoformat(capture.at),
    )


def _payload(root: Path, place: Place) -> Exchange:
    return read_record(root / place.file, place.offset).exchange


def _redirected(path: Path, keys: set[str]) -> set[str]:
    """Keys of the addresses that records of `keys` in this file redirect to."""
    found: set[str] = set()
    for record in read_records(path):
        location = record.exchange.header("location")
        if location and 300 <= record.exchange.status < 400 and url_key(record.exchange.url) in keys:
            found.add(url_key(on_the_wire(urljoin(record.exchange.url, location))))
    return found


def _rewrite(path: Path, keys: set[str]) -> dict[int, int]:
    """Write the file again without the records of these addresses; returns old to new offsets of the rest."""
    moves: dict[int, int] = {}
    fresh = path.with_name(path.name + ".new")
    with path.open("rb") as old, fresh.open("wb") as new:
        fresh.chmod(0o600)
        for record in read_records(path):
            if record.exchange.url and url_key(record.exchange.url) in keys:
                continue
            moves[record.offset] = new.tell()
            old.seek(record.offset)
            new.write(old.read(record.length))
        new.flush()
        os.fsync(new.fileno())
    fresh.replace(path)
    return moves
