"""OFD pages (GB/T 33190) as grids: the same tables as on a PDF page, whatever wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import pypdfium2
import pytest

from connectors.datasets import Context, read_dataset
from connectors.documents.pdfium import pdfium
from connectors.tables import read_grids
from connectors.tables.characters import Char, characters, grouped_lines
from connectors.tables.ruling import Lines, ruling_lines
from examples.youyi.forms import debt
from examples.youyi.forms.budget import forms
from examples.youyi.forms.figures import BudgetPlan
from examples.youyi.forms.files import as_pdf
from examples.youyi.forms.model import Form
from schemas.finance import Kind
from tests.connectors.documents.makers import ofd, ofd_text

MILLIMETRE = 25.4 / 72
HEIGHT = 595.0
"""Of an A4 page on its side, in points."""


def path(data: str, *, boundary: str = "0 0 297 210", attributes: str = "") -> str:
    return (
        f'<ofd:PathObject ID="3" Boundary="{boundary}" LineWidth="0.3" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def converted(pdf: bytes) -> bytes:
    """The pages of a PDF as an OFD, as the converters of offices write it: a text object a run, a path a line."""
    pages = []
    with pdfium(), pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            chars, turn = characters(page)
            lines, _ = ruling_lines(page, turn)
            pages.append("".join((*_texts(chars), *_paths(lines))))
    return ofd(*pages)


def _texts(chars: list[Char]) -> Iterator[str]:
    for line in grouped_lines(chars):
        for _, run in groupby(_numbered(line), key=lambda pair: pair[0]):
            yield _text([char for _, char in run])


def _numbered(line: list[Char]) -> Iterator[tuple[int, Char]]:
    """Each character with the number of its run: a wide gap begins another."""
    number, right = 0, line[0].right
    for char in line:
        number += char.left - right > char.height
        right = char.right
        yield number, char


def _text(run: list[Char]) -> str:
    left, size = run[0].left * MILLIMETRE, run[0].height * MILLIMETRE
    steps = " ".join(f"{(b.left - a.left) * MILLIMETRE:.3f}" for a, b in pairwise(run))
    top = (HEIGHT - run[0].y) * MILLIMETRE - size
    words = "".join(char.text for char in run).replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<ofd:TextObject ID="1" Boundary="{left:.3f} {top:.3f} 80 6" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def _paths(lines: Lines) -> Iterable[str]:
    for at, start, end in lines.horizontal:
        y = (HEIGHT - at) * MILLIMETRE
        yield path(f"M {start * MILLIMETRE:.3f} {y:.3f} L {end * MILLIMETRE:.3f} {y:.3f}")
    for at, start, end in lines.vertical:
        x = at * MILLIMETRE
        yield path(
            f"M {x:.3f} {(HEIGHT - start) * MILLIMETRE:.3f} L {x:.3f} {(HEIGHT - end) * MILLIMETRE:.3f}"
        )


@pytest.mark.parametrize(
    ("kind", "tables"),
    [
        ("budget", forms(BudgetPlan("友谊县司法局", 2026, "budget", unit="万元"))),
        ("debt", debt.forms(debt.made_up("test", 2026), "万元")),
    ],
)
def test_an_ofd_gives_what_its_pdf_gives(kind: Kind, tables: tuple[Form, ...]) -> None:
    pdf = as_pdf(*tables)
    wanted, found = (
        read_dataset(kind, read_grids(content, "公开表"), Context()) for content in (pdf, converted(pdf))
    )
    assert found.records
    assert found == wanted


GRID = (
    "M 20 30 L 140 30 M 20 40 L 140 40 M 20 50 L 140 50 "
    "M 20 30 L 20 50 M 60 30 L 60 50 M 100 30 L 100 50 M 140 30 L 140 50"
)
BOX = "S 0 0 M 0 0 L 120 0 L 120 20 L 0 20 C M 0 10 L 120 10 M 40 0 L 40 20 M 80 0 L 80 20"
HALF = "M 0 0 L 60 0 L 60 10 L 0 10 C M 0 5 L 60 5 M 20 0 L 20 10 M 40 0 L 40 10"
CELLS = "".join(
    ofd_text(x, y, text)
    for x, y, text in [
        *((22, 31, "项目"), (62, 31, "合计"), (102, 31, "基本支出")),
        *((22, 41, "行政运行"), (62, 41, "12.50"), (102, 41, "7.50")),
    ]
)
ROWS = [["项目", "合计", "基本支出"], ["行政运行", "12.50", "7.50"]]


@pytest.mark.parametrize(
    "lines",
    [
        path(GRID),
        path(BOX, boundary="20 30 120 20"),
        path(HALF, boundary="20 30 120 20", attributes='CTM="2 0 0 2 0 0"'),
    ],
    ids=["lines", "closed box", "matrix"],
)
def test_cells_are_made_by_lines_however_they_are_drawn(lines: str) -> None:
    (grid,) = read_grids(ofd(ofd_text(60, 20, "支出总表") + lines + CELLS), "表.ofd").grids
    assert grid.rows == ROWS
    assert (grid.address(1, 1), grid.above) == ("p1!r2c2", ("支出总表",))


def test_lines_of_thin_filled_areas() -> None:
    def bar(x: float, y: float, width: float, height: float) -> str:
        box = f"M {x} {y} L {x + width} {y} L {x + width} {y + height} L {x} {y + height} C"
        return path(box, attributes='Fill="true" Stroke="false"')

    bars = [bar(20, y, 120, 0.2) for y in (30, 40, 50)] + [bar(x, 30, 0.2, 20) for x in (20, 60, 100, 140)]
    (grid,) = read_grids(ofd("".join(bars) + CELLS), "表.ofd").grids
    assert grid.rows == ROWS


def test_pages_without_tables_are_prose_and_pictures_are_scans() -> None:
    image = '<ofd:ImageObject ID="2" Boundary="0 0 210 297" ResourceID="5"/>'
    reading = read_grids(ofd(ofd_text(30, 20, "部门职责"), image), "表.ofd")
    assert [page.lines for page in reading.prose] == [("部门职责",)]
    assert [(p.kind, p.place) for p in reading.problems] == [("scan", "2")]


def test_a_broken_file_is_a_problem() -> None:
    reading = read_grids(ofd("", extra={"Encryptions.xml": b"<x/>"}), "表.ofd")
    assert [p.kind for p in reading.problems] == ["unreadable"]
