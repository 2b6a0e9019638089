"""Lines that leave a page leave it as if they had never been there."""

from __future__ import annotations

import pytest

from warehouse.feeds.items import ItemLines
from warehouse.feeds.pages import Page, without

LINES = [f'{{"seq": {seq}, "path": "items/{seq}.json"}}' for seq in (1, 12, 123)]
PAGE = Page(2, 1, 3, "2026-11-23T09:30:00+08:00")


@pytest.mark.parametrize("gone", [(1,), (12,), (123,), (1, 123), (12, 123), (1, 12, 123)])
def test_a_line_taken_out_leaves_the_document_of_the_others(gone: tuple[int, ...]) -> None:
    layout = ItemLines()
    content = layout.document(PAGE, LINES)
    for seq in gone:
        content = without(content, layout.marks(seq), layout.separator)
    assert content == layout.document(PAGE, [x for x in LINES if int(x[8:].split(",")[0]) not in gone])


def test_what_a_page_does_not_show_changes_nothing() -> None:
    layout = ItemLines()
    content = layout.document(PAGE, LINES)
    assert without(content, layout.marks(2), layout.separator) is content
