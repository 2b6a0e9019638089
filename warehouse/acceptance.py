"""Accepting a finding (问题认可): a person lets it stand, with a reason and until a day."""

from __future__ import annotations

from datetime import date, datetime

from schemas.errors import WrongUsageError
from warehouse.database import Warehouse

__all__ = ["AcceptanceError", "accept", "revoke"]


class AcceptanceError(WrongUsageError):
    """The finding cannot be accepted as asked; the message says why."""


def accept(warehouse: Warehouse, finding_id: str, *, reason: str, until: date, at: datetime) -> str:
    """Let a finding stand up to and with a day; a former acceptance is replaced. Returns the whole id.

    The first characters of an id are enough where no other begins so. Raises `AcceptanceError`.
    """
    if not reason.strip():
        raise AcceptanceError("a finding is accepted with a reason")
    if until < at.date():
        raise AcceptanceError(f"{until} is past: name the last day it may stand")
    whole = _whole_id(warehouse, finding_id)
    with warehouse.transaction() as connection:
        _end(warehouse, whole, at)
        connection.execute(
            "INSERT INTO operations.acceptance VALUES (?, ?, ?, ?, NULL)", [whole, reason.strip(), until, at]
        )
    return whole


def revoke(warehouse: Warehouse, finding_id: str, *, at: datetime) -> str:
    """Take an acceptance back. Returns the whole id. Raises `AcceptanceError` where there is none."""
    whole = _whole_id(warehouse, finding_id)
    with warehouse.transaction():
        if not _end(warehouse, whole, at):
            raise AcceptanceError(f"finding {whole} was not accepted")
    return whole


def _end(warehouse: Warehouse, finding_id: str, at: datetime) -> int:
    ended = warehouse.connection.execute(
        "UPDATE operations.acceptance SET revoked_at = ? WHERE finding_id = ? AND revoked_at IS NULL",
        [at, finding_id],
    ).fetchone()
    return ended[0] if ended else 0


def _whole_id(warehouse: Warehouse, prefix: str) -> str:
    rows = warehouse.connection.execute(
        "SELECT finding_id FROM operations.finding WHERE starts_with(finding_id, ?) LIMIT 2", [prefix]
    ).fetchall()
    if not prefix or not rows:
        raise AcceptanceError(f"no finding {prefix!r}: `gongkai findings --json` shows the ids")
    if len(rows) > 1:
        raise AcceptanceError(f"several findings begin with {prefix!r}: give more of the id")
    return str(rows[0][0])
