"""The reference receiving column (接收端参考实现): its web face. What it holds is its store's business."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from connectors.targets import receiver_page
from connectors.targets.column import Column, ColumnFeed, ReceivingStore, problem
from connectors.targets.rules import refusal
from connectors.targets.signature import Message, SignatureError, verify
from connectors.targets.xml_batch import XmlError, decode_xml, encode_xml_answer
from schemas.exchange import Batch
from schemas.target import Target

MAX_BODY_BYTES = 20_000_000


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
    column = Column(
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
        handler: Callable[[Column, Request], Awaitable[Response]],
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await handler(column, request)

        return endpoint

    return Starlette(
        routes=[
            Route("/", bound(receiver_page.front), methods=["GET"]),
            Route("/feed.atom", bound(receiver_page.feed), methods=["GET"]),
            Route("/health", bound(receiver_page.health), methods=["GET"]),
            Route("/items", bound(receiver_page.items), methods=["GET"]),
            Route("/items/{item_id}/trail", bound(receiver_page.trail), methods=["GET"]),
            Route("/batches", bound(_batches), methods=["POST"]),
            Route("/batches/{batch_id}/receipts", bound(_receipts), methods=["GET"]),
            Route("/{path:path}/batches", bound(_batches), methods=["POST"]),
            Route("/{path:path}/batches/{batch_id}/receipts", bound(_receipts), methods=["GET"]),
        ]
    )


async def _batches(column: Column, request: Request) -> Response:
    body = await _body(request, column.max_body_bytes)
    if body is None:
        return problem(413, "too_large", f"报送内容超过 {column.max_body_bytes} 字节，请减半重报")
    message = Message(request.method, _url(column, request), request.headers)
    try:
        verify(message, body, keys=column.keys, now=column.clock(), scheme=column.scheme)
    except SignatureError as error:
        return problem(401, "unauthorized", f"签名无效：{error}")
    is_xml = "xml" in request.headers.get("content-type", "")
    try:
        content = decode_xml(body) if is_xml else json.loads(body)
    except XmlError as error:
        return problem(400, "not_xml", f"报送内容不是本协议的 XML：{error}")
    except (ValueError, RecursionError):
        return problem(400, "not_json", "报送内容不是 JSON")
    try:
        batch = Batch.model_validate(content)
    except ValidationError as error:
        return problem(422, "schema", _where(error))
    if batch.batch_id != request.headers["idempotency-key"]:
        return problem(422, "idempotency_key", "Idempotency-Key 与 batch_id 不一致")
    answer = await column.alone(_apply, column, batch, hashlib.sha256(body).hexdigest())
    if column.later and answer.status_code in (200, 409):
        answer = await column.alone(_when_due, column, batch.batch_id, answer)
    return _as_xml(answer) if is_xml else answer


async def _receipts(column: Column, request: Request) -> Response:
    """The receipts of a batch that was answered with 202, once they are due."""
    message = Message(request.method, _url(column, request), request.headers)
    try:
        verify(message, b"", keys=column.keys, now=column.clock(), scheme=column.scheme)
    except SignatureError as error:
        return problem(401, "unauthorized", f"签名无效：{error}")
    batch_id = request.path_params["batch_id"]
    promised = await column.alone(column.store.promised, batch_id)
    if promised is None:
        return problem(404, "unknown", "没有等待回执的该批次，请重新报送")
    due, body = promised
    if column.clock() < due:
        return _come_back(batch_id)
    return Response(body, media_type="application/json")


def _when_due(column: Column, batch_id: str, answer: JSONResponse) -> JSONResponse:
    """The answer where its time has come, else a promise of it, which outlives this process."""
    now = column.clock()
    due = column.store.promise(batch_id, now + column.later, bytes(answer.body))
    return answer if now >= due else _come_back(batch_id)


def _come_back(batch_id: str) -> JSONResponse:
    return JSONResponse({"batch_id": batch_id, "status_url": f"batches/{batch_id}/receipts"}, 202)


def _apply(column: Column, batch: Batch, digest: str) -> JSONResponse:
    """Receipts in the order of the entries: ours where one breaks a rule by itself, else the store's."""
    refused = {e.seq: r for e in batch.entries if (r := refusal(e, column.names))}
    passed = batch.model_copy(update={"entries": tuple(e for e in batch.entries if e.seq not in refused)})
    again = column.store.known(batch.batch_id) is not None
    try:
        stored = {(r.item_id, r.version): r for r in column.store.apply(passed, digest)}
    except ValueError:
        return problem(422, "other_content", "同一 batch_id 的内容与首次报送不同")
    receipts = [refused.get(e.seq) or stored.get((e.item_id, e.version)) for e in batch.entries]
    answer = {
        "batch_id": batch.batch_id,
        "receipts": [r.model_dump(exclude_none=True) for r in receipts if r is not None],
    }
    return JSONResponse(answer, 409 if again else 200)


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


def _url(column: Column, request: Request) -> str:
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
