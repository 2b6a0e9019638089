"""The register of new media (政务新媒体台账) as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from schemas.new_media import NewMediaAccount
from warehouse.database import Warehouse
from warehouse.queries import sql

_ACCOUNT = pa.schema(
    [
        (
            name,
            pa.int32()
            if name in ("posts", "followers", "row_number")
            else pa.date32()
            if name.endswith("_on")
            else pa.string(),
        )
        for name in NewMediaAccount.model_fields
    ]
)


def load_accounts(warehouse: Warehouse, accounts: Sequence[NewMediaAccount], unread: Sequence[str]) -> None:
    """Replace the register, all at once; rows of files that could not be read this time stay."""
    with warehouse.transaction() as connection:
        rows = [account.model_dump() for account in accounts]
        connection.register("account_data", pa.Table.from_pylist(rows, schema=_ACCOUNT))
        connection.register("unread_data", pa.table({"file": pa.array(list(unread), pa.string())}))
        connection.execute(sql("registry/new_media"))
