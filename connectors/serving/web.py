"""The web face of the feeds: files of the current edition, with how long they may be kept, and `/oai`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from connectors.serving.metadata import XSD
from connectors.serving.model import RecordStore
from connectors.serving.oai import Repository, answer
from schemas.registry import County

_NEVER_CHANGES = re.compile(r"resourcesync/changelist-\d{6}\.xml")
"""Full pages of the change list; all else may lose a withdrawn title or gain an entry."""
_LONG = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=300"


class Edition(StaticFiles):
    """The files of whatever edition is current when they are asked for."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        path = str(scope["path"]).removeprefix("/feeds/current/")
        response.headers["cache-control"] = _LONG if _NEVER_CHANGES.fullmatch(path) else _SHORT
        response.headers["access-control-allow-origin"] = "*"
        return response


def serving_app(
    current: Path,
    store: RecordStore,
    county: County,
    *,
    clock: Callable[[], datetime],
    public_url: str | None = None,
) -> Starlette:
    """The feeds at `/feeds/current/` and OAI-PMH at `/oai`, as an ASGI application.

    `current` is the link `home/feeds/current`. `public_url`: scheme and host that harvesters use, where a proxy
    stands in front.
    """

    async def oai(request: Request) -> Response:
        arguments = request.query_params.multi_items()
        if request.method == "POST":
            form = await request.form()
            arguments = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        base = public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
        repository = Repository(county, store, f"{base.rstrip('/')}/oai", county.contact or "", clock)
        body = await run_in_threadpool(answer, repository, arguments)
        return Response(body, media_type="text/xml; charset=utf-8")

    async def schema(request: Request) -> Response:
        text = files("connectors.serving").joinpath(XSD).read_text(encoding="utf-8")
        return Response(text, media_type="application/xml")

    async def front(request: Request) -> Response:
        return RedirectResponse("/feeds/current/manifest.json")

    async def health(request: Request) -> Response:
        there = current.exists()
        return PlainTextResponse("ok" if there else "no edition yet", 200 if there else 503)

    return Starlette(
        routes=[
            Route("/", front, methods=["GET"]),
            Route("/health", health, methods=["GET"]),
            Route("/oai", oai, methods=["GET", "POST"]),
            Route(f"/{XSD}", schema, methods=["GET"]),
            Mount("/feeds/current", Edition(directory=current, check_dir=False, follow_symlink=True)),
        ]
    )
