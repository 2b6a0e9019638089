"""Publicity lists of subsidies: every payment in every layout, masked; what is wrong in them is told without names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from connectors.datasets.model import Context
from connectors.datasets.reading import read_dataset
from connectors.datasets.subsidy import READER
from connectors.payees import surname
from connectors.tables import read_grids
from examples.youyi.forms import subsidy as forms
from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from schemas.divisions import Places, known_divisions
from schemas.finance import DatasetReading, SubsidyPayment, SubsidyProgramme
from schemas.registry import Publicity

PLACES = Places(known_divisions("230522"))
LAND, CORN, SOY, RICE, RELIEF = forms.PROGRAMMES
PERIOD = (date(2026, 5, 6), date(2026, 5, 14))
BATCH = forms.made_up("test", "兴隆镇", ("爱林村", "平安村", "青年庄村"), LAND, publicity=PERIOD)
CONTEXT = Context(title="补贴发放公示", category="subsidy_payment", places=PLACES, payee_key=b"key of a test")


def reading_of(suffix: str, *tables: Form, context: Context = CONTEXT) -> DatasetReading:
    return read_dataset("subsidy", read_grids(FORMATS[suffix](*tables), "公示.bin"), context)


def payments(reading: DatasetReading) -> list[SubsidyPayment]:
    return [r for r in reading.records if isinstance(r, SubsidyPayment)]


def told(reading: DatasetReading) -> set[str]:
    return {f.check_id for f in reading.findings} | {c.rule_id for c in reading.checks if c.verdict == "fail"}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("layout", [forms.full_list, forms.banded_list])
def test_every_payment_of_a_township(layout: object, suffix: str) -> None:
    assert callable(layout)
    reading = reading_of(suffix, layout(BATCH))
    found = payments(reading)
    assert [(p.village, p.payee, p.quantity, p.standard_yuan, p.amount_yuan) for p in found] == [
        (h.village, surname(h.name) + "**", h.quantity, LAND.rate, h.paid(LAND.rate))
        for h in BATCH.households
    ]
    same = {
        (p.programme, p.fiscal_year, p.batch, p.level, p.township, p.township_code, p.quantity_unit)
        for p in found
    }
    assert same == {("耕地地力保护补贴", 2026, "第一批", "household", "兴隆镇", "230522101", "亩")}
    assert {(p.publicity_from, p.publicity_to) for p in found} == {PERIOD}
    assert not told(reading)
    assert {c.rule_id for c in reading.checks} == {"subsidy_amount", "subsidy_total"}
    assert len({p.payee_key for p in found}) == len(found)


@pytest.mark.parametrize("suffix", FORMATS)
def test_one_village_in_the_title_and_the_rate_above(suffix: str) -> None:
    one = forms.made_up("one", "东建乡", ("富强村",), RICE, publicity=PERIOD)
    reading = reading_of(suffix, forms.village_list(one))
    found = payments(reading)
    assert {(p.township, p.village, p.village_code, p.standard_yuan) for p in found} == {
        ("东建乡", "富强村", None, RICE.rate)
    }
    assert [p.amount_yuan for p in found] == [h.paid(RICE.rate) for h in one.households]
    assert not told(reading)
    assert {c.rule_id for c in reading.checks} == {"subsidy_amount", "subsidy_total"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_sums_of_villages_and_townships(suffix: str) -> None:
    reading = reading_of(suffix, forms.village_sums(BATCH))
    assert [(p.level, p.village, p.households, p.quantity, p.amount_yuan) for p in payments(reading)] == [
        ("village", v, 12, BATCH.only(v).quantity, BATCH.only(v).paid) for v in BATCH.villages
    ]
    other = replace(
        BATCH, township="友谊镇", households=tuple(replace(h, village="富强社区") for h in BATCH.households)
    )
    reading = reading_of(suffix, forms.township_sums((BATCH, other)))
    assert [(p.level, p.township_code, p.amount_yuan) for p in payments(reading)] == [
        ("township", "230522101", BATCH.paid),
        ("township", "230522100", other.paid),
    ]
    assert not told(reading)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_community_has_its_code(suffix: str) -> None:
    town = forms.made_up("town", "友谊镇", ("富强社区", "百兴社区"), LAND)
    found = payments(reading_of(suffix, forms.full_list(town)))
    assert {(p.village, p.village_code) for p in found} == {
        ("富强社区", "230522100006"),
        ("百兴社区", "230522100004"),
    }


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_number_and_no_name_leaves_the_reader(suffix: str) -> None:
    reading = reading_of(suffix, forms.full_list(BATCH, leaks=True))
    everything = repr(reading)
    assert not [s for s in forms.secrets(BATCH) if s in everything]
    assert not [h.name for h in BATCH.households if h.name in everything]
    leaks = [f.message for f in reading.findings if f.check_id == "list_leaks"]
    assert len(leaks) == 3
    assert all("36处" in message for message in leaks)
    assert {kind for kind in ("身份证号", "银行卡号", "联系电话") for m in leaks if f"公开了{kind}" in m} == {
        "身份证号", "银行卡号", "联系电话"
    }  # fmt: skip


def test_a_masked_number_is_no_leak() -> None:
    reading = reading_of("xlsx", forms.full_list(BATCH, masked=True))
    assert not told(reading)
    assert len({p.payee_key for p in payments(reading)}) == len(BATCH.households)


def test_the_same_payee_twice_is_known_by_number_and_doubted_by_name() -> None:
    doubled = replace(BATCH, households=(*BATCH.households, BATCH.households[0]))
    by_number = reading_of("xlsx", forms.full_list(doubled, masked=True))
    assert told(by_number) == {"subsidy_duplicate"}
    (finding,) = by_number.findings
    assert finding.cell == "G5"
    assert "G5、G41" in finding.message
    assert told(reading_of("xlsx", forms.full_list(doubled))) == {"subsidy_same_name"}


def test_without_a_key_there_are_no_hashes() -> None:
    reading = reading_of("xlsx", forms.full_list(BATCH), context=replace(CONTEXT, payee_key=None))
    assert {p.payee_key for p in payments(reading)} == {None}


def test_planted_faults_at_their_cells() -> None:
    table = forms.full_list(BATCH)
    wrong = reading_of("xlsx", table.with_cell(4, 6, "1.00"))
    failed = {c.rule_id: c.cells for c in wrong.checks if c.verdict == "fail"}
    assert failed == {
        "subsidy_amount": ("公示表!G8", "公示表!E8", "公示表!F8"),
        "subsidy_total": ("公示表!G41",),
    }
    assert {c.suspect for c in wrong.checks if c.verdict == "fail"} == {"公示表!G8"}
    total = reading_of("xlsx", table.with_cell(len(table.rows) - 1, 6, "1.00"))
    assert [(c.rule_id, c.suspect) for c in total.checks if c.verdict == "fail"] == [("subsidy_total", None)]
    lost = reading_of("html", table.with_cell(6, 2, "北峰村"))
    (finding,) = lost.findings
    assert (finding.check_id, "北峰村" in finding.message) == ("place_unknown", True)
    short = replace(BATCH, publicity=(date(2026, 5, 6), date(2026, 5, 8)))
    assert told(reading_of("xls", forms.full_list(short))) == {"publicity_period"}


def test_the_policy_of_the_registry() -> None:
    whole = replace(CONTEXT, publicity=Publicity(payee="full", min_days=10))
    reading = reading_of("xlsx", forms.full_list(BATCH), context=whole)
    assert [p.payee for p in payments(reading)] == [h.name for h in BATCH.households]
    assert told(reading) == {"publicity_period"}
    none = replace(CONTEXT, publicity=Publicity(payee="none"))
    assert {p.payee for p in payments(reading_of("xlsx", forms.full_list(BATCH), context=none))} == {None}


@pytest.mark.parametrize(
    ("days", "first", "last", "short"),
    [
        ("calendar", date(2026, 4, 30), date(2026, 5, 6), False),
        (
            "working",
            date(2026, 4, 30),
            date(2026, 5, 6),
            True,
        ),  # the holidays of May lie in it: two days are left
        ("working", date(2026, 5, 6), date(2026, 5, 14), False),  # 9 May makes up for a holiday
        ("working", date(2099, 5, 6), date(2099, 5, 7), False),  # whose calendar nobody knows
    ],
)
def test_the_period_may_be_counted_in_working_days(days: str, first: date, last: date, short: bool) -> None:
    context = replace(CONTEXT, publicity=Publicity.model_validate({"days": days}))
    reading = reading_of("xlsx", forms.full_list(replace(BATCH, publicity=(first, last))), context=context)
    assert ("publicity_period" in told(reading)) is short


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("公示期7天", date(2026, 5, 7)),
        (
            "公示期限：七个工作日",
            date(2026, 5, 13),
        ),  # five days of holidays, two Saturdays and Sundays; 9 May works
        ("公示期5日至14日", None),
        ("公示期内如有异议，请来电反映", None),
    ],
)
def test_a_period_told_by_its_length_begins_the_day_after_publication(line: str, last: date | None) -> None:
    form = forms.full_list(BATCH)
    form = replace(form, above=(form.above[0], line), below=())
    reading = reading_of("xlsx", form, context=replace(CONTEXT, published_on=date(2026, 4, 30)))
    found = {(p.publicity_from, p.publicity_to) for p in payments(reading)}
    assert found == {(date(2026, 5, 1) if last else None, last)}


@pytest.mark.parametrize("policy", ["surname", "full", "none"])
def test_a_list_of_social_assistance_keeps_no_name_whatever_the_registry_says(policy: str) -> None:
    relief = forms.made_up("relief", "新镇乡", ("双林村",), RELIEF)
    context = replace(CONTEXT, publicity=Publicity.model_validate({"payee": policy}))
    reading = reading_of("xlsx", forms.full_list(relief), context=context)
    assert {(p.payee, p.is_sensitive) for p in payments(reading)} == {(None, True)}
    assert told(reading) == {"list_sensitive"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_programmes_with_basis_rate_and_target(suffix: str) -> None:
    totals = {LAND.name: Decimal("1234567.89")}
    reading = reading_of(suffix, forms.policies(forms.PROGRAMMES, 2026, totals))
    found = [r for r in reading.records if isinstance(r, SubsidyProgramme)]
    assert [
        (
            r.programme,
            r.basis,
            r.standard,
            r.target_group,
            r.department,
            r.telephone,
            r.amount_yuan,
            r.fiscal_year,
        )
        for r in found
    ] == [
        (
            p.name,
            p.basis,
            f"{p.rate}元/{p.unit}",
            p.target,
            p.department,
            p.telephone,
            totals.get(p.name),
            2026,
        )
        for p in forms.PROGRAMMES
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_sheet_for_one_programme(suffix: str) -> None:
    (record,) = reading_of(suffix, forms.policy_sheet(SOY, 2026)).records
    assert isinstance(record, SubsidyProgramme)
    assert (record.programme, record.basis, record.telephone) == (SOY.name, SOY.basis, SOY.telephone)


def test_lists_are_recognised() -> None:
    for table in (
        forms.full_list(BATCH),
        forms.village_sums(BATCH),
        forms.policies(forms.PROGRAMMES, 2026, {}),
    ):
        assert READER.recognise(read_grids(FORMATS["xlsx"](table), "x"), Context()) >= 0.6
