"""Zip containers (Office Open XML, OFD, .zip), opened only where they cannot blow up."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from lxml import etree

from connectors.charset import decode
from connectors.documents.archives import Member
from connectors.documents.model import Limits, UnreadableError

_SMALL = 10_000_000
_CHUNK = 1 << 20
_ENCRYPTED, _UTF8 = 0x1, 0x800
_MAX_PARTS = 10_000
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises on broken, encrypted or exotic archives."""


def open_zip(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its declared sizes are within the limits.

    Raises `UnreadableError` for a broken or encrypted archive, a zip bomb, and two parts of one name.
    """
    archive = _opened(content)
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableError("encrypted")
    if len(parts) > _MAX_PARTS or len({part.filename for part in parts}) < len(parts):
        raise UnreadableError("broken archive: too many parts, or two of the same name")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.max_unpacked_bytes:
        raise UnreadableError(
            f"unpacks to {unpacked} bytes, more than the limit of {limits.max_unpacked_bytes}"
        )
    if _explodes(unpacked, len(content), limits):
        raise UnreadableError(f"unpacks to {unpacked // len(content)} times its size")
    return archive


def zip_members(content: bytes, limits: Limits) -> Iterator[Member]:
    """The files of a .zip in their order. Raises `UnreadableError` where it cannot be opened at all; a file
    that is encrypted, broken or a bomb raises when it is loaded."""
    archive = _opened(content)
    for part in archive.infolist():
        if not part.is_dir():
            yield Member(_name(part), part.file_size, partial(_load, archive, part, limits))


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BAD as error:
        raise UnreadableError("broken archive: cut off or damaged") from error


def _explodes(unpacked: int, packed: int, limits: Limits) -> bool:
    return unpacked > _SMALL and unpacked > limits.max_ratio * packed


def _name(part: zipfile.ZipInfo) -> str:
    """The name in the encoding that its bytes show: Windows in China writes GBK and says nothing."""
    raw = part.filename if part.flag_bits & _UTF8 else decode(part.filename.encode("cp437", "replace")).text
    return raw.replace("\\", "/")


def _load(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> bytes:
    if part.flag_bits & _ENCRYPTED:
        raise UnreadableError("encrypted")
    if _explodes(part.file_size, part.compress_size, limits):
        raise UnreadableError(f"unpacks to {part.file_size // max(part.compress_size, 1)} times its size")
    return b"".join(chunks(archive, part))


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part in memory. Raises `UnreadableError` where it is absent, broken, or longer than it declares."""
    return b"".join(chunks(archive, name))


def read_xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """The root of one part. Raises `UnreadableError` for broken XML, and for a document type declaration: with
    one, an entity could stand for a file of this machine, or for gigabytes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(read_part(archive, name), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"broken document: {name}: {error.msg}") from error
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise UnreadableError("its XML declares a document type, which no office program writes")
    return root


def chunks(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """One part, piece by piece; zipfile stops at the declared size and then proves it by the checksum."""
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except KeyError as error:
        raise UnreadableError(f"broken file: it has no {name}") from error
    except _BAD as error:
        raise UnreadableError(f"broken archive: {error}") from error
