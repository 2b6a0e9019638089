"""Push: items a second from the outbox to a column on loopback, beside a bare loop of signed POSTs of the same bytes.

    python -m bench.push [--items 100000] [--batch 1000]

The column is a process of its own: it verifies digest and signature, parses the batch and answers a receipt for each
entry, and keeps nothing. The bare loop signs each body anew, POSTs it and reads the receipts; it forms no batches and
keeps no books. Ours is `push_target` as a run calls it: batches are formed from the warehouse, kept, sent, and each
answer is committed before the next leaves. By turns, batch by batch, so that a loaded machine slows both alike.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.catalogue import AT, REGISTRY, RUN
from connectors.targets import send
from connectors.targets.signature import Message, verify
from flows.push import Seam, push_target
from schemas.base import now
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target
from warehouse.database import Warehouse, open_warehouse
from warehouse.gate import pass_gate
from warehouse.registry import sync_registry
from warehouse.runs import begin_run

KEYS = {"230522": b"secret"}
GOAL = 5000
"""Items a second asked for, where the bare loop does as many."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--items", type=int, default=100_000)
    options.add_argument("--batch", type=int, default=1000, help="batch_size of the target")
    given = options.parse_args()
    with column() as url, tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        target = REGISTRY.target[0].model_copy(
            update={
                "transport": "http",
                "url": url,
                "key_id": "230522",
                "secret": "S",
                "batch_size": given.batch,
            }
        )
        with open_warehouse(Path(folder), owner="bench") as warehouse:
            fill(warehouse, given.items)
            ours, bare = pushed(warehouse, target)
    ours, bare = given.items / ours, given.items / bare
    limit = min(GOAL, bare)
    print(
        f"push: {ours:.0f} items/s; bare signed POST loop: {bare:.0f} items/s; asked for: {limit:.0f} items/s"
    )
    print(f"push reaches {ours / limit:.0%} of what is asked for, {ours / bare:.0%} of the bare loop")


def fill(warehouse: Warehouse, items: int) -> None:
    """Items of 1,500 characters of body, all waiting."""
    begin_run(warehouse, RUN, "bench")
    sync_registry(warehouse, REGISTRY.model_copy(update={"target": ()}), AT)
    text = (Path(__file__).parent / "base.sql").read_text(encoding="utf-8")
    for first in range(0, items, 50_000):
        values = {
            "first": first,
            "last": min(items, first + 50_000),
            "large_from": 0,
            "at": AT - timedelta(days=1),
        }
        for statement in text.split(";\n"):
            used = {name: value for name, value in values.items() if f"${name}" in statement}
            if statement.strip():
                warehouse.connection.execute(statement, used)
    warehouse.connection.execute("DELETE FROM exchange.delivery")
    pass_gate(warehouse, RUN)


def pushed(warehouse: Warehouse, target: Target) -> tuple[float, float]:
    """Seconds of a whole push, and of the bare loop: each batch goes once more, bare, after ours has its answer."""
    spent_bare = 0.0

    def attempt(to: Target, outgoing: Outgoing, secret: bytes) -> Answer:
        nonlocal spent_bare
        answer = send(to, outgoing, secret)
        begun = time.perf_counter()
        again = send(to, outgoing, secret)
        spent_bare += time.perf_counter() - begun
        assert len(again.receipts) == outgoing.entries, again.message
        return answer

    begun = time.perf_counter()
    report = push_target(
        warehouse,
        REGISTRY,
        target,
        run_id=RUN.run_id,
        secret_of=lambda name: KEYS["230522"],
        seam=Seam(attempt),
    )
    seconds = time.perf_counter() - begun
    assert set(report.states) == {"accepted"}, report
    return seconds - spent_bare, spent_bare


@contextmanager
def column() -> Iterator[str]:
    """The column in another process; yields its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("fork").Process(target=serve, args=(listening,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/batches"
    finally:
        process.terminate()
        process.join()


def serve(listening: socket.socket) -> None:
    app = Starlette(routes=[Route("/batches", receipted, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off"))
    asyncio.run(server.serve(sockets=[listening]))


async def receipted(request: Request) -> Response:
    body = await request.body()
    verify(Message("POST", str(request.url), request.headers), body, keys=KEYS, now=now())
    batch: dict[str, Any] = json.loads(body)
    receipts = [
        {
            "item_id": e["item_id"],
            "version": e["version"],
            "status": "accepted",
            "receipt_number": f"S-{e['seq']}",
        }
        for e in batch["entries"]
    ]
    return Response(json.dumps({"batch_id": batch["batch_id"], "receipts": receipts}))


if __name__ == "__main__":
    main()
