"""The outbox (发件箱): deliveries leave in order, in batches whose bytes are kept until they are settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import duckdb

from schemas.exchange import Outgoing
from schemas.registry import County, Target
from warehouse.batches import Conceal, Encode, Maker, kept_body
from warehouse.database import Warehouse


def next_batch(
    warehouse: Warehouse,
    target: Target,
    county: County,
    now: datetime,
    *,
    encode: Encode,
    conceal: Conceal,
    may_form: bool = True,
    ready: Mapping[str, Outgoing] | None = None,
) -> Outgoing | None:
    """What to send to a target next: an unsettled batch, byte for byte, before anything new; None when done.

    None also while the target asked us to wait. A new batch is in the warehouse before it is returned; without
    `may_form` (the gate is held) what is under way is finished and nothing new begun. What is `ready`, batches by id
    that `prepare_batches` made and nobody has sent yet, is not read again.
    """
    with warehouse.writing:
        standing = _standing(warehouse.connection, target, now)
        if standing is None or standing[0]:
            return None
        unsettled = _unsettled(warehouse.connection, target, ready or {})
        if unsettled or not may_form:
            return unsettled
        maker = Maker(target, county, encode, conceal, standing[1])
        with warehouse.transaction() as connection:
            made = maker.make(connection, now, ahead=False)
            return made[0] if made else None


def prepare_batches(
    warehouse: Warehouse, target: Target, county: County, now: datetime, *, encode: Encode, conceal: Conceal
) -> dict[str, Outgoing]:
    """Make the batches that leave after those that are open, so that they lie ready when an answer comes; by id.

    None while more than one lies ready. They leave after all that is open, whatever the clock says. Nothing is written
    meanwhile: DuckDB's memory is for one of both.
    """
    with warehouse.transaction() as connection:
        standing = _standing(connection, target, now)
        ((open_batches, newest),) = connection.execute(
            "SELECT count(*), max(created_at) FROM exchange.batch WHERE target_id = ? AND state = 'open'",
            [target.id],
        ).fetchall()
        if standing is None or not 1 <= open_batches <= 2:
            return {}
        maker = Maker(target, county, encode, conceal, standing[1])
        made = maker.make(connection, max(now, newest + timedelta(microseconds=1)), ahead=True)
    return {outgoing.batch_id: outgoing for outgoing in made}


def is_open(warehouse: Warehouse, target: Target, now: datetime) -> bool:
    """Whether batches may leave by the target's schedule: from a time of it until the outbox was empty once.

    A column that answers later takes a batch at each push, so that its outbox stays open over many of them.
    """
    with warehouse.writing:
        row = warehouse.connection.execute(
            "SELECT pushed_at FROM exchange.target WHERE target_id = ?", [target.id]
        ).fetchone()
    return target.is_due(row[0] if row else None, now)


def close_outbox(warehouse: Warehouse, target: Target, now: datetime) -> None:
    """All that waited was sent and settled: the schedule's next time counts from here."""
    if target.schedule:
        with warehouse.writing:
            warehouse.connection.execute(
                "UPDATE exchange.target SET pushed_at = ? WHERE target_id = ?", [now, target.id]
            )


def delivery_counts(warehouse: Warehouse) -> dict[str, dict[str, int]]:
    """Deliveries by target and state."""
    with warehouse.writing:
        rows = warehouse.connection.execute(
            "SELECT target_id, state, count(*) FROM exchange.delivery GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    counts: dict[str, dict[str, int]] = {}
    for target_id, state, number in rows:
        counts.setdefault(target_id, {})[state] = number
    return counts


def _standing(
    connection: duckdb.DuckDBPyConnection, target: Target, now: datetime
) -> tuple[bool | None, int] | None:
    """Whether it asked us to wait, and how many entries its batches may have; None where it is not enrolled."""
    row = connection.execute(
        "SELECT retry_at > ?, batch_limit FROM exchange.target WHERE target_id = ?", [now, target.id]
    ).fetchone()
    return (row[0], min(target.batch_size, row[1] or target.batch_size)) if row else None


def _unsettled(
    connection: duckdb.DuckDBPyConnection, target: Target, ready: Mapping[str, Outgoing]
) -> Outgoing | None:
    row = connection.execute(
        "SELECT batch_id, entries, attempts, status_url, first_sent_at FROM exchange.batch "
        "WHERE target_id = ? AND state = 'open' ORDER BY created_at LIMIT 1",
        [target.id],
    ).fetchone()
    if row is None:
        return None
    batch_id, entries, attempts, status_url, first_sent_at = row
    if batch_id in ready and not attempts:
        return ready[batch_id]
    ((body,),) = connection.execute(
        "SELECT body FROM exchange.batch WHERE batch_id = ?", [batch_id]
    ).fetchall()
    sent = connection.execute(
        "SELECT item_id, version FROM exchange.delivery WHERE target_id = ? AND batch_id = ?",
        [target.id, batch_id],
    ).fetchall()
    return Outgoing(
        sent=frozenset(sent),
        batch_id=batch_id,
        target_id=target.id,
        body=kept_body(body),
        entries=entries,
        attempts=attempts,
        status_url=status_url,
        first_sent_at=first_sent_at,
    )
