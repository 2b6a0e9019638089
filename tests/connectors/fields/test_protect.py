"""Masking across markup: what a reader sees as one number is one number, and neighbouring cells are not."""

from __future__ import annotations

import pytest

from connectors.fields import read_page
from connectors.fields.model import FileLink, PageReading
from connectors.fields.protect import mask_html, protect
from connectors.privacy import has_personal_data

IDENTITY, CARD = "230500199302258324", "6228224999951005606"


def test_numbers_in_neighbouring_cells_are_masked_each_for_itself() -> None:
    html, kinds = mask_html(f"<td>9043.40</td><td>{IDENTITY}</td><td>{CARD}</td>")
    assert html == "<td>9043.40</td><td>230500********8324</td><td>6228***********5606</td>"
    assert kinds == ("bank_card", "resident_id")


def test_a_number_split_by_inline_markup_is_masked_as_one() -> None:
    html, _ = mask_html("<p>手机138<b>1234</b>5678</p>")
    assert html == "<p>手机138<b>****</b>5678</p>"
    assert not has_personal_data(html)


def test_lines_and_tabs_of_the_markup_are_spaces_to_whoever_reads_it() -> None:
    assert mask_html("<p>手机139\n1234\t5678</p>") == ("<p>手机139 **** 5678</p>", ("mobile",))


def test_what_takes_no_room_splits_no_number() -> None:
    html, _ = mask_html("<p>手机139\xad1234\xad5678，13\u200e912345678</p>")
    assert html == "<p>手机139\xad****\xad5678，13\u200e9****5678</p>"


def test_a_link_that_hides_a_number_in_percent_signs_is_emptied() -> None:
    hidden = "".join(f"%{ord(digit):x}" for digit in "13912345678")
    html = f'<p><a href="http://youyi.example/{hidden}.html">名单</a><a href="http://youyi.example/%E5%BC%A0.html">甲</a></p>'
    masked, _ = mask_html(html)
    assert masked == '<p><a href="">名单</a><a href="http://youyi.example/%E5%BC%A0.html">甲</a></p>'


@pytest.mark.parametrize("mark", ["&shy;", "&#8206;", "\xad", "&thinsp;", "\n", "&#9;"])
def test_a_page_whose_numbers_are_split_leaves_them_masked(mark: str) -> None:
    number = mark.join(("139", "1234", "5678"))
    body = f"<p>{'名单公示如下，' * 9}</p><p>电话{number}。</p>"
    page = f"""<html><head><meta charset=utf-8><title>公示</title></head><body><h1>关于名单的公示</h1>
        <div>发布时间：2026-11-20</div><div class=TRS_Editor>{body}</div></body></html>"""
    values = read_page(page.encode(), "http://youyi.example/1.html").values
    for field in ("body_text", "body_html"):
        assert "".join(c for c in values[field] if c.isdigit() or c == "*").endswith("139****5678")


def test_a_file_whose_address_holds_a_number_is_left_and_told_by_the_rule_of_addresses() -> None:
    reading = PageReading(
        values={"title": "公示"},
        files=[
            FileLink("http://youyi.example/13904695678/1.docx", "申报表.docx"),
            FileLink("http://youyi.example/2.docx", "通知.docx"),
        ],
    )
    protect(reading)
    assert [file.file_name for file in reading.files] == ["通知.docx"]
    (finding,) = reading.findings
    assert (finding.check_id, "申报表.docx" in finding.message) == ("personal_data_in_address", True)
    assert not has_personal_data(finding.message)
