"""Rows of the finance tables, put in by hand."""

from __future__ import annotations

from tests.warehouse.county import County


def insert(county: County, table: str, item_id: str, **columns: object) -> None:
    """One row of `finance.<table>`; place and amount are made up where they are not told."""
    row: dict[str, object] = {
        "item_id": item_id,
        "sheet_or_page": "表",
        "cell": "A1",
        "amount_yuan": 1,
        **columns,
    }
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    county.warehouse.connection.execute(
        f"INSERT INTO finance.{table} ({names}) VALUES ({marks})", list(row.values())
    )
