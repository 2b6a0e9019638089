"""Finance records as Arrow columns, for loading."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import pyarrow as pa

from schemas.base import Model
from schemas.finance import CheckResult, FinanceRecord, ReadingFinding

_SPECIAL = {
    "fiscal_year": pa.int32(),
    "report_year": pa.int32(),
    "table_number": pa.int32(),
    "value": pa.decimal128(18, 6),
    "row_number": pa.int32(),
    "households": pa.int32(),
    "is_sensitive": pa.bool_(),
    "share_percent": pa.decimal128(12, 4),
    "amount_yuan": pa.decimal128(18, 2),
    "expected": pa.decimal128(18, 2),
    "found": pa.decimal128(18, 2),
    "tolerance": pa.decimal128(18, 2),
    "standard_yuan": pa.decimal128(18, 4),
    "quantity": pa.decimal128(18, 4),
    "term_years": pa.decimal128(6, 2),
    "rate_percent": pa.decimal128(8, 4),
    "issued_on": pa.date32(),
    "matures_on": pa.date32(),
    "cut_off_on": pa.date32(),
    "paid_on": pa.date32(),
    "publicity_from": pa.date32(),
    "publicity_to": pa.date32(),
    "cells": pa.list_(pa.string()),
    "limit_number": pa.int32(),
    **dict.fromkeys(("elements", "channels", "channel_notes", "levels"), pa.list_(pa.string())),
    **dict.fromkeys(("limit_override", "to_public", "to_group", "is_proactive", "is_on_request"), pa.bool_()),
}
"""Every other column is text."""

Row = FinanceRecord | CheckResult | ReadingFinding


def to_table(model: type[Row], rows: Sequence[tuple[str, str | None, Model]]) -> pa.Table:
    """Rows of one model, each with `item_id` and `attachment_id`, as the table of that model."""
    names = tuple(model.model_fields)
    get = attrgetter(*names)
    columns = list(zip(*(get(row) for _, _, row in rows), strict=True)) if rows else [()] * len(names)
    arrays = {
        "item_id": pa.array([item for item, _, _ in rows], pa.string()),
        "attachment_id": pa.array([file for _, file, _ in rows], pa.string()),
    }
    arrays |= {
        name: pa.array(values, _SPECIAL.get(name, pa.string()))
        for name, values in zip(names, columns, strict=True)
    }
    return pa.table(arrays)
