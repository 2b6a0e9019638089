"""Thrift's compact protocol, as far as the footer of a Parquet file speaks it.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

I16, I32, I64, BINARY, LIST, SET, STRUCT, DOUBLE, BYTE = 4, 5, 6, 8, 9, 10, 12, 7, 3
BOOLEANS = (1, 2)


def skip(body: bytes, i: int, kind: int) -> int:
    """The end of a value."""
    if kind in (I16, I32, I64):
        while body[i] >= 128:
            i += 1
        return i + 1
    if kind == BINARY:
        size, i = unsigned(body, i)
        return i + size
    if kind == STRUCT:
        while body[i]:
            kind, i = body[i] & 15, i + 1
            i = skip(body, i, kind)
        return i + 1
    if kind in (LIST, SET):
        inner = body[i] & 15
        count, i = list_size(body, i)
        for _ in range(count):
            i = i + 1 if inner in BOOLEANS else skip(body, i, inner)
        return i
    if kind in BOOLEANS:
        return i
    if kind in (BYTE, DOUBLE):
        return i + (1 if kind == BYTE else 8)
    raise ValueError(f"a Parquet footer with a Thrift value of type {kind}")


def list_size(body: bytes, i: int) -> tuple[int, int]:
    """The number of elements of a list, and where they begin."""
    return unsigned(body, i + 1) if body[i] >> 4 == 15 else (body[i] >> 4, i + 1)


def unsigned(body: bytes, i: int) -> tuple[int, int]:
    """A number without sign, and its end."""
    value = shift = 0
    while True:
        byte = body[i]
        i += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, i
        shift += 7


def integer(body: bytes, i: int) -> tuple[int, int]:
    """A number, and its end."""
    value, i = unsigned(body, i)
    return (value >> 1) ^ -(value & 1), i


def varint(value: int) -> bytes:
    """A number without sign."""
    parts = bytearray()
    while value >= 128:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def zigzag(value: int) -> bytes:
    """A number."""
    return varint(value << 1 if value >= 0 else ~value << 1 | 1)
