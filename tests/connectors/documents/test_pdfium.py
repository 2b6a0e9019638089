"""What a PDF says does not depend on the fonts of the machine that reads it."""

from __future__ import annotations

import pytest

from connectors.documents import read_document
from connectors.tables import read_grids
from tests.connectors.documents import boxes
from tests.connectors.tables.pages import pdf, ruled, words

LEFT_OUT = "一乙〇"
"""Alone on a line, PDFium leaves out what no font of the machine has."""


def test_the_font_is_as_it_is_made() -> None:
    assert boxes.font() == boxes.FILE.read_bytes()


@pytest.mark.parametrize("character", LEFT_OUT)
def test_a_character_that_stands_alone_is_read(character: str) -> None:
    content = pdf(lambda canvas: words(canvas, (60, 680, character)))
    assert read_document(content, "a.pdf").text == character


def test_every_character_has_the_height_of_its_line() -> None:
    def draw(canvas: object) -> None:
        ruled(canvas, (50, 150, 250), (700, 684, 668))
        words(canvas, (60, 688, "甲"), (160, 688, "金额（元）"), (60, 672, "乙"), (160, 672, "１２.5"))

    (grid,) = read_grids(pdf(draw), "a.pdf").grids
    assert grid.rows == [["甲", "金额（元）"], ["乙", "１２.5"]]
