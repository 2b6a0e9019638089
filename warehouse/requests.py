"""The register of applications (依申请公开) as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from schemas.requests import OUTCOMES, DisclosureRequest
from warehouse.database import Warehouse
from warehouse.queries import sql

_TYPES = {"pages": pa.int32(), "row_number": pa.int32(), "fee_yuan": pa.decimal128(18, 2)}
_REQUEST = pa.schema(
    [("request_id", pa.string())]
    + [
        (name, _TYPES.get(name, pa.date32() if name.endswith(("_on", "_from", "_to")) else pa.string()))
        for name in DisclosureRequest.model_fields
    ]
)
_OUTCOME = pa.schema(
    {"outcome": pa.string(), "position": pa.int32(), "group": pa.string(), "name": pa.string()}
    | {"report_row": pa.string()}
)


def load_requests(warehouse: Warehouse, requests: Sequence[DisclosureRequest], unread: Sequence[str]) -> None:
    """Replace the register, all at once; rows of files that could not be read this time stay."""
    rows = [{"request_id": f"{r.unit_id}/{r.number}", **r.model_dump()} for r in requests]
    outcomes = [
        {
            "outcome": o.code,
            "position": n,
            "group": o.group,
            "name": o.name,
            "report_row": o.report_row,
        }
        for n, o in enumerate(OUTCOMES.values(), 1)
    ]
    with warehouse.transaction() as connection:
        connection.register("request_data", pa.Table.from_pylist(rows, schema=_REQUEST))
        connection.register("outcome_data", pa.Table.from_pylist(outcomes, schema=_OUTCOME))
        connection.register("unread_data", pa.table({"file": pa.array(list(unread), pa.string())}))
        connection.execute(sql("registry/requests"))
