"""Direct funds: every amount in three layouts, shares that are cut off, parts that do not add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.datasets.direct import READER
from connectors.datasets.model import Context
from connectors.tables import GridReading, Prose, read_grids
from examples.youyi.forms import direct as forms
from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from schemas.finance import DatasetReading, DirectFund

TRUE = forms.made_up("test")
CONTEXT = Context(title="友谊县2026年财政直达资金公开", unit_id="czj", published_on=date(2026, 10, 9))


def reading_of(suffix: str, *tables: Form) -> DatasetReading:
    return READER.read(read_grids(FORMATS[suffix](*tables), "直达.bin"), CONTEXT)


def amounts(reading: DatasetReading) -> dict[tuple[str | None, ...], Decimal | None]:
    found: dict[tuple[str | None, ...], Decimal | None] = {}
    for r in reading.records:
        assert isinstance(r, DirectFund)
        assert (r.fiscal_year, r.cut_off_on) == (2026, date(2026, 9, 30))
        key = (r.programme, r.measure, r.source_level)
        assert key not in found
        found[key] = r.amount_yuan
    return found


def failed(reading: DatasetReading) -> list[tuple[str, str]]:
    return [(c.rule_id, c.cells[0]) for c in reading.checks if c.verdict == "fail"]


@pytest.mark.parametrize("cut", [False, True], ids=["rounded", "cut off"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_table_by_programme(suffix: str, cut: bool) -> None:
    reading = reading_of(suffix, forms.by_programme(TRUE, cut=cut))
    names = {"total": ("total", None), "central": ("total", "中央"), "province": ("total", "省")}
    names |= {m: (m, None) for m in ("allocated", "released", "spent")}
    wanted = {(f.programme, *key): getattr(f, name) for f in TRUE.funds for name, key in names.items()}
    wanted |= {("合计", *key): TRUE.sum(name) for name, key in names.items()}
    assert amounts(reading) == wanted
    assert not failed(reading)
    shares = {
        (r.programme, r.measure): r.share_percent
        for r in reading.records
        if isinstance(r, DirectFund) and r.share_percent
    }
    first = TRUE.funds[0]
    assert shares[first.programme, "spent"] == Decimal(forms.percent(first.spent, first.total, cut=cut))
    tested = {c.rule_id for c in reading.checks}
    assert tested == {"direct_sources", "direct_order", "direct_share", "direct_total"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_table_by_unit(suffix: str) -> None:
    reading = reading_of(suffix, forms.by_unit(TRUE))
    found = amounts(reading)
    for fund in TRUE.funds:
        assert found[fund.programme, "total", "中央"] == fund.total
        assert found[fund.programme, "spent", "中央"] == fund.spent
    assert found["合计", "spent", None] == TRUE.sum("spent")
    assert not failed(reading)


def test_the_paragraph() -> None:
    prose = (Prose("1", ("工作动态。", forms.paragraph(TRUE))),)
    reading = READER.read(GridReading((), (), prose), CONTEXT)
    found = {(r.measure, r.source_level): r.amount_yuan for r in reading.records if isinstance(r, DirectFund)}
    near = {("total", None): "total", ("total", "中央"): "central", ("total", "省"): "province"}
    near |= {(m, None): m for m in ("allocated", "spent")}
    assert set(found) == set(near)
    for key, name in near.items():
        assert abs((found[key] or 0) - TRUE.sum(name)) <= 5_000
    assert not failed(reading)
    assert {r.cell for r in reading.records} == {"line 2"}


def test_a_page_whose_parts_do_not_add_up_is_a_finding_and_a_cut_off_share_is_none() -> None:
    """The numbers of a page that was published so: 60.8 % is 60.85 % cut off, but neither split gives 75.20."""
    line = (
        "截至2021年9月末，全市直达资金75.20亿元，其中中央安排61.02亿元，地方安排13.78亿元；市本级45.66亿元，县区33.88亿元；"
        "已支出45.76亿元，支出进度60.8%。"
    )
    reading = READER.read(GridReading((), (), (Prose("1", (line,)),)), Context())
    assert [rule for rule, _ in failed(reading)] == ["direct_sources", "direct_recipients"]
    expected = {c.rule_id: c.expected for c in reading.checks}
    assert expected["direct_sources"] == Decimal("7480000000.00")
    assert expected["direct_recipients"] == Decimal("7954000000.00")


def test_planted_faults_are_found_at_their_cells() -> None:
    table = forms.by_programme(TRUE)
    assert ("direct_share", "直达资金!J7") in failed(reading_of("xlsx", table.with_cell(3, 9, "99.00")))
    wrong = table.with_cell(4, 2, "1.00")
    assert {rule for rule, _ in failed(reading_of("xlsx", wrong))} >= {
        "direct_sources",
        "direct_total",
        "direct_order",
    }
    part = reading_of("xlsx", table.with_cell(3, 3, "1.00"))
    suspects = {(c.rule_id, c.suspect) for c in part.checks if c.verdict == "fail"}
    assert suspects == {("direct_sources", "直达资金!D7"), ("direct_total", "直达资金!D7")}


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_one_wrong_digit_is_one_finding(dice: Random) -> None:
    """One suspect, or none and one rule: what a finding is made of."""
    table = forms.by_programme(TRUE)
    row, column = dice.choice(
        [(r, c) for r, line in enumerate(table.rows) for c, t in enumerate(line) if "." in t]
    )
    printed = table.rows[row][column]
    at = dice.choice([n for n, char in enumerate(printed) if char.isdigit()])
    digit = dice.choice([d for d in "123456789" if d != printed[at]])
    wrong = reading_of("html", table.with_cell(row, column, printed[:at] + digit + printed[at + 1 :]))
    assert len({c.suspect or c.rule_id for c in wrong.checks if c.verdict == "fail"}) <= 1


def test_without_a_unit_nothing_is_loaded() -> None:
    table = forms.by_programme(TRUE)
    reading = reading_of("html", Form(table.rows, table.above[:2], merges=table.merges))
    assert not reading.records
    assert [f.check_id for f in reading.findings] == ["table_without_unit"]
