"""A receiving column in memory that can misbehave in every way the contract speaks of.

It keeps its own log of what it applied and complains at once where the sender breaks the protocol. It answers as an
HTTP server would, so that the sender's own reading of replies is at work.
"""

from __future__ import annotations

import json
import random
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from connectors.targets.http import Reply, answer_of
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target

BEFORE = ("reset", "http_500", "busy_429", "busy_503", "wrong_digest", "expired_clock", "slow_body", "down")
"""Nothing is applied."""
AFTER = ("lost_reply", "half_answer", "not_json", "foreign_batch", "killed_after")
"""All is applied, and the sender does not learn of it."""
ODD = (
    "shuffled",
    "duplicated",
    "strangers",
    "contradictions",
    "partial_receipts",
    "partial_apply",
    "later",
    "never",
)
"""All or some is applied, and the answer is odd."""
FINAL = ("refused_400", "too_large")
FAULTS = (*BEFORE, *AFTER, *ODD, *FINAL, "killed_before")


class SenderKilledError(BaseException):
    """The sender's process dies here: nothing of this attempt is written down."""


class ProtocolBrokenError(BaseException):
    """The sender did what the contract forbids. No `Exception`, which the sender would take for a fault on the way."""


def _must(is_so: bool, words: str) -> None:
    if not is_so:
        raise ProtocolBrokenError(words)


@dataclass
class Receiver:
    """One column. `faults` meet the next exchanges, in turn; `is_dead` meets all."""

    random: random.Random
    faults: deque[str] = field(default_factory=deque)
    is_dead: bool = False
    held: dict[str, tuple[int, str]] = field(default_factory=dict)
    """What it shows: version and title by item."""
    newest: dict[str, int] = field(default_factory=dict)
    log: list[tuple[str, int, str]] = field(default_factory=list)
    """Item, version and operation, each once, as applied."""
    receipts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Batches refused as a whole."""
    waiting: dict[str, int] = field(default_factory=dict)
    """Batches taken with 202, and how often it must still be asked; lost at a restart."""

    def attempt(self, target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
        """The seam: what `send` and `ask_status` are over the wire."""
        fault = self.faults.popleft() if self.faults else "down" if self.is_dead else ""
        reply = self._ask(outgoing, fault) if outgoing.status_url else self._post(outgoing, fault)
        return answer_of(target, outgoing, reply)

    def restart(self) -> None:
        """What was committed stays; what was only promised is forgotten."""
        self.waiting.clear()

    def _post(self, outgoing: Outgoing, fault: str) -> Reply | str:
        batch = json.loads(outgoing.body)
        batch_id = batch["batch_id"]
        _must(
            self.bodies.setdefault(batch_id, outgoing.body) == outgoing.body, "other bytes under the same key"
        )
        _must(batch_id not in self.refused, "a refused batch is sent again")
        if fault == "killed_before":
            raise SenderKilledError
        if (early := _without_applying(fault)) is not None:
            return early
        known = batch_id in self.receipts
        if fault == "refused_400" and not known:
            self.refused.add(batch_id)
            return _reply(400, {"message": "栏目不接收"})
        if fault == "too_large" and not known and outgoing.entries > 1:
            del self.bodies[batch_id]
            return _reply(413, {})
        if fault in ("later", "never"):
            self.waiting[batch_id] = self.random.randint(0, 3) if fault == "later" else 10**9
            return _reply(202, {"batch_id": batch_id, "status_url": f"/status/{batch_id}"})
        return self._answered(batch, fault, known=known)

    def _ask(self, outgoing: Outgoing, fault: str) -> Reply | str:
        batch_id = outgoing.batch_id
        if (early := _without_applying(fault)) is not None:
            return early
        if batch_id not in self.waiting:
            return _reply(404, {"message": "不存在"})
        self.waiting[batch_id] -= 1
        if self.waiting[batch_id] >= 0:
            return _reply(202, {"batch_id": batch_id, "status_url": f"/status/{batch_id}"})
        return self._answered(json.loads(self.bodies[batch_id]), "", known=batch_id in self.receipts)

    def _answered(self, batch: dict[str, Any], fault: str, *, known: bool) -> Reply | str:
        batch_id = batch["batch_id"]
        given = self.receipts.setdefault(batch_id, [])
        entries = batch["entries"][len(given) :]
        if fault == "partial_apply":
            entries = entries[: self.random.randint(0, len(entries))]
        given += [self._apply(entry) for entry in entries]
        if fault == "killed_after":
            raise SenderKilledError
        if fault == "lost_reply":
            return "connection reset"
        shown = self._spoilt(given, fault)
        answer = {"batch_id": "b-other" if fault == "foreign_batch" else batch_id, "receipts": shown}
        body = json.dumps(answer).encode()
        if fault in ("half_answer", "not_json"):
            body = body[: len(body) // 2] if fault == "half_answer" else b"<html>"
        return Reply(409 if known else 200, None, body)

    def _apply(self, entry: dict[str, Any]) -> dict[str, Any]:
        item_id, version, operation = entry["item_id"], entry["version"], entry["operation"]
        receipt = {
            "item_id": item_id,
            "version": version,
            "status": "accepted",
            "receipt_number": str(len(self.log)),
        }
        _must(version >= self.newest.get(item_id, 0), "an older version after a newer one")
        self.newest[item_id] = version
        self.log.append((item_id, version, operation))
        if operation == "withdraw":
            self.held.pop(item_id, None)
        elif "refuse" in entry["item"]["title"]:
            return receipt | {"status": "rejected", "code": "R02", "message": "缺少发布日期"}
        else:
            self.held[item_id] = (version, entry["item"]["title"])
        return receipt

    def _spoilt(self, given: list[dict[str, Any]], fault: str) -> list[dict[str, Any]]:
        shown = list(given)
        if fault in ("shuffled", "duplicated"):
            shown += shown if fault == "duplicated" else []
            self.random.shuffle(shown)
        elif fault == "strangers":
            shown += [{"item_id": "f" * 24, "version": 1, "status": "rejected"}, {"item_id": 5}]
            shown += [r | {"version": r["version"] + 7, "status": "rejected"} for r in given[:1]]
        elif fault == "contradictions" and given:
            other = "rejected" if given[0]["status"] == "accepted" else "accepted"
            shown.append(given[0] | {"status": other})
        elif fault == "partial_receipts":
            shown = [r for r in shown if self.random.random() < 0.6]
        return shown


def _without_applying(fault: str) -> Reply | str | None:
    match fault:
        case "reset" | "slow_body" | "down":
            return "no answer in time"
        case "http_500":
            return _reply(500, {"message": "boom"})
        case "busy_429" | "busy_503":
            return Reply(int(fault[-3:]), "1800", b"{}")
        case "wrong_digest" | "expired_clock":
            return _reply(401, {"message": fault})
    return None


def _reply(status: int, content: dict[str, Any]) -> Reply:
    return Reply(status, None, json.dumps(content).encode())
