"""A published table: one Parquet file and its CSV twin, streamed side by side."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from warehouse.feeds.csv_twin import BOM, spreadsheet_text

_LONG = ("body_text", "body_html")
"""Columns of which no two values are alike."""


class PublishedTable:
    """Writes `<name>.parquet` and `<name>.csv`; the same rows in the same order give the same bytes."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema, row_group: int) -> None:
        folder.mkdir(exist_ok=True)
        self.schema = pa.schema([pa.field(f.name, _settled(f.type)) for f in schema])
        self.rows = 0
        self._row_group = row_group
        self._waiting: list[pa.Table] = []
        # What is said of each row group is held until the end: nothing of the longest columns.
        brief = [column for column in self.schema.names if column not in _LONG]
        self._parquet = pq.ParquetWriter(
            folder / f"{name}.parquet",
            self.schema,
            compression="zstd",
            use_dictionary=brief,
            write_statistics=brief,
        )
        self._file = (folder / f"{name}.csv").open("wb")
        self._file.write(BOM)
        header = spreadsheet_text(self.schema.empty_table()).schema
        options = pa_csv.WriteOptions(quoting_style="needed")
        self._csv = pa_csv.CSVWriter(self._file, header, write_options=options)

    def add(self, table: pa.Table) -> None:
        """Append rows with the columns of the schema."""
        table = table.select(self.schema.names).cast(self.schema)
        self.rows += table.num_rows
        self._csv.write_table(spreadsheet_text(table))
        # A copy: rows that wait in memory of DuckDB's own keep its whole heap from being given back.
        self._waiting.append(table.take(pa.array(range(table.num_rows), pa.int64())))
        if sum(t.num_rows for t in self._waiting) >= self._row_group:
            self._flush()

    def close(self) -> None:
        """Finish both files."""
        self._flush()
        self._parquet.close()
        self._csv.close()
        self._file.close()

    def _flush(self) -> None:
        waiting = pa.concat_tables(self._waiting) if self._waiting else self.schema.empty_table()
        self._waiting = []
        while waiting.num_rows:
            self._parquet.write_table(waiting.slice(0, self._row_group).combine_chunks())
            waiting = waiting.slice(self._row_group)


def _settled(kind: pa.DataType) -> pa.DataType:
    """Instants are stored in UTC, whatever the time zone of the session that read them."""
    return pa.timestamp("us", "UTC") if pa.types.is_timestamp(kind) else kind
