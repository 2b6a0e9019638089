"""Push: items a second from the outbox to a column on loopback, beside a bare loop of signed POSTs of the same bytes.

    python -m bench.push [--items 100000] [--batch 1000]

The column is a process of its own: it verifies digest and signature, parses the batch and answers a receipt for each
entry, and keeps nothing. The bare loop signs each body anew, POSTs it and reads the receipts; it forms no batches and
keeps no books. Ours is `push_target` as a run calls it: batches are formed from the warehouse, kept, sent, and each
answer is committed before the next leaves. By turns, so that a loaded machine slows both alike: a round of items is
pushed, then the same bytes go once more, bare.
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
ROUND = 20_000
WAITING = """
UPDATE exchange.delivery SET state = 'pending', attempts = 0, receipt_number = NULL WHERE seq > $first
"""


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
            begin_run(warehouse, RUN, "bench")
            sync_registry(warehouse, REGISTRY, AT)
            rounds = []
            for first in range(0, given.items, ROUND):
                fill(warehouse, first, min(given.items, first + ROUND))
                rounds.append(pushed(warehouse, target))
    seconds, bare_seconds, cpu, bare_cpu = (sum(spent) for spent in zip(*rounds, strict=True))
    ours, bare = given.items / seconds, given.items / bare_seconds
    limit = min(GOAL, bare)
    print(
        f"push: {ours:.0f} items/s; bare signed POST loop: {bare:.0f} items/s; asked for: {limit:.0f} items/s"
    )
    print(f"push reaches {ours / limit:.0%} of what is asked for, {ours / bare:.0%} of the bare loop")
    each = 1_000_000 / given.items
    print(f"CPU of the sender, μs an item: {cpu * each:.0f}; of the bare loop's: {bare_cpu * each:.0f}")


def fill(warehouse: Warehouse, first: int, last: int) -> None:
    """Items of 1,500 characters of body, all waiting; what was merged before lies in the file."""
    text = (Path(__file__).parent / "base.sql").read_text(encoding="utf-8")
    values = {"first": first, "last": last, "large_from": 0, "at": AT - timedelta(days=1)}
    for statement in (*text.split(";\n"), WAITING, "CHECKPOINT"):
        used = {name: value for name, value in values.items() if f"${name}" in statement}
        if statement.strip():
            warehouse.connection.execute(statement, used)
    pass_gate(warehouse, RUN)


def pushed(warehouse: Warehouse, target: Target) -> tuple[float, float, float, float]:
    """Seconds of a push of all that waits and of the bare loop over the same bytes, and the CPU of both."""
    sent: list[Outgoing] = []

    def attempt(to: Target, outgoing: Outgoing, secret: bytes) -> Answer:
        sent.append(outgoing)
        return send(to, outgoing, secret)

    begun, worked = time.perf_counter(), time.process_time()
    report = push_target(
        warehouse,
        REGISTRY,
        target,
        run_id=RUN.run_id,
        secret_of=lambda name: KEYS["230522"],
        seam=Seam(attempt),
    )
    pushed_at, pushed_after = time.perf_counter(), time.process_time()
    assert set(report.states) == {"accepted"}, report
    for outgoing in sent:
        again = send(target, outgoing, KEYS["230522"])
        assert len(again.receipts) == outgoing.entries, again.message
    spent = pushed_after - worked, time.process_time() - pushed_after
    return pushed_at - begun, time.perf_counter() - pushed_at, *spent


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
