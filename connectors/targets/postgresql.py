"""Batches through tables of a PostgreSQL database (库表交换): a batch is one transaction, receipts are rows.

The tables are those of `drop_tables.sql`; the other side makes them, and lets us insert into two and read the third.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg

from connectors.targets.answers import no_answer, read_receipts
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target

_ADD_BATCH = """
INSERT INTO gongkai_batch (batch_id, schema, division, sender, target, created_at, from_seq, to_seq, entries, sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (batch_id) DO NOTHING RETURNING true
"""
_ENTRY = ("batch_id", "position", "seq", "operation", "item_id", "version", "content_hash", "item", "reason")
_RECEIPTS = """
SELECT item_id, version, status, receipt_number, code, message FROM gongkai_receipt WHERE batch_id = $1
"""


def send_postgresql(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Insert the batch and its entries, unless they are there, and look for the receipts. `secret`: the password."""
    return _run(target, outgoing, secret, adding=True)


def ask_postgresql(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Look for the receipts."""
    return _run(target, outgoing, secret, adding=False)


def _run(target: Target, outgoing: Outgoing, secret: bytes, *, adding: bool) -> Answer:
    try:
        return asyncio.run(_exchange(target, outgoing, secret, adding=adding))
    except asyncpg.InvalidAuthorizationSpecificationError:
        return Answer(kind="unauthorized", message="the database does not let this user in with our password")
    except asyncpg.InsufficientPrivilegeError as error:
        return Answer(kind="unauthorized", message=f"the database refuses: {error.sqlstate}, {error.args[0]}")
    except asyncpg.UndefinedTableError:
        return no_answer(
            "the tables gongkai_batch, gongkai_entry, gongkai_receipt are not there: drop_tables.sql"
        )
    except asyncpg.PostgresError as error:  # by its code: the words may quote a row
        return no_answer(f"the database refuses: {type(error).__name__}, SQLSTATE {error.sqlstate}")
    except asyncpg.InterfaceError as error:
        return no_answer(f"the database connection fails: {type(error).__name__}")
    except TimeoutError:
        return no_answer("the database has not answered in time")
    except OSError as error:
        return no_answer(f"no connection to the database: {error.strerror or type(error).__name__}")


async def _exchange(target: Target, outgoing: Outgoing, secret: bytes, *, adding: bool) -> Answer:
    async with _connected(target, secret) as connection:
        if adding:
            known = await _add(connection, outgoing)
            if known is not None and known != _digest(outgoing):
                return Answer(kind="refused", message="this batch_id is in the table with other content")
        rows = [dict(row) for row in await connection.fetch(_RECEIPTS, outgoing.batch_id)]
    if not rows and outgoing.entries:
        return Answer(kind="accepted_later", message="no receipts yet")
    return read_receipts(outgoing, {"batch_id": outgoing.batch_id, "receipts": rows})


async def _add(connection: Any, outgoing: Outgoing) -> str | None:
    """The batch in one transaction; the digest of the one that is there already, else None."""
    content = json.loads(outgoing.body)
    entries = content["entries"]
    async with connection.transaction():
        is_new = await connection.fetchval(
            _ADD_BATCH,
            content["batch_id"],
            content["schema"],
            content["sender"]["division"],
            content["sender"]["name"],
            content["target"],
            datetime.fromisoformat(content["created_at"]),
            content["from_seq"],
            content["to_seq"],
            len(entries),
            _digest(outgoing),
        )
        if is_new:
            rows = [_row(content["batch_id"], n, entry) for n, entry in enumerate(entries, 1)]
            await connection.copy_records_to_table("gongkai_entry", records=rows, columns=_ENTRY)
            return None
    known: str = await connection.fetchval(
        "SELECT sha256 FROM gongkai_batch WHERE batch_id = $1", content["batch_id"]
    )
    return known


def _row(batch_id: str, position: int, entry: dict[str, Any]) -> tuple[Any, ...]:
    item = entry.get("item")
    text = None if item is None else json.dumps(_fit(item), ensure_ascii=False)
    named = (entry["seq"], entry["operation"], entry["item_id"], entry["version"], entry.get("content_hash"))
    return (batch_id, position, *named, text, entry.get("reason"))


def _fit(item: dict[str, Any]) -> dict[str, Any]:
    """Without U+0000, the one character that PostgreSQL cannot hold."""
    return {n: v.replace("\0", "\ufffd") if isinstance(v, str) else v for n, v in item.items()}


@asynccontextmanager
async def _connected(target: Target, secret: bytes) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(
        target.url,
        password=secret.decode("utf-8", "replace") or None,
        timeout=target.timeout_seconds,
        command_timeout=target.timeout_seconds,
        passfile="",
    )
    try:
        yield connection
    finally:
        connection.terminate()


def _digest(outgoing: Outgoing) -> str:
    return hashlib.sha256(outgoing.body).hexdigest()
