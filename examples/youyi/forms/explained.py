"""What a department writes about its own tables (预决算说明): sentences whose numbers stand in the tables too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from examples.youyi.forms.figures import FUNCTIONS, BudgetPlan, Figures, figures


def sentences(plan: BudgetPlan, wrong: Mapping[str, int]) -> tuple[str, ...]:
    """Paragraphs in 万元. `wrong` has by rule by how many yuan the number that the rule reads is off."""
    made, told = figures(plan), _told(plan)

    def say(rule: str, words: str, hundreds: int) -> str:
        yuan = hundreds * 100 + wrong.get(f"budget_text_{rule}", 0)
        return f"{words}{yuan / 10_000:,.2f}万元"

    cars = told.purchase + told.running
    public = told.abroad + cars + told.reception
    whole = made.total + (made.carried if plan.stage == "final" and "carried" in plan.prints else 0)
    names, code = dict(FUNCTIONS), "2010301"
    item = f"其中{names[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）"
    staff = sum(made.economic.values()) - made.office
    found = [
        f"本部门{plan.year}年{say('income', '收入预算', made.total)}。{say('expense', '支出预算', made.total)}。",
        f"{say('totals', '收入支出总计均为', whole)}，{say('year_income', '本年收入合计', made.total)}，"
        f"{say('year_expense', '本年支出合计', made.total)}。",
        f"{say('fiscal_totals', '财政拨款收入支出总计均为', made.total)}，{say('item', item, made.basic[code])}。",
        f"{say('basic', '一般公共预算基本支出', made.all_basic)}，{say('staff', '人员经费', staff)}。",
        f"{say('three_public', '“三公”经费预算', public)}：{say('abroad', '（一）因公出国（境）费', told.abroad)}；"
        f"{say('cars', '（二）公务用车购置及运行费', cars)}，其中：{say('purchase', '公务用车购置费', told.purchase)}；"
        f"{say('running', '公务用车运行费', told.running)}；{say('reception', '（三）公务接待费', told.reception)}。",
    ]
    if plan.stage == "budget":
        found.append(f"{say('agency_cost', '机关运行经费预算', made.office)}。")
    return tuple(found)


def _told(plan: BudgetPlan) -> Figures:
    """Of the three public expenses the budget is told, in final accounts too."""
    return figures(replace(plan, stage="budget"))
