"""Asking a host at addresses of our own finding (IPv6), with its name in the request as a browser would send it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool

from connectors.fetch.model import Unreachable
from connectors.fetch.wire import Wire
from schemas.registry import Source

Addresses = Callable[[str], tuple[str, ...]]
"""The addresses of a host, named with its port where it has one; none where it has none."""


class AddressedWire(Wire):
    """A `Wire` that goes to the first address that `addresses` gives for a host, and never to another.

    No name is resolved on the way, so that what is asked is this address. Raises `Unreachable` for a host without.
    """

    def __init__(self, source: Source, addresses: Addresses) -> None:
        super().__init__(source)
        self._addresses = addresses

    def _pool(self, scheme: str, netloc: str, url: str) -> HTTPConnectionPool:
        if (scheme, netloc) not in self._pools:
            found = self._addresses(netloc.lower())
            if not found:
                raise Unreachable("the host has no such address")
            self._pools[scheme, netloc] = self._opened(found[0], url)
        return self._pools[scheme, netloc]

    def _named(self, netloc: str) -> dict[str, str]:
        return {"Host": netloc}

    def _opened(self, address: str, url: str) -> HTTPConnectionPool:
        parts = urlsplit(url)
        if parts.scheme != "https":
            return HTTPConnectionPool(address, parts.port or 80)
        verify = self._source.verify_tls
        return HTTPSConnectionPool(
            address,
            parts.port or 443,
            server_hostname=parts.hostname,
            assert_hostname=parts.hostname if verify else False,
            cert_reqs="CERT_REQUIRED" if verify else "CERT_NONE",
            ca_certs=DEFAULT_CA_BUNDLE_PATH if verify else None,
        )
