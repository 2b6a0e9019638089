"""CSV that a spreadsheet opens as text and nothing else (CSV 电子表格)."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

BOM = b"\xef\xbb\xbf"
"""Without it Excel reads UTF-8 as GBK."""

_ACTIVE = r"^[=+\-@\t\r\n＝＋－＠]"
"""What makes a spreadsheet take a cell for a formula; East Asian editions know the full-width forms."""
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"


def spreadsheet_text(table: pa.Table) -> pa.Table:
    """The table as a spreadsheet may see it: instants as text in +08:00, no cell that could run."""
    columns = [_spreadsheet_column(column) for column in table.columns]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def records(lines: bytes) -> list[bytes]:
    """The records of a CSV that Arrow wrote, line ends included: a cell in quotes may go over several lines."""
    found, begun = [], b""
    for line in lines.splitlines(keepends=True):
        begun += line
        if begun.count(b'"') % 2 == 0:
            found.append(begun)
            begun = b""
    return found


def _spreadsheet_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type):
        return _instants(column)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        active = pc.match_substring_regex(column, _ACTIVE)
        if not pc.any(active).as_py():
            return column
        active = pc.and_not(active, pc.match_substring_regex(column, _NUMBER))
        return pc.if_else(active, pc.binary_join_element_wise("'", column, ""), column)
    return column


def _instants(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """By arithmetic: the machine's time zone database, if it has one, plays no part. Each instant is written once."""
    micros = column.cast(pa.timestamp("us", column.type.tz)).cast(pa.int64())
    seconds = pc.divide(micros, 1_000_000)
    known = pc.unique(seconds)
    local = pc.add(known, 28_800).cast(pa.timestamp("s"))
    written = pc.strftime(local, format="%Y-%m-%dT%H:%M:%S+08:00")
    return written.take(pc.index_in(seconds, value_set=known))
