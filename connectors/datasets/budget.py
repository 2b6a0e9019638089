"""Budgets and final accounts of departments and units (部门预决算)."""

from __future__ import annotations

from connectors.datasets.model import Context, Reader
from connectors.tables import GridReading
from schemas.finance import DatasetReading


def read(reading: GridReading, context: Context) -> DatasetReading:
    """See `Reader.read`."""
    return DatasetReading("budget")


def recognise(reading: GridReading, context: Context) -> float:
    """See `Reader.recognise`."""
    return 0.1


READER = Reader("budget", 1, ("budget", "final_account"), read, recognise)
