"""What the reference column shows: front page, listing, feed, and the trail of an item."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from connectors.targets.column import Column, problem
from connectors.targets.trail import trail_of
from schemas.exchange import item_digest

MAX_PAGE = 1000
SHOWN = 20
"""Items on the front page."""
_LEVELS = {"county": "县级", "municipal": "市级", "provincial": "省级", "national": "国家级"}


async def items(column: Column, request: Request) -> Response:
    """What is held, a page at a time, in the order of ids."""
    limit = request.query_params.get("limit", str(MAX_PAGE))
    if not limit.isdigit() or not 1 <= int(limit) <= MAX_PAGE:
        return problem(400, "limit", f"limit 应在 1 至 {MAX_PAGE} 之间")
    after = request.query_params.get("after", "")
    rows = await column.alone(column.store.listing, after, int(limit), request.query_params.get("sender"))
    items = [_shown(row) for row in rows]
    following = (
        str(request.url.include_query_params(after=items[-1]["item_id"]))
        if len(items) == int(limit)
        else None
    )
    return JSONResponse({"items": items, "next": following})


async def trail(column: Column, request: Request) -> Response:
    """Where an item has come to: here, and what the columns above say of it."""
    item_id = request.path_params["item_id"]
    here = await column.alone(column.store.trail, item_id)
    if here is None:
        return problem(404, "unknown", "没有收到过这条信息")
    above = {target.id: await run_in_threadpool(trail_of, target, item_id) for target in column.above}
    return JSONResponse({"level": column.level, **here, "above": above})


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the listing; its digest is made of what is held now, whoever wrote it."""
    content = json.loads(row["content"]) if row["content"] else None
    told = {name: row[name] for name in ("item_id", "version", "content_hash", "withdrawn")}
    return told | {"digest": item_digest(content) if content is not None else None}


async def front(column: Column, request: Request) -> Response:
    """The front page: what came and went last."""
    counts = await column.alone(column.store.counts)
    rows = await column.alone(column.store.newest, SHOWN)
    source = files("connectors.targets").joinpath("receiver.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    level = _LEVELS.get(column.level, column.level)
    return HTMLResponse(template.render(level=level, counts=counts, rows=rows))


async def feed(column: Column, request: Request) -> Response:
    """What is shown, as Atom."""
    page, sender = request.query_params.get("page"), request.query_params.get("sender")
    if column.feed is not None and (page is None or page.isdecimal()):
        content = await column.alone(column.feed, None if page is None else int(page), sender)
        if content is not None:
            return Response(content, media_type="application/atom+xml")
    return problem(404, "unknown", "没有这一页")


async def health(column: Column, request: Request) -> Response:
    """That it is there."""
    return JSONResponse({"status": "ok", "level": column.level})
