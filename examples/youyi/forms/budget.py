"""The nine tables of a department's budget or final accounts (部门预决算公开表), whose figures add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from examples.youyi.forms.figures import (
    CAPITAL,
    ECONOMIC,
    FUNCTIONS,
    FUND,
    BudgetPlan,
    Figures,
    figures,
)
from examples.youyi.forms.model import Form, Merge

TABLES = (
    *("summary", "income", "expense", "fiscal_summary", "general_expense"),
    *("general_basic", "three_public", "fund", "capital"),
)
"""The nine, as the rules name them, in their usual order."""
NUMERALS = "一二三四五六七八九十"


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
        _of_fund(plan, "政府性基金", FUND, made.fund),
        _of_fund(plan, "国有资本经营", CAPITAL, made.capital),
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


def _some(plan: BudgetPlan, hundreds: int) -> str:
    """An amount, and an empty cell for none."""
    return _money(plan, hundreds) if hundreds else ""


def _functions(made: Figures) -> tuple[tuple[str, str], ...]:
    """Codes and names of all that is spent, in their order."""
    more = (*(FUND if made.fund else ()), *(CAPITAL if made.capital else ()))
    return tuple(sorted((*FUNCTIONS, *more)))


def _classes(made: Figures) -> list[tuple[str, str]]:
    """The classes (类) with their codes, numbered."""
    names = [(code, name) for code, name in _functions(made) if len(code) == 3]
    return [(code, f"{NUMERALS[n]}、{name}") for n, (code, name) in enumerate(names)]


def _summary(plan: BudgetPlan, made: Figures) -> Form:
    total = _money(plan, made.total)
    left = [
        ("一、财政拨款收入", total),
        ("1. 一般公共预算资金", _money(plan, made.general)),
        ("2. 政府性基金", _some(plan, made.fund)),
        ("3. 国有资本经营预算", _some(plan, made.capital)),
        ("二、事业收入", ""),
        ("三、其他收入", ""),
    ]
    right = [(name, _money(plan, sum(made.spent(code)))) for code, name in _classes(made)]
    right += [("", "")] * (len(left) - len(right))
    number = f"{_word(plan)}数"
    if plan.stage == "final":
        rows = _final_summary(plan, made, left, right)
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


def _final_summary(
    plan: BudgetPlan, made: Figures, left: list[tuple[str, str]], right: list[tuple[str, str]]
) -> list[tuple[str, ...]]:
    """Final accounts number their rows, and carry balances over from the year before into the next."""
    carried = made.carried if "carried" in plan.prints else 0
    year, whole = _money(plan, made.total), _money(plan, made.total + carried)
    left, right = [*left, ("本年收入合计", year)], [*right, ("本年支出合计", year)]
    if carried:
        left.append(("年初结转和结余", _money(plan, carried)))
        right.append(("年末结转和结余", _money(plan, carried)))
    left, right = [*left, ("总计", whole)], [*right, ("总计", whole)]
    return [
        ("收入", "", "", "支出", "", ""),
        ("项目", "行次", "决算数", "项目", "行次", "决算数"),
        ("栏次", "", "1", "栏次", "", "2"),
        *(
            (a, str(n), b, c, str(n + 10), d)
            for n, ((a, b), (c, d)) in enumerate(zip(left, right, strict=True), 1)
        ),
    ]


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
        basic, project = made.spent(code, general=kind == "general")
        both = _money(plan, basic + project)
        return (both, both, "", "") if income else (both, _money(plan, basic), _money(plan, project))

    named = FUNCTIONS if kind == "general" else _functions(made)
    rows += [(*_codes(plan, code), name, *amounts(code)) for code, name in named]
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
    by_fund = tuple(_some(plan, amount) for amount in (made.general, made.fund, made.capital))
    names = ("一、一般公共预算资金", "二、政府性基金", "三、国有资本经营预算")
    left = list(zip(names, by_fund, strict=True))
    right = []
    for code, name in _classes(made):
        amount = sum(made.spent(code))
        place = {FUND[0][0]: 1, CAPITAL[0][0]: 2}.get(code, 0)
        cells = [_money(plan, amount) if n == place else "" for n in range(3)]
        right.append((name, _money(plan, amount), *cells))
    left += [("", "")] * (len(right) - len(left))
    rows = [
        ("财政拨款收入", "", "财政拨款支出", "", "", "", ""),
        ("项目", f"{_word(plan)}数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"),
        *((*a, *b) for a, b in zip(left, right, strict=True)),
        ("收入总计", total, "支出总计", total, *by_fund),
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

    if "narrow_basic" in plan.prints:
        named = (*ECONOMIC, ("合计", ""))
        lines = [(code, label, amounts(code if label else "")[0]) for code, label in named]
        head = ("经济分类科目编码", "经济分类科目名称", "金额")
        merged = ((len(lines), 0, 1, 2),)
        return Form((head, *lines), _above(plan, name), merges=merged, repeat=1, name="基本支出表")
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
    heads: tuple[str, ...] = ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费")
    below: tuple[str, ...] = ("", "", "小计", "购置费", "运行费", "")
    printed: tuple[str, ...] = tuple(_money(plan, part, "万元") for part in parts)
    merges = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3), (0, 5, 2, 1)]
    if plan.stage == "budget":
        name = "“三公”经费预算表"
        if "agency_cost" in plan.prints:
            name = "“三公”经费和机关运行经费预算表"
            heads, below = (*heads, "机关运行经费"), (*below, "")
            printed = (*printed, _money(plan, made.office, "万元"))
            merges.append((0, 6, 2, 1))
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


def _of_fund(plan: BudgetPlan, fund: str, named: tuple[tuple[str, str], ...], amount: int) -> Form:
    """What one of the other budgets pays; a table without data, too, must be shown and explained."""
    final = plan.stage == "final"
    name = f"{fund}预算财政拨款支出决算表" if final else f"{fund}预算支出功能分类预算表"
    measures: tuple[str, ...] = ("合计", "基本支出", "项目支出")
    cells: tuple[str, ...] = (_money(plan, amount), "", _money(plan, amount))
    if final and amount:
        left = _money(plan, amount // 10)
        measures = ("年初结转和结余", "本年收入", "本年支出", "年末结转和结余")
        cells = (left, cells[0], cells[0], left)
    rows, merges = _header(plan, f"{fund}预算支出", measures)
    if amount:
        rows += [(*_codes(plan, code), label, *cells) for code, label in named]
    else:
        cells = ("",) * len(measures)
    note = f"注：本{plan.level}{plan.year}年无{fund}预算财政拨款安排的{_word(plan)}，故本表为空表。"
    return Form(
        (*rows, ("合计", *[""] * plan.columns, *cells)),
        _above(plan, name),
        () if amount else (note,),
        tuple(merges),
        repeat=3 if plan.columns == 3 else 2,
        name=f"{fund}预算",
    )
