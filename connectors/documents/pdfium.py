"""PDFium as this house uses it: one at a time, and with fonts of its own."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

import pypdfium2
from typing_extensions import override

_LOCK = Lock()
_BOXES = Path(__file__).with_name("boxes.ttf")
_EAST_ASIAN = frozenset((128, 129, 134, 136))
"""Japanese, Korean, simplified and traditional Chinese, as Windows numbers the sets of characters."""
_HANDLE = 1


@contextmanager
def pdfium() -> Iterator[None]:
    """For as long as a document is open: PDFium keeps state for the whole process."""
    with _LOCK:
        _install_fonts()
        yield


@cache
def _install_fonts() -> None:
    _Boxes().setup()


class _Boxes(pypdfium2.PdfSysfontBase):  # type: ignore[misc]  # a library without types
    """A box stands for every character of an East Asian font that a file names and does not bring along.

    PDFium would take a font of the machine, and where none has the character, give it no height or leave it out:
    the text of a file would depend on who reads it. Nothing here is ever drawn, only the places count. What no box
    stands for, PDFium has fonts of its own for (`tests/connectors/documents/boxes.py` says how the boxes are made).
    """

    def __init__(self) -> None:
        super().__init__()
        self._font = _BOXES.read_bytes()

    @override
    def EnumFonts(self, _: object, mapper: object) -> None:
        """The machine's fonts stay unknown."""

    @override
    def MapFont(self, _: object, weight: int, italic: int, charset: int, *more: object) -> int | None:
        return _HANDLE if charset in _EAST_ASIAN else None

    @override
    def GetFont(self, _: object, face: object) -> None:
        return None

    @override
    def GetFontData(self, _: object, font: int, table: int, buffer: int, size: int) -> int:
        """The whole file (table 0); the only table asked for is that of a collection, which this is not."""
        if table:
            return 0
        if size >= len(self._font):
            ctypes.memmove(buffer, self._font, len(self._font))
        return len(self._font)

    @override
    def GetFaceName(self, _: object, font: int, buffer: object, size: int) -> int:
        return 0

    @override
    def GetFontCharset(self, _: object, font: int) -> int:
        return 134

    @override
    def DeleteFont(self, _: object, font: int) -> None:
        """There is nothing to give back."""
