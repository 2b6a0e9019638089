"""The reference receiving column (接收端参考实现): its web face. What it holds is its store's business."""

from __future__ import annotations

import hashlib
import json
from asyncio import Lock
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from connectors.targets.receiver_page import SHOWN, front_page
from connectors.targets.rules import refusal
from connectors.targets.signature import Message, SignatureError, verify
from connectors.targets.trail import trail_of
from connectors.targets.xml_batch import XmlError, decode_xml, encode_xml_answer
from schemas.exchange import Batch, Receipt, item_digest
from schemas.target import Target

ColumnFeed = Callable[[int | None, str | None], bytes | None]
"""A page of what is shown as Atom, of one sender or all; page None is the newest. None where there is no such page."""

MAX_BODY_BYTES = 20_000_000
MAX_PAGE = 1000


class ReceivingStore(Protocol):
    """What a column keeps. Its methods are called from worker threads, one at a time."""

    def known(self, batch_id: str) -> bytes | None:
        """The stored answer to a batch; None for one never seen."""
        ...

    def apply(self, batch: Batch, digest: str) -> Sequence[Receipt]:
        """Apply the entries and keep the answer, in one transaction; again gives the same receipts.

        `digest` is the sha256 of the batch's bytes, hexadecimal. An entry older than what is held is
        rejected with R04, the same version with another content with R06. Raises `ValueError` where the
        batch id is known with another digest.
        """
        ...

    def listing(self, after: str, limit: int, sender: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Up to `limit` items after this item_id, ordered by it, of all senders or one.

        Each has item_id, version, content_hash, withdrawn (bool), title and content (JSON), or None.
        """
        ...

    def newest(self, limit: int) -> Sequence[Mapping[str, Any]]:
        """Up to `limit` items as they came or went, the last first.

        Each has item_id, version, withdrawn, title and came_at.
        """
        ...

    def trail(self, item_id: str) -> dict[str, Any] | None:
        """An item as it is held, with the newest word of each column above; None where it never came."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Numbers for the front page, by Chinese label."""
        ...


@dataclass(frozen=True)
class _Column:
    """The pieces that all routes share."""

    store: ReceivingStore
    keys: Mapping[str, bytes]
    level: str
    clock: Callable[[], datetime]
    names: Mapping[str, str]
    public_url: str | None
    max_body_bytes: int
    scheme: str
    above: Sequence[Target]
    later: timedelta
    feed: ColumnFeed | None
    writing: Lock = field(default_factory=Lock)
    waiting: dict[str, tuple[datetime, JSONResponse]] = field(default_factory=dict)
    """Answers that are not due yet, by batch; lost with the process: the sender then sends again."""


def receiving_app(
    store: ReceivingStore,
    keys: Mapping[str, bytes],
    *,
    level: str,
    clock: Callable[[], datetime],
    fields: Mapping[str, str] | None = None,
    public_url: str | None = None,
    max_body_bytes: int = MAX_BODY_BYTES,
    scheme: str = "hmac-sha256",
    above: Sequence[Target] = (),
    later_seconds: float = 0,
    feed: ColumnFeed | None = None,
) -> Starlette:
    """The column as an ASGI application.

    `keys`: shared secret, or public key as PEM, by key id; `scheme`: how senders sign. `fields`: this column's
    names of our fields (theirs = ours), where it has its own. `public_url`: scheme and host that senders use,
    where a proxy stands in front. `above`: the columns that this one hands on to. `later_seconds`: receipts are given
    no sooner, and a 202 until then. `feed`: what is shown, as Atom.
    """
    names = {ours: theirs for theirs, ours in (fields or {}).items()}
    column = _Column(
        store,
        dict(keys),
        level,
        clock,
        names,
        public_url,
        max_body_bytes,
        scheme,
        above,
        timedelta(seconds=later_seconds),
        feed,
    )

    def bound(
        handler: Callable[[_Column, Request], Awaitable[Response]],
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await handler(column, request)

        return endpoint

    return Starlette(
        routes=[
            Route("/", bound(_front), methods=["GET"]),
            Route("/feed.atom", bound(_feed), methods=["GET"]),
            Route("/health", bound(_health), methods=["GET"]),
            Route("/items", bound(_items), methods=["GET"]),
            Route("/items/{item_id}/trail", bound(_trail), methods=["GET"]),
            Route("/batches", bound(_batches), methods=["POST"]),
            Route("/batches/{batch_id}/receipts", bound(_receipts), methods=["GET"]),
            Route("/{path:path}/batches", bound(_batches), methods=["POST"]),
        ]
    )


async def _batches(column: _Column, request: Request) -> Response:
    body = await _body(request, column.max_body_bytes)
    if body is None:
        return _problem(413, "too_large", f"报送内容超过 {column.max_body_bytes} 字节，请减半重报")
    message = Message(request.method, _url(column, request), request.headers)
    try:
        verify(message, body, keys=column.keys, now=column.clock(), scheme=column.scheme)
    except SignatureError as error:
        return _problem(401, "unauthorized", f"签名无效：{error}")
    is_xml = "xml" in request.headers.get("content-type", "")
    try:
        content = decode_xml(body) if is_xml else json.loads(body)
    except XmlError as error:
        return _problem(400, "not_xml", f"报送内容不是本协议的 XML：{error}")
    except (ValueError, RecursionError):
        return _problem(400, "not_json", "报送内容不是 JSON")
    try:
        batch = Batch.model_validate(content)
    except ValidationError as error:
        return _problem(422, "schema", _where(error))
    if batch.batch_id != request.headers["idempotency-key"]:
        return _problem(422, "idempotency_key", "Idempotency-Key 与 batch_id 不一致")
    async with column.writing:
        answer = await run_in_threadpool(_apply, column, batch, hashlib.sha256(body).hexdigest())
    if column.later and answer.status_code == 200:
        column.waiting[batch.batch_id] = (column.clock() + column.later, answer)
        answer = _come_back(batch.batch_id)
    return _as_xml(answer) if is_xml else answer


async def _receipts(column: _Column, request: Request) -> Response:
    """The receipts of a batch that was answered with 202, once they are due."""
    message = Message(request.method, _url(column, request), request.headers)
    try:
        verify(message, b"", keys=column.keys, now=column.clock(), scheme=column.scheme)
    except SignatureError as error:
        return _problem(401, "unauthorized", f"签名无效：{error}")
    batch_id = request.path_params["batch_id"]
    if batch_id not in column.waiting:
        return _problem(404, "unknown", "没有等待回执的该批次，请重新报送")
    due, answer = column.waiting[batch_id]
    return answer if column.clock() >= due else _come_back(batch_id)


def _come_back(batch_id: str) -> JSONResponse:
    return JSONResponse({"batch_id": batch_id, "status_url": f"batches/{batch_id}/receipts"}, 202)


def _apply(column: _Column, batch: Batch, digest: str) -> JSONResponse:
    """Receipts in the order of the entries: ours where one breaks a rule by itself, else the store's."""
    refused = {e.seq: r for e in batch.entries if (r := refusal(e, column.names))}
    passed = batch.model_copy(update={"entries": tuple(e for e in batch.entries if e.seq not in refused)})
    again = column.store.known(batch.batch_id) is not None
    try:
        stored = {(r.item_id, r.version): r for r in column.store.apply(passed, digest)}
    except ValueError:
        return _problem(422, "other_content", "同一 batch_id 的内容与首次报送不同")
    receipts = [refused.get(e.seq) or stored.get((e.item_id, e.version)) for e in batch.entries]
    answer = {
        "batch_id": batch.batch_id,
        "receipts": [r.model_dump(exclude_none=True) for r in receipts if r is not None],
    }
    return JSONResponse(answer, 409 if again else 200)


async def _items(column: _Column, request: Request) -> Response:
    limit = request.query_params.get("limit", str(MAX_PAGE))
    if not limit.isdigit() or not 1 <= int(limit) <= MAX_PAGE:
        return _problem(400, "limit", f"limit 应在 1 至 {MAX_PAGE} 之间")
    after = request.query_params.get("after", "")
    rows = await _locked(column, column.store.listing, after, int(limit), request.query_params.get("sender"))
    items = [_shown(row) for row in rows]
    following = (
        str(request.url.include_query_params(after=items[-1]["item_id"]))
        if len(items) == int(limit)
        else None
    )
    return JSONResponse({"items": items, "next": following})


async def _trail(column: _Column, request: Request) -> Response:
    """Where an item has come to: here, and what the columns above say of it."""
    item_id = request.path_params["item_id"]
    here = await _locked(column, column.store.trail, item_id)
    if here is None:
        return _problem(404, "unknown", "没有收到过这条信息")
    above = {target.id: await run_in_threadpool(trail_of, target, item_id) for target in column.above}
    return JSONResponse({"level": column.level, **here, "above": above})


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the listing; its digest is made of what is held now, whoever wrote it."""
    content = json.loads(row["content"]) if row["content"] else None
    told = {name: row[name] for name in ("item_id", "version", "content_hash", "withdrawn")}
    return told | {"digest": item_digest(content) if content is not None else None}


async def _front(column: _Column, request: Request) -> Response:
    counts = await _locked(column, column.store.counts)
    rows = await _locked(column, column.store.newest, SHOWN)
    return front_page(column.level, counts, rows)


async def _feed(column: _Column, request: Request) -> Response:
    page, sender = request.query_params.get("page"), request.query_params.get("sender")
    if column.feed is not None and (page is None or page.isdecimal()):
        content = await _locked(column, column.feed, None if page is None else int(page), sender)
        if content is not None:
            return Response(content, media_type="application/atom+xml")
    return _problem(404, "unknown", "没有这一页")


async def _health(column: _Column, request: Request) -> Response:
    return JSONResponse({"status": "ok", "level": column.level})


async def _locked(column: _Column, read: Callable[..., Any], *arguments: Any) -> Any:
    async with column.writing:
        return await run_in_threadpool(read, *arguments)


async def _body(request: Request, limit: int) -> bytes | None:
    """The body, or None as soon as it is larger than the limit."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            return None
    return bytes(body)


def _url(column: _Column, request: Request) -> str:
    """The address as the sender wrote it, escapes included: that is what it signed."""
    path = (request.scope.get("raw_path") or request.url.path.encode()).decode("ascii")
    query = request.scope["query_string"].decode("ascii")
    base = column.public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
    return base.rstrip("/") + path + (f"?{query}" if query else "")


def _where(error: ValidationError) -> str:
    """The first complaints with their places, and none of the values."""
    complaints = error.errors(include_input=False, include_url=False)[:5]
    told = [f"{'.'.join(map(str, e['loc'])) or 'batch'}: {e['msg']}" for e in complaints]
    return "报送内容不符合 gongkai.batch/1：" + "; ".join(told)


def _as_xml(answer: JSONResponse) -> Response:
    """The same answer for a sender that spoke XML."""
    body = encode_xml_answer(json.loads(bytes(answer.body)))
    return Response(body, answer.status_code, media_type="application/xml")


def _problem(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": code, "message": message}, status)
