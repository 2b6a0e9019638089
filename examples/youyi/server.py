"""The sites of the county as one process: a listening socket a site, pages made when first asked for."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.requests import Request
from starlette.responses import Response

from examples.youyi.county import FIRST_PORT, plans
from examples.youyi.model import Day
from examples.youyi.platform import OverIpv6, over_ipv6
from examples.youyi.site import Answer, Site, on_ipv6, sites
from examples.youyi.sites.model import Ask

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class PortTakenError(Exception):
    """A port of the county is in use by another program; the message names it."""


class County:
    """The ASGI application: finds the site by the port that was asked."""

    def __init__(
        self, found: list[Site], *, validators: frozenset[int], ipv6: Mapping[int, OverIpv6]
    ) -> None:
        self._ipv6 = ipv6
        self._sites = {site.port: site for site in found}
        self._validators = validators
        self._made: dict[tuple[int, str, bytes], Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; nothing else is spoken here."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        form = await request.body() if request.method == "POST" else b""
        port = int(scope["server"][1])
        if ":" in scope["server"][0]:
            answer = on_ipv6(self._sites[port], self._ipv6[port], Ask(request.url.path))
        else:
            answer = self._answer(port, request, form)
        await _response(answer, request, tagged=port in self._validators)(scope, receive, send)

    def _answer(self, port: int, request: Request, form: bytes) -> Answer:
        site = self._sites[port]
        path = request.url.path
        key = (port, f"{path}?{request.url.query}", form)
        if key not in self._made or path in site.first_asks:
            once = path in site.first_asks
            fields = dict(parse_qsl(form.decode("utf-8", "replace")))
            answer = site.answer(Ask(path, dict(request.query_params), fields))
            if once:
                return answer
            self._made[key] = answer
        return self._made[key]


def serve(day: Day, ports_from: int = FIRST_PORT) -> None:
    """Serve the county as of that day until stopped; prints `ready` as one line when all sockets listen.

    Raises `PortTakenError` where a port is in use.
    """
    found = list(sites(day, ports_from))
    sockets = [_listen(site.port) for site in found]
    ipv6 = over_ipv6(ports_from) if has_ipv6() else {}
    sockets += [_listen(port, "::1") for port in ipv6]
    county = County(found, validators=_tagged(ports_from), ipv6=ipv6)
    # A page that is cut off on purpose is no error worth a traceback: only critical messages are shown.
    config = uvicorn.Config(
        county, log_level="critical", lifespan="off", access_log=False, timeout_keep_alive=60
    )
    asyncio.run(_run(uvicorn.Server(config), sockets))


async def _run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
    running = asyncio.create_task(server.serve(sockets))
    while not server.started and not running.done():
        await asyncio.sleep(0.01)
    if server.started:
        print("ready", flush=True)
    await running


def has_ipv6() -> bool:
    """Whether this machine has ::1."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect(("::1", 9))
    except OSError:
        return False
    return True


def _listen(port: int, address: str = "127.0.0.1") -> socket.socket:
    """A listening socket on the loopback. Raises `PortTakenError`."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortTakenError(
            f"port {port} on {address} is taken ({error.strerror}): stop that program or use --ports-from"
        ) from error
    return listener


def _response(answer: Answer, request: Request, *, tagged: bool) -> Response:
    headers = dict(answer.headers)
    if tagged and answer.status == 200:
        headers["ETag"] = f'"{sha256(answer.body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
    if answer.promised:
        headers["Content-Length"] = str(answer.promised)
    return Response(answer.body, answer.status, headers | {"Content-Type": answer.media_type})


def _tagged(ports_from: int) -> frozenset[int]:
    return frozenset(plan.port for plan in plans(ports_from).values() if plan.validators)
