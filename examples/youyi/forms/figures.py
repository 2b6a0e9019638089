"""The figures behind a department's budget or final accounts: what it spends, by code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

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
FUND = (
    ("212", "城乡社区支出"),
    ("21208", "国有土地使用权出让收入安排的支出"),
    ("2120803", "城市建设支出"),
)
CAPITAL = (
    ("223", "国有资本经营预算支出"),
    ("22301", "解决历史遗留问题及改革成本支出"),
    ("2230105", "国有企业退休人员社会化管理补助支出"),
)
Part = Literal["funds", "carried", "agency_cost", "narrow_basic"]
"""What only some offices print: tables of funds that hold something, balances carried over, 机关运行经费 beside the
three public expenses, one column of amounts in the table of basic expense."""


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
    prints: tuple[Part, ...] = ()


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
    fund: int = 0
    capital: int = 0
    """What is spent of 政府性基金 and of 国有资本经营预算, all of it on one item."""

    @property
    def total(self) -> int:
        return self.general + self.fund + self.capital

    @property
    def general(self) -> int:
        return self.all_basic + self.all_project

    @property
    def carried(self) -> int:
        """Brought over from the year before, and left for the next."""
        return self.total // 40

    @property
    def office(self) -> int:
        """What keeps the office running (公用经费)."""
        return sum(amount for code, amount in self.economic.items() if code[:3] == "302")

    def spent(self, code: str, *, general: bool = False) -> tuple[int, int]:
        """Basic and project expense of a code and all below it; with `general` what 一般公共预算 pays of it."""
        basic = sum(a for c, a in self.basic.items() if c.startswith(code))
        project = sum(a for c, a in self.project.items() if c.startswith(code))
        if not general:
            project += sum(
                amount
                for rows, amount in ((FUND, self.fund), (CAPITAL, self.capital))
                if rows[-1][0].startswith(code)
            )
        return basic, project

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
    running = dice.randrange(200, 900)
    fund, capital = (dice.randrange(2_000, 9_000) if "funds" in plan.prints else 0 for _ in "ab")
    return Figures(basic, project, economic, 0, cars, running, parts[3], fund, capital)


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
    amounts = map(amount, ("abroad", "purchase", "running", "reception", "fund", "capital"))
    return Figures(basic, project, economic, *amounts)
