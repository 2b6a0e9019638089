"""WARC/1.1 (ISO 28500) by warcio: one gzip member a record, so that each can be read alone."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from connectors.fetch.wire import Exchange

COMPRESSION = 1
"""zlib level. Level 9, which warcio would use, costs twice the time for the same size within 1 %."""
MEMORY = 6
"""zlib's memory level: 8, its default, makes tables of 128 KiB ready for each page, and the files no smaller."""
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """Writes records whose payload digest is known. The digest of the whole block, which the standard leaves
    open (ISO 28500 §5.8), would mean to hash every page once more."""

    def ensure_digest(self, record: ArcWarcRecord, block: bool = True, payload: bool = True) -> None:
        if record.length is None or not record.rec_headers.get_header("WARC-Payload-Digest"):
            super().ensure_digest(record, block, payload)


class _Members:
    """A file object for warcio that closes a gzip member at each flush; warcio flushes after each record."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._deflate: zlib._Compress | None = None

    def write(self, data: bytes) -> None:
        if self._deflate is None:
            self._deflate = zlib.compressobj(COMPRESSION, zlib.DEFLATED, zlib.MAX_WBITS | 16, MEMORY)
        self._file.write(self._deflate.compress(data))

    def flush(self) -> None:
        if self._deflate is not None:
            self._file.write(self._deflate.flush())
            self._deflate = None


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier record that a revisit refers to."""

    url: str
    at: datetime


class WarcFile:
    """A new WARC file. Raises `FileExistsError` rather than append to what a killed run may have torn."""

    def __init__(self, path: Path, software: str) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("xb")
        path.chmod(0o600)
        self._writer = _Writer(_Members(self._file), gzip=False, warc_version="WARC/1.1")
        self._writer.write_record(
            self._writer.create_warcinfo_record(
                path.name, {"software": software, "format": "WARC File Format 1.1"}
            )
        )

    def response(self, exchange: Exchange, at: datetime, digest: str, form: Mapping[str, str] | None) -> int:
        """Write a response, with its request where that was a POST; returns the offset of the response.

        A GET is told by its target address; a request record for it would double the work for nothing.
        """
        offset = self._file.tell()
        fields = self._fields(at, digest)
        self._write("response", exchange, fields, exchange.body)
        if form is not None:
            self._request(exchange.url, form, fields)
        return offset

    def revisit(self, exchange: Exchange, at: datetime, digest: str, original: Original, profile: str) -> int:
        """Write that the payload is the one of an earlier record; returns the offset."""
        offset = self._file.tell()
        fields = self._fields(at, digest) | {
            "WARC-Profile": profile,
            "WARC-Refers-To-Target-URI": original.url,
            "WARC-Refers-To-Date": _utc(original.at),
        }
        self._write("revisit", exchange, fields, b"")
        return offset

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def _request(self, url: str, form: Mapping[str, str], response: Mapping[str, str]) -> None:
        body = urlencode(form).encode("ascii")
        head = StatusAndHeaders(
            f"POST {url} HTTP/1.1",
            [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", str(len(body)))],
            is_http_request=True,
        )
        fields = {
            "WARC-Record-ID": _record_id(),
            "WARC-Date": response["WARC-Date"],
            "WARC-Concurrent-To": response["WARC-Record-ID"],
        }
        record = self._writer.create_warc_record(
            url, "request", io.BytesIO(body), len(body), http_headers=head, warc_headers_dict=fields
        )
        self._writer.write_record(record)

    def _write(self, kind: str, exchange: Exchange, fields: dict[str, str], body: bytes) -> None:
        head = StatusAndHeaders(
            f"{exchange.status} {exchange.reason}", list(exchange.headers), protocol="HTTP/1.1"
        )
        record = self._writer.create_warc_record(
            exchange.url, kind, io.BytesIO(body), len(body), http_headers=head, warc_headers_dict=fields
        )
        self._writer.write_record(record)

    def _fields(self, at: datetime, digest: str) -> dict[str, str]:
        return {
            "WARC-Record-ID": _record_id(),
            "WARC-Date": _utc(at),
            "WARC-Payload-Digest": labelled(digest),
        }


@dataclass(frozen=True, slots=True)
class Record:
    """A record as read back; `body` is empty for a revisit."""

    kind: str
    exchange: Exchange
    offset: int
    length: int
    """Of the whole gzip member in the file."""


def read_record(path: Path, offset: int) -> Record:
    """One record. Raises `OSError`, `EOFError` or `ValueError` where it is not there whole."""
    with path.open("rb") as file:
        file.seek(offset)
        try:
            found = next(iter(ArchiveIterator(file)), None)
            if found is None:
                raise EOFError(f"{path.name} has no record at {offset}")
            return Record(found.rec_type, _exchange(found), offset, 0)
        except (ArchiveLoadFailed, zlib.error) as error:
            raise ValueError(f"{path.name}: the record at {offset} is damaged") from error


def read_records(path: Path) -> Iterator[Record]:
    """All whole records in order; a torn last one, as a killed run leaves it, ends the reading."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        while True:
            try:
                found = next(records, None)
                if found is None:
                    return
                exchange = _exchange(found)  # before its place is asked for, which reads on to the end
                offset, length = records.get_record_offset(), records.get_record_length()
            except (ArchiveLoadFailed, zlib.error, EOFError, ValueError):
                return
            yield Record(found.rec_type, exchange, offset, length)


def labelled(digest: str) -> str:
    """A hexadecimal sha256 as WARC writes digests: `sha256:` and base32."""
    return "sha256:" + base64.b32encode(bytes.fromhex(digest)).decode("ascii")


def _exchange(found: ArcWarcRecord) -> Exchange:
    body: bytes = found.raw_stream.read()
    head = found.http_headers
    declared = int(head.get_header("Content-Length") or 0) if head and found.rec_type == "response" else 0
    if len(body) < declared:
        raise EOFError(f"a record is cut off after {len(body)} of {declared} bytes")
    url = found.rec_headers.get_header("WARC-Target-URI") or ""
    status, _, reason = head.statusline.partition(" ") if head else ("0", "", "")
    headers = tuple(head.headers) if head else ()
    return Exchange(url, int(status) if status.isdigit() else 0, reason, headers, body)


def _record_id() -> str:
    return f"<{uuid4().urn}>"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
