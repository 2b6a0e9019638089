"""One HTTP exchange: a request out, the whole body in, within limits of time and size."""

from __future__ import annotations

import logging
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

import requests
import urllib3
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError

from connectors.fetch.model import Unreachable, Unusable
from schemas.registry import Source

USER_AGENT = "Gongkai/0.1 (+county disclosure harvest)"
CONNECT_SECONDS = 10.0
MIN_BYTES_PER_SECOND = 16_384
"""A body may take the source's timeout and a second more for each so many bytes; less is a drip."""
_CHUNK = 1 << 16

# urllib3 warns of odd headers with the address in the message, and an address may carry personal data.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)


class Truncated(Unusable):
    """The connection ended before the body did."""


class Untrusted(Unreachable):
    """The server's certificate does not hold; another try would not change it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one server said to one request. The body is decoded; headers as in the archive, in their order."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def header_map(self) -> dict[str, str]:
        """Headers by lower-case name, repeated ones joined by a comma (RFC 9110 §5.3)."""
        joined: dict[str, str] = {}
        for key, value in self.headers:
            name = key.lower()
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
        return joined


class Readable(Protocol):
    """The part of a urllib3 response that a body is read from."""

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes: ...


class Wire:
    """The connections of one source; cookies are kept as a browser would. Not for two threads at once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._session = requests.Session()
        self._session.trust_env = False
        if not source.verify_tls:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def close(self) -> None:
        self._session.close()

    def send(
        self, url: str, *, form: Mapping[str, str] | None, headers: Mapping[str, str], max_bytes: int
    ) -> Exchange:
        """Ask once. `url` is as `on_the_wire` gives it.

        Raises `Unreachable`, `Untrusted`, `Truncated` or `Unusable` (too large, unknown encoding).
        """
        prepared = self._prepare(url, form, headers)
        try:
            response = self._session.get_adapter(url).send(
                prepared,
                stream=True,
                timeout=(CONNECT_SECONDS, self._source.timeout_seconds),
                verify=self._source.verify_tls,
            )
            with response:
                if "set-cookie" in response.headers:
                    self._session.cookies.update(response.cookies)
                raw = _received(response, max_bytes, self._source.timeout_seconds)
        except (requests.RequestException, HTTPError, UnicodeError) as error:
            raise in_words(error) from error
        body, fields = _decoded(raw, list(response.raw.headers.items()), max_bytes)
        return Exchange(url, response.status_code, response.reason or "", tuple(fields), body)

    def _prepare(
        self, url: str, form: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> requests.PreparedRequest:
        # Filled by hand: Session.prepare_request costs more than sending the request does.
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url, prepared.body = "GET", url, None
        fields = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate", **headers}
        if form is not None:
            prepared.method, prepared.body = "POST", urlencode(form).encode("ascii")
            fields["Content-Type"] = "application/x-www-form-urlencoded"
            fields["Content-Length"] = str(len(prepared.body))
        prepared.headers = CaseInsensitiveDict(fields)
        if len(self._session.cookies):
            prepared.prepare_cookies(self._session.cookies)
        return prepared


def read_body(response: requests.Response, *, max_bytes: int, seconds: float) -> bytes:
    """The body of a streamed response, without encodings.

    Raises `Unusable` where it is too large or oddly encoded, `Unreachable` where it drips, `Truncated`, and
    what requests and urllib3 raise.
    """
    raw = _received(response, max_bytes, seconds)
    return _decoded(raw, list(response.raw.headers.items()), max_bytes)[0]


def _received(response: requests.Response, max_bytes: int, seconds: float) -> bytes:
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise _too_large(int(declared), max_bytes)
    started = time.monotonic()
    chunks: list[bytes] = []
    size = 0
    raw: Readable = response.raw
    while chunk := raw.read1(_CHUNK, decode_content=False):
        chunks.append(chunk)
        size += len(chunk)
        if size > max_bytes:
            raise _too_large(size, max_bytes)
        if time.monotonic() - started > seconds + size / MIN_BYTES_PER_SECOND:
            raise Unreachable(f"the body drips: {size} bytes in {time.monotonic() - started:.0f} s")
    response.raw.release_conn()
    return b"".join(chunks)


def _decoded(
    raw: bytes, headers: list[tuple[str, str]], max_bytes: int
) -> tuple[bytes, list[tuple[str, str]]]:
    """The body without its transfer and content encodings, and headers that say so.

    What was taken off stays readable under `X-Archive-Orig-…`, the custom of WARC tools.
    """
    encodings = [v.strip().lower() for k, v in headers if k.lower() == "content-encoding" and v.strip()]
    body = raw
    if encodings and encodings != ["identity"]:
        if encodings[0] not in ("gzip", "x-gzip", "deflate") or len(encodings) > 1:
            raise Unusable(f"content encoding {', '.join(encodings)[:40]!r} was not asked for")
        body = _inflated(raw, encodings[0], max_bytes)
    taken_off = {"content-encoding", "transfer-encoding", "content-length"}
    fields = [(f"X-Archive-Orig-{k}" if k.lower() in taken_off else k, v) for k, v in headers]
    return body, [*fields, ("Content-Length", str(len(body)))]


def _inflated(raw: bytes, encoding: str, max_bytes: int) -> bytes:
    """Raises `Unusable` when it outgrows `max_bytes` (a gzip bomb), `Truncated` when its end is missing."""
    if encoding == "deflate":
        wbits = zlib.MAX_WBITS if raw[:1] == b"\x78" else -zlib.MAX_WBITS
    elif raw[:2] == b"\x1f\x8b":
        wbits = zlib.MAX_WBITS | 16
    else:
        return raw  # some servers say gzip and send plain text
    body = bytearray()
    try:
        while raw:
            inflate = zlib.decompressobj(wbits)
            body += inflate.decompress(raw, max_bytes + 1 - len(body))
            if len(body) > max_bytes:
                raise _too_large(len(body), max_bytes, "at least ")
            if not inflate.eof:
                raise Truncated(f"the {encoding} body ends too early, after {len(body)} bytes")
            raw = inflate.unused_data if inflate.unused_data[:2] == b"\x1f\x8b" else b""
    except zlib.error as error:
        raise Unusable(f"the {encoding} body is damaged") from error
    return bytes(body)


def _too_large(size: int, limit: int, at_least: str = "") -> Unusable:
    return Unusable(
        f"too large: {at_least}{size / 1e6:.1f} MB, the limit is {limit / 1e6:.1f} MB ({limit} bytes)"
    )


def in_words(error: Exception) -> Unreachable | Unusable:
    """An exception of requests or urllib3 in words without the address."""
    seen: BaseException | None = error
    while seen is not None:  # requests wraps urllib3 wraps http.client
        if isinstance(seen, IncompleteRead):
            return Truncated(f"truncated: {seen.partial} bytes came, {seen.expected} are missing")
        seen = seen.__cause__ or seen.__context__
    match error:
        case requests.exceptions.SSLError():
            return Untrusted("TLS: the certificate or handshake does not hold")
        case requests.exceptions.ConnectTimeout():
            return Unreachable(f"no connection within {CONNECT_SECONDS:.0f} s")
        case requests.exceptions.Timeout() | urllib3.exceptions.TimeoutError():
            return Unreachable("timed out: the server fell silent")
        case requests.exceptions.ConnectionError():
            return Unreachable("connection refused or broken off")
        case ProtocolError():
            return Truncated("truncated: the connection broke off inside the body")
        case _:
            return Unusable(f"not a valid HTTP exchange ({type(error).__name__})")
