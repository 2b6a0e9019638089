"""A uvicorn server that says `ready`, for `serve` and `receive`."""

from __future__ import annotations

import asyncio
import socket

import uvicorn
from starlette.applications import Starlette

from schemas.errors import CannotRunError


class ListenError(CannotRunError):
    """The address cannot be listened on; the message says why."""


def serve_app(app: Starlette, host: str, port: int) -> None:
    """Serve until stopped; prints `ready` as one line when it listens. Raises `ListenError`."""
    listening = _listen(host, port)
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    asyncio.run(_serve(uvicorn.Server(config), listening))


async def _serve(server: uvicorn.Server, listening: socket.socket) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
    print("ready", flush=True)
    await serving


def _listen(host: str, port: int) -> socket.socket:
    # The protocol is named so that asyncio sets TCP_NODELAY; without it every answer waits for 40 ms.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ListenError(f"cannot listen on {host}:{port}: {error.strerror}") from error
    listening.listen(128)
    listening.set_inheritable(True)
    return listening
