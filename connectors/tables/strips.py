"""Tables without ruling lines: rows are lines of text, columns are where their pieces align."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.tables.characters import Char
from connectors.tables.lattice import Table


def strip_tables(chars: Sequence[Char]) -> list[Table]:
    return []
