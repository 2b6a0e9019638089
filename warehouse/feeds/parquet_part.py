"""A part of a Parquet file: one row group, encoded by Arrow as a file of its own and read like one."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.feeds.parquet_footer import MAGIC, Footer, RowGroup, read_footer

BODIES = ("body_text", "body_html")
"""Columns of which no two values are alike. A CSV has none of them: a spreadsheet cuts a cell at 32,767 characters."""


def encoded(table: pa.Table) -> tuple[RowGroup, memoryview]:
    """A table as a row group: its metadata and its bytes."""
    content = _written(table.schema, table)
    (row_group,) = read_footer(content).row_groups
    return row_group, memoryview(content)[len(MAGIC) : len(MAGIC) + row_group.size]


def decoded(empty: Footer, row_group: RowGroup, content: bytes | memoryview) -> pa.Table:
    """The rows of a row group, given the footer of a file of its columns that has none."""
    return pq.read_table(pa.BufferReader(b"".join((MAGIC, content, empty.with_row_groups([row_group])))))


def empty_footer(schema: pa.Schema) -> Footer:
    """The footer of a file without rows."""
    return read_footer(_written(schema, None))


def _written(schema: pa.Schema, table: pa.Table | None) -> bytes:
    sink = io.BytesIO()
    # Said of every column of every row group: only what helps a reader to leave one out.
    ranges = [f.name for f in schema if not pa.types.is_string(f.type)]
    brief = [name for name in schema.names if name not in BODIES]
    with pq.ParquetWriter(
        sink, schema, compression="zstd", use_dictionary=brief, write_statistics=ranges
    ) as writer:
        if table is not None:
            writer.write_table(table, row_group_size=table.num_rows)
    return sink.getvalue()
