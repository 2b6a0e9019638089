"""Text and type of good files, each made by another program than the one that reads it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from connectors.documents import READERS, DocumentText, Limits, kinds, read_document
from tests.connectors.documents.makers import ROWS, TEXT, docx_file, pdf, replaced, xls, xlsx, zip_of


def test_spreadsheets_are_lines_of_tab_parted_cells_as_printed() -> None:
    for content, media_type in ((xlsx(表一=ROWS), kinds.XLSX), (xls(表一=ROWS), kinds.XLS)):
        assert read_document(content, "a.pdf") == DocumentText(media_type, TEXT, None)


LIST = (Path(__file__).parents[2] / "fixtures" / "documents" / "subsidy.xls").read_bytes()
"""Written by LibreOffice from a list of ours: merged heads, a day in Chinese format, sums, an empty sheet."""


@pytest.mark.parametrize("name", ["名单.xls", "名单.et", "名单.doc"])
def test_a_real_binary_spreadsheet_under_any_name(name: str) -> None:
    text = (
        "明细\n友谊县2021年耕地地力保护补贴发放明细表\n单位：元\n村名\t发放日期\t补贴\n\t\t面积（亩）\t金额\n"
        "靠山村\t2021-07-13\t120.5\t36000.5\n双山村\t\t30\t8100\n合计\t\t150.5\t44100.5\n空表"
    )
    assert read_document(LIST, name) == DocumentText(kinds.XLS, text, None)


def test_several_sheets_carry_their_names() -> None:
    text = read_document(xlsx(收入=[["税收", 1]], 支出=[["教育", 2.50]]), "预算.xlsx").text
    assert text == "收入\n税收\t1\n支出\n教育\t2.5"


def test_docx_keeps_tables_between_the_paragraphs_around_them() -> None:
    content = docx_file("关于印发方案的通知", [["村名", "户数"], ["靠山村", "12"]], "特此通知。")
    assert read_document(content, "x") == DocumentText(
        kinds.DOCX, "关于印发方案的通知\n村名\t户数\n靠山村\t12\n特此通知。", None
    )


def test_docx_leaves_deleted_text_out_and_takes_inserted_text() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {w}><w:body><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新文</w:t><w:br/><w:t>二行</w:t></w:r></w:ins></w:p></w:body></w:document>"
    )
    content = replaced(docx_file("x"), "word/document.xml", body.encode())
    assert read_document(content, "x").text == "新文\n二行"


def test_pdf_text_in_reading_order_page_after_page() -> None:
    content = pdf(["友谊县人民政府办公室文件", "友政办发〔2021〕15号"], ["第二页"])
    assert read_document(content, "a.xls") == DocumentText(
        kinds.PDF, "友谊县人民政府办公室文件\n友政办发〔2021〕15号\n第二页", None
    )


def test_pdf_drawn_out_of_order_reads_from_top_to_bottom() -> None:
    page = [(72, 600, "第三行"), (72, 780, "第一行"), (72, 700, "第二行左"), (300, 700, "第二行右")]
    assert read_document(pdf(page), "a.pdf").text == "第一行\n第二行左\t第二行右\n第三行"


def test_pdf_in_two_columns_keeps_them_apart() -> None:
    page = [(72, 780, "公报"), (72, 700, "左上"), (72, 600, "左下"), (300, 700, "右上"), (300, 600, "右下")]
    assert read_document(pdf(page), "a.pdf").text == "公报\n左上\n左下\n右上\n右下"


def test_pdf_without_text_layer_is_a_scan() -> None:
    assert read_document(pdf(None, None), "a.pdf") == DocumentText(kinds.PDF, None, "scan")


def test_blank_pdf_is_no_scan() -> None:
    assert read_document(pdf([]), "a.pdf") == DocumentText(kinds.PDF, None, "the file holds no text")
    assert read_document(pdf(["正文"], []), "a.pdf") == DocumentText(kinds.PDF, "正文", None)


def test_pdf_with_some_scanned_pages_says_how_many() -> None:
    assert read_document(pdf(["正文"], None), "a.pdf") == DocumentText(
        kinds.PDF, "正文", "1 of 2 pages are scans"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_every_encoding_that_offices_write(encoding: str) -> None:
    assert read_document("友谊县公开指南\n第一条".encode(encoding), "a.doc") == DocumentText(
        "text/plain", "友谊县公开指南\n第一条", None
    )


def test_csv_and_html_are_known_by_their_look() -> None:
    assert read_document("村名,户数\n靠山村,12\n".encode("gbk"), "a.txt") == DocumentText(
        "text/csv", "村名\t户数\n靠山村\t12", None
    )
    table = "<table><tr><td>村</td><td>户</td></tr></table>"
    page = f"<html><head><title>t</title><script>x()</script></head><body>开头{table}</body></html>"
    assert read_document(page.encode(), "预算.xls") == DocumentText("text/html", "开头\n村\t户", None)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
OTHERS = {
    kinds.PPTX: zip_of({"[Content_Types].xml": b"<t/>", "ppt/presentation.xml": b"<p/>"}),
    "application/x-7z-compressed": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "application/rtf": rb"{\rtf1 x}",
}


@pytest.mark.parametrize("media_type", OTHERS)
def test_kinds_without_reader_have_their_type_and_a_note(media_type: str) -> None:
    assert media_type not in READERS
    read = read_document(OTHERS[media_type], "附件.xlsx")
    assert read == DocumentText(media_type, None, f"no reader for {media_type}")


def test_picture_of_a_page_is_a_scan() -> None:
    assert read_document(PNG, "通知.pdf") == DocumentText("image/png", None, "scan")
    jpeg = b"\xff\xd8\xff\xe0" + bytes(40)
    assert read_document(jpeg, "通知.doc") == DocumentText("image/jpeg", None, "scan")


def test_nothing_and_noise_have_no_type() -> None:
    assert read_document(b"", "a.pdf") == DocumentText(None, None, "the file is empty")
    assert read_document(b"\x00\x01\x02\xff\xfe" * 9, "a.dat") == DocumentText(
        None, None, "of no known type, named .dat"
    )


def test_threads_read_pdfs_at_the_same_time() -> None:
    files = [pdf([f"文件{n}"]) for n in range(8)]
    texts: list[str | None] = [None] * len(files)

    def read(n: int) -> None:
        texts[n] = read_document(files[n], "").text

    threads = [threading.Thread(target=read, args=(n,)) for n in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [f"文件{n}" for n in range(len(files))]


def test_limits_cut_long_text_and_say_so() -> None:
    assert read_document("长".encode() * 50, "", limits=Limits(max_chars=10)) == DocumentText(
        "text/plain", "长" * 10, "cut after 10 characters"
    )
    assert read_document(pdf(["一"], ["二"], ["三"]), "", limits=Limits(max_pages=2)) == DocumentText(
        kinds.PDF, "一\n二", "cut after 2 of 3 pages"
    )


def test_a_doc_cannot_claim_to_be_a_docx_by_its_name() -> None:
    assert read_document(xls(a=[["x"]]), "通知.docx").media_type == kinds.XLS


def test_html_with_characters_that_no_xml_takes() -> None:
    table = "<table><tr><td>一</td>\x0c<td>二<br>三</td></tr></table>"
    page = f"<html><body><p>\x0b防汛&#1;</p>{table}尾</body></html>"
    assert read_document(page.encode(), "a.html").text == "防汛\n一\t二\n三\n尾"


def test_long_numbers_of_a_sheet_are_written_out_so_that_they_can_be_masked() -> None:
    text = read_document(
        xlsx(名单=[["身份证号", "账号"], [230522196601014325, 6056102620001234567]]), "名单.xlsx"
    ).text
    assert text == "身份证号\t账号\n230522196601014000\t6056102620001230000"
