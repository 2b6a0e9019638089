"""The nine tables of a department's budget or final accounts (部门预决算公开表), whose figures add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from examples.youyi.forms.model import Form, Merge

Stage = Literal["budget", "final"]
Fault = Literal["digit", "no_note"]

FUNCTIONS = (
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080501", "行政单位离退休"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
)
ECONOMIC = (
    ("301", "工资福利支出"),
    ("30101", "基本工资"),
    ("30102", "津贴补贴"),
    ("302", "商品和服务支出"),
    ("30201", "办公费"),
    ("30217", "公务接待费"),
    ("303", "对个人和家庭的补助"),
    ("30302", "退休费"),
)
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class BudgetPlan:
    """A set of tables: whose, of which year, in which form. The same plan has the same figures everywhere."""

    organ: str
    year: int
    stage: Stage
    unit: Literal["元", "万元"] = "元"
    columns: Literal[1, 3] = 3
    """Code columns: one with the whole code, or 类, 款 and 项 side by side."""
    level: Literal["部门", "单位"] = "部门"
    fault: Fault | None = None
    parts: tuple[str, ...] = ()
    """Units whose figures a department's are the sum of, its own among them; empty: it has no other."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures behind the tables, in hundreds of yuan so that they are exact in 元 and in 万元."""

    basic: dict[str, int]
    project: dict[str, int]
    economic: dict[str, int]
    abroad: int
    purchase: int
    running: int
    reception: int

    @property
    def total(self) -> int:
        return self.all_basic + self.all_project

    @property
    def all_basic(self) -> int:
        return sum(self.basic.values())

    @property
    def all_project(self) -> int:
        return sum(self.project.values())


