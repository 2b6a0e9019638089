"""Receiving columns written from the contract alone: they verify, keep a log, and now and then misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Receipt = dict[str, Any]
_COMPONENTS = '("@method" "@target-uri" "content-digest" "idempotency-key")'


def verified(
    method: str, url: str, headers: dict[str, str], body: bytes, key_id: str, secret: bytes
) -> str | None:
    """Contract §4, RFC 9421 and RFC 9530 by hand: None if all is right, else what is wrong."""
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    if headers.get("content-digest") != digest:
        return "content-digest"
    inputs = re.fullmatch(r"gongkai=(\(.*\);.*)", headers.get("signature-input", ""))
    if not inputs or not inputs[1].startswith(_COMPONENTS):
        return "signature-input"
    params = dict(re.findall(r';(\w+)=("[^"]*"|\d+)', inputs[1].removeprefix(_COMPONENTS)))
    if set(params) != {"created", "keyid", "alg"} or params["keyid"] != f'"{key_id}"':
        return "parameters"
    if params["alg"] != '"hmac-sha256"' or not params["created"].isdigit():
        return "algorithm"
    lines = [
        f'"@method": {method}',
        f'"@target-uri": {url}',
        f'"content-digest": {digest}',
        f'"idempotency-key": {headers.get("idempotency-key", "")}',
        f'"@signature-params": {inputs[1]}',
    ]
    mac = hmac.new(secret, "\n".join(lines).encode(), hashlib.sha256).digest()
    return None if headers.get("signature") == f"gongkai=:{base64.b64encode(mac).decode()}:" else "signature"


@dataclass
class Column:
    """A receiving column: what it committed, in the order it came."""

    path: str
    key_id: str
    secret: bytes
    mood: Callable[[int], str] = lambda n: "well"
    """How the n-th POST is treated: well, drop (commits, no answer), busy (503), later (202), partly."""
    refuses: Callable[[dict[str, Any]], bool] = lambda entry: False
    log: list[dict[str, Any]] = field(default_factory=list)
    receipts: dict[str, list[Receipt]] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    posts: int = 0

    def take(self, batch: dict[str, Any]) -> list[Receipt]:
        """Commit a batch; rejected entries are not kept."""
        given = []
        for entry in batch["entries"]:
            no = entry["operation"] == "upsert" and self.refuses(entry)
            status = "rejected" if no else "accepted"
            given.append(
                {
                    "item_id": entry["item_id"],
                    "version": entry["version"],
                    "status": status,
                    "receipt_number": f"R{len(self.log)}",
                    "code": "E17" if no else "",
                    "message": "标题不合规" if no else "",
                }
            )
            self.log.append(entry | {"status": status, "batch": batch["batch_id"]})
        return given

    def held(self) -> dict[str, tuple[int, str]]:
        """The set after a replay of the log: version and content hash by item. An older one never follows."""
        items: dict[str, tuple[int, str]] = {}
        newest: dict[str, int] = {}
        for entry in self.log:
            item_id, version = entry["item_id"], entry["version"]
            if version <= newest.get(item_id, 0):
                self.faults.append(f"{item_id}: version {version} after {newest[item_id]}")
            newest[item_id] = version
            if entry["operation"] == "withdraw":
                items.pop(item_id, None)
            elif entry["status"] == "accepted":
                items[item_id] = (version, entry["content_hash"])
        return items


class _Desk(BaseHTTPRequestHandler):
    """Answers for the columns that its server holds."""

    protocol_version = "HTTP/1.1"
    server: _Building

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        column = self.server.columns[self.path]
        with self.server.lock:
            self._check(column, body)
            column.posts += 1
            batch = json.loads(body)
            batch_id = batch["batch_id"]
            if self.headers["Idempotency-Key"] != batch_id or batch["schema"] != "gongkai.batch/1":
                column.faults.append("batch_id or schema")
            mood = column.mood(column.posts)
            if mood == "busy":
                return self._answer(503, {"message": "忙"}, Retry_After="1")
            if column.bodies.setdefault(batch_id, body) != body:
                column.faults.append(f"{batch_id}: other bytes under the same key")
            known = batch_id in column.receipts
            receipts = column.receipts.setdefault(batch_id, [] if known else column.take(batch))
        return self._settle(mood, batch_id, receipts, known=known)

    def _settle(self, mood: str, batch_id: str, receipts: list[Receipt], *, known: bool) -> None:
        if mood == "drop":
            self.close_connection = True
        elif mood == "later":
            place = f"{self.path}/status?b={batch_id}"
            self._answer(202, {"batch_id": batch_id, "status_url": place})
        else:
            given = receipts[:-1] if mood == "partly" and not known else receipts
            self._answer(409 if known else 200, {"batch_id": batch_id, "receipts": given})

    def do_GET(self) -> None:
        path, _, batch_id = self.path.partition("/status?b=")
        column = self.server.columns[path]
        self._check(column, b"")
        self._answer(200, {"batch_id": batch_id, "receipts": column.receipts[batch_id]})

    def _check(self, column: Column, body: bytes) -> None:
        given = {k.lower(): v for k, v in self.headers.items()}
        url = f"http://{self.headers['Host']}{self.path}"
        wrong = verified(self.command, url, given, body, column.key_id, column.secret)
        if wrong:
            column.faults.append(f"{self.command} {self.path}: {wrong}")

    def _answer(self, status: int, content: object, **headers: str) -> None:
        data = json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class _Building(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, columns: Iterable[Column]) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.columns = {c.path: c for c in columns}
        self.lock = threading.Lock()


@contextmanager
def receiving(*columns: Column) -> Iterator[str]:
    """Serve the columns on one port; yields its base address."""
    server = _Building(columns)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def take_from_folder(folder: Path, column: Column) -> None:
    """The directory column's clerk: takes what is marked complete, in order, and answers with receipts."""
    (folder / "receipts").mkdir(exist_ok=True)
    batches = []
    for mark in folder.glob("*.json.ok"):
        file = mark.with_suffix("")
        data = file.read_bytes()
        if mark.read_text().split()[0] != hashlib.sha256(data).hexdigest():
            column.faults.append(f"{file.name}: sha256")
        batches.append(json.loads(data))
    for batch in sorted(batches, key=lambda b: int(b["from_seq"])):
        batch_id = batch["batch_id"]
        if batch_id not in column.receipts:
            column.receipts[batch_id] = column.take(batch)
            answer = {"batch_id": batch_id, "receipts": column.receipts[batch_id]}
            (folder / "receipts" / f"{batch_id}.json").write_text(json.dumps(answer), "utf-8")
