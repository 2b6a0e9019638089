"""A table that grows with the log, brought up to date part by part."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.feeds.csv_twin import records
from warehouse.feeds.edition import Edition
from warehouse.feeds.parquet_footer import MAGIC, Footer, RowGroup, read_footer
from warehouse.feeds.parquet_part import decoded, empty_footer
from warehouse.feeds.slices import Slice, Sliced, cut
from warehouse.feeds.tables import SLICES, Part, Published, TableFiles


@dataclass(frozen=True, slots=True)
class _Former:
    """A part as it lies in the edition before, and what is decoded of it."""

    part: Part
    brief: pa.Table
    texts: Sliced | None
    lines: bytes

    def without(self, item_ids: pa.Array) -> _Former:
        """The same without the rows of these items."""
        keep = pc.invert(pc.is_in(self.brief["item_id"], value_set=item_ids))
        kept = keep.to_pylist()
        lines = b"".join(line for line, stays in zip(records(self.lines), kept, strict=True) if stays)
        texts = self.texts.where(kept) if self.texts else None
        return replace(self, brief=self.brief.filter(keep), texts=texts, lines=lines)

    def rows(self) -> pa.Table:
        """All of it, decoded."""
        if self.texts is None:
            return self.brief
        texts = self.texts.table()
        columns = [*self.brief.columns, *texts.columns]
        return pa.table(dict(zip([*self.brief.column_names, *texts.column_names], columns, strict=True)))


class LogTable:
    """Part n holds what the changes of window n say, those superseded left out."""

    def __init__(self, edition: Edition, name: str, window: int) -> None:
        self._edition = edition
        self._name = name
        self._window = window
        self._stale: set[int] = set()
        """Windows, from 0, in which rows are superseded."""
        self._gone: list[str] = []
        self._files: TableFiles | None = None
        self._parts: list[Part] = []
        self._waiting: list[pa.Table] = []
        self._slices: list[int] = []
        """Of each row that waits."""
        self._number = 0

    def drop(self, seqs: Sequence[int], item_ids: Sequence[str]) -> None:
        """Take out the rows of these items, which earlier changes brought."""
        self._stale.update((seq - 1) // self._window for seq in seqs)
        self._gone += item_ids

    def add(self, rows: pa.Table, seqs: Sequence[int], last_seq: int) -> None:
        """Take the rows of the next changes, up to `last_seq`, all of one window; they may be none."""
        if self._files is None:
            self._files = TableFiles(self._edition.folder, self._name, rows.schema)
            self._take_over()
        number = max(last_seq - 1, 0) // self._window
        if number != self._number:
            self._flush()
            self._number = number
        rows = rows.select(self._files.schema.names).cast(self._files.schema)
        self._slices += [(seq - 1) % self._window * SLICES // self._window for seq in seqs]
        if last_seq % self._window == 0:
            self._waiting.append(rows)
            self._flush()
        else:  # a copy: rows that wait in memory of DuckDB's own keep its whole heap from being given back
            self._waiting.append(rows.take(pa.array(range(rows.num_rows), pa.int64())))

    def close(self) -> Published:
        """Finish both files."""
        assert self._files is not None, "the log yields one window at least, however empty"
        self._flush()
        self._edition.folder.index[f"data/{self._name}"] = {"window": self._window, "parts": self._parts}
        return self._files.close()

    def _flush(self) -> None:
        assert self._files is not None
        table = pa.concat_tables(self._waiting) if self._waiting else None
        if table is not None and table.num_rows:
            self._parts.append(self._files.add(table, self._number, self._slices))
        self._waiting, self._slices = [], []

    def _take_over(self) -> None:
        """The parts of the edition before; the last one waits for more rows where its window goes on."""
        previous = self._edition.previous
        if previous is None:
            return
        assert self._files is not None
        unfinished = previous.seq // self._window
        gone = pa.array(self._gone, pa.string())
        for part, row_group, chunks, lines in self._former():
            is_stale = part.window in self._stale
            if not is_stale and part.window != unfinished:
                self._parts.append(self._files.take(part, row_group, chunks, lines))
                continue
            former = self._opened(part, row_group, chunks, lines)
            if is_stale:
                former = former.without(gone)
            if not former.brief.num_rows:
                continue
            if part.window == unfinished:
                self._number, self._waiting = part.window, [former.rows().select(self._files.schema.names)]
                self._slices = former.texts.numbers() if former.texts else []
            else:
                self._parts.append(self._files.put(part.window, former.brief, former.texts, former.lines))

    def _former(self) -> Iterator[tuple[Part, RowGroup, bytes, bytes]]:
        """The parts of the edition before, with their bytes in either file.

        At the end it raises `AlteredError` where these are not what was published.
        """
        previous = self._edition.previous
        assert previous is not None
        path = f"data/{self._name}"
        with (
            (previous.path / f"{path}.parquet").open("rb") as parquet,
            (previous.path / f"{path}.csv").open("rb") as twin,
        ):
            footer = _footer_of(parquet)
            parquet.seek(0)
            digests = hashlib.sha256(parquet.read(len(MAGIC))), hashlib.sha256(twin.readline())
            parts = [_part(known) for known in previous.index[path]["parts"]]
            for part, row_group in zip(parts, footer.row_groups, strict=True):
                chunks, lines = parquet.read(row_group.size), twin.read(part.csv)
                for digest, content in zip(digests, (chunks, lines), strict=True):
                    digest.update(content)
                yield part, row_group, chunks, lines
            for digest, file, suffix in zip(digests, (parquet, twin), ("parquet", "csv"), strict=True):
                digest.update(file.read())
                previous.check(f"{path}.{suffix}", digest.hexdigest())

    def _opened(self, part: Part, row_group: RowGroup, chunks: bytes, lines: bytes) -> _Former:
        assert self._files is not None
        schema, long = self._files.schema, self._files.long
        size = row_group.size - sum(stored for known in part.slices for stored, _ in known.sizes)
        columns = (c for c, name in zip(row_group.columns, schema.names, strict=True) if name not in long)
        short = replace(row_group, size=size, columns=tuple(columns))
        empty = empty_footer(pa.schema([schema.field(name) for name in self._files.brief]))
        texts = cut(long, part.slices, memoryview(chunks)[size:]) if long else None
        return _Former(part, decoded(empty, short, memoryview(chunks)[:size]), texts, lines)


def _part(known: Sequence[Any]) -> Part:
    """As `pages.json` has it."""
    window, rows, parquet, csv, slices = known
    return Part(
        window,
        rows,
        parquet,
        csv,
        tuple(Slice(n, rows, tuple((a, b) for a, b in sizes)) for n, rows, sizes in slices),
    )


def _footer_of(file: IO[bytes]) -> Footer:
    size = file.seek(0, io.SEEK_END)
    file.seek(size - 8)
    length = int.from_bytes(file.read(4), "little") + 8
    file.seek(size - length)
    return read_footer(file.read(length))
