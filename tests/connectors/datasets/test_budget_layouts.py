"""Forms of budgets in the layouts that provinces give them: what stands where, and no finding that is not true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from connectors.datasets import Context, read_dataset
from connectors.tables import Grid, GridReading, Span
from schemas.finance import BudgetLine, CheckResult, DatasetReading

Rows = Sequence[tuple[str, ...]]


def table(title: str, *rows: tuple[str, ...], spans: tuple[Span, ...] = (), page: int = 1) -> Grid:
    width = max(map(len, rows))
    filled = [(*row, *[""] * (width - len(row))) for row in rows]
    above = (title, "2025年度", "单位：万元")
    return Grid(str(page), filled, spans, above, prefix=f"p{page}!")


def read(*grids: Grid) -> DatasetReading:
    return read_dataset("budget", GridReading(grids), Context())


def lines(found: DatasetReading) -> list[BudgetLine]:
    return [record for record in found.records if isinstance(record, BudgetLine)]


def failed(found: DatasetReading) -> list[CheckResult]:
    return [check for check in found.checks if check.verdict == "fail"]


def test_order_numbers_behind_the_code_columns_are_no_amounts() -> None:
    grid = table(
        "支出决算表",
        ("项目", "", "", "", "本年支出合计", "基本支出", "项目支出"),
        ("功能分类科目编码", "", "", "科目名称", "", "", ""),
        ("类", "款", "项", "栏次", "1", "2", "3"),
        ("", "", "", "合计", "9.00", "5.00", "4.00"),
        ("201", "", "", "一般公共服务支出", "9.00", "5.00", "4.00"),
        spans=(Span(0, 0, 1, 4), Span(1, 0, 1, 3), Span(4, 0, 1, 3)),
    )
    found = read(grid)
    assert [r.printed_amount for r in lines(found)] == ["9.00", "5.00", "4.00"] * 2
    assert not failed(found)


@pytest.mark.parametrize("order", [True, False])
def test_figures_over_the_items_of_the_three_public_expenses(order: bool) -> None:
    items = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费")
    cars = ("", "", "小计", "公务用车购置费", "公务用车运行维护费", "")
    numbers = [tuple(map(str, range(1, 13)))] if order else []
    grid = table(
        "财政拨款“三公”经费支出决算表",
        ("预算数", *[""] * 5, "决算数", *[""] * 5),
        (*items, *items),
        (*cars, *cars),
        *numbers,
        ("8.00", "1.00", "5.00", "2.00", "3.00", "2.00", "7.50", "1.00", "4.50", "2.00", "2.50", "2.00"),
        spans=tuple(
            s
            for c in (0, 6)
            for s in (Span(0, c, 1, 6), Span(1, c + 2, 1, 3), *(Span(1, c + n, 2, 1) for n in (0, 1, 5)))
        ),
    )
    found = read(grid)
    assert {r.measure: r.printed_amount for r in lines(found) if r.row_label == "公务用车运行费"} == {
        "预算数": "3.00",
        "决算数": "2.50",
    }
    assert len(lines(found)) == 12
    assert not failed(found)


def test_figures_of_two_years_are_told_apart() -> None:
    grid = table(
        "一般公共预算“三公”经费支出表",
        ("2024年预算数", "", "", "2025年预算数", "", ""),
        ("合计", "因公出国（境）费", "公务接待费", "合计", "因公出国（境）费", "公务接待费"),
        ("3.00", "1.00", "2.00", "5.00", "1.00", "4.00"),
        spans=(Span(0, 0, 1, 3), Span(0, 3, 1, 3)),
    )
    expense = table(
        "一般公共预算支出表",
        ("科目编码", "科目名称", "2024年执行数", "2025年预算数", "", "", "增减额"),
        ("", "", "", "合计", "基本支出", "项目支出", ""),
        ("201", "一般公共服务支出", "8.00", "9.00", "5.00", "4.00", "1.00"),
        ("合计", "", "8.00", "9.00", "5.00", "4.00", "1.00"),
        spans=(Span(0, 3, 1, 3), *(Span(0, n, 2, 1) for n in (0, 1, 2, 6))),
        page=2,
    )
    basic = table(
        "一般公共预算基本支出表",
        ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
        ("301", "工资福利支出", "5.00", "5.00", ""),
        ("合计", "", "5.00", "5.00", ""),
        page=3,
    )
    found = read(grid, expense, basic)
    reception = {r.measure: r.printed_amount for r in lines(found) if r.row_label == "公务接待费"}
    assert reception == {"2024年预算数": "2.00", "预算数": "4.00"}
    total = {r.measure for r in lines(found) if r.table_code == "general_expense"}
    assert total == {"2024年执行数", "合计", "基本支出", "项目支出", "增减额"}
    assert not failed(found)
    assert {c.rule_id: c.verdict for c in found.checks}["budget_basic_expense"] == "pass"


def test_a_total_merged_over_two_blocks_finds_its_amount() -> None:
    grid = table(
        "一般公共预算财政拨款基本支出决算表",
        ("人员经费", "", "", "公用经费", "", "", "", "", ""),
        ("科目编码", "科目名称", "金额") * 3,
        ("301", "工资福利支出", "5.00", "302", "商品和服务支出", "3.00", "310", "资本性支出", "1.00"),
        ("30101", "基本工资", "5.00", "30201", "办公费", "3.00", "31002", "办公设备购置", "1.00"),
        ("人员经费合计", "", "5.00", "公用经费合计", "", "", "", "", "4.00"),
        spans=(Span(0, 0, 1, 3), Span(0, 3, 1, 6), Span(4, 0, 1, 2), Span(4, 3, 1, 5)),
    )
    found = read(grid)
    assert {r.row_label: r.printed_amount for r in lines(found)}["公用经费合计"] == "4.00"
    assert not failed(found)


def test_codes_of_units_are_no_codes_of_subjects() -> None:
    grid = table(
        "收入总表",
        ("部门（单位）代码", "部门（单位）名称", "合计", "本年收入", ""),
        ("", "", "", "小计", "一般公共预算"),
        ("301", "临江县水务局", "9.00", "9.00", "9.00"),
        ("301001", "临江县水务局本级", "9.00", "9.00", "9.00"),
        spans=(Span(0, 3, 1, 2), *(Span(0, n, 2, 1) for n in (0, 1, 2))),
    )
    found = read(grid)
    assert {(r.row_label, r.function_code, r.economic_code) for r in lines(found)} == {
        ("临江县水务局", None, None),
        ("临江县水务局本级", None, None),
    }
    assert not failed(found)


def test_columns_named_by_codes_are_a_header() -> None:
    grid = table(
        "支出分类汇总表（按政府预算经济分类）",
        ("功能科目", "", "", "科目名称", "总计", "机关工资福利支出", "机关商品和服务支出"),
        ("类", "款", "项", "", "", "501", "502"),
        ("201", "03", "01", "行政运行", "9.00", "5.00", "4.00"),
        spans=(Span(0, 0, 1, 3),),
    )
    found = lines(read(grid))
    assert [(r.function_code, r.printed_amount) for r in found] == [
        ("2010301", amount) for amount in ("9.00", "5.00", "4.00")
    ]


def test_details_without_ordinals_are_not_added_to_their_item() -> None:
    grid = table(
        "部门收支总表",
        ("项目", "预算数", "项目（按支出性质）", "预算数"),
        ("一、一般公共预算拨款收入", "9.00", "一、基本支出", "5.00"),
        ("", "", "工资福利支出", "4.00"),
        ("", "", "二、项目支出", "4.00"),
        ("本年收入合计", "9.00", "本年支出合计", "9.00"),
        ("上年结转结余", "1.00", "年终结转结余", "1.00"),
        ("收入总计", "10.00", "支出总计", "10.00"),
    )
    assert not failed(read(grid))


def test_the_statement_of_income_under_one_item() -> None:
    grid = table(
        "财政拨款收支总表",
        ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算"),
        ("一、本年收入", "9.00", "一、本年支出", "9.00", "7.00", "2.00"),
        ("（一）一般公共预算拨款", "7.00", "（一）一般公共服务支出", "9.00", "7.00", "2.00"),
        ("（二）政府性基金预算拨款", "2.00", "", "", "", ""),
        ("二、上年结转", "1.00", "二、结转下年", "1.00", "1.00", ""),
        ("收入总计", "10.00", "支出总计", "10.00", "8.00", "2.00"),
    )
    expense = table(
        "一般公共预算支出表",
        ("科目编码", "科目名称", "合计"),
        ("201", "一般公共服务支出", "7.00"),
        ("合计", "", "7.00"),
        page=2,
    )
    found = read(grid, expense)
    assert not failed(found)
    assert {c.rule_id: c.verdict for c in found.checks}["budget_general_expense"] == "pass"


def test_carried_balances_of_the_funds_without_ordinals() -> None:
    grid = table(
        "财政拨款收入支出决算总表",
        ("项目", "决算数", "项目", "决算数"),
        ("一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", "9.00"),
        ("本年收入合计", "9.00", "本年支出合计", "9.00"),
        ("年初财政拨款结转和结余", "3.00", "年末财政拨款结转和结余", "3.00"),
        ("一般公共预算财政拨款", "2.00", "", ""),
        ("政府性基金预算财政拨款", "1.00", "", ""),
        ("总计", "12.00", "总计", "12.00"),
    )
    assert not failed(read(grid))


def test_a_header_repeated_with_fewer_borders_is_the_header() -> None:
    first = table(
        "支出决算表",
        ("功能分类科目编码", "", "", "科目名称", "合计"),
        ("201", "03", "01", "行政运行", "9.00"),
    )
    edges = (50.0, 80.0, 110.0, 140.0, 300.0, 400.0)
    second = Grid(
        "2",
        (("功能分类科目编码", "科目名称", "合计"), ("2010302", "一般行政管理事务", "4.00")),
        edges=(50.0, 140.0, 300.0, 400.0),
        prefix="p2!",
    )
    found = read(
        Grid(first.place, first.rows, (Span(0, 0, 1, 3),), first.above, (), edges, prefix="p1!"), second
    )
    assert [(r.function_code, r.cell) for r in lines(found)] == [
        ("2010301", "p1!r2c5"),
        ("2010302", "p2!r2c3"),
    ]


def test_amounts_of_a_sheet_of_targets_stand_beside_their_labels() -> None:
    grid = table(
        "项目支出绩效目标表",
        ("项目名称", "农村饮水", "", ""),
        ("项目资金（万元）", "年度资金总额", "120.00", ""),
        ("", "其中：财政拨款", "100.00", ""),
        ("绩效指标", "产出指标", "水质合格率", "100.00"),
        spans=(Span(1, 0, 2, 1),),
    )
    found = read(grid)
    assert [(r.row_label, r.amount_yuan) for r in lines(found)] == [
        ("年度资金总额", 1_200_000),
        ("其中:财政拨款", 1_000_000),
    ]
    assert not failed(found)


def test_tables_under_each_other_on_one_sheet_with_merged_cells() -> None:
    rows = (
        ("收入总表", "", "", "", "", "", "", ""),
        ("部门公开表2",),
        ("部门/单位：临江县水务局", "", "", "", "", "", "", "单位：万元"),
        ("科目编码", "科目名称", "合计"),
        ("201", "一般公共服务支出", "9.00"),
        (),
        ("一般公共预算基本支出表",),
        ("部门公开表6",),
        ("部门/单位：临江县水务局", "", "", "", "单位：万元"),
        ("科目", "", "本年一般公共预算基本支出", "", ""),
        ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
        ("301", "工资福利支出", "5.00", "5.00", ""),
        ("合计", "", "5.00", "5.00", ""),
    )
    spans = (Span(0, 0, 1, 8), Span(6, 0, 1, 8), Span(9, 0, 1, 2), Span(9, 2, 1, 3), Span(12, 0, 1, 2))
    sheet = Grid("公开表", [(*row, *[""] * (8 - len(row))) for row in rows], spans)
    found = read(sheet)
    assert [(r.table_code, r.unit_name, r.printed_unit, r.cell) for r in lines(found)] == [
        ("income", "临江县水务局", "万元", "C5"),
        *(("general_basic", "临江县水务局", "万元", cell) for cell in ("C12", "D12", "C13", "D13")),
    ]
    assert {r.measure for r in lines(found)} == {"合计", "人员经费"}
    assert not failed(found)


def test_a_table_read_by_alignment_that_does_not_add_up_is_told_and_left_out() -> None:
    good = table(
        "支出总表",
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        *((f"20{n}", "科目", "9.00", "5.00", "4.00") for n in range(1, 6)),
    )
    shifted = [(*row[:2], row[3], row[2], row[4]) for row in good.rows[1:]]
    bad = replace(good, rows=[good.rows[0], *shifted], is_ruled=False)
    assert len(lines(read(replace(good, is_ruled=False)))) == 15
    found = read(bad)
    assert lines(found) == []
    assert [f.check_id for f in found.findings] == ["budget_table_doubtful"]
    assert len(lines(read(replace(bad, is_ruled=True)))) == 15
