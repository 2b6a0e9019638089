"""Redirects, followed by hand (RFC 9110 §15.4): at most five, and only inside the source's declared hosts.

A page that is nothing but a redirect written in HTML is one too, where a page was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin

from connectors.fetch.address import host_of, on_the_wire, shown
from connectors.fetch.model import Disallowed, FetchError, Request, Unusable
from connectors.fetch.verdict import leads_to
from connectors.fetch.wire import Exchange

MAX_REDIRECTS = 5


def follow(request: Request, ask: Callable[[Request], Exchange], *, hosts: frozenset[str]) -> Exchange:
    """Ask, and go where redirects lead.

    Raises `HopError` with the hop that may not be asked, besides what `ask` raises.
    """
    request = replace(request, url=on_the_wire(request.url))
    for hop in range(MAX_REDIRECTS + 1):
        if host_of(request.url) not in hosts:
            raise HopError(request, Disallowed(_outside(request.url, redirected=hop > 0)))
        exchange = ask(request)
        target = _target(exchange, request)
        if target is None:
            return exchange
        keeps_form = exchange.status in (307, 308)
        request = replace(request, url=target, form=request.form if keeps_form else None)
    raise HopError(
        request, Unusable(f"more than {MAX_REDIRECTS} redirects, the last to {shown(request.url)}")
    )


class HopError(Exception):
    """A request that was not sent, and why; the caller records it and raises `error`."""

    def __init__(self, request: Request, error: FetchError) -> None:
        super().__init__(error.reason)
        self.request = request
        self.error = error


def _target(exchange: Exchange, request: Request) -> str | None:
    if request.purpose in ("list", "detail") and (written := leads_to(exchange)):
        there = _absolute(exchange, written)
        return there if there != exchange.url else None
    location = exchange.header("location") if exchange.status in (301, 302, 303, 307, 308) else None
    if not location:
        return None
    # Header bytes arrive as Latin-1; servers put UTF-8 into Location all the same.
    try:
        location = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        location = location.strip()
    return _absolute(exchange, location)


def _absolute(exchange: Exchange, location: str) -> str:
    try:
        return on_the_wire(urljoin(exchange.url, location))
    except ValueError as error:
        raise Unusable(f"a redirect to what is no address: {shown(location)}") from error


def _outside(url: str, *, redirected: bool) -> str:
    led = "a redirect leads" if redirected else "the address leads"
    return f"{led} to {host_of(url)}, which the source does not name in `hosts`"
