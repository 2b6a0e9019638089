"""Reconciliation of a column: read back what it shows, compare, mend on request."""

from __future__ import annotations

from connectors.targets.shown import ReadBackError, shown_by
from schemas.base import now
from schemas.harvest import Run
from schemas.registry import Registry, Target
from warehouse.database import Warehouse
from warehouse.reconcile import Reconciled, reconcile_target


def reconcile(
    warehouse: Warehouse, registry: Registry, target: Target, *, run: Run, redeliver: bool = False
) -> Reconciled:
    """Compare one column with what it accepted. One that cannot be read is told, and nothing is concluded."""
    try:
        shown = shown_by(target, registry.county.division)
    except ReadBackError as error:
        return Reconciled(target_id=target.id, name=target.name, error=str(error))
    return reconcile_target(warehouse, target, shown, run=run, at=now(), redeliver=redeliver)
