"""A receiving column on loopback whose answers can be spoilt, and batches to send it."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from typing import Any

import uvicorn

from connectors.targets import encode_batch
from connectors.targets.column import ReceivingStore
from connectors.targets.receiver import receiving_app
from schemas.base import now
from schemas.exchange import Batch, Entry, Outgoing, Receipt, Sender
from schemas.registry import Target

KEY_ID, SECRET = "230522", "一把共享的钥匙".encode()

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


class MemoryStore:
    """The store of the reference column, as short as it can be."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[str, list[Receipt]]] = {}
        self.held: dict[str, Entry] = {}
        self.promises: dict[str, tuple[datetime, bytes]] = {}

    def promise(self, batch_id: str, due: datetime, answer: bytes) -> datetime:
        return self.promises.setdefault(batch_id, (due, answer))[0]

    def promised(self, batch_id: str) -> tuple[datetime, bytes] | None:
        return self.promises.get(batch_id)

    def known(self, batch_id: str) -> bytes | None:
        return b"{}" if batch_id in self.answers else None

    def apply(self, batch: Batch, digest: str) -> Sequence[Receipt]:
        if batch.batch_id in self.answers:
            before, receipts = self.answers[batch.batch_id]
            if before != digest:
                raise ValueError("known with another digest")
            return receipts
        receipts = [self._one(entry) for entry in batch.entries]
        self.answers[batch.batch_id] = digest, receipts
        return receipts

    def _one(self, entry: Entry) -> Receipt:
        held = self.held.get(entry.item_id)
        if held and held.version > entry.version:
            return Receipt(
                item_id=entry.item_id,
                version=entry.version,
                status="rejected",
                code="R04",
                message="版本倒退",
            )
        self.held[entry.item_id] = entry
        number = f"S-{entry.item_id}-{entry.version}"
        return Receipt(item_id=entry.item_id, version=entry.version, status="accepted", receipt_number=number)

    def listing(self, after: str, limit: int, sender: str | None = None) -> Sequence[Mapping[str, Any]]:
        return [
            {
                "item_id": e.item_id,
                "version": e.version,
                "content_hash": e.content_hash,
                "withdrawn": e.operation == "withdraw",
                "title": (e.item or {}).get("title"),
                "content": json.dumps(e.item) if e.item else None,
            }
            for _, e in sorted(self.held.items())
            if e.item_id > after
        ][:limit]

    def newest(self, limit: int) -> Sequence[Mapping[str, Any]]:
        return [
            {
                "withdrawn": e.operation == "withdraw",
                "title": (e.item or {}).get("title"),
                "version": e.version,
            }
            for e in reversed(self.held.values())
        ][:limit]

    def counts(self) -> Mapping[str, int]:
        return {"信息": len(self.held), "批次": len(self.answers)}


class Column:
    """A running column. `spoil` is put between server and application for the next requests, in turn."""

    def __init__(self, store: ReceivingStore | None = None, *, key: bytes = SECRET, **settings: Any) -> None:
        self.store = MemoryStore()
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.spoil: list[Callable[[Asgi], Asgi]] = []
        self.seen: list[tuple[str, str, dict[bytes, bytes]]] = []
        keys = {KEY_ID: key}
        self._app: Asgi = receiving_app(
            store or self.store, keys, level="municipal", clock=lambda: self.clock(), **settings
        )
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.url = self.base + "/batches"

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen.append((scope["method"], scope["path"], dict(scope["headers"])))
        app = self.spoil.pop(0)(self._app) if self.spoil else self._app
        await app(scope, receive, send)

    @contextlib.contextmanager
    def serving(self) -> Iterator[Column]:
        server = uvicorn.Server(
            uvicorn.Config(self._serve, interface="asgi3", lifespan="off", log_level="error")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [self._socket]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield self
        finally:
            server.should_exit = True
            thread.join()
            self._socket.close()


def says(status: int, body: bytes | str, **headers: str) -> Callable[[Asgi], Asgi]:
    """Answer so, without asking the application."""
    content = body.encode() if isinstance(body, str) else body
    fields = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]

    def spoilt(_: Asgi) -> Asgi:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            while (await receive()).get("more_body"):
                pass
            await send({"type": "http.response.start", "status": status, "headers": fields})
            await send({"type": "http.response.body", "body": content})

        return app

    return spoilt


def loses_the_reply(app: Asgi) -> Asgi:
    """The application commits; its answer never arrives."""

    async def spoilt(scope: Scope, receive: Receive, send: Send) -> None:
        async def swallow(message: Message) -> None:
            pass

        await app(scope, receive, swallow)

    return spoilt


def halves_the_reply(app: Asgi) -> Asgi:
    """The application commits; half of its answer arrives."""

    async def spoilt(scope: Scope, receive: Receive, send: Send) -> None:
        async def half(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {"type": "http.response.body", "body": message["body"][: len(message["body"]) // 2]}
            await send(message)

        await app(scope, receive, half)

    return spoilt


def entry(seq: int, item_id: str | None = None, version: int = 1, **item: Any) -> Entry:
    content = {
        "title": f"关于第{seq}号事项的通知",
        "published_at": "2021-11-22T00:00:00+08:00",
        "body_text": "正文",
    }
    return Entry(
        seq=seq,
        operation="upsert",
        item_id=item_id or f"item{seq}",
        version=version,
        content_hash=f"hash{seq}",
        item=content | item,
    )


def withdrawal(seq: int, item_id: str, version: int) -> Entry:
    return Entry(seq=seq, operation="withdraw", item_id=item_id, version=version, reason="来源已删除")


def outgoing(batch_id: str, *entries: Entry) -> Outgoing:
    batch = Batch(
        batch_id=batch_id,
        sender=Sender(division="230522", name="友谊县"),
        target="municipal",
        created_at=now(),
        from_seq=entries[0].seq if entries else 0,
        to_seq=entries[-1].seq if entries else 0,
        entries=entries,
    )
    return Outgoing(
        batch_id=batch_id,
        target_id="municipal",
        body=encode_batch(batch),
        entries=len(entries),
        sent=frozenset((e.item_id, e.version) for e in entries),
    )


def target(url: str, **settings: Any) -> Target:
    given = {"key_id": KEY_ID, "secret": "SECRET", "timeout_seconds": 2, "transport": "http"} | settings
    return Target(id="municipal", level="municipal", name="双鸭山市政府信息公开专栏", url=url, **given)


def answer_to(out: Outgoing, *receipts: Mapping[str, Any], **more: Any) -> str:
    return json.dumps({"batch_id": out.batch_id, "receipts": list(receipts)} | more, ensure_ascii=False)
