"""One HTTP exchange: a request out, the whole body in, within limits of time and size."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, Timeout
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from connectors.fetch.body import decoded, in_words, received
from schemas.registry import Source

USER_AGENT = "Gongkai/0.1 (+county disclosure harvest)"
CONNECT_SECONDS = 10.0
_NEVER_AGAIN = Retry(False, redirect=False)
"""Retries and redirects are ours; urllib3 would make this anew for each request."""

# urllib3 warns of odd headers with the address in the message, and an address may carry personal data.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)


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


class Wire:
    """The connections of one source; cookies are kept as a browser would. Not for two threads at once.

    requests keeps the session, its adapter the TLS settings; the exchange itself goes through the adapter's
    connection pool, since `Session.request` costs three times as much as what it wraps.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._session = requests.Session()
        self._session.trust_env = False
        self._timeout = Timeout(connect=CONNECT_SECONDS, read=source.timeout_seconds)
        self._pools: dict[tuple[str, str], HTTPConnectionPool] = {}
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
        raw = self._open(url, form, headers)
        try:
            content = received(raw, max_bytes=max_bytes, seconds=self._source.timeout_seconds)
        except HTTPError as error:
            raise in_words(error, inside_body=True) from error
        finally:
            raw.close()
        body, fields = decoded(content, list(raw.headers.items()), max_bytes)
        return Exchange(url, raw.status, raw.reason or "", tuple(fields), body)

    def _open(self, url: str, form: Mapping[str, str] | None, headers: Mapping[str, str]) -> BaseHTTPResponse:
        """The response with its head read and its body still to come."""
        parts = urlsplit(url)
        method, content = "GET", None
        fields = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate", **headers}
        fields |= self._named(parts.netloc)
        if form is not None:
            method, content = "POST", urlencode(form).encode("ascii")
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        if len(self._session.cookies):
            prepared = requests.Request(method, url, cookies=self._session.cookies).prepare()
            fields |= {"Cookie": prepared.headers["Cookie"]} if "Cookie" in prepared.headers else {}
        try:
            raw = self._pool(parts.scheme, parts.netloc, url).urlopen(
                method,
                (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
                body=content,
                headers=fields,
                retries=_NEVER_AGAIN,
                redirect=False,
                assert_same_host=False,
                timeout=self._timeout,
                preload_content=False,
                decode_content=False,
            )
        except (requests.RequestException, HTTPError, UnicodeError) as error:
            raise in_words(error, inside_body=False) from error
        if "set-cookie" in raw.headers:
            prepared = requests.Request(method, url).prepare()
            self._session.cookies.update(self._adapter(url).build_response(prepared, raw).cookies)
        return raw

    def _named(self, netloc: str) -> dict[str, str]:
        """Headers that name the host, where its connections do not."""
        return {}

    def _pool(self, scheme: str, netloc: str, url: str) -> HTTPConnectionPool:
        """The connections to one host, with the source's TLS settings."""
        key = scheme, netloc
        if key not in self._pools:
            verify = DEFAULT_CA_BUNDLE_PATH if self._source.verify_tls else False
            prepared = requests.Request("GET", url).prepare()
            pool = self._adapter(url).get_connection_with_tls_context(prepared, verify)
            assert isinstance(pool, HTTPConnectionPool)
            self._pools[key] = pool
        return self._pools[key]

    def _adapter(self, url: str) -> HTTPAdapter:
        adapter = self._session.get_adapter(url)
        assert isinstance(adapter, HTTPAdapter)
        return adapter
