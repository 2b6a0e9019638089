"""The answers that the data officer's page prints are those of the sample county."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.conftest import Played
from warehouse.database import query, read_snapshot
from warehouse.report.plots import read_plots

PAGE = Path(__file__).parents[2] / "docs" / "data-officer.md"
ANSWERED = re.findall(
    r"```sql\n([^`]*)```\n\n(?:On the sample county:\n\n)?((?:\|[^\n]*\n)+)", PAGE.read_text(encoding="utf-8")
)


def cells(table: str) -> list[list[str]]:
    """The rows of a table of the page, its heading first, without the line under it."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return [lines[0], *lines[2:]]


@pytest.mark.parametrize(("statement", "printed"), ANSWERED, ids=range(1, len(ANSWERED) + 1))
def test_a_printed_answer_is_the_answer(monday: Played, statement: str, printed: str) -> None:
    found = query(monday.home, statement)
    rows = [["" if value is None else str(value) for value in row] for row in found.rows]
    assert [list(found.columns), *rows] == cells(printed)


def test_the_plots_are_drawn_of_the_sample_county(monday: Played) -> None:
    with read_snapshot(monday.home) as snapshot:
        drawn = {plot.name: plot.svg() for plot in read_plots(snapshot)}
    kept = {file.stem: file.read_text(encoding="utf-8") for file in (PAGE.parent / "plots").glob("*.svg")}
    assert drawn == kept
    report = (monday.home / "reports" / "latest.html").read_text(encoding="utf-8")
    assert all(svg in report for svg in drawn.values())


def test_the_budget_questions_have_their_answers() -> None:
    assert len(ANSWERED) >= 6
