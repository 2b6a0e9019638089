"""Word binary files: a real one, and pieces put together by hand."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from connectors.documents import DocumentText, kinds, read_document
from connectors.documents.doc import read_doc
from connectors.documents.model import Limits, UnreadableError

NOTICE = (Path(__file__).parents[2] / "fixtures" / "documents" / "notice.doc").read_bytes()
"""Written by LibreOffice from a text of ours: a table with empty cells, tracked changes, hidden words, a link."""
TEXT = """友谊县人民政府办公室关于做好2021年春耕备耕工作的通知
友政办发〔2021〕15号
各乡镇人民政府，县政府各直属单位：
为切实做好春耕备耕工作，现将有关事项通知如下，请认真贯彻执行。
村名\t户数\t补贴金额（元）
靠山村\t12\t36,000.50
双山村\t\t8,100
合计\t20
Contact: Office of the County Government
附件：项目清单
修订：新的文字
隐藏之后
链接：县政府网站
第二行"""


def test_text_tables_and_changes_as_a_reader_sees_them() -> None:
    assert read_document(NOTICE, "通知.pdf") == DocumentText(kinds.DOC, TEXT, None)


def test_wps_office_writes_the_same_text_under_its_own_type() -> None:
    renamed = NOTICE.replace("CompObj".encode("utf-16-le"), "WpsData".encode("utf-16-le"))
    assert renamed != NOTICE
    assert read_document(renamed, "通知.wps") == DocumentText(kinds.WPS, TEXT, None)


def test_header_and_footer_are_no_text() -> None:
    assert "页眉".encode("utf-16-le") in NOTICE
    assert "页眉" not in TEXT


@pytest.mark.parametrize("cut", [600, 5000, 12000])
def test_truncated_file_says_so(cut: int) -> None:
    read = read_document(NOTICE[:cut], "通知.doc")
    assert read.text is None
    assert read.note


def test_pieces_come_in_the_order_of_the_piece_table(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = "二，".encode("utf-16-le") + "一，".encode("utf-16-le") + b"ABC"
    pieces = [(2, 512 + 4, False), (2, 512, False), (3, 512 + 8, True)]
    monkeypatch.setattr("connectors.documents.ole.CompoundFile", lambda content: Book(stored, pieces, (7,)))
    assert read_doc(b"", Limits()) == "一，二，ABC"


def test_notes_and_boxes_belong_to_the_text_and_comments_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = "正文\r脚注\r页眉\r批注\r尾注\r文本框\r".encode("utf-16-le")
    lengths = (3, 3, 3, 0, 3, 3, 4)
    book = Book(stored, [(len(stored) // 2, 512, False)], lengths)
    monkeypatch.setattr("connectors.documents.ole.CompoundFile", lambda content: book)
    assert read_doc(b"", Limits()) == "正文\n脚注\n尾注\n文本框"


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"flags": 0x0100}, "encrypted"),
        ({"version": 104}, "written by a Word older than 97, which is not read"),
        ({"clx": b"\x07"}, "broken document: it has no piece table"),
        ({"clx": b"\x02" + struct.pack("<I", 4000)}, "broken document: its piece table is cut off"),
        ({"lengths": (-1,)}, "broken document: parts of negative length"),
    ],
)
def test_what_cannot_be_read_is_said(
    change: dict[str, object], note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(b"", [(0, 512, False)], **{"lengths": (0,), **change})
    monkeypatch.setattr("connectors.documents.ole.CompoundFile", lambda content: book)
    with pytest.raises(UnreadableError, match=note):
        read_doc(b"", Limits())


class Book:
    """A compound file with one Word document: a header, then the stored characters from byte 512."""

    names = ("WordDocument", "0Table")

    def __init__(
        self,
        stored: bytes,
        pieces: list[tuple[int, int, bool]],
        lengths: tuple[int, ...],
        *,
        flags: int = 0,
        version: int = 193,
        clx: bytes | None = None,
    ) -> None:
        ends = [0]
        for length, _, _ in pieces:
            ends.append(ends[-1] + length)
        table = struct.pack(f"<{len(ends)}I", *ends)
        for _, at, compressed in pieces:
            table += struct.pack("<HIH", 0, at * 2 | 0x40000000 if compressed else at, 0)
        clx = clx or b"\x01\x02\x00xx\x02" + struct.pack("<I", len(table)) + table
        head = bytearray(512)
        struct.pack_into("<HH", head, 0, 0xA5EC, version)
        struct.pack_into("<H", head, 0x0A, flags)
        struct.pack_into(f"<{len(lengths)}i", head, 0x4C, *lengths)
        struct.pack_into("<II", head, 0x01A2, 0, len(clx))
        self._streams = {"WordDocument": bytes(head) + stored, "0Table": clx}

    def stream(self, name: str) -> bytes:
        return self._streams[name]
