"""The footer of a Parquet file (Thrift compact protocol), taken apart just so far that row groups can be moved.

A column chunk's bytes can be copied into another file as they are; only the offsets in its metadata tell where in the
file they lie. So its metadata is kept in pieces, cut at these offsets. No library does this: Arrow can only write a
row group anew. https://parquet.apache.org/docs/file-format/metadata/
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.feeds.thrift import I16, I32, I64, LIST, STRUCT, integer, list_size, skip, varint, zigzag

MAGIC = b"PAR1"

Cut = tuple[int, int, int]
"""Begin and end of an offset among the bytes of the footer, and the offset."""

# Field numbers of the Thrift definition.
_NUM_ROWS, _ROW_GROUPS = 3, 4  # FileMetaData
_COLUMNS, _RG_BYTES, _RG_ROWS, _RG_OFFSET, _RG_COMPRESSED, _ORDINAL = 1, 2, 3, 5, 6, 7  # RowGroup
_CC_OFFSET, _META_DATA = 2, 3  # ColumnChunk
_PAGE_OFFSETS = (9, 10, 11)  # ColumnMetaData: data, index and dictionary page


@dataclass(frozen=True, slots=True)
class Chunk:
    """The metadata of a column chunk, wherever its bytes lie."""

    pieces: tuple[bytes, ...]
    """Metadata without its offsets, cut where they stand."""
    offsets: tuple[int, ...]
    """Between two pieces each, from the start of the row group's bytes."""

    def metadata(self, start: int) -> bytes:
        """Its metadata where the bytes of its row group begin at `start` of a file."""
        parts = [self.pieces[0]]
        for offset, piece in zip(self.offsets, self.pieces[1:], strict=True):
            parts += (zigzag(start + offset), piece)
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A row group's metadata, wherever its bytes lie."""

    rows: int
    size: int
    """Bytes of its column chunks, which lie side by side."""
    plain_size: int
    """The same, unpacked."""
    columns: tuple[Chunk, ...]

    def metadata(self, start: int, ordinal: int) -> bytes:
        """Its metadata where its bytes begin at `start` of a file."""
        chunks = (chunk.metadata(start) for chunk in self.columns)
        field = bytes([1 << 4 | I64])
        return b"".join(
            (
                *(bytes([1 << 4 | LIST]), _list_head(len(self.columns)), *chunks),
                *(field, zigzag(self.plain_size), field, zigzag(self.rows)),
                *(bytes([2 << 4 | I64]), zigzag(start), field, zigzag(self.size)),
                *(bytes([1 << 4 | I16]), zigzag(ordinal), b"\0"),
            )
        )


@dataclass(frozen=True, slots=True)
class Footer:
    """What a file says of itself: everything before the row groups, these, and everything after."""

    before: bytes
    row_groups: tuple[RowGroup, ...]
    after: bytes

    def with_row_groups(self, row_groups: Sequence[RowGroup]) -> bytes:
        """The end of a file that holds these row groups, side by side from its start, magic included."""
        start, parts = len(MAGIC), []
        for ordinal, row_group in enumerate(row_groups):
            parts.append(row_group.metadata(start, ordinal))
            start += row_group.size
        rows = zigzag(sum(r.rows for r in row_groups))
        head = self.before, rows, bytes([1 << 4 | LIST]), _list_head(len(row_groups))
        body = b"".join((*head, *parts, self.after))
        return body + len(body).to_bytes(4, "little") + MAGIC


def read_footer(content: bytes) -> Footer:
    """The footer of a file, or of the end of one. Raises `ValueError` where its row groups do not lie side by side."""
    size = int.from_bytes(content[-8:-4], "little")
    if content[-4:] != MAGIC or size + 8 > len(content):
        raise ValueError("this is not the end of a Parquet file")
    body = content[-8 - size : -8]
    field, i, before, row_groups = 0, 0, b"", []
    while body[i]:
        field, kind, i = field + (body[i] >> 4), body[i] & 15, i + 1
        if field == _NUM_ROWS:
            before = body[:i]
        if field != _ROW_GROUPS:
            i = skip(body, i, kind)
            continue
        count, i = list_size(body, i)
        for _ in range(count):
            row_group, i = _row_group(body, i)
            row_groups.append(row_group)
        return Footer(before, tuple(row_groups), body[i:])
    raise ValueError("a Parquet footer without row groups")


def _row_group(body: bytes, i: int) -> tuple[RowGroup, int]:
    found: list[tuple[int, int, list[Cut]]] = []
    facts: dict[int, int] = {}
    field = 0
    while body[i]:
        field, kind, i = field + (body[i] >> 4), body[i] & 15, i + 1
        if field == _COLUMNS:
            count, i = list_size(body, i)
            for _ in range(count):
                cuts: list[Cut] = []
                end = _column(body, i, cuts)
                found.append((i, end, cuts))
                i = end
        elif kind in (I16, I32, I64):
            facts[field], i = integer(body, i)
        else:
            raise ValueError(f"a Parquet row group with a field {field}")
    origin = facts[_RG_OFFSET]
    columns = tuple(_chunk(body, start, end, cuts, origin) for start, end, cuts in found)
    return RowGroup(facts[_RG_ROWS], facts[_RG_COMPRESSED], facts[_RG_BYTES], columns), i + 1


def _chunk(body: bytes, start: int, end: int, cuts: Sequence[Cut], origin: int) -> Chunk:
    pieces, at = [], start
    for begin, finish, _ in cuts:
        pieces.append(body[at:begin])
        at = finish
    return Chunk((*pieces, body[at:end]), tuple(value - origin for _, _, value in cuts))


def _column(body: bytes, i: int, cuts: list[Cut]) -> int:
    """Note where the offsets of a column chunk stand; gives the end of it."""
    field = 0
    while body[i]:
        field, kind, i = field + (body[i] >> 4), body[i] & 15, i + 1
        if field == _META_DATA:
            i = _column_metadata(body, i, cuts)
        elif field == _CC_OFFSET:
            value, end = integer(body, i)
            if value:  # deprecated: newer writers leave 0
                cuts.append((i, end, value))
            i = end
        else:
            i = skip(body, i, kind)
    return i + 1


def _column_metadata(body: bytes, i: int, cuts: list[Cut]) -> int:
    field = 0
    while body[i]:
        field, kind, i = field + (body[i] >> 4), body[i] & 15, i + 1
        if field in _PAGE_OFFSETS:
            value, end = integer(body, i)
            cuts.append((i, end, value))
            i = end
        else:
            i = skip(body, i, kind)
    return i + 1


def _list_head(count: int) -> bytes:
    return bytes([count << 4 | STRUCT]) if count < 15 else bytes([0xF0 | STRUCT]) + varint(count)
