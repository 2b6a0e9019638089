"""What became of a batch (回执): every answer is committed before the next batch leaves.

A row is settled once, accepted or rejected; what an answer leaves out stays unknown, and its batch is sent
again under its key. Nothing that is settled is unsettled by a later answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import duckdb
import pyarrow as pa

from schemas.exchange import Answer, DeliveryState, Outgoing
from schemas.harvest import Finding
from schemas.registry import Target
from warehouse.database import Warehouse
from warehouse.findings import close_findings, record_findings
from warehouse.queries import sql

Verdict = Literal["next", "later"]
"""`next`: go on with the target's next batch; `later`: leave the target alone until the next push."""

STATUS_PATIENCE = timedelta(days=1)
DEFAULT_WAIT_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 7 * 86_400.0
"""Whatever a column asks for: a longer time is a mistake, as milliseconds are, and would silence it for good."""

_TEXTS = ("status", "receipt_number", "code", "message")
_RECEIPT = pa.schema(
    {"place": pa.int32(), "item_id": pa.string(), "version": pa.int32()} | dict.fromkeys(_TEXTS, pa.string())
)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One attempt to deliver a batch, and what came of it."""

    connection: duckdb.DuckDBPyConnection
    target: Target
    outgoing: Outgoing
    answer: Answer
    now: datetime
    run_id: str

    @property
    def tries(self) -> int:
        """Asking a status address is no try."""
        return int(self.outgoing.status_url is None)

    @property
    def batch(self) -> dict[str, str]:
        """What a script must know to find the rows of the batch."""
        return {"target_id": self.outgoing.target_id, "batch_id": self.outgoing.batch_id}


def record_answer(
    warehouse: Warehouse, target: Target, outgoing: Outgoing, answer: Answer, now: datetime, *, run_id: str
) -> Verdict:
    """Write down one answer in one transaction, and say how to go on with the target."""
    with warehouse.transaction() as connection:
        attempt = _Attempt(connection, target, outgoing, answer, now, run_id)
        if attempt.tries:
            connection.execute(sql("exchange/count_batch_attempt"), [now, now, outgoing.batch_id])
        return _HANDLERS[answer.kind](attempt)


def _receipts(attempt: _Attempt) -> Verdict:
    settled = _settle(attempt)
    attempt.connection.execute(sql("exchange/recover_target"), [attempt.target.batch_size, attempt.target.id])
    if settled < attempt.outgoing.entries and _has_open_rows(attempt):
        _mark(attempt, "unknown", None, "not named in the receipts")
        _calm(attempt, "push_unauthorized")
        _keep_status_url(attempt, None)
        return "later"
    if attempt.outgoing.attempts:  # what went through at once has alarmed nobody
        _calm(attempt, "push_unauthorized", "push_overdue")
    _close(attempt, "settled", None)
    return "next"


def _settle(attempt: _Attempt) -> int:
    """How many rows it settled. Receipts go over whole, as one Arrow table: values go over one by one, and slowly."""
    receipts = attempt.answer.receipts
    columns = {name: [getattr(r, name) for r in receipts] for name in _RECEIPT.names[1:]}
    table = pa.table({"place": range(len(receipts)), **columns}, schema=_RECEIPT)
    attempt.connection.register("arrived_receipt", table)
    values = attempt.batch | {"at": attempt.now, "tries": attempt.tries}
    ((settled,),) = attempt.connection.execute(sql("exchange/settle"), values).fetchall()
    attempt.connection.unregister("arrived_receipt")
    return int(settled)


def _accepted_later(attempt: _Attempt) -> Verdict:
    """Keep the address to ask at, for a day from when it was given."""
    if attempt.tries:
        _begin_patience(attempt, attempt.now)
    elif _is_overdue(attempt):
        return _give_up(attempt)
    _mark(attempt, "sent", None, None)
    _keep_status_url(attempt, attempt.answer.status_url or attempt.outgoing.status_url)
    return "later"


def _is_overdue(attempt: _Attempt) -> bool:
    sent = attempt.outgoing.first_sent_at
    return sent is not None and attempt.now - sent >= STATUS_PATIENCE


def _give_up(attempt: _Attempt) -> Verdict:
    """No receipt within a day: a finding, and the batch is sent again under its key."""
    _alarm(
        attempt, "push_overdue", f"批次 {attempt.outgoing.batch_id} 送达已超过一天，没有回执，将再次报送。"
    )
    _mark(attempt, "unknown", None, "no receipt within a day")
    _keep_status_url(attempt, None)
    _begin_patience(attempt, None)
    return "later"


def _refused(attempt: _Attempt) -> Verdict:
    message = attempt.answer.message or "no reason given"
    _calm(attempt, "push_unauthorized")
    _mark(attempt, "rejected", attempt.answer.kind, message)
    _close(attempt, "refused", message)
    _alarm(attempt, "push_refused", f"批次 {attempt.outgoing.batch_id} 被整批退回：{message}")
    return "next"


def _too_large(attempt: _Attempt) -> Verdict:
    """Dissolve what is open: its rows go into batches of half the size, new ids. A single one is refused."""
    if attempt.outgoing.entries == 1:
        return _refused(attempt)
    attempt.connection.execute(
        "UPDATE exchange.target SET batch_limit = ? WHERE target_id = ?",
        [attempt.outgoing.entries // 2, attempt.target.id],
    )
    _count(attempt)
    _calm(attempt, "push_unauthorized")
    values = {"target_id": attempt.target.id, "at": attempt.now}
    attempt.connection.execute(sql("exchange/dissolve"), values)
    attempt.connection.execute(sql("exchange/close_open"), values | {"message": attempt.answer.message})
    return "next"


def _unauthorized(attempt: _Attempt) -> Verdict:
    _count(attempt)
    reason = attempt.answer.message or "no reason given"
    _alarm(attempt, "push_unauthorized", f"签名未被接受：{reason}。")
    return "later"


def _wait(attempt: _Attempt) -> Verdict:
    _count(attempt)
    seconds = attempt.answer.retry_after_seconds
    wait = DEFAULT_WAIT_SECONDS if seconds is None else min(seconds, LONGEST_WAIT_SECONDS)
    until = attempt.now + timedelta(seconds=wait)
    attempt.connection.execute(
        "UPDATE exchange.target SET retry_at = ? WHERE target_id = ?", [until, attempt.target.id]
    )
    return _give_up(attempt) if attempt.outgoing.status_url and _is_overdue(attempt) else "later"


def _no_answer(attempt: _Attempt) -> Verdict:
    if attempt.outgoing.status_url and _is_overdue(attempt):
        return _give_up(attempt)
    _mark(attempt, "unknown", None, attempt.answer.message)
    return "later"


_HANDLERS = {
    "receipts": _receipts,
    "accepted_later": _accepted_later,
    "refused": _refused,
    "unauthorized": _unauthorized,
    "too_large": _too_large,
    "wait": _wait,
    "no_answer": _no_answer,
}


def _mark(attempt: _Attempt, state: DeliveryState, code: str | None, message: str | None) -> None:
    """The state of the rows of the batch that are not settled."""
    values = {"state": state, "code": code, "message": message, "at": attempt.now, "tries": attempt.tries}
    attempt.connection.execute(sql("exchange/mark"), attempt.batch | values)


def _count(attempt: _Attempt) -> None:
    """One more try for the rows of the batch, whose state stays as it is."""
    values = attempt.batch | {"tries": attempt.tries}
    attempt.connection.execute(sql("exchange/count_delivery_attempt"), values)


def _close(attempt: _Attempt, state: str, message: str | None) -> None:
    """The batch is done with; its bytes are not needed any more."""
    attempt.connection.execute(
        sql("exchange/close_batch"), [state, message, attempt.now, attempt.outgoing.batch_id]
    )


def _keep_status_url(attempt: _Attempt, status_url: str | None) -> None:
    attempt.connection.execute(
        "UPDATE exchange.batch SET status_url = ? WHERE batch_id = ?", [status_url, attempt.outgoing.batch_id]
    )


def _begin_patience(attempt: _Attempt, since: datetime | None) -> None:
    """When a column took the batch to answer later; what was tried before it did so does not count."""
    attempt.connection.execute(
        "UPDATE exchange.batch SET first_sent_at = ? WHERE batch_id = ?", [since, attempt.outgoing.batch_id]
    )


def _has_open_rows(attempt: _Attempt) -> bool:
    row = attempt.connection.execute(
        "SELECT count(*) > 0 FROM exchange.delivery WHERE batch_id = ? "
        "AND state NOT IN ('accepted', 'rejected')",
        [attempt.outgoing.batch_id],
    ).fetchall()[0]
    return bool(row[0])


def _check_id(attempt: _Attempt, name: str) -> str:
    return f"{name}/{attempt.target.id}"


def _alarm(attempt: _Attempt, name: str, message: str) -> None:
    finding = Finding(
        check_id=_check_id(attempt, name), severity="error", message=f"{attempt.target.name}：{message}"
    )
    record_findings(attempt.connection, [finding], origin="push", run_id=attempt.run_id, at=attempt.now)


def _calm(attempt: _Attempt, *names: str) -> None:
    checks = [_check_id(attempt, name) for name in names]
    close_findings(attempt.connection, checks, [], origin="push", at=attempt.now)