def figures(plan: BudgetPlan) -> Figures:
    """What the organ spends; final accounts keep a little below the budget of the same year."""
    if plan.parts:
        return _summed([figures(replace(plan, organ=organ, parts=())) for organ in plan.parts])
    dice = Random(f"budget:{plan.organ}:{plan.year}")
    items = [code for code, _ in FUNCTIONS if len(code) == 7]
    basic = {code: 0 if code.endswith("02") else dice.randrange(800, 90_000) for code in items}
    project = {code: dice.randrange(900, 60_000) if code.endswith("02") else 0 for code in items}
    if plan.stage == "final":
        basic = {code: amount * 97 // 100 for code, amount in basic.items()}
        project = {code: amount * 91 // 100 for code, amount in project.items()}
    whole = sum(basic.values())
    parts = [whole * share // 1000 for share in (310, 350, 120, 4)]
    economic = dict(zip(("30101", "30102", "30201", "30217"), parts, strict=True))
    economic["30302"] = whole - sum(parts)
    cars = dice.randrange(0, 2) * dice.randrange(1500, 2600)
    return Figures(basic, project, economic, 0, cars, dice.randrange(200, 900), parts[3])


def _summed(units: list[Figures]) -> Figures:
    """A department's figures: those of its units, added up."""

    def codes(name: str) -> dict[str, int]:
        total = Counter[str]()
        for unit in units:
            total.update(getattr(unit, name))
        return dict(total)

    def amount(name: str) -> int:
        return sum(getattr(unit, name) for unit in units)

    basic, project, economic = map(codes, ("basic", "project", "economic"))
    amounts = map(amount, ("abroad", "purchase", "running", "reception"))
    return Figures(basic, project, economic, *amounts)


def forms(plan: BudgetPlan) -> tuple[Form, ...]:
    """The nine tables in their usual order, the planted fault in them."""
    made = figures(plan)
    tables = (
        _summary(plan, made),
        _by_code(plan, made, "income"),
        _by_code(plan, made, "expense"),
        _fiscal_summary(plan, made),
        _by_code(plan, made, "general"),
        _basic(plan, made),
        _three_public(plan, made),
        _none(plan, "政府性基金"),
        _none(plan, "国有资本经营"),
    )
    return _with_fault(plan, tables)


def fault_cell(plan: BudgetPlan) -> tuple[int, int]:
    """Where the wrong digit of the fault `digit` stands, in the third table: the 合计 of 2010302."""
    header = 3 if plan.columns == 3 else 2
    return header + 3, plan.columns + 1


def _with_fault(plan: BudgetPlan, tables: tuple[Form, ...]) -> tuple[Form, ...]:
    if plan.fault == "digit":
        row, column = fault_cell(plan)
        right = tables[2].rows[row][column]
        wrong = ("3" if right[0] != "3" else "5") + right[1:]
        return (*tables[:2], tables[2].with_cell(row, column, wrong), *tables[3:])
    if plan.fault == "no_note":
        return (*tables[:8], replace(tables[8], below=()))
    return tables


def _word(plan: BudgetPlan) -> str:
    return "决算" if plan.stage == "final" else "预算"


def _title(plan: BudgetPlan, name: str) -> str:
    return name if plan.stage == "final" else f"{plan.year}年{plan.level}{name}"


def _above(plan: BudgetPlan, name: str, unit: str | None = None) -> tuple[str, ...]:
    return (_title(plan, name), f"编制部门：{plan.organ}  {plan.year}年度  单位：{unit or plan.unit}")


def _money(plan: BudgetPlan, hundreds: int, unit: str | None = None) -> str:
    if (unit or plan.unit) == "万元":
        return f"{hundreds / 100:,.2f}"
    return f"{hundreds * 100:,}.00"


def _classes(plan: BudgetPlan, made: Figures) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for code, name in FUNCTIONS:
        if len(code) == 3:
            amount = sum(a for part in (made.basic, made.project) for c, a in part.items() if c[:3] == code)
            rows.append((f"{NUMERALS[len(rows)]}、{name}", _money(plan, amount)))
    return rows


def _summary(plan: BudgetPlan, made: Figures) -> Form:
    total = _money(plan, made.total)
    left = [
        ("一、财政拨款收入", total),
        ("1. 一般公共预算资金", total),
        ("2. 政府性基金", ""),
        ("3. 国有资本经营预算", ""),
        ("二、事业收入", ""),
        ("三、其他收入", ""),
    ]
    right = [*_classes(plan, made), *[("", "")] * (len(left) - 4)]
    number = f"{_word(plan)}数"
    rows: list[tuple[str, ...]]
    if plan.stage == "final":
        rows = [
            ("收入", "", "", "支出", "", ""),
            ("项目", "行次", number, "项目", "行次", number),
            ("栏次", "", "1", "栏次", "", "2"),
            *(
                (a, str(n), b, c, str(n + 10), d)
                for n, ((a, b), (c, d)) in enumerate(zip(left, right, strict=True), 1)
            ),
            ("本年收入合计", "7", total, "本年支出合计", "17", total),
            ("总计", "8", total, "总计", "18", total),
        ]
        merges: tuple[Merge, ...] = ((0, 0, 1, 3), (0, 3, 1, 3))
    else:
        rows = [
            ("本年收入", "", "本年支出", ""),
            ("项目", number, "项目", number),
            *((*a, *b) for a, b in zip(left, right, strict=True)),
            ("收入总计", total, "支出总计", total),
        ]
        merges = ((0, 0, 1, 2), (0, 2, 1, 2))
    name = "收入支出决算总表" if plan.stage == "final" else "财务收支预算总表"
    return Form(tuple(rows), _above(plan, name), merges=merges, repeat=2, name="收支总表")


def _header(
    plan: BudgetPlan, group: str, measures: tuple[str, ...]
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """The header of a table by codes: three rows with 类, 款, 项, or two with one code column."""
    blank = ("",) * (len(measures) - 1)
    if plan.columns == 1:
        rows = [("项目", "", group, *blank), ("功能分类科目编码", "科目名称", *measures)]
        return rows, [(0, 0, 1, 2), (0, 2, 1, len(measures))]
    rows = [
        ("项目", "", "", "", group, *blank),
        ("功能分类科目编码", "", "", "功能分类科目名称", *measures),
        ("类", "款", "项", "", *[""] * len(measures)),
    ]
    merges = [(0, 0, 1, 4), (0, 4, 1, len(measures)), (1, 0, 1, 3), (1, 3, 2, 1)]
    return rows, merges + [(1, 4 + n, 2, 1) for n in range(len(measures))]


def _codes(plan: BudgetPlan, code: str) -> tuple[str, ...]:
    return (code,) if plan.columns == 1 else (code[:3], code[3:5], code[5:7])


def _by_code(plan: BudgetPlan, made: Figures, kind: Literal["income", "expense", "general"]) -> Form:
    word = _word(plan)
    names = {
        "income": f"收入{word}表" if plan.stage == "final" else "收入预算总表",
        "expense": f"支出{word}表" if plan.stage == "final" else "支出预算总表",
        "general": "一般公共预算财政拨款支出决算表"
        if plan.stage == "final"
        else "一般公共预算支出功能分类预算表",
    }
    income = kind == "income"
    measures = (
        ("合计", "财政拨款收入", "事业收入", "其他收入") if income else ("合计", "基本支出", "项目支出")
    )
    group = {"income": f"收入{word}", "expense": f"支出{word}", "general": "一般公共预算支出"}[kind]
    rows, merges = _header(plan, group, measures)

    def amounts(code: str) -> tuple[str, ...]:
        basic = sum(a for c, a in made.basic.items() if c.startswith(code))
        project = sum(a for c, a in made.project.items() if c.startswith(code))
        both = _money(plan, basic + project)
        return (both, both, "", "") if income else (both, _money(plan, basic), _money(plan, project))

    rows += [(*_codes(plan, code), name, *amounts(code)) for code, name in FUNCTIONS]
    total = ("合计", *[""] * plan.columns, *amounts(""))
    merges.append((len(rows), 0, 1, plan.columns + 1))
    return Form(
        (*rows, total),
        _above(plan, names[kind]),
        merges=tuple(merges),
        repeat=3 if plan.columns == 3 else 2,
        name=f"{names[kind]}"[:20],
    )


def _fiscal_summary(plan: BudgetPlan, made: Figures) -> Form:
    total = _money(plan, made.total)
    left = [("一、一般公共预算资金", total), ("二、政府性基金", ""), ("三、国有资本经营预算", ""), ("", "")]
    rows = [
        ("财政拨款收入", "", "财政拨款支出", "", "", "", ""),
        ("项目", f"{_word(plan)}数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"),
        *((*a, name, n, n, "", "") for a, (name, n) in zip(left, _classes(plan, made), strict=True)),
        ("收入总计", total, "支出总计", total, total, "", ""),
    ]
    name = "财政拨款收入支出决算总表" if plan.stage == "final" else "财政拨款收支预算总表"
    merges = ((0, 0, 1, 2), (0, 2, 1, 5))
    return Form(tuple(rows), _above(plan, name), merges=merges, repeat=2, name="财政拨款收支总表")


def _basic(plan: BudgetPlan, made: Figures) -> Form:
    name = (
        "一般公共预算财政拨款基本支出决算表"
        if plan.stage == "final"
        else "一般公共预算基本支出经济分类预算表"
    )

    def amounts(code: str) -> tuple[str, ...]:
        staff = sum(a for c, a in made.economic.items() if c.startswith(code) and c[:3] != "302")
        office = sum(a for c, a in made.economic.items() if c.startswith(code) and c[:3] == "302")
        return tuple(_money(plan, n) if n else "" for n in (staff + office, staff, office))

    rows = [
        ("经济分类科目编码", "经济分类科目名称", "一般公共预算基本支出", "", ""),
        ("", "", "合计", "人员经费", "公用经费"),
        *((code, label, *amounts(code)) for code, label in ECONOMIC),
        ("合计", "", *amounts("")),
    ]
    merges = ((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3), (len(rows) - 1, 0, 1, 2))
    return Form(tuple(rows), _above(plan, name), merges=merges, repeat=2, name="基本支出表")


def _parts(made: Figures) -> tuple[int, ...]:
    """合计, abroad, cars with purchase and running, reception."""
    cars = made.purchase + made.running
    return (
        made.abroad + cars + made.reception,
        made.abroad,
        cars,
        made.purchase,
        made.running,
        made.reception,
    )


def _three_public(plan: BudgetPlan, made: Figures) -> Form:
    parts = _parts(made)
    if plan.stage == "final":  # what the budget of that year said stands beside what was spent
        parts = _parts(figures(replace(plan, stage="budget")))
    heads = ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费")
    below = ("", "", "小计", "购置费", "运行费", "")
    printed = tuple(_money(plan, part, "万元") for part in parts)
    merges = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3), (0, 5, 2, 1)]
    if plan.stage == "budget":
        name = "“三公”经费预算表"
        return Form(
            (heads, below, printed),
            _above(plan, name, "万元"),
            merges=tuple(merges),
            repeat=2,
            name="三公经费",
        )
    spent = [part * 9 // 10 for part in parts]
    spent[2] = spent[3] + spent[4]
    spent[0] = spent[1] + spent[2] + spent[5]
    last = (*printed, *(_money(plan, part, "万元") for part in spent))
    both = merges + [(r, c + 6, h, w) for r, c, h, w in merges]
    above = _above(plan, "财政拨款“三公”经费支出决算表", "万元")
    rows = ((*heads, *heads), (*below, *below), ("预算数",) * 6 + ("决算数",) * 6, last)
    return Form(rows, above, merges=tuple(both), repeat=3, name="三公经费")


def _none(plan: BudgetPlan, fund: str) -> Form:
    """A table without data, as it must be shown and explained."""
    rows, merges = _header(plan, f"{fund}预算支出", ("合计", "基本支出", "项目支出"))
    total = ("合计", *[""] * (plan.columns + 3))
    name = f"{fund}预算财政拨款支出决算表" if plan.stage == "final" else f"{fund}预算支出功能分类预算表"
    note = f"注：本{plan.level}{plan.year}年无{fund}预算财政拨款安排的{_word(plan)}，故本表为空表。"
    return Form(
        (*rows, total), _above(plan, name), (note,), tuple(merges), repeat=len(rows), name=f"{fund}预算"
    )
