"""OFD (GB/T 33190): what stands on a page, line by line, whatever the order in which it was written."""

from __future__ import annotations

import pytest

from connectors.documents import kinds, read_document
from tests.connectors.documents.makers import ofd, ofd_text


def _read(content: bytes) -> tuple[str | None, str | None]:
    read = read_document(content, "通知.pdf")
    assert read.media_type == kinds.OFD
    return read.text, read.note


def test_pages_and_lines_in_reading_order() -> None:
    first = ofd_text(30, 40, "各乡镇人民政府：") + ofd_text(60, 20, "友谊县人民政府文件")
    assert _read(ofd(first, ofd_text(30, 20, "第二页"))) == (
        "友谊县人民政府文件\n各乡镇人民政府：\n第二页",
        None,
    )


def test_characters_placed_one_by_one_make_a_line() -> None:
    layer = "".join(ofd_text(30 + 4 * n, 20 + 0.2 * (n % 2), c) for n, c in enumerate("友政办发〔2021〕15号"))
    assert _read(ofd(layer))[0] == "友政办发〔2021〕15号"


def test_cells_of_a_table_are_parted_by_tabs() -> None:
    rows = (("村名", "户数", "金额"), ("靠山村", "12", "36,000.50"))
    cells = [
        ofd_text(30 + 40 * m, 20 + 8 * n, cell) for n, row in enumerate(rows) for m, cell in enumerate(row)
    ]
    assert _read(ofd("".join(reversed(cells))))[0] == "村名\t户数\t金额\n靠山村\t12\t36,000.50"


def test_distances_between_characters_are_counted() -> None:
    spaced = ofd_text(30, 20, "目录", code='DeltaX="g 1 30"') + ofd_text(66, 20, "一")
    assert _read(ofd(spaced))[0] == "目录一"
    assert _read(ofd(ofd_text(30, 20, "目录", code='DeltaX="4"') + ofd_text(66, 20, "一")))[0] == "目录\t一"


def test_matrix_moves_the_text() -> None:
    below = ofd_text(30, 20, "下", attributes='CTM="1 0 0 1 0 50"') + ofd_text(30, 40, "上")
    assert _read(ofd(below))[0] == "上\n下"


def test_template_stands_behind_every_page() -> None:
    head = ofd_text(60, 10, "友谊县财政局文件")
    assert _read(ofd(ofd_text(30, 40, "一"), ofd_text(30, 40, "二"), template=head))[0] == (
        "友谊县财政局文件\n一\n友谊县财政局文件\n二"
    )


def test_older_drafts_have_another_namespace() -> None:
    content = ofd(ofd_text(30, 20, "一"))
    assert _read(content)[0] == "一"
    assert b"http://www.ofdspec.org/2016" not in content  # it is packed; the reader asks for local names


def test_pictures_without_text_are_a_scan() -> None:
    image = '<ofd:ImageObject ID="2" Boundary="0 0 210 297" ResourceID="5"/>'
    assert _read(ofd(image, image)) == (None, "scan")
    assert _read(ofd(ofd_text(30, 20, "一"), image)) == ("一", "1 of 2 pages are scans")


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (ofd("", extra={"Encryptions.xml": b"<x/>"}), "encrypted"),
        (ofd("", extra={"Doc_0/Document.xml": b""}), "broken document: Doc_0/Document.xml: "),
        (
            ofd("", extra={"OFD.xml": b"<a><DocRoot>none.xml</DocRoot></a>"}),
            "broken file: it has no none.xml",
        ),
        (ofd(ofd_text(30, 20, "一", attributes='CTM="a b c d e f"')), "where a number should be"),
        (ofd("", extra={"OFD.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "document type"),
        (
            ofd("<a>" * 10_000 + "</a>" * 10_000),
            "broken document: Doc_0/Pages/Page_0/Content.xml: Excessive depth",
        ),
    ],
    ids=["encrypted", "empty part", "part missing", "no number", "entities", "depth"],
)
def test_what_cannot_be_read_is_said(content: bytes, note: str) -> None:
    text, said = _read(content)
    assert text is None
    assert said is not None
    assert note in said
