"""What a script of `warehouse/sql/` is told: session variables, read there with `getvariable('name')`."""

from __future__ import annotations

import re

import duckdb


def set_variables(connection: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Set session variables; they last until they are set again."""
    for name, value in values.items():
        if not re.fullmatch(r"[a-z_]+", name):
            raise ValueError(f"not a variable name: {name!r}")
        connection.execute(f"SET VARIABLE {name} = ?", [value])
