"""The live side of the seam: polite, bounded, recorded."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from connectors.fetch.address import shown
from connectors.fetch.archive import load
from connectors.fetch.body import Truncated, Untrusted
from connectors.fetch.follow import HopError, follow
from connectors.fetch.hosts import Host, Hosts, declared_hosts
from connectors.fetch.index import Capture
from connectors.fetch.model import Disallowed, FetchError, Request, Response, Unreachable, Unusable
from connectors.fetch.recorder import Recorder
from connectors.fetch.robots import MAX_BYTES, Robots
from connectors.fetch.verdict import objection
from connectors.fetch.wire import Exchange, Wire
from schemas.base import now
from schemas.registry import Source

TRIES = 3
BACKOFF_SECONDS = (0.2, 0.6)
MAX_RETRY_AFTER = 60.0
"""Seconds; a server that asks for more is waited for so long and then given up."""


class LiveFetch:
    """Asks the sites of one source. For one thread; what sources share (rates, robots.txt) is in `hosts`.

    `requests` counts everything that went onto the wire: retries, redirects and robots.txt included.
    """

    def __init__(
        self, source: Source, hosts: Hosts, recorder: Recorder | None = None, wire: Wire | None = None
    ) -> None:
        hosts.admit(source)
        self.requests = 0
        self._source = source
        self._hosts = hosts
        self._declared = declared_hosts(source)
        self._recorder = recorder
        self._wire = wire or Wire(source)

    def __enter__(self) -> LiveFetch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the recorder is its owner's to close."""
        self._wire.close()

    def __call__(self, request: Request) -> Response:
        """See `Fetch`."""
        answer = _Answer(self, request)
        try:
            exchange = follow(request, answer.ask, hosts=self._declared)
        except HopError as refused:
            self._record_failure(refused.request, refused.error)
            raise refused.error from None
        if error := objection(exchange, request):
            raise error
        return Response(
            exchange.url,
            exchange.status,
            exchange.header_map(),
            exchange.body,
            answer.at,
            answer.not_modified,
        )

    def hop(self, request: Request, headers: Mapping[str, str]) -> Exchange:
        """One address, with robots.txt, rate and retries. Raises `FetchError`."""
        try:
            host = self._hosts.of(request.url)
            host.check()
            if self._source.robots:
                self._permit(host, request.url)
            attachment = request.purpose == "attachment"
            limit = self._source.max_attachment_bytes if attachment else self._source.max_page_bytes
            return self._tries(host, request, headers, limit)
        except FetchError as error:
            self._record_failure(request, error)
            raise

    def known(self, request: Request) -> Capture | None:
        """A capture with a payload that may stand for the page where the server says 304."""
        if self._recorder is None or not request.revalidate or request.form is not None:
            return None
        capture = self._recorder.known(request.url)
        usable = capture and capture.payload and capture.status in (200, 304)
        return capture if usable and capture and (capture.etag or capture.last_modified) else None

    def record(self, request: Request, exchange: Exchange, at: datetime) -> None:
        if self._recorder is not None:
            self._recorder.record(exchange, request.form, at)

    def revisited(self, exchange: Exchange, capture: Capture, at: datetime) -> Exchange | None:
        """The archived page that a 304 stands for; None where the archive cannot give it."""
        if self._recorder is None:
            return None
        self._recorder.readable()
        try:
            stored = load(self._recorder.root, capture)
        except LookupError:
            return None
        self._recorder.not_modified(exchange, capture, at)
        return Exchange(exchange.url, 200, "OK", stored.exchange.headers, stored.exchange.body)

    def _tries(self, host: Host, request: Request, headers: Mapping[str, str], limit: int) -> Exchange:
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            host.gate.wait()
            self.requests += 1
            try:
                exchange = self._wire.send(request.url, form=request.form, headers=headers, max_bytes=limit)
            except (Unreachable, Truncated) as error:
                if last or isinstance(error, Untrusted):
                    if isinstance(error, Unreachable):
                        host.was_silent(error)
                    raise
            else:
                if exchange.status < 500 and exchange.status != 429:
                    host.answered()
                    return exchange
                told = _hold(host, exchange)
                if last:
                    if exchange.status in (429, 503):
                        host.was_silent(Unreachable(f"HTTP {exchange.status}", status=exchange.status))
                    return exchange
                self.record(request, exchange, now())
                if told:
                    continue
            time.sleep(BACKOFF_SECONDS[attempt] * random.uniform(0.8, 1.2))  # noqa: S311 - jitter
        raise AssertionError("the last attempt returns or raises")

    def _permit(self, host: Host, url: str) -> None:
        robots = host.robots(lambda: self._robots(host, url))
        if rule := robots.refusal(url):
            raise Disallowed(f"robots.txt of {host.name} says {rule!r}, which covers {shown(url)}")

    def _robots(self, host: Host, url: str) -> Robots:
        """Raises `Unreachable` where the host has no clear answer: then nothing of it may be asked."""
        parts = urlsplit(url)
        request = Request(f"{parts.scheme}://{parts.netloc}/robots.txt", "probe")

        def ask(hop: Request) -> Exchange:
            exchange = self._tries(host, hop, {}, 4 * MAX_BYTES)
            self.record(hop, exchange, now())
            return exchange

        try:
            exchange = follow(request, ask, hosts=self._declared)
        except (HopError, Unusable):
            return Robots.read(b"")  # RFC 9309 §2.3.1: unavailable, so all is allowed
        if exchange.status >= 500 or exchange.status == 429:
            raise Unreachable(f"HTTP {exchange.status}", status=exchange.status)
        return Robots.read(exchange.body if exchange.status == 200 else b"")

    def _record_failure(self, request: Request, error: FetchError) -> None:
        if self._recorder is not None:
            self._recorder.failed(request.url, request.form, error, now())


class _Answer:
    """One request on its way through redirects and conditional GETs."""

    def __init__(self, fetch: LiveFetch, request: Request) -> None:
        self._fetch = fetch
        self._headers = request.headers
        self.at = now()
        self.not_modified = False

    def ask(self, hop: Request) -> Exchange:
        capture = self._fetch.known(hop)
        if capture is not None:
            exchange = self._fetch.hop(hop, {**self._headers, **_validators(capture)})
            self.at = now()
            if exchange.status != 304:
                self._fetch.record(hop, exchange, self.at)
                return exchange
            if held := self._fetch.revisited(exchange, capture, self.at):
                self.not_modified = True
                return held
        exchange = self._fetch.hop(hop, self._headers)
        self.at = now()
        self._fetch.record(hop, exchange, self.at)
        return exchange


def retry_after(value: str | None) -> float | None:
    """Seconds to wait by a Retry-After field (RFC 9110 §10.2.3), seconds or date; None where absent."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip())
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _hold(host: Host, exchange: Exchange) -> bool:
    """Keep everybody away from an overloaded host for as long as it asks; whether it did ask."""
    seconds = retry_after(exchange.header("retry-after"))
    if seconds is not None:
        host.gate.hold(min(seconds, MAX_RETRY_AFTER))
    return seconds is not None


def _validators(capture: Capture) -> dict[str, str]:
    fields = {"If-None-Match": capture.etag, "If-Modified-Since": capture.last_modified}
    return {name: value for name, value in fields.items() if value}
