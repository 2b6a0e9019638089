"""Published tables: a Parquet file and its CSV twin, made of the same parts side by side.

A part is a row group of the one and a run of lines of the other.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.csv as pa_csv

from warehouse.feeds.csv_twin import BOM, spreadsheet_text
from warehouse.feeds.folder import FeedFolder
from warehouse.feeds.parquet_footer import MAGIC, RowGroup
from warehouse.feeds.parquet_part import BODIES, empty_footer, encoded
from warehouse.feeds.slices import Slice, Sliced, sliced

SLICES = 10
"""Of a part: so many runs of changes are encoded by themselves in columns of long text."""


class Part(NamedTuple):
    """What the edition remembers of a part."""

    window: int
    rows: int
    parquet: int
    csv: int
    """Its bytes in either file."""
    slices: tuple[Slice, ...] = ()
    """Of its long columns, which lie behind the others."""


@dataclass(frozen=True, slots=True)
class Published:
    """A finished table: what a description of it has to say."""

    schema: pa.Schema
    files: tuple[tuple[str, int, str, tuple[str, ...]], ...]
    """Suffix, size in bytes, sha256 and columns of each file."""


class TableFiles:
    """The two files of a table, part by part; the same parts give the same bytes."""

    def __init__(self, folder: FeedFolder, name: str, schema: pa.Schema) -> None:
        self.schema = pa.schema([pa.field(f.name, _settled(f.type)) for f in schema])
        self.long = [column for column in self.schema.names if column in BODIES]
        self.brief = [column for column in self.schema.names if column not in BODIES]
        self._folder = folder
        self._name = f"data/{name}"
        self._parquet = folder.create(f"{self._name}.parquet")
        self._parquet.write(MAGIC)
        self._row_groups: list[RowGroup] = []
        self._csv = folder.create(f"{self._name}.csv")
        self._csv.write(BOM + self._lines(self.schema.empty_table(), header=True))

    def add(self, table: pa.Table, window: int = 0, numbers: Sequence[int] = ()) -> Part:
        """Append rows as one part; where the table has long columns, given the slice of each row."""
        table = table.select(self.schema.names).cast(self.schema).combine_chunks()
        texts = sliced(table.select(self.long), numbers) if self.long else None
        return self.put(window, table.select(self.brief), texts, self._lines(table))

    def put(self, window: int, brief: pa.Table, texts: Sliced | None, lines: bytes) -> Part:
        """Append a part of which all is encoded but the columns that are not long."""
        row_group, chunks = encoded(brief)
        if texts:
            row_group = texts.added_to(row_group, self.schema.names)
            chunks = memoryview(b"".join((chunks, texts.content)))
        slices = texts.slices if texts else ()
        return self.take(
            Part(window, row_group.rows, row_group.size, len(lines), slices), row_group, chunks, lines
        )

    def take(self, part: Part, row_group: RowGroup, chunks: bytes | memoryview, lines: bytes) -> Part:
        """Append a part that is encoded already."""
        self._parquet.write(chunks)
        self._csv.write(lines)
        self._row_groups.append(row_group)
        return part

    def close(self) -> Published:
        """Finish and list both files."""
        self._parquet.write(empty_footer(self.schema).with_row_groups(self._row_groups))
        rows = sum(row_group.rows for row_group in self._row_groups)
        files = []
        for suffix, file, columns in (
            ("csv", self._csv, self.brief),
            ("parquet", self._parquet, self.schema.names),
        ):
            digest = self._folder.list_created(f"{self._name}.{suffix}", file, rows)
            files.append((suffix, file.size, digest, tuple(columns)))
        return Published(self.schema, tuple(files))

    def _lines(self, table: pa.Table, *, header: bool = False) -> bytes:
        sink = io.BytesIO()
        options = pa_csv.WriteOptions(include_header=header, quoting_style="needed")
        pa_csv.write_csv(spreadsheet_text(table.select(self.brief)), sink, options)
        return sink.getvalue()


def _settled(kind: pa.DataType) -> pa.DataType:
    """Instants are stored in UTC, whatever the time zone of the session that read them."""
    return pa.timestamp("us", "UTC") if pa.types.is_timestamp(kind) else kind
