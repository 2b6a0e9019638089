"""A file in, its type and text out, whatever the bytes are. In the process that asks; see `apart`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from connectors.documents import kinds, plain, sheets
from connectors.documents.archives import Budget, Member, archive_text
from connectors.documents.doc import read_doc
from connectors.documents.docx import read_docx
from connectors.documents.model import DocumentText, Limits, UnreadableError
from connectors.documents.ofd import read_ofd
from connectors.documents.pdf import read_pdf
from connectors.documents.rars import rar_members
from connectors.documents.zips import zip_members

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no table and no XML document takes."""

Reading = tuple[str, str | None]
"""Text, and a note where something about it must be said."""


def read(
    content: bytes, file_name: str, limits: Limits | None = None, budget: Budget | None = None
) -> DocumentText:
    """The type of a file by its content, and its text where the type has a reader.

    `file_name` is not believed; its suffix is told in the note on a file of no known type. Nothing is masked
    here. Never raises on bad bytes: a broken, encrypted, oversized or unknown file gives a note. `budget`: what
    is left to unpack, for a file that lies in an archive.
    """
    limits = limits or Limits()
    if not content:
        return DocumentText(None, None, "the file is empty")
    media_type = kinds.media_type(content)
    try:
        text, note = _read(content, media_type, file_name, limits, budget or Budget.of(limits))
    except UnreadableError as error:
        return DocumentText(media_type, None, str(error))
    text = _FORBIDDEN.sub("", text).strip()
    if len(text) > limits.max_chars:
        text, note = text[: limits.max_chars], f"cut after {limits.max_chars} characters"
    return DocumentText(media_type, text or None, note or (None if text else "the file holds no text"))


def _read(content: bytes, media_type: str | None, file_name: str, limits: Limits, budget: Budget) -> Reading:
    if members := ARCHIVES.get(media_type or ""):
        inside = partial(read, limits=limits, budget=budget)
        return archive_text(members(content, limits), budget, inside)
    if reader := READERS.get(media_type or ""):
        return reader(content, limits)
    if media_type == kinds.OLE and kinds.is_encrypted(content):
        raise UnreadableError("encrypted")
    if media_type and media_type.startswith("image/"):
        return "", "scan"
    suffix = re.search(r"\.[A-Za-z0-9]{1,5}$", file_name)
    named = f", named {suffix[0]}" if suffix else ""
    raise UnreadableError(f"no reader for {media_type}" if media_type else f"of no known type{named}")


def _workbook(content: bytes, limits: Limits) -> Reading:
    return "\n".join(sheets.as_text(sheets.read_workbook(content, limits))), None


def _docx(content: bytes, limits: Limits) -> Reading:
    return read_docx(content, limits), None


def _doc(content: bytes, limits: Limits) -> Reading:
    return read_doc(content, limits), None


def _csv(content: bytes, limits: Limits) -> Reading:
    rows = plain.csv_rows(plain.decode(content) or "", limits)
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows), None


def _html(content: bytes, limits: Limits) -> Reading:
    return plain.html_text(plain.decode(content) or ""), None


def _plain(content: bytes, limits: Limits) -> Reading:
    return plain.decode(content) or "", None


READERS: Mapping[str, Callable[[bytes, Limits], Reading]] = {
    kinds.PDF: read_pdf,
    kinds.OFD: read_ofd,
    kinds.XLSX: _workbook,
    kinds.XLS: _workbook,
    kinds.DOCX: _docx,
    kinds.DOC: _doc,
    kinds.WPS: _doc,
    "text/csv": _csv,
    "text/html": _html,
    "text/plain": _plain,
}
"""By media type. Slides and images have none; a reader for one is added here."""

ARCHIVES: Mapping[str, Callable[[bytes, Limits], Iterator[Member]]] = {
    kinds.ZIP: zip_members,
    kinds.RAR: rar_members,
}
"""By media type: what lists the files inside."""
