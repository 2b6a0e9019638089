"""Broken, hostile and oversized files: always a note, never an exception, never much memory."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from connectors.documents import Limits, kinds, ole, read_document
from connectors.documents.model import UnreadableError
from tests.connectors.documents.makers import ROWS, docx_file, pdf, replaced, xls, xlsx, zip_of

GOOD = {
    "pdf": pdf(["友谊县人民政府", "二〇二一年"], ["附表"]),
    "xlsx": xlsx(表一=ROWS, 表二=ROWS),
    "xls": xls(表一=ROWS, 表二=ROWS),
    "docx": docx_file("通知", [["甲", "乙"]], "完"),
    "html": "<html><body><p>正文</p><table><tr><td>1</td></tr></table></body></html>".encode(),
    "csv": "村名,户数\n靠山村,12\n".encode("gbk"),
}
BROKE_DOWN = "broken or too large: the reader broke down over it (SIGABRT)"
"""What a library written in Rust does where memory is refused to it; see `test_apart`."""
REFUSED = "broken spreadsheet: the reader gave up"


@pytest.mark.parametrize("kind", GOOD)
def test_mutated_files_never_raise(kind: str) -> None:
    dice = random.Random(kind)
    damaged = 0
    for _ in range(60):
        content = bytearray(GOOD[kind])
        for _ in range(dice.choice((1, 4, 40))):
            content[dice.randrange(len(content))] = dice.randrange(256)
        read = read_document(bytes(content), f"a.{kind}")
        assert read.text or read.note
        damaged += read.note is not None
    assert kind in ("html", "csv", "pdf", "xls") or damaged


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "xls", "docx"])
def test_truncated_files_say_why_there_is_no_text(kind: str) -> None:
    dice = random.Random(kind)
    whole = GOOD[kind]
    for _ in range(40):
        read = read_document(whole[: dice.randrange(1, len(whole) * 9 // 10)], f"a.{kind}")
        assert read.note
        assert read.text is None or kind == "pdf"


def test_truncated_office_files_keep_their_type() -> None:
    assert read_document(GOOD["docx"][:-200], "x").media_type in (kinds.DOCX, kinds.ZIP)
    assert read_document(GOOD["docx"][:-200], "x").note
    assert read_document(b"PK\x03\x04" + bytes(50), "x").note == "broken archive: cut off or damaged"


def test_garbage_behind_a_magic_number() -> None:
    dice = random.Random(1)
    for magic in (b"%PDF-1.7\n", b"PK\x03\x04", ole.MAGIC, b"\x1f\x8b", b"GIF89a"):
        for size in (0, 7, 600, 5000):
            read = read_document(magic + dice.randbytes(size), "x")
            assert read.text is None
            assert read.note


def test_encrypted_files_are_named_so() -> None:
    assert read_document(pdf(["密"], password="s3cret"), "a.pdf").note == "encrypted"
    locked = bytearray(zip_of({"xl/workbook.xml": b"<x/>"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = locked.index(signature) + at
        locked[where] |= 1
    assert read_document(bytes(locked), "a.xlsx").note == "encrypted"


def test_zip_bomb_is_not_unpacked() -> None:
    bomb = replaced(GOOD["docx"], "word/document.xml", b"<a>" + b" " * 30_000_000)
    assert len(bomb) < 100_000
    note = read_document(bomb, "a.docx").note
    assert note is not None
    assert "times its size" in note
    note = read_document(GOOD["xlsx"], "a", limits=Limits(max_unpacked_bytes=100)).note
    assert note is not None
    assert "more than the limit of 100" in note


def test_declared_sizes_are_not_believed() -> None:
    part = b"<a>" + b" " * 100_000
    content = bytearray(replaced(GOOD["docx"], "word/document.xml", part))
    for at in range(len(content) - 4):
        if content[at : at + 4] == struct.pack("<I", len(part)):
            content[at : at + 4] = struct.pack("<I", 10)
    note = read_document(bytes(content), "a.docx").note
    assert note is not None
    assert note.startswith("broken archive")


def test_sheet_of_two_far_cells_allocates_nothing() -> None:
    content = xlsx(a=[["x"]])
    sheet_xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        b"</sheetData></worksheet>"
    )
    note = read_document(replaced(content, "xl/worksheets/sheet1.xml", sheet_xml), "a.xlsx").note
    assert note == BROKE_DOWN


def test_formatted_but_empty_cells_do_not_count() -> None:
    sheet_xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
        b"</sheetData></worksheet>"
    )
    read = read_document(replaced(xlsx(a=[["x"]]), "xl/worksheets/sheet1.xml", sheet_xml), "a.xlsx")
    assert (read.text, read.note) == ("1", None)


def test_xls_cell_moved_to_the_end_of_the_world() -> None:
    content = bytearray(xls(a=[["x"] for _ in range(3)]))
    number = struct.pack("<HHHH", 0x00FD, 10, 2, 0)  # LABELSST in row 2, column 0
    at = content.index(number)
    content[at + 4 : at + 8] = struct.pack("<HH", 65535, 60000)
    note = read_document(bytes(content), "a.xls").note
    assert note == BROKE_DOWN


def test_more_cells_than_the_limit() -> None:
    limits = Limits(max_cells=5)
    for content in (xlsx(a=[["1", "2", "3"]], b=[["1", "2", "3"]]), b"1,2,3\n4,5,6\n", xls(a=[["1"] * 6])):
        note = read_document(content, "a", limits=limits).note
        assert note is not None
        assert "more than 5 cells" in note


def test_entities_are_neither_expanded_nor_fetched() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {w}><w:body><w:p><w:r>'
        "<w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    read = read_document(replaced(GOOD["docx"], "word/document.xml", body.encode()), "a.docx")
    assert read.text is None
    assert read.note == "its XML declares a document type, which no office program writes"


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", "<b/>")
    note = read_document(target.getvalue(), "a").note
    assert note == "broken archive: too many parts, or two of the same name"


def test_compound_file_whose_directory_runs_in_circles() -> None:
    content = bytearray(GOOD["xls"])
    first = struct.unpack_from("<I", content, 48)[0]
    # The root's child is the root itself.
    struct.pack_into("<I", content, (first + 1) * 512 + 76, 0)
    book = ole.CompoundFile(bytes(content))
    assert set(book.names) == {"Root Entry"}
    with pytest.raises(UnreadableError, match="no stream Workbook"):
        book.stream("Workbook")


@pytest.mark.parametrize("at", [44, 72])
def test_counts_that_would_be_allocated_are_not_believed(at: int) -> None:
    content = GOOD["xls"][:at] + b"\xff\xff\xff\x7f" + GOOD["xls"][at + 4 :]
    read = read_document(content, "a.xls")
    assert (read.text, read.note) == (None, "no reader for application/x-ole-storage")


@pytest.mark.parametrize(("at", "value"), [(0, 0xB5000000), (4, 0xFFFFFFFF)])
def test_sheet_of_impossible_size(at: int, value: int) -> None:
    content = bytearray(xls(a=[["x", "y"], ["z", "w"]]))
    dimensions = struct.pack("<HH", 0x0200, 14)
    place = content.index(dimensions) + 4
    struct.pack_into("<I", content, place + at, value)
    assert read_document(bytes(content), "a.xls").note in (BROKE_DOWN, REFUSED)


def test_promised_strings_of_an_xlsx_are_not_believed() -> None:
    sst = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="99999999999"/>'
    )
    note = read_document(replaced(xlsx(a=[["x"]]), "xl/sharedStrings.xml", sst), "a.xlsx").note
    assert note == BROKE_DOWN
