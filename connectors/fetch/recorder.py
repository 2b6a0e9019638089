"""Writes what one source answers in one run: WARC records at once, index rows all together at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from connectors.fetch.index import Capture, Index, Place, form_key, url_key
from connectors.fetch.model import FetchError
from connectors.fetch.warc import NOT_MODIFIED, SAME_PAYLOAD, Original, WarcFile
from connectors.fetch.wire import USER_AGENT, Exchange


class Recorder:
    """One WARC file, opened with the first response. For one thread.

    A killed run leaves records without index rows: they are never found, and cleared away with their run.
    """

    def __init__(self, root: Path, index: Index, run_id: str, source_id: str) -> None:
        self.root = root
        self._index = index
        self._run_id = run_id
        self._source_id = source_id
        self._warc: WarcFile | None = None
        self._name = ""
        self._captures: list[Capture] = []
        self._newest: dict[tuple[str, str], Capture] = {}

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and commit the index rows: what was captured stays, however the source fared."""
        if self._warc is not None:
            self._warc.close()
            self._warc = None
        self._index.add(self._captures)
        self._captures.clear()

    def known(self, url: str, form: Mapping[str, str] | None = None) -> Capture | None:
        """The latest capture of this request, of this run or an earlier one."""
        key = url_key(url), form_key(form)
        return self._newest.get(key) or self._index.find(*key, self._source_id, None)

    def readable(self) -> None:
        """Put on disk what was written so far, for a reader of this very run."""
        if self._warc is not None:
            self._warc.flush()

    def record(self, exchange: Exchange, form: Mapping[str, str] | None, at: datetime) -> None:
        """Keep a response; one whose payload did not change is kept as a revisit."""
        warc = self._file()
        digest = hashlib.sha256(exchange.body).hexdigest()
        before = self.known(exchange.url, form)
        same = before and before.digest == digest and before.status == exchange.status and before.payload
        if before is not None and same:
            original = Original(exchange.url, datetime.fromisoformat(before.at))
            offset = warc.revisit(exchange, at, digest, original, SAME_PAYLOAD)
            payload = same
        else:
            offset = warc.response(exchange, at, digest, form)
            payload = Place(self._name, offset)
        self._add(exchange, form, at, digest, Place(self._name, offset), payload)

    def not_modified(self, exchange: Exchange, before: Capture, at: datetime) -> None:
        """Keep a 304 that stands for an earlier capture."""
        if before.digest is None or before.payload is None:
            raise ValueError("only a capture with a payload can be revisited")
        warc = self._file()
        original = Original(exchange.url, datetime.fromisoformat(before.at))
        offset = warc.revisit(exchange, at, before.digest, original, NOT_MODIFIED)
        place = Place(self._name, offset)
        self._add(exchange, None, at, before.digest, place, before.payload, before)

    def failed(self, url: str, form: Mapping[str, str] | None, error: FetchError, at: datetime) -> None:
        """Keep that no usable answer came, so that a replay fails in the same way."""
        self._keep(
            Capture(
                url_key=url_key(url),
                form_key=form_key(form),
                source_id=self._source_id,
                run_id=self._run_id,
                at=at.isoformat(),
                failure=_kind(error),
                reason=error.reason,
            )
        )

    def _add(
        self,
        exchange: Exchange,
        form: Mapping[str, str] | None,
        at: datetime,
        digest: str,
        place: Place,
        payload: Place,
        validated: Capture | None = None,
    ) -> None:
        headers = exchange.header_map()
        self._keep(
            Capture(
                url_key=url_key(exchange.url),
                form_key=form_key(form),
                source_id=self._source_id,
                run_id=self._run_id,
                at=at.isoformat(),
                status=exchange.status,
                digest=digest,
                etag=headers.get("etag") or (validated.etag if validated else None),
                last_modified=headers.get("last-modified")
                or (validated.last_modified if validated else None),
                file=place.file,
                offset=place.offset,
                payload_file=payload.file,
                payload_offset=payload.offset,
            )
        )

    def _keep(self, capture: Capture) -> None:
        self._captures.append(capture)
        self._newest[capture.url_key, capture.form_key] = capture

    def _file(self) -> WarcFile:
        if self._warc is None:
            folder = self.root / self._run_id
            n = 1
            while (path := folder / f"{self._source_id}{'' if n == 1 else f'.{n}'}.warc.gz").exists():
                n += 1
            self._warc = WarcFile(path, USER_AGENT)
            self._name = path.relative_to(self.root).as_posix()
        return self._warc


def _kind(error: FetchError) -> str:
    """The public kind of an error; kinds that only the wire knows count as theirs."""
    return next(c.__name__ for c in type(error).__mro__ if c.__module__ == "connectors.fetch.model")
