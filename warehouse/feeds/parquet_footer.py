"""The footer of a Parquet file (Thrift compact protocol), taken apart just so far that row groups can be moved.

A row group's bytes can be copied into another file as they are; only the offsets in its metadata tell where in the
file they lie. So its metadata is kept in pieces, cut at these offsets. No library does this: Arrow can only write a
row group anew. https://parquet.apache.org/docs/file-format/metadata/
"""

from __future__ import annotations

from dataclasses import dataclass

MAGIC = b"PAR1"
_I16, _I32, _I64, _BINARY, _LIST, _SET, _MAP, _STRUCT, _DOUBLE, _BYTE = 4, 5, 6, 8, 9, 10, 11, 12, 7, 3
_BOOLEANS = (1, 2)

Cut = tuple[int, int, int | None]
"""Begin and end of an offset among the bytes of the footer, and the offset; None: an ordinal."""

# Field numbers of the Thrift definition.
_NUM_ROWS, _ROW_GROUPS = 3, 4  # FileMetaData
_COLUMNS, _RG_ROWS, _RG_OFFSET, _RG_COMPRESSED, _ORDINAL = 1, 3, 5, 6, 7  # RowGroup
_CC_OFFSET, _META_DATA = 2, 3  # ColumnChunk
_PAGE_OFFSETS = (9, 10, 11)  # ColumnMetaData: data, index and dictionary page


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A row group's metadata, wherever its bytes lie."""

    rows: int
    size: int
    """Bytes of its column chunks, which lie side by side."""
    pieces: tuple[bytes, ...]
    """Metadata without its offsets and its ordinal, cut where they stand."""
    offsets: tuple[int | None, ...]
    """Between two pieces each, from the start of the row group's bytes; None: its ordinal."""

    def metadata(self, start: int, ordinal: int) -> bytes:
        """Its metadata where its bytes begin at `start` of a file."""
        parts = [self.pieces[0]]
        for offset, piece in zip(self.offsets, self.pieces[1:], strict=True):
            parts += (_zigzag(ordinal if offset is None else start + offset), piece)
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Footer:
    """What a file says of itself: everything before the row groups, these, and everything after."""

    before: bytes
    row_groups: tuple[RowGroup, ...]
    after: bytes

    def with_row_groups(self, row_groups: list[RowGroup]) -> bytes:
        """The end of a file that holds these row groups, side by side from its start, magic included."""
        start, parts = len(MAGIC), []
        for ordinal, row_group in enumerate(row_groups):
            parts.append(row_group.metadata(start, ordinal))
            start += row_group.size
        count = len(row_groups)
        size = bytes([count << 4 | _STRUCT]) if count < 15 else bytes([0xF0 | _STRUCT]) + _varint(count)
        rows = _zigzag(sum(r.rows for r in row_groups))
        body = b"".join((self.before, rows, bytes([1 << 4 | _LIST]), size, *parts, self.after))
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
            i = _skip(body, i, kind)
            continue
        count, i = _list_size(body, i)
        for _ in range(count):
            row_group, i = _row_group(body, i)
            row_groups.append(row_group)
        return Footer(before, tuple(row_groups), body[i:])
    raise ValueError("a Parquet footer without row groups")


def _row_group(body: bytes, i: int) -> tuple[RowGroup, int]:
    cuts: list[Cut] = []
    facts: dict[int, int] = {}
    field, start = 0, i
    while body[i]:
        field, kind, i = field + (body[i] >> 4), body[i] & 15, i + 1
        if field == _COLUMNS:
            count, i = _list_size(body, i)
            for _ in range(count):
                i = _column(body, i, cuts)
        elif kind in (_I16, _I32, _I64):
            value, end = _integer(body, i)
            facts[field] = value
            if field in (_RG_OFFSET, _ORDINAL):
                cuts.append((i, end, None if field == _ORDINAL else value))
            i = end
        else:
            i = _skip(body, i, kind)
    i += 1
    pieces, at = [], start
    for begin, end, _ in cuts:
        pieces.append(body[at:begin])
        at = end
    origin = facts[_RG_OFFSET]
    offsets = tuple(None if value is None else value - origin for _, _, value in cuts)
    return RowGroup(facts[_RG_ROWS], facts[_RG_COMPRESSED], (*pieces, body[at:i]), offsets), i


def _column(body: bytes, i: int, cuts: list[Cut]) -> int:
    """Note where the offsets of a column chunk stand; gives the end of it."""
    field = 0
    while body[i]:
        field, kind, i = field + (body[i] >> 4), body[i] & 15, i + 1
        if field == _META_DATA:
            i = _column_metadata(body, i, cuts)
        elif field == _CC_OFFSET:
            value, end = _integer(body, i)
            if value:  # deprecated: newer writers leave 0
                cuts.append((i, end, value))
            i = end
        else:
            i = _skip(body, i, kind)
    return i + 1


def _column_metadata(body: bytes, i: int, cuts: list[Cut]) -> int:
    field = 0
    while body[i]:
        field, kind, i = field + (body[i] >> 4), body[i] & 15, i + 1
        if field in _PAGE_OFFSETS:
            value, end = _integer(body, i)
            cuts.append((i, end, value))
            i = end
        else:
            i = _skip(body, i, kind)
    return i + 1


def _skip(body: bytes, i: int, kind: int) -> int:
    """The end of a value."""
    if kind in (_I16, _I32, _I64):
        while body[i] >= 128:
            i += 1
        return i + 1
    if kind == _BINARY:
        size, i = _unsigned(body, i)
        return i + size
    if kind == _STRUCT:
        while body[i]:
            kind, i = body[i] & 15, i + 1
            i = _skip(body, i, kind)
        return i + 1
    if kind in (_LIST, _SET):
        inner = body[i] & 15
        count, i = _list_size(body, i)
        for _ in range(count):
            i = i + 1 if inner in _BOOLEANS else _skip(body, i, inner)
        return i
    if kind in _BOOLEANS:
        return i
    if kind in (_BYTE, _DOUBLE):
        return i + (1 if kind == _BYTE else 8)
    raise ValueError(f"a Parquet footer with a Thrift value of type {kind}")


def _list_size(body: bytes, i: int) -> tuple[int, int]:
    return _unsigned(body, i + 1) if body[i] >> 4 == 15 else (body[i] >> 4, i + 1)


def _unsigned(body: bytes, i: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = body[i]
        i += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, i
        shift += 7


def _integer(body: bytes, i: int) -> tuple[int, int]:
    value, i = _unsigned(body, i)
    return (value >> 1) ^ -(value & 1), i


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value >= 128:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _zigzag(value: int) -> bytes:
    return _varint(value << 1 if value >= 0 else ~value << 1 | 1)
