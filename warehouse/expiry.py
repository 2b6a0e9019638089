"""Publicity lists past their period (公示期满): withdrawn from feeds and columns, as if the page were gone."""

from __future__ import annotations

from schemas.harvest import Run
from warehouse.database import Warehouse
from warehouse.queries import sql
from warehouse.variables import set_variables


def withdraw_expired(warehouse: Warehouse, run: Run) -> int:
    """Withdraw every item whose lists of payees have all run out on the day of the run; gives how many.

    One transaction: version, change-log row and deliveries. The page may stay up; only an edit of it brings the
    item back.
    """
    with warehouse.transaction() as connection:
        set_variables(connection, run_id=run.run_id, run_at=run.started_at)
        connection.execute(sql("expiry/withdrawal"))
        ((expired,),) = connection.execute("SELECT count(*) FROM withdrawal").fetchall()
        if expired:
            connection.execute(sql("merge/13_withdrawn"))
            connection.execute(sql("expiry/unsent"))
            connection.execute(sql("merge/14_change_log"))
            connection.execute(sql("exchange/deliver"))
        for table in ("withdrawal", "change_set", "fresh_change"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
    return int(expired)
