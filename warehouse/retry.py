"""Once more (重报): what a column turned away is queued again, after its cause was mended on either side."""

from __future__ import annotations

from datetime import datetime

from schemas.registry import Target
from warehouse.database import Warehouse
from warehouse.findings import close_findings
from warehouse.queries import sql
from warehouse.variables import set_variables


def queue_again(warehouse: Warehouse, target: Target, at: datetime, *, rejected_too: bool = False) -> int:
    """Queue the entries of batches that were refused as a whole, under new ids; how many.

    With `rejected_too` also single items that the column rejected. They go behind all that waits, so that an older
    version never follows a newer one: where one does, the older is not sent again. The finding is closed; a column
    that refuses again opens it again.
    """
    with warehouse.transaction() as connection:
        set_variables(connection, target_id=target.id, run_at=at, rejected_too=rejected_too)
        ((queued,),) = connection.execute(sql("exchange/retry")).fetchall()
        close_findings(connection, [f"push_refused/{target.id}"], [], origin="push", at=at)
        return int(queued)
