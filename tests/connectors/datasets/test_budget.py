"""Budgets and final accounts from files of every kind, their identities, and what is told where they do not hold."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from connectors.datasets import Context, read_dataset, recognise
from connectors.tables import Grid, GridReading, Problem, Span, read_grids
from connectors.tables.model import Prose
from examples.youyi.forms.budget import TABLES, forms
from examples.youyi.forms.changes import changed
from examples.youyi.forms.figures import BudgetPlan, Fault, figures
from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from schemas.finance import BudgetLine, CheckResult, DatasetReading
from schemas.finance_rules import finance_rules
from tests.connectors.datasets.plant import copies

PLAN = BudgetPlan("友谊县司法局", 2026, "budget")
PLANS = [
    replace(PLAN, stage=stage, unit=unit, columns=columns)
    for stage, unit, columns in (
        ("budget", "元", 3),
        ("budget", "万元", 1),
        ("final", "万元", 3),
        ("final", "元", 1),
    )
]
CODES = {"summary", "income", "expense", "fiscal_summary", "general_expense", "general_basic", "three_public"}


def grids_of(plan: BudgetPlan, suffix: str = "xlsx") -> GridReading:
    return read_grids(FORMATS[suffix](*forms(plan)), f"a.{suffix}")


def read(reading: GridReading, **told: Any) -> DatasetReading:
    return read_dataset("budget", reading, Context(**told))


def lines(reading: DatasetReading, code: str | None = None) -> list[BudgetLine]:
    found = [r for r in reading.records if isinstance(r, BudgetLine)]
    return [r for r in found if code in (None, r.table_code)]


def failed(reading: DatasetReading) -> list[CheckResult]:
    return [check for check in reading.checks if check.verdict == "fail"]


def table(*rows: tuple[str, ...], title: str = "支出总表", unit: str = "单位：元", place: str = "1") -> Grid:
    return Grid(place, rows, above=(title, unit), prefix=f"p{place}!")


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@pytest.mark.parametrize("plan", PLANS, ids=lambda p: f"{p.stage}-{p.unit}-{p.columns}")
def test_nine_tables_of_every_kind_of_file(plan: BudgetPlan, suffix: str) -> None:
    found = read(grids_of(plan, suffix))
    assert {line.table_code for line in lines(found)} == CODES
    assert {(r.unit_name, r.fiscal_year, r.stage) for r in lines(found)} == {(plan.organ, 2026, plan.stage)}
    assert not failed(found)
    assert not found.findings
    assert sum(c.rule_id == "budget_empty_table" and c.verdict == "pass" for c in found.checks) == 2
    total = Decimal(figures(plan).total) * 100
    expense = {r.function_code: r for r in lines(found, "expense") if r.measure == "合计"}
    assert expense[None].amount_yuan == total
    assert {len(code) for code in expense if code} == {3, 5, 7}
    income = [r for r in lines(found, "summary") if r.row_label in ("收入总计", "总计")]
    assert income
    assert all(r.amount_yuan == total for r in income)


@pytest.mark.parametrize(
    ("caption", "item", "unit"),
    [
        ("友谊县2021年一般公共预算支出表", "", "government"),
        ("一般公共预算支出表", "友谊县2021年政府预算公开", "government"),
        ("友谊县财政局2021年一般公共预算支出表", "", "czj"),
        ("友谊县2021年一般公共预算支出表", "友谊县财政局2021年部门预算", "czj"),
        ("一般公共预算支出表", "2021年预算公开", "czj"),
    ],
)
def test_a_county_s_own_budget_is_not_its_finance_bureau_s(caption: str, item: str, unit: str) -> None:
    """政府预算 is posted by the finance bureau, and names the place alone."""
    rows = (("科目编码", "科目名称", "合计"), ("", "合计", "30"), ("201", "一般公共服务支出", "30"))
    units = {"友谊县人民政府": "government", "友谊县财政局": "czj"}
    told = {
        "title": item,
        "category": "budget",
        "unit_id": "czj",
        "unit_name": "友谊县财政局",
        "unit_ids": units,
    }
    reading = GridReading((table(*rows, title=caption, unit="单位：万元"),), (), ())
    assert {line.unit_id for line in lines(read(reading, **told))} == {unit}


def test_the_same_figures_whatever_the_file() -> None:
    def amounts(suffix: str) -> Counter[tuple[object, ...]]:
        return Counter(
            (r.table_code, "".join((r.row_label or "").split()), r.function_code, r.measure, r.amount_yuan)
            for r in lines(read(grids_of(PLAN, suffix)))
        )

    assert amounts("pdf") == amounts("xlsx") == amounts("xls") == amounts("html")


def test_a_record_says_where_it_was_printed() -> None:
    (line,) = [
        r
        for r in lines(read(grids_of(PLAN, "pdf")), "expense")
        if r.function_code == "2010301" and r.measure == "合计"
    ]
    assert (line.sheet_or_page, line.cell) == ("3", "p3!r6c5")
    assert line.printed_amount == f"{figures(PLAN).basic['2010301'] * 100:,}.00"
    assert (line.row_label, line.function_name, line.printed_unit) == ("行政运行", "行政运行", "元")


def test_units_are_resolved_by_the_registry() -> None:
    found = lines(read(grids_of(PLAN), unit_id="czj", unit_ids={"友谊县司法局": "sfj"}))
    assert {r.unit_id for r in found} == {"sfj"}
    assert {r.unit_id for r in lines(read(grids_of(PLAN), unit_id="czj"))} == {"czj"}


def test_wrong_digits_are_reported_at_their_cell() -> None:
    """Every change beyond rounding is reported with its cell; where a suspect is named, it is that cell."""
    seen = Counter[str]()
    for plan in (PLANS[0], PLANS[2]):
        for copy in copies(grids_of(plan), 20):
            seen["all"] += 1
            if copy.is_rounding:
                continue
            assert any(copy.cell in f.cells for f in copy.failures), copy
            named = {f.suspect for f in copy.failures} - {None}
            assert named <= {copy.cell}, copy
            seen["named"] += bool(named)
    assert seen["named"] > 0.8 * seen["all"]


@pytest.mark.parametrize(("fault", "rule"), [("digit", "budget_codes"), ("no_note", "budget_empty_table")])
def test_planted_faults_of_the_sample_are_found(fault: Fault, rule: str) -> None:
    for suffix in FORMATS:
        found = failed(read(grids_of(replace(PLAN, fault=fault), suffix)))
        assert rule in {check.rule_id for check in found}, suffix


def test_pages_of_one_table_are_joined_with_and_without_their_header() -> None:
    header = (("科目编码", "科目名称", "合计"),)
    reading = GridReading(
        (
            table(
                *header, ("201", "一般公共服务支出", "30"), ("20103", "政府办公厅（室）及相关机构事务", "30")
            ),
            Grid("2", (*header, ("2010301", "行政运行", "10")), prefix="p2!"),
            Grid("3", (("2010302", "一般行政管理事务", "20"),), prefix="p3!"),
            Grid("4", (("合计", "30"),), edges=(0, 20, 30), prefix="p4!"),
        )
    )
    first = replace(reading.grids[0], edges=(0, 10, 20, 30))
    found = read(replace(reading, grids=(first, *reading.grids[1:])))
    assert [r.cell for r in lines(found)] == ["p1!r2c3", "p1!r3c3", "p2!r2c3", "p3!r1c3", "p4!r1c2"]
    assert {r.row_number for r in lines(found)} == {1, 2, 3, 4, 5}
    assert not failed(found)


def test_a_label_cut_by_a_page_break_is_one() -> None:
    found = read(
        GridReading(
            (
                table(("科目编码", "科目名称", "合计"), ("20103", "政府办公厅（室）及", "30")),
                Grid("2", (("", "相关机构事务", ""), ("2010301", "行政运行", "30")), prefix="p2!"),
            )
        )
    )
    assert lines(found)[0].row_label == "政府办公厅（室）及相关机构事务"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ((("201", "01", "03"), ("201", "01", "04")), ["2010103", "2010104"]),
        ((("201", "", ""), ("", "01", ""), ("", "", "03")), ["201", "20101", "2010103"]),
        ((("201", "20101", "2010103"),), ["2010103"]),
        ((("201", "1", "3"),), ["2010103"]),
    ],
)
def test_codes_in_three_columns(rows: tuple[tuple[str, ...], ...], codes: list[str]) -> None:
    data = [(*row, "名称", "1.00") for row in rows]
    grid = table(("科目编码", "", "", "科目名称", "合计"), ("类", "款", "项", "", ""), *data)
    assert [r.function_code for r in lines(read(GridReading((grid,))))] == codes


def test_codes_before_the_names() -> None:
    grid = table(("项目", "合计"), ("201一般公共服务支出", "1.00"), ("[2010301]行政运行", "1.00"))
    found = lines(read(GridReading((grid,))))
    assert [(r.function_code, r.row_label) for r in found] == [
        ("201", "一般公共服务支出"),
        ("2010301", "行政运行"),
    ]


def test_order_numbers_are_no_amounts() -> None:
    grid = table(
        ("收入", "", "", "支出", "", ""),
        ("项目", "行次", "金额", "项目", "行次", "金额"),
        ("栏次", "", "1", "栏次", "", "2"),
        ("一、财政拨款收入", "1", "9.50", "一、一般公共服务支出", "31", "9.50"),
        ("总计", "30", "9.50", "总计", "60", "9.50"),
        title="收入支出决算总表",
    )
    found = read(GridReading((grid,)))
    assert [r.printed_amount for r in lines(found)] == ["9.50"] * 4
    assert not failed(found)


def test_the_three_public_expenses_under_each_other() -> None:
    grid = table(
        ("项目", "2026年预算数"),
        ("合计", "8.00"),
        ("1、因公出国（境）费用", "1.00"),
        ("2、公务接待费", "2.00"),
        ("3、公务用车费", ""),
        ("其中：（1）公务用车运行维护费", "4.00"),
        ("（2）公务用车购置", "1.00"),
        title="“三公”经费支出表",
        unit="单位：万元",
    )
    found = read(GridReading((grid,)))
    assert {r.row_label: r.amount_yuan for r in lines(found)}["公务接待费"] == 20_000
    assert not failed(found)
    assert {c.rule_id: c.verdict for c in found.checks}["budget_three_public"] == "pass"


def test_a_carried_balance_has_its_parts() -> None:
    grid = table(
        ("项目", "决算数", "项目", "决算数"),
        ("一、一般公共预算财政拨款", "10.00", "一、教育支出", "11.00"),
        ("本年收入合计", "10.00", "本年支出合计", "11.00"),
        ("年初财政拨款结转和结余", "3.00", "年末财政拨款结转和结余", "2.00"),
        ("一、一般公共预算财政拨款", "2.00", "", ""),
        ("二、政府性基金预算财政拨款", "1.00", "", ""),
        ("总计", "13.00", "总计", "13.00"),
        title="财政拨款收入支出决算总表",
    )
    found = read(GridReading((grid,)))
    assert not failed(found)
    assert Counter(c.rule_id for c in found.checks if c.verdict == "pass")["budget_statement_parts"] == 1


def test_some_parts_alone_need_not_add_up() -> None:
    grid = table(
        ("科目编码", "科目名称", "合计", "基本支出", "其中：人员经费", "项目支出"),
        ("201", "一般公共服务支出", "9.00", "5.00", "3.00", "4.00"),
    )
    assert not failed(read(GridReading((grid,))))


def test_rounding_is_a_tolerance_not_an_excuse() -> None:
    def checked(total: str) -> list[CheckResult]:
        parts = [(f"20101{n:02d}", "名", "1.33") for n in range(3)]
        rows = (("科目编码", "科目名称", "合计"), ("20101", "人大事务", total), *parts)
        return failed(read(GridReading((table(*rows, unit="单位：万元"),))))

    assert not [c for c in checked("4.00") if c.rule_id == "budget_codes"]
    (failure,) = [c for c in checked("4.03") if c.rule_id == "budget_codes"]
    assert (failure.expected, failure.found) == (Decimal("39900.00"), Decimal("40300.00"))
    assert failure.cells[0] == "p1!r2c3"
    assert "应为 39,900.00 元，实为 40,300.00 元" in (failure.message or "")


def test_numbers_in_the_text_are_held_against_the_tables() -> None:
    reading = grids_of(replace(PLAN, unit="万元"))
    total = Decimal(figures(PLAN).total) / 100
    said = f"2026年，友谊县司法局收入预算{total:.2f}万元。支出预算{total + 1:.2f}万元，与上年持平。"
    (failure,) = failed(read(replace(reading, prose=(Prose("2", (said[:20], said[20:])),))))
    assert failure.rule_id == "budget_text_expense"
    assert failure.suspect == f"p2!“{total + 1:.2f}万元”"


def test_a_name_that_is_not_the_codes_own_is_told() -> None:
    grid = table(
        ("科目编码", "科目名称", "合计"),
        ("2080505", "机关事业单位职业年金缴费支出", "1.00"),
        title="2026年支出总表",
    )
    (failure,) = failed(read(GridReading((grid,))))
    assert failure.rule_id == "budget_code_name"
    assert "机关事业单位基本养老保险缴费支出" in (failure.message or "")


def test_a_code_without_its_class_is_told() -> None:
    grid = table(
        ("科目编码", "科目名称", "合计"),
        ("201", "一般公共服务支出", "1.00"),
        ("20103", "政府办公厅（室）及相关机构事务", "1.00"),
        ("2020301", "行政运行", "1.00"),
    )
    assert "budget_code_nesting" in {c.rule_id for c in failed(read(GridReading((grid,))))}


def test_an_unfilled_form_is_one_finding() -> None:
    blank = [
        Form(
            tuple(
                tuple("" if any(ch.isdigit() for ch in cell) else cell for cell in row) for row in form.rows
            ),
            form.above,
        )
        for form in forms(replace(PLAN, columns=1))[:2]
    ]
    (failure,) = failed(read(read_grids(FORMATS["xlsx"](*blank), "a.xlsx")))
    assert "未填写" in (failure.message or "")


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("expense", "2010301", "基本支出"),
        ("expense", "2010301", "合计"),
        ("summary", "一、财政拨款收入", "预算数"),
        ("summary", "收入总计", "预算数"),
        ("fiscal_summary", "支出总计", "合计"),
        ("general_basic", "合计", "合计"),
        ("three_public", "", "公务接待费"),
    ],
)
def test_a_cell_that_cannot_be_read_breaks_no_sum(name: str, row: str, column: str) -> None:
    """What it says is not known, and told once: no identity is false for that."""
    made = dict(zip(TABLES, forms(PLAN), strict=True))
    made[name] = changed(made[name], {"rows": [row], "columns": [column], "text": "1,2O3.00"})
    found = read(read_grids(FORMATS["xlsx"](*made.values()), "a.xlsx"))
    assert [f.check_id for f in found.findings] == ["budget_amount_unreadable"]
    assert not failed(found)


def test_what_could_not_be_read_is_a_finding() -> None:
    rows = (("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "12,34.5.6"))
    scan = Problem("scan", "7", "page 7 is a picture without text")
    found = read(GridReading((table(*rows, unit=""),), (scan,)))
    assert [f.check_id for f in found.findings] == ["table_scan", "budget_amount_unreadable"]
    assert found.findings[1].cell == "p1!r2c3"
    rows = (("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "12"))
    assert [f.check_id for f in read(GridReading((table(*rows, unit=""),))).findings] == [
        "budget_unit_missing"
    ]


def test_personal_data_in_a_label_is_masked() -> None:
    rows = (("201", "联系人13912345678", "1.00"), ("20101", "人大事务", "2.00"))
    found = read(GridReading((table(("科目编码", "科目名称", "合计"), *rows),)))
    assert failed(found)
    assert "13912345678" not in found.records[0].model_dump_json()
    assert all("13912345678" not in c.model_dump_json() for c in found.checks)


def test_other_tables_are_left_aside() -> None:
    grid = Grid("1", (("序号", "单位名称", "备注"), ("1", "友谊县司法局（本级）", "")), prefix="p1!")
    assert read(GridReading((grid,))).records == ()
    assert recognise(grids_of(PLAN), Context()) == ("budget",)


def test_every_rule_is_applied_and_stands_on_something() -> None:
    rules = finance_rules("budget")
    assert len({rule.id for rule in rules}) == len(rules)
    plan = replace(PLAN, stage="final")
    seen = {check.rule_id for check in read(grids_of(plan)).checks}
    told = {rule.id for rule in rules if not rule.over.startswith("text")}
    assert told - seen <= {"budget_statement_parts", "budget_row_balance", "budget_statement_total"}


def test_a_title_repeated_with_its_mark_of_continuation_goes_on() -> None:
    header = ("科目编码", "科目名称", "合计")
    first = table(
        header, ("201", "一般公共服务支出", "30"), ("20103", "政府办公厅（室）及相关机构事务", "30")
    )
    second = table(
        header, ("2010301", "行政运行", "30"), ("合计", "", "30"), title="支出总表（续）", place="2"
    )
    found = read(GridReading((first, second)))
    assert [r.row_number for r in lines(found)] == [1, 2, 3, 4]
    assert not failed(found)


def test_a_department_and_its_units_in_one_file_are_tested_apart() -> None:
    reading = grids_of(PLAN)
    other = grids_of(replace(PLAN, organ="友谊县法律援助中心", level="单位"))
    both = GridReading((*reading.grids, *(replace(g, place=f"单位{g.place}") for g in other.grids)))
    found = read(both)
    assert not failed(found)
    named = {(r.unit_name, r.unit_level) for r in lines(found)}
    assert named == {("友谊县司法局", "部门"), ("友谊县法律援助中心", "单位")}


def test_a_table_that_is_none_of_the_prescribed_is_told_where_it_holds_amounts() -> None:
    known = table(("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "1.00"))
    other = Grid("9", (("序号", "设备", "金额"), *((str(n), "车辆", "9.50") for n in range(4))), prefix="p9!")
    found = read(GridReading((known, other)))
    assert [(f.check_id, f.severity, f.sheet_or_page) for f in found.findings] == [
        ("budget_table_unknown", "info", "9")
    ]


def test_the_fund_table_balances() -> None:
    grid = table(
        ("科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"),
        ("", "", "", "", "小计", "基本支出", "项目支出", ""),
        ("212", "城乡社区支出", "1.00", "9.00", "8.00", "", "8.00", "2.00"),
        ("合计", "", "1.00", "9.00", "8.00", "", "8.00", "3.00"),
        title="政府性基金预算财政拨款收入支出决算表",
    )
    found = read(GridReading((replace(grid, spans=(Span(0, 4, 1, 3),)),)))
    (failure,) = [c for c in failed(found) if c.rule_id == "budget_row_balance"]
    assert failure.cells[0] == "p1!r4c8"


def test_an_empty_table_may_be_explained_in_the_text() -> None:
    reading = grids_of(replace(PLAN, fault="no_note"))
    assert [c.rule_id for c in failed(read(reading))] == ["budget_empty_table"]
    said = Prose("2", ("本部门2026年没有国有资本经营预算安排的支出。",))
    assert not failed(read(replace(reading, prose=(said,))))


def test_what_was_spent_is_not_taken_for_what_was_planned() -> None:
    plan = replace(PLAN, stage="final", unit="万元")
    (spent,) = [
        r.amount_yuan
        for r in lines(read(grids_of(plan)), "three_public")
        if r.row_label == "公务接待费" and r.measure == "决算数" and r.amount_yuan is not None
    ]
    said = Prose("2", (f"（三）公务接待费{spent / 10_000:.2f}万元。",))
    found = read(replace(grids_of(plan), prose=(said,)))
    assert {c.verdict for c in found.checks if c.rule_id == "budget_text_reception"} == {"pass"}


def test_sentences_over_a_table_do_not_date_it() -> None:
    above = ("2026年度部门决算", "支出决算表", "与2023年相比，支出减少56.95万元。", "单位：元")
    grid = Grid(
        "1",
        (("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "1.00")),
        above=above,
        prefix="p1!",
    )
    (line,) = lines(read(GridReading((grid,))))
    assert (line.fiscal_year, line.printed_unit, line.stage) == (2026, "元", "final")


def test_the_files_of_an_archive_are_read_each_for_itself() -> None:
    plans = [PLAN, replace(PLAN, organ="友谊县法律援助中心", level="单位")]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for plan, suffix in zip(plans, ("pdf", "xlsx"), strict=True):
            archive.writestr(f"{plan.organ}.{suffix}", FORMATS[suffix](*forms(plan)))
        archive.writestr("说明.txt", "无")
        archive.writestr("坏.xlsx", b"PK\x03\x04xl/workbook.xml")
    reading = read_grids(out.getvalue(), "预算.zip")
    assert [p.place for p in reading.problems] == ["坏.xlsx"]
    found = read(reading)
    assert not failed(found)
    assert {(r.unit_name, r.sheet_or_page.partition("/")[0]) for r in lines(found)} == {
        ("友谊县司法局", "友谊县司法局.pdf"),
        ("友谊县法律援助中心", "友谊县法律援助中心.xlsx"),
    }
    totals = [r for r in lines(found, "expense") if r.row_label == "合计" and r.measure == "合计"]
    assert [r.amount_yuan for r in totals] == [Decimal(figures(plan).total) * 100 for plan in plans]
