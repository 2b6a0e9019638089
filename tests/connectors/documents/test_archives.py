"""Archives: every file inside is named, and read within limits on depth, number and size."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from connectors.documents import DocumentText, Limits, kinds, rars, read_document
from connectors.documents.reading import read
from tests.connectors.documents.makers import docx_file, pdf, rar_of, xlsx, zip_of

FILES = {
    "附件1/补贴名单.xlsx": xlsx(名单=[["靠山村", 12]]),
    "附件2.docx": docx_file("实施方案"),
    "附件3.pdf": pdf(None),
    "说明.txt": "说明".encode("gb18030"),
}
TEXT = "附件1/补贴名单.xlsx\n靠山村\t12\n附件2.docx\n实施方案\n附件3.pdf (scan)\n说明.txt\n说明"
NOTE = "1 of 4 files inside without text"


@pytest.mark.parametrize(("make", "media_type"), [(zip_of, kinds.ZIP), (rar_of, kinds.RAR)])
def test_files_are_named_and_read(make: object, media_type: str) -> None:
    assert callable(make)
    assert read_document(make(FILES), "附件.doc") == DocumentText(media_type, TEXT, NOTE)


def test_names_in_gbk_as_windows_writes_them() -> None:
    content = zip_of({"ABCDEFGH.txt": b"x"}).replace(b"ABCDEFGH", "关于通知".encode("gbk"))
    assert read_document(content, "a.zip").text == "关于通知.txt\nx"


def test_leftovers_of_file_managers_are_no_files() -> None:
    content = zip_of({"a.txt": b"x", "__MACOSX/._a.txt": b"y", "b/Thumbs.db": b"z", "b/": b""})
    assert read_document(content, "a.zip").text == "a.txt\nx"
    empty = read_document(zip_of({"b/": b""}), "a.zip")
    assert (empty.text, empty.note) == (None, "the archive holds no file")


def test_depth_is_limited() -> None:
    content = zip_of({"a.txt": b"x"})
    for level in range(3):
        content = zip_of({f"{level}.zip": content})
    assert read_document(content, "a").text == (
        "2.zip\n1.zip (1 of 1 files inside without text)\n0.zip (an archive too deep inside others)"
    )


def test_number_is_limited_over_all_depths() -> None:
    inner = zip_of({f"{n}.txt": b"x" for n in range(4)})
    content = zip_of({"a.zip": inner, "b.zip": inner})
    text = read_document(content, "a", limits=Limits(max_files=6)).text
    assert text is not None
    assert text.count("\nx") == 4
    assert text.count("(not opened: too many files)") == 4


def test_size_is_limited_over_all_depths() -> None:
    inner = zip_of({"a.txt": b"x" * 600})
    content = zip_of({"a.zip": inner, "b.txt": b"y" * 600})
    text = read_document(content, "a", limits=Limits(max_unpacked_bytes=1000)).text
    assert text is not None
    assert "x" * 600 in text
    assert "b.txt (not opened: it unpacks to 600 bytes)" in text


def test_bomb_inside_is_named_and_not_unpacked() -> None:
    content = zip_of({"bomb.txt": b"0" * 30_000_000, "a.txt": b"x"})
    assert len(content) < 100_000
    text = read_document(content, "a").text
    assert text is not None
    assert text.startswith("bomb.txt (unpacks to ")
    assert text.endswith("a.txt\nx")


def test_encrypted_files_are_named() -> None:
    locked = bytearray(zip_of({"a.txt": b"x"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + at] |= 1
    assert read_document(bytes(locked), "a").text == "a.txt (encrypted)"


def test_two_files_of_one_name_are_both_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "two")
    assert read_document(target.getvalue(), "a").text == "a.txt\none\na.txt\ntwo"


def test_broken_file_inside_leaves_the_others() -> None:
    content = bytearray(zip_of({"a.txt": b"abcdefgh" * 9, "b.txt": b"y"}))
    at = content.index(b"a.txt") + len(b"a.txt")
    content[at : at + 4] = b"\xff\xff\xff\xff"
    text = read_document(bytes(content), "a").text
    assert text is not None
    assert text.startswith("a.txt (broken archive: ")
    assert text.endswith("b.txt\ny")


def test_rar_that_ends_too_early() -> None:
    content = rar_of({"a.txt": b"x", "b.txt": b"y" * 400})
    text = read_document(content[:-200], "a.rar").text
    assert text is not None
    assert text.splitlines()[:2] == ["a.txt", "x"]
    assert "broken archive" in text.splitlines()[-1]
    assert read_document(content[:20], "a.rar").note == "broken archive: cut off or damaged"


def test_damaged_file_in_a_rar_is_not_believed() -> None:
    content = bytearray(rar_of({"a.txt": b"xyz", "b.txt": b"y"}))
    content[content.index(b"xyz")] = 0
    assert read_document(bytes(content), "a.rar").text == (
        "a.txt (broken archive: it cannot be unpacked)\nb.txt\ny"
    )


def test_declared_size_of_a_file_in_a_rar_is_held_against_the_limit() -> None:
    content = rar_of({"a.txt": b"x" * 600, "b.txt": b"y"})
    text = read_document(content, "a.rar", limits=Limits(max_unpacked_bytes=500)).text
    assert text == "a.txt (not opened: it unpacks to 600 bytes)\nb.txt\ny"


def test_rar_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rars, "rarfile", None)
    note = read(rar_of({"a.txt": b"x"}), "a.rar").note
    assert note == "rar cannot be read here: install unrar2-cffi (pip install 'gongkai[rar]')"


def test_zip_that_contains_itself_as_often_as_the_limit_allows() -> None:
    """Overlapping parts: sixty names for the same bytes."""
    content = bytearray(zip_of({"a.txt": b"x" * 50_000}))
    at = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = bytes(content[at:end])
    directory = b"".join(entry.replace(b"a.txt", b"%05d" % n) for n in range(60))
    tail = bytearray(content[end:])
    struct.pack_into("<HHI", tail, 8, 60, 60, len(directory))
    read_twice = read_document(bytes(content[:at]) + directory + bytes(tail), "a")
    assert read_twice.text is not None
    assert len(read_twice.text) < 10_000
