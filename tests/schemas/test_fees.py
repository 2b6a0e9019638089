"""The processing fee of 2020: worked examples, the bands round each edge, and what holds for all of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.fees import Fee, fee_of_cases, fee_of_pages, yuan_of_case, yuan_of_page

CASES = st.integers(min_value=0, max_value=400)
PAGES = st.integers(min_value=0, max_value=3000)


def test_the_worked_examples() -> None:
    assert fee_of_cases(35).yuan == 3000
    assert fee_of_pages(250).yuan == 4700


@pytest.mark.parametrize(
    ("cases", "yuan"),
    [
        *((0, 0), (1, 0), (9, 0), (10, 0), (11, 100), (12, 200), (29, 1900), (30, 2000), (31, 2200)),
        *((32, 2400), (39, 3800), (40, 4000), (41, 4300), (50, 7000), (51, 7400), (60, 11000), (61, 11500)),
    ],
)
def test_cases_round_the_edges(cases: int, yuan: int) -> None:
    assert fee_of_cases(cases).yuan == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [
        *((0, 0), (1, 0), (29, 0), (30, 0), (31, 10), (32, 20), (99, 690), (100, 700), (101, 720)),
        *((199, 2680), (200, 2700), (201, 2740), (202, 2780)),
    ],
)
def test_pages_round_the_edges(pages: int, yuan: int) -> None:
    assert fee_of_pages(pages).yuan == yuan


@given(CASES)
def test_a_fee_by_cases_is_the_sum_of_its_cases(cases: int) -> None:
    assert fee_of_cases(cases).yuan == sum(yuan_of_case(n) for n in range(1, cases + 1))


@given(PAGES)
def test_a_fee_by_pages_is_the_sum_of_its_pages(pages: int) -> None:
    assert fee_of_pages(pages).yuan == sum(yuan_of_page(n) for n in range(1, pages + 1))


@given(CASES)
def test_one_more_case_never_costs_less(cases: int) -> None:
    assert 0 <= yuan_of_case(cases + 1) - yuan_of_case(max(cases, 1)) <= 100
    assert fee_of_cases(cases + 1).yuan >= fee_of_cases(cases).yuan


@given(st.one_of(CASES.map(fee_of_cases), PAGES.map(fee_of_pages)))
def test_the_bands_cover_every_unit_once(fee: Fee) -> None:
    assert all(former.last + 1 == band.first for former, band in pairwise(fee.bands))
    assert not fee.bands or fee.bands[0].first == 1
    assert all(band.first <= band.last for band in fee.bands)


def test_an_amount_is_explained() -> None:
    assert fee_of_cases(35).explained() == (
        "第1至10件免费；第11至30件20件×100元=2000元；第31至35件5件×200元=1000元；合计3000元"
    )
    assert fee_of_pages(31).explained() == "第1至30页免费；第31页1页×10元=10元；合计10元"
    assert fee_of_pages(0).explained() == "没有可计费的页数；合计0元"


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负"):
        fee_of_cases(-1)
