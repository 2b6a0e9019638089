"""Lists of bonds: every field of every bond, in two layouts and every kind of file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from examples.youyi.forms import bonds as forms
from examples.youyi.forms.files import FORMATS
from schemas.finance import Bond
from tests.connectors.datasets.test_debt import reading_of

BONDS = forms.made_up("test")


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_bond_with_its_fields(suffix: str) -> None:
    reading = reading_of(FORMATS[suffix], forms.listing(BONDS, "万元"))
    assert not reading.findings
    assert [_facts(r) for r in reading.records] == [
        (
            b.code,
            b.name,
            b.kind,
            b.nature,
            b.amount,
            Decimal(b.term),
            b.rate,
            b.issued_on,
            b.matures_on,
            b.project,
            b.source,
        )
        for b in BONDS
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_layout_by_project(suffix: str) -> None:
    reading = reading_of(FORMATS[suffix], forms.listing_by_project(BONDS))
    found = [(r.bond_code, r.amount_yuan, r.rate_percent, r.matures_on) for r in map(_bond, reading.records)]
    assert found == [(b.code, b.amount, b.rate, b.matures_on) for b in BONDS]


def test_what_cannot_be_right_is_told() -> None:
    spoiled = (replace(BONDS[0], rate=Decimal("325")), replace(BONDS[1], code="23-05/1"), *BONDS[2:])
    table = forms.listing(spoiled, "万元")
    table = table.with_cell(3, 9, "2016-01-01").with_cell(len(BONDS) + 1, 5, "1.00")
    found = {f.check_id: f.cell for f in reading_of(FORMATS["xlsx"], table).findings}
    assert found == {"bond_rate": "F4", "bond_code": "F5", "bond_dates": "F6", "bond_total": "F12"}


def _bond(record: object) -> Bond:
    assert isinstance(record, Bond)
    return record


def _facts(record: object) -> tuple[object, ...]:
    b = _bond(record)
    return (
        *(b.bond_code, b.bond_name, b.debt_kind, b.nature, b.amount_yuan, b.term_years, b.rate_percent),
        *(b.issued_on, b.matures_on, b.project, b.repayment_source),
    )
