"""Published tables: a Parquet file and its CSV twin, made of the same parts side by side.

A part is a row group of the one and a run of lines of the other. `LogTable` takes the parts in which nothing changed
from the edition before, byte by byte; only the others are made anew.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from warehouse.feeds.csv_twin import BOM, spreadsheet_text
from warehouse.feeds.edition import Edition
from warehouse.feeds.folder import FeedFolder
from warehouse.feeds.parquet_footer import MAGIC, Footer, RowGroup, read_footer

BODIES = ("body_text", "body_html")
"""Columns of which no two values are alike. A CSV has none of them: a spreadsheet cuts a cell at 32,767 characters."""


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
        self._folder = folder
        self._name = f"data/{name}"
        self._parquet = folder.create(f"{self._name}.parquet")
        self._parquet.write(MAGIC)
        self._row_groups: list[RowGroup] = []
        self._twin = [column for column in self.schema.names if column not in BODIES]
        self._csv = folder.create(f"{self._name}.csv")
        self._csv.write(BOM + self._lines(self.schema.empty_table(), header=True))

    def add(self, table: pa.Table) -> tuple[int, int, int]:
        """Append rows as one part; gives its rows and its bytes in either file."""
        table = table.select(self.schema.names).cast(self.schema).combine_chunks()
        lines = self._lines(table)
        mini = _parquet(self.schema, table)
        (row_group,) = read_footer(mini).row_groups
        start = len(MAGIC)
        self.take(row_group, memoryview(mini)[start : start + row_group.size], lines)
        return row_group.rows, row_group.size, len(lines)

    def take(self, row_group: RowGroup, chunks: bytes | memoryview, lines: bytes) -> None:
        """Append a part that is encoded already."""
        self._parquet.write(chunks)
        self._csv.write(lines)
        self._row_groups.append(row_group)

    def close(self) -> Published:
        """Finish and list both files."""
        self._parquet.write(_empty(self.schema).with_row_groups(self._row_groups))
        rows = sum(row_group.rows for row_group in self._row_groups)
        files = []
        for suffix, file, columns in (
            ("csv", self._csv, self._twin),
            ("parquet", self._parquet, self.schema.names),
        ):
            digest = self._folder.list_created(f"{self._name}.{suffix}", file, rows)
            files.append((suffix, file.size, digest, tuple(columns)))
        return Published(self.schema, tuple(files))

    def _lines(self, table: pa.Table, *, header: bool = False) -> bytes:
        sink = io.BytesIO()
        options = pa_csv.WriteOptions(include_header=header, quoting_style="needed")
        pa_csv.write_csv(spreadsheet_text(table.select(self._twin)), sink, options)
        return sink.getvalue()


class LogTable:
    """A table that grows with the log: part n holds what the changes of window n say, those superseded left out."""

    def __init__(self, edition: Edition, name: str, window: int) -> None:
        self._edition = edition
        self._name = name
        self._window = window
        self._stale: set[int] = set()
        """Windows, from 0, in which rows are superseded."""
        self._gone: list[str] = []
        self._files: TableFiles | None = None
        self._parts: list[tuple[int, int, int, int]] = []
        """Of each part: its window, its rows, its bytes in either file."""
        self._waiting: list[pa.Table] = []
        self._number = 0

    def drop(self, seqs: Sequence[int], item_ids: Sequence[str]) -> None:
        """Take out the rows of these items, which earlier changes brought."""
        self._stale.update((seq - 1) // self._window for seq in seqs)
        self._gone += item_ids

    def add(self, rows: pa.Table, last_seq: int) -> None:
        """Take the rows of the next changes, up to `last_seq`, all of one window; they may be none."""
        if self._files is None:
            self._files = TableFiles(self._edition.folder, self._name, rows.schema)
            self._take_over()
        number = max(last_seq - 1, 0) // self._window
        if number != self._number:
            self._flush()
            self._number = number
        # A copy: rows that wait in memory of DuckDB's own keep its whole heap from being given back.
        rows = rows.select(self._files.schema.names).cast(self._files.schema)
        self._waiting.append(rows.take(pa.array(range(rows.num_rows), pa.int64())))
        if last_seq % self._window == 0:
            self._flush()

    def close(self) -> Published:
        """Finish both files."""
        assert self._files is not None, "the log yields one window at least, however empty"
        self._flush()
        self._edition.folder.index[f"data/{self._name}"] = {"window": self._window, "parts": self._parts}
        return self._files.close()

    def _flush(self) -> None:
        assert self._files is not None
        table = pa.concat_tables(self._waiting) if self._waiting else None
        self._waiting = []
        if table is not None and table.num_rows:
            self._parts.append((self._number, *self._files.add(table)))

    def _take_over(self) -> None:
        """The parts of the edition before; the last one waits for more rows where its window goes on."""
        previous = self._edition.previous
        if previous is None:
            return
        assert self._files is not None
        path = previous.path / "data" / self._name
        unfinished = previous.seq // self._window
        gone = pa.array(self._gone, pa.string())
        with path.with_suffix(".parquet").open("rb") as parquet, path.with_suffix(".csv").open("rb") as twin:
            footer = _footer_of(parquet)
            parquet.seek(len(MAGIC))
            header = twin.readline()
            assert header, "a table has a line of names"
            for part, row_group in zip(
                previous.index[f"data/{self._name}"]["parts"], footer.row_groups, strict=True
            ):
                chunks, lines = parquet.read(row_group.size), twin.read(part[3])
                if part[0] not in self._stale and part[0] != unfinished:
                    self._files.take(row_group, chunks, lines)
                    self._parts.append(tuple(part))
                    continue
                table = _read(footer, row_group, chunks)
                if part[0] in self._stale:
                    table = table.filter(pc.invert(pc.is_in(table["item_id"], value_set=gone)))
                self._number, self._waiting = part[0], [table]
                if part[0] != unfinished:
                    self._flush()


def _parquet(schema: pa.Schema, table: pa.Table | None) -> bytes:
    """A Parquet file of one row group, or of none."""
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


def _empty(schema: pa.Schema) -> Footer:
    return read_footer(_parquet(schema, None))


def _read(footer: Footer, row_group: RowGroup, chunks: bytes) -> pa.Table:
    """The rows of one row group."""
    return pq.read_table(pa.BufferReader(MAGIC + chunks + footer.with_row_groups([row_group])))


def _footer_of(file: IO[bytes]) -> Footer:
    size = file.seek(0, io.SEEK_END)
    file.seek(size - 8)
    length = int.from_bytes(file.read(4), "little") + 8
    file.seek(size - length)
    return read_footer(file.read(length))


def _settled(kind: pa.DataType) -> pa.DataType:
    """Instants are stored in UTC, whatever the time zone of the session that read them."""
    return pa.timestamp("us", "UTC") if pa.types.is_timestamp(kind) else kind
