"""The body of a response, within limits of time and size, and what can go wrong with it in words."""

from __future__ import annotations

import time
import zlib

import requests
import urllib3
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import IncompleteRead, ProtocolError

from connectors.fetch.model import Unreachable, Unusable

MIN_BYTES_PER_SECOND = 16_384
"""A body may take the source's timeout and a second more for each so many bytes; less is a drip."""
_CHUNK = 1 << 16


class Truncated(Unusable):
    """The connection ended before the body did."""


class Untrusted(Unreachable):
    """The server's certificate does not hold; another try would not change it."""


def received(raw: BaseHTTPResponse, *, max_bytes: int, seconds: float) -> bytes:
    """The bytes of a body as sent; the connection goes back to its pool.

    Raises `Unusable` where it is too large, `Unreachable` where it drips, and what urllib3 raises.
    """
    declared = raw.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise _too_large(int(declared), max_bytes)
    started = time.monotonic()
    chunks: list[bytes] = []
    size = 0
    while chunk := raw.read1(_CHUNK, decode_content=False):
        chunks.append(chunk)
        size += len(chunk)
        if size > max_bytes:
            raise _too_large(size, max_bytes)
        if time.monotonic() - started > seconds + size / MIN_BYTES_PER_SECOND:
            raise Unreachable(f"the body drips: {size} bytes in {time.monotonic() - started:.0f} s")
    raw.release_conn()
    return b"".join(chunks)


def decoded(
    raw: bytes, headers: list[tuple[str, str]], max_bytes: int
) -> tuple[bytes, list[tuple[str, str]]]:
    """The body without its transfer and content encodings, and headers that say so.

    What was taken off stays readable under `X-Archive-Orig-…`, the custom of WARC tools. Raises `Unusable`
    where the body outgrows `max_bytes` or is encoded oddly, `Truncated` where its end is missing.
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


def in_words(error: Exception, *, inside_body: bool) -> Unreachable | Unusable:
    """An exception of requests or urllib3 in words without the address."""
    seen: BaseException | None = error
    while seen is not None:  # requests wraps urllib3 wraps http.client
        if isinstance(seen, IncompleteRead):
            return Truncated(f"truncated: {seen.partial} bytes came, {seen.expected} are missing")
        seen = seen.__cause__ or seen.__context__
    match error:
        case requests.exceptions.SSLError() | urllib3.exceptions.SSLError():
            return Untrusted("TLS: the certificate or handshake does not hold")
        case requests.exceptions.ConnectTimeout() | urllib3.exceptions.ConnectTimeoutError():
            return Unreachable("no connection in time, or refused")
        case requests.exceptions.Timeout() | urllib3.exceptions.TimeoutError():
            return Unreachable("timed out: the server fell silent")
        case ProtocolError() if inside_body:
            return Truncated("truncated: the connection broke off inside the body")
        case requests.exceptions.ConnectionError() | ProtocolError():
            return Unreachable("the connection was refused or broke off")
        case _:
            return Unusable(f"not a valid HTTP exchange ({type(error).__name__})")
