"""Columns of long text in slices (分片): what is taken out of a part costs the slices it stood in, not the whole part.

A slice is a run of pages that Arrow has encoded by itself; the slices of a column side by side are its chunk. Which
changes a slice covers never moves, so that whoever takes rows out comes to the same bytes as whoever never had them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

import pyarrow as pa

from warehouse.feeds.parquet_footer import Chunk, Footer, RowGroup
from warehouse.feeds.parquet_part import decoded, empty_footer, encoded
from warehouse.feeds.thrift import BINARY, I32, I64, LIST, STRUCT, varint, zigzag

_BYTE_ARRAY, _RLE, _PLAIN, _ZSTD = 6, 3, 0, 6
"""Parquet's numbers: type, encodings and codec of a long column."""


class Slice(NamedTuple):
    """What the edition remembers of a slice."""

    number: int
    """Among those of its part, from 0; one without rows does not exist."""
    rows: int
    sizes: tuple[tuple[int, int], ...]
    """Of each column: its bytes, and the same unpacked."""


@dataclass(frozen=True, slots=True)
class Sliced:
    """The long columns of a part."""

    names: tuple[str, ...]
    slices: tuple[Slice, ...]
    blobs: tuple[tuple[bytes | memoryview, ...], ...]
    """The bytes of each slice, column by column."""

    @property
    def content(self) -> bytes:
        """The chunks of its columns, side by side."""
        return b"".join(blob for column in range(len(self.names)) for blob in self._of(column))

    def _of(self, column: int) -> list[bytes | memoryview]:
        return [blobs[column] for blobs in self.blobs]

    def added_to(self, row_group: RowGroup, names: Sequence[str]) -> RowGroup:
        """A row group of all columns, in the order of `names`, from one of the others; ours lie behind theirs."""
        others = iter(row_group.columns)
        size, plain_size, ours = row_group.size, row_group.plain_size, {}
        for column, name in enumerate(self.names):
            stored, plain = (sum(s.sizes[column][k] for s in self.slices) for k in (0, 1))
            ours[name] = Chunk(_text_column(name, row_group.rows, plain, stored), (size,))
            size, plain_size = size + stored, plain_size + plain
        columns = tuple(ours.get(name) or next(others) for name in names)
        return RowGroup(row_group.rows, size, plain_size, columns)

    def table(self) -> pa.Table:
        """All rows; there is one at least."""
        return pa.concat_tables([self._decoded(n) for n in range(len(self.slices))])

    def numbers(self) -> list[int]:
        """The slice of each row."""
        return [s.number for s in self.slices for _ in range(s.rows)]

    def where(self, keep: Sequence[bool]) -> Sliced:
        """Without the rows that are not to be kept; slices that lose none stay as they are."""
        slices, blobs, start = [], [], 0
        for n, known in enumerate(self.slices):
            mask, start = keep[start : start + known.rows], start + known.rows
            if all(mask):
                slices.append(known)
                blobs.append(self.blobs[n])
            elif any(mask):
                lighter = _encoded(known.number, self._decoded(n).filter(pa.array(mask)))
                slices.append(lighter[0])
                blobs.append(lighter[1])
        return Sliced(self.names, tuple(slices), tuple(blobs))

    def _decoded(self, n: int) -> pa.Table:
        columns = []
        for column, name in enumerate(self.names):
            stored, plain = self.slices[n].sizes[column]
            rows = self.slices[n].rows
            row_group = RowGroup(rows, stored, plain, (Chunk(_text_column(name, rows, plain, stored), (0,)),))
            columns.append(decoded(_footer(name), row_group, self.blobs[n][column]).column(0))
        return pa.table(dict(zip(self.names, columns, strict=True)))


def sliced(table: pa.Table, numbers: Sequence[int]) -> Sliced:
    """A table of long columns, given the slice of each row, in order."""
    slices, blobs, start = [], [], 0
    for number, run in groupby(numbers):
        rows = len(list(run))
        known, content = _encoded(number, table.slice(start, rows))
        slices.append(known)
        blobs.append(content)
        start += rows
    return Sliced(tuple(table.schema.names), tuple(slices), tuple(blobs))


def cut(names: Sequence[str], slices: Sequence[Slice], content: memoryview) -> Sliced:
    """What `content` made, taken apart."""
    columns, start = [], 0
    for column in range(len(names)):
        found = []
        for known in slices:
            size = known.sizes[column][0]
            found.append(content[start : start + size])
            start += size
        columns.append(found)
    return Sliced(tuple(names), tuple(slices), tuple(zip(*columns, strict=True)))


def _encoded(number: int, table: pa.Table) -> tuple[Slice, tuple[memoryview, ...]]:
    columns = [encoded(table.select([name])) for name in table.schema.names]
    sizes = tuple((row_group.size, row_group.plain_size) for row_group, _ in columns)
    return Slice(number, table.num_rows, sizes), tuple(content for _, content in columns)


@cache
def _footer(name: str) -> Footer:
    return empty_footer(pa.schema([(name, pa.string())]))


def _text_column(name: str, rows: int, plain: int, stored: int) -> tuple[bytes, bytes]:
    """The metadata of a column chunk as Arrow writes it, before and behind its offset."""
    field, named = bytes([1 << 4 | I64]), name.encode()
    before = (
        *(bytes([2 << 4 | I64]), zigzag(0), bytes([1 << 4 | STRUCT])),  # file_offset, meta_data
        *(bytes([1 << 4 | I32]), zigzag(_BYTE_ARRAY)),
        *(bytes([1 << 4 | LIST, 2 << 4 | I32]), zigzag(_RLE), zigzag(_PLAIN)),
        *(bytes([1 << 4 | LIST, 1 << 4 | BINARY]), varint(len(named)), named),
        *(bytes([1 << 4 | I32]), zigzag(_ZSTD)),
        *(field, zigzag(rows), field, zigzag(plain), field, zigzag(stored), bytes([2 << 4 | I64])),
    )
    return b"".join(before), b"\0\0"
