"""What this machine knows of the network: the addresses of a name, and whether there is a way to them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

IpVersion = Literal[4, 6]
_FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}
_NO_RECORD = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class Unresolved(Exception):  # noqa: N818 - it is no fault of ours, nor of anybody's that we know
    """Nothing can be said of a name's addresses; the message says why, in plain Chinese."""


def records(name: str, version: IpVersion) -> tuple[str, ...]:
    """The addresses of a host name (A or AAAA) by the resolver of this machine; none where it has none.

    Raises `Unresolved`.
    """
    try:
        found = socket.getaddrinfo(name, None, _FAMILY[version], socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_RECORD:
            return ()
        raise Unresolved("域名解析服务没有回答") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def has_route(address: str) -> bool:
    """Whether this machine has a way to an address; nothing is sent."""
    try:
        family = _FAMILY[ip_address(address).version]
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
    except OSError:
        return False
    return True


def version_of(name: str) -> int | None:
    """4 or 6 where a host is an address, None where it is a name."""
    try:
        return ip_address(name.strip("[]")).version
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, and whether there is a way to them; tests bring their own."""

    resolve: Callable[[str, IpVersion], tuple[str, ...]] = records
    """Raises `Unresolved`."""
    has_route: Callable[[str], bool] = has_route

    def addresses(self, name: str, version: IpVersion) -> tuple[str, ...]:
        """The addresses of a host without port. Raises `Unresolved`, also where an address of the other kind
        stands in place of a name: then there is nothing to look up."""
        given = version_of(name)
        if given is None:
            return self.resolve(name, version)
        if given != version:
            raise Unresolved("网址是 IP 地址，没有可查的域名")
        return (name.strip("[]"),)


SYSTEM = Network()
