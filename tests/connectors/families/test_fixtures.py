"""One walker over all recorded-style cases in `tests/fixtures/families/<family>/<case>/`.

`exchange.toml` maps method, address and form to a recorded answer; `expected.json` holds the rows of each
list page, how the list ends and what it declares, or the fault that must be raised.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from connectors.families import FAMILIES, recognise
from connectors.families.markup import text_of
from connectors.families.model import LayoutChanged
from connectors.fetch.model import FetchError
from connectors.harvest.reader import ListReader
from schemas.harvest import ListRow
from tests.connectors.families.recorded import Recording

ROOT = Path(__file__).parents[2] / "fixtures" / "families"
CASES = sorted(path.parent for path in ROOT.glob("*/*/exchange.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_reads_as_recorded(case: Path) -> None:
    recording = Recording(case)
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    family = FAMILIES[case.parent.name]
    pages = family.pages(recording.source, recording.column, ListReader(recording, pause_seconds=0))
    if "raises" in expected:
        with pytest.raises((LayoutChanged, FetchError), match=expected["says"]) as caught:
            list(pages)
        assert caught.type.__name__ == expected["raises"]
        return
    read = list(pages)
    assert [[_told(row) for row in page.rows] for page in read] == expected["pages"]
    assert [page.ending for page in read] == ["more"] * (len(read) - 1) + [expected["ending"]]
    assert read[-1].declared_total == expected["declared_total"]


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_family_has_fixtures(family: str) -> None:
    cases = [case for case in CASES if case.parent.name == family]
    assert len(cases) >= 3, f"family {family} needs recorded cases under {ROOT / family}"
    endings = [json.loads((case / "expected.json").read_text(encoding="utf-8")) for case in cases]
    assert any("raises" in ending for ending in endings), (
        f"family {family} needs a case of a page it must refuse"
    )


def test_no_fixture_without_a_family() -> None:
    assert {case.parent.name for case in CASES} <= set(FAMILIES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_first_page_is_recognised(case: Path) -> None:
    """The right family comes first, or `recognise` is not sure at all (a page like everybody's)."""
    recording = Recording(case)
    if "raises" in json.loads((case / "expected.json").read_text(encoding="utf-8")):
        return
    first = recording.first()
    ranking = recognise(first.url, text_of(first))
    sure = [name for name, score in ranking if score >= 0.5]
    assert not sure or sure[0] == case.parent.name, ranking


def _told(row: ListRow) -> dict[str, Any]:
    return {name: value for name, value in row.model_dump().items() if value}
