"""Masking across markup: what a reader sees as one number is one number, and neighbouring cells are not."""

from __future__ import annotations

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
