"""The media type of a file, by its content and never by its name."""

from __future__ import annotations

import io
import zipfile

import filetype

from connectors.documents import ole, plain
from connectors.documents.model import UnreadableError

PDF = "application/pdf"
XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPT = "application/vnd.ms-powerpoint"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OFD = "application/ofd"
WPS = "application/vnd.wps"
ZIP = "application/zip"
RAR = "application/vnd.rar"
OLE = "application/x-ole-storage"

_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX, "ppt/presentation.xml": PPTX, "OFD.xml": OFD}
"""What lies in a zip container of each kind."""
_STREAMS = {"Workbook": XLS, "Book": XLS, "WordDocument": DOC, "PowerPoint Document": PPT}


def media_type(content: bytes) -> str | None:
    """The type as in the IANA registry where it is there; None for what is not recognised."""
    # A container first: a PDF stored in it begins within its first bytes.
    if content.startswith(ole.MAGIC):
        return _in_compound_file(content)
    if content.startswith(b"PK\x03\x04"):
        return _in_zip(content)
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"Rar!\x1a\x07"):
        return RAR
    if content.startswith(b"{\\rtf"):
        return "application/rtf"
    if found := filetype.guess_mime(content):
        return str(found)
    text = plain.decode(content) if content else None
    return plain.media_type(text) if text is not None else None


def _in_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # The directory stands at the end: of a truncated file the names in the local headers are left.
        names = {name for name in _PARTS if name.encode() in content}
    return next((kind for name, kind in _PARTS.items() if name in names), ZIP)


def _in_compound_file(content: bytes) -> str:
    try:
        names = ole.CompoundFile(content).names
    except UnreadableError:
        return OLE
    if "WordDocument" in names and any("wps" in name.lower() for name in names):
        return WPS  # WPS Office writes its own streams beside those of Word
    return next((kind for name, kind in _STREAMS.items() if name in names), OLE)


def is_encrypted(content: bytes) -> bool:
    """Whether a compound file is an Office Open XML file under a password (MS-OFFCRYPTO)."""
    try:
        return "EncryptedPackage" in ole.CompoundFile(content).names
    except UnreadableError:
        return False
