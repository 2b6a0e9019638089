"""The step after the merge: every changed item gets its document and its links.

It goes by the change log, so that a run killed between merge and this step is made good by the next call, and a
call with nothing new does nothing.
"""

from __future__ import annotations

import duckdb

from schemas.base import Model
from schemas.harvest import Run
from warehouse.database import Warehouse
from warehouse.queries import sql
from warehouse.relations.documents import settle_documents
from warehouse.relations.index import index_changes
from warehouse.variables import set_variables


class Relations(Model):
    """What the step did, in items."""

    related: int = 0
    """Changed items that were looked at."""
    joined: int = 0
    """Of these, items that got another document id than the merge gave them."""
    united: int = 0
    """Items known before whose document turned out to be another one: each has a new version."""


def relate(warehouse: Warehouse, run: Run) -> Relations:
    """Relate what changed since the last call; documents and links commit together.

    `document_id` of versions that no reader has seen is set in place. Where two documents known before turn out
    to be one, the items of the younger get a new version with its change row, as for any other change.
    """
    head = _head(warehouse)
    if _related(warehouse) == head:
        return Relations()
    index_changes(warehouse, head)
    with warehouse.transaction() as connection:
        set_variables(connection, run_id=run.run_id, run_at=run.started_at)
        connection.execute(sql("relations/fresh"))
        joined, united = settle_documents(connection)
        connection.execute(sql("relations/affected"))
        connection.execute(sql("relations/link"))
        ((related,),) = connection.execute("SELECT count(*) FROM fresh").fetchall()
        _settle(connection)
        connection.execute(sql("relations/forget"))
        for name in ("met", "wanted", "assigned", "united"):
            connection.unregister(name)
    return Relations(related=related, joined=joined, united=united)


def _head(warehouse: Warehouse) -> int:
    ((seq,),) = warehouse.connection.execute("SELECT coalesce(max(seq), 0) FROM exchange.change").fetchall()
    return int(seq)


def _related(warehouse: Warehouse) -> int:
    ((seq,),) = warehouse.connection.execute("SELECT related_seq FROM operations.relation_state").fetchall()
    return int(seq)


def _settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Down to the end of the log, the versions written just now included: their words are indexed already."""
    ((head,),) = connection.execute("SELECT max(seq) FROM exchange.change").fetchall()
    connection.execute("UPDATE operations.relation_state SET indexed_seq = ?, related_seq = ?", [head, head])
