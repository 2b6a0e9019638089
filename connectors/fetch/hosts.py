"""What the sources of a run share for each host and port: its rate, its robots.txt, whether it answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from threading import Lock

from connectors.fetch.address import host_of, plain_host
from connectors.fetch.model import Unreachable
from connectors.fetch.robots import Robots
from schemas.registry import Source

MAX_CRAWL_DELAY = 10.0
"""Seconds; a longer Crawl-delay is passed over, since a county could then not be read in a day."""
GIVE_UP_AFTER = 5
"""Requests in a row that met silence or overload: the rest of the run does not ask this host again."""


class Gate:
    """Lets requests to one host through one by one, at a rate and in the order they came.

    Each caller reserves the next free moment under a lock and sleeps until then outside of it.
    """

    def __init__(self, requests_per_second: float | None = None) -> None:
        self._lock = Lock()
        self._interval = 0.0
        self._next = 0.0
        self._held_until = 0.0
        if requests_per_second is not None:
            self.limit(requests_per_second)

    def limit(self, requests_per_second: float) -> None:
        """Go no faster than this; of several limits the slowest holds."""
        with self._lock:
            self._interval = max(self._interval, 1 / requests_per_second)

    def hold(self, seconds: float) -> None:
        """Let nobody through for so long (Retry-After), those who wait already included."""
        with self._lock:
            self._held_until = max(self._held_until, time.monotonic() + seconds)

    def wait(self) -> None:
        """Return when the caller may send its request."""
        while True:
            with self._lock:
                now = time.monotonic()
                slot = max(now, self._next, self._held_until)
                self._next = slot + self._interval
            if slot > now:
                time.sleep(slot - now)
            if time.monotonic() >= self._held_until:
                return


class Host:
    """One host and port."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.gate = Gate()
        self._robots: Robots | Unreachable | None = None
        self._asking = Lock()
        self._silent = 0
        self._last: Unreachable | None = None

    def robots(self, ask: Callable[[], Robots]) -> Robots:
        """The host's rules, asked for once a run whoever comes first.

        Raises `Unreachable` for the whole run where they could not be had (RFC 9309 §2.3.1.4).
        """
        with self._asking:
            if self._robots is None:
                try:
                    self._robots = ask()
                except Unreachable as error:
                    self._robots = error
                else:
                    delay = self._robots.crawl_delay
                    if delay and delay <= MAX_CRAWL_DELAY:
                        self.gate.limit(1 / delay)
        if isinstance(self._robots, Unreachable):
            raise Unreachable(f"robots.txt: {self._robots.reason}", status=self._robots.status)
        return self._robots

    def answered(self) -> None:
        """A server is there."""
        self._silent = 0

    def was_silent(self, error: Unreachable) -> None:
        """No server answered, after all tries."""
        self._silent += 1
        self._last = error

    def check(self) -> None:
        """Raises `Unreachable` without asking, where the last requests all found no server."""
        if self._silent >= GIVE_UP_AFTER and self._last is not None:
            raise Unreachable(f"{self.name} has not answered {self._silent} times: {self._last.reason}")


class Hosts:
    """The hosts of one run. Give it all sources at the start: then each rate is the smallest from the first
    request on."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._lock = Lock()
        self._hosts: dict[str, Host] = {}
        for source in sources:
            self.admit(source)

    def admit(self, source: Source) -> None:
        """Keep this source's rate on all its hosts."""
        for name in declared_hosts(source):
            self._named(name).gate.limit(source.requests_per_second)

    def of(self, url: str) -> Host:
        """The host an address is on."""
        return self._named(host_of(url))

    def beside(self) -> Hosts:
        """The same hosts asked on another road (IPv6): one rate for both, but silence here is none there."""
        return _Beside(self)

    def _named(self, name: str) -> Host:
        with self._lock:
            return self._hosts.setdefault(name, self._made(name))

    def _made(self, name: str) -> Host:
        return Host(name)


class _Beside(Hosts):
    def __init__(self, hosts: Hosts) -> None:
        super().__init__()
        self._other = hosts

    def _made(self, name: str) -> Host:
        host = Host(name)
        host.gate = self._other._named(name).gate
        return host


def declared_hosts(source: Source) -> frozenset[str]:
    """The hosts whose pages and files may be asked for this source."""
    names = {host_of(source.base_url), *(plain_host(h) for h in source.hosts)}
    return frozenset(names - {""})
