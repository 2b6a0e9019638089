"""The debt of a county and the forms it is published in (财预〔2018〕209号 附件 1-1 to 1-5, 附件6, bonds in being)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from examples.youyi.forms.model import Form

KINDS = ("一般", "专项")
_SCALE = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}


@dataclass(frozen=True, slots=True)
class KindOfDebt:
    """One kind of debt over two years, in yuan. `former` is the year before the budget's."""

    balance_before: Decimal
    """At the end of the year before `former`."""
    issue: Decimal
    refinancing: Decimal
    """Of which refinancing bonds."""
    onlent: Decimal
    """Of which loans of international organisations, on-lent."""
    principal: Decimal
    interest: Decimal
    limit: Decimal
    """At the end of `former`."""
    new_limit: Decimal
    """Added in the year of the budget."""
    plan_principal_refinancing: Decimal
    plan_principal_budget: Decimal
    plan_interest: Decimal

    @property
    def balance(self) -> Decimal:
        return self.balance_before + self.issue - self.principal


@dataclass(frozen=True, slots=True)
class Debt:
    """What is true of a county's debt; the county is all there is, so 本地区 and 本级 are the same."""

    county: str
    year: int
    """Of the budget; the execution is that of the year before."""
    kinds: dict[str, KindOfDebt]

    def total(self, name: str) -> Decimal:
        return sum((getattr(kind, name) for kind in self.kinds.values()), Decimal(0))


FIRST_YEAR = 2016


@cache
def made_up(seed: str, year: int, county: str = "友谊县") -> Debt:
    """A debt whose numbers roll forward from year to year, whole to ten thousand yuan."""
    dice = Random(f"debt:{seed}:{year}")
    former = made_up(seed, year - 1, county) if year > FIRST_YEAR else None
    kinds = {
        kind: _rolled(dice, size, former.kinds[kind] if former else None)
        for kind, size in (("一般", 2), ("专项", 1))
    }
    return Debt(county, year, kinds)


def _rolled(dice: Random, size: int, former: KindOfDebt | None) -> KindOfDebt:
    """What became of one kind in a year: as much more as the limit leaves room for."""

    def wan(low: int, high: int) -> Decimal:
        return Decimal(dice.randrange(low, high)) * 10_000

    before = former.balance if former else wan(20_000 * size, 24_000 * size)
    limit = former.limit + former.new_limit if former else before + wan(3_000, 4_000)
    principal = wan(2_000 * size, 4_000 * size)
    issue = principal + (limit - before) * dice.randrange(40, 95) // 1_000_000 * 10_000
    refinancing = issue * dice.randrange(20, 60) // 1_000_000 * 10_000
    return KindOfDebt(
        balance_before=before,
        issue=issue,
        refinancing=refinancing,
        onlent=wan(10, 90) if size == 2 else Decimal(0),
        principal=principal,
        interest=wan(900, 2_400),
        limit=limit,
        new_limit=wan(1_000, 4_000),
        plan_principal_refinancing=wan(500, 3_000),
        plan_principal_budget=wan(100, 900),
        plan_interest=wan(900, 2_600),
    )


def printed(value: Decimal, unit: str) -> str:
    """An amount as the forms print it: two decimals for 万元 and 亿元 (four for 亿元), none lost."""
    places = {"亿元": 4, "万元": 2, "元": 2}[unit]
    return f"{value / _SCALE[unit]:,.{places}f}"


def limits_and_balances(debt: Debt, unit: str) -> Form:
    """表1-1, one row a region: letters of the formulas stand under the headings."""
    y = debt.year - 1
    letters = ("公式", "A=B+C", "B", "C", "D=E+F", "E", "F")
    numbers = [
        printed(value, unit)
        for name in ("limit", "balance")
        for value in (debt.total(name), *(debt.kinds[k].__getattribute__(name) for k in KINDS))
    ]
    return Form(
        rows=(
            ("地区", f"{y}年债务限额", "", "", f"{y}年债务余额预计执行数", "", ""),
            ("", "合计", "一般债务", "专项债务", "合计", "一般债务", "专项债务"),
            letters,
            (f"{debt.county}", *numbers),
        ),
        above=("表1-1", f"{debt.county}{y}年政府债务限额及余额预算情况表", f"单位：{unit}"),
        below=(
            "注：1.本表反映上一年度本地区、本级地方政府债务限额及余额预计执行数。",
            "2.本表由县级财政部门公开。",
        ),
        merges=((0, 0, 2, 1), (0, 1, 1, 3), (0, 4, 1, 3)),
        name="表1-1",
        repeat=3,
    )


def roll_forward(debt: Debt, kind: str, unit: str) -> Form:
    """表1-2 and 表1-3: one kind, 预算数 and 执行数 side by side."""
    y, k = debt.year - 1, debt.kinds[kind]
    last = "赤字" if kind == "一般" else "专项债务新增限额"
    rows = (
        ("项目", "预算数", "执行数"),
        (f"一、{y - 1}年末地方政府{kind}债务余额实际数", "", printed(k.balance_before, unit)),
        (f"二、{y}年末地方政府{kind}债务余额限额", printed(k.limit, unit), ""),
        (f"三、{y}年地方政府{kind}债务发行额", "", printed(k.issue, unit)),
        ("    中央转贷地方的国际金融组织和外国政府贷款", "", printed(k.onlent, unit)),
        (f"    {y}年地方政府{kind}债券发行额", "", printed(k.issue - k.onlent, unit)),
        (f"四、{y}年地方政府{kind}债务还本支出", "", printed(k.principal, unit)),
        (f"五、{y}年末地方政府{kind}债务余额预计执行数", "", printed(k.balance, unit)),
        (f"六、{debt.year}年地方财政{last}", printed(k.new_limit, unit), ""),
        (f"七、{debt.year}年地方政府{kind}债务余额限额", printed(k.limit + k.new_limit, unit), ""),
    )
    number = "1-2" if kind == "一般" else "1-3"
    return Form(
        rows=rows,
        above=(f"表{number}", f"{debt.county}政府{kind}债务余额情况表", f"单位：{unit}"),
        name=f"表{number}",
    )


def flows(debt: Debt, unit: str) -> Form:
    """表1-4: issue, repayment and interest, with formula letters beside the rows, 本地区 and 本级."""
    y, general, special = debt.year - 1, debt.kinds["一般"], debt.kinds["专项"]

    def pair(label: str, letters: str, value: Decimal) -> tuple[str, str, str, str]:
        return (label, letters, printed(value, unit), printed(value, unit))

    def repayment(k: KindOfDebt) -> Decimal:
        return k.plan_principal_refinancing + k.plan_principal_budget

    rows = (
        ("项目", "公式", "本地区", "本级"),
        pair(f"一、{y}年发行预计执行数", "A=B+D", debt.total("issue")),
        pair("（一）一般债券", "B", general.issue),
        pair("   其中：再融资债券", "C", general.refinancing),
        pair("（二）专项债券", "D", special.issue),
        pair("   其中：再融资债券", "E", special.refinancing),
        pair(f"二、{y}年还本预计执行数", "F=G+H", debt.total("principal")),
        pair("（一）一般债券", "G", general.principal),
        pair("（二）专项债券", "H", special.principal),
        pair(f"三、{y}年付息预计执行数", "I=J+K", debt.total("interest")),
        pair("（一）一般债券", "J", general.interest),
        pair("（二）专项债券", "K", special.interest),
        pair(f"四、{debt.year}年还本预算数", "L=M+O", repayment(general) + repayment(special)),
        pair("（一）一般债券", "M", repayment(general)),
        ("   其中：再融资", "", *pair("", "", general.plan_principal_refinancing)[2:]),
        ("      财政预算安排", "N", *pair("", "", general.plan_principal_budget)[2:]),
        pair("（二）专项债券", "O", repayment(special)),
        ("   其中：再融资", "", *pair("", "", special.plan_principal_refinancing)[2:]),
        ("      财政预算安排", "P", *pair("", "", special.plan_principal_budget)[2:]),
        pair(f"五、{debt.year}年付息预算数", "Q=R+S", debt.total("plan_interest")),
        pair("（一）一般债券", "R", general.plan_interest),
        pair("（二）专项债券", "S", special.plan_interest),
    )
    return Form(
        rows=rows,
        above=("表1-4", f"{debt.county}地方政府债券发行及还本付息情况表", f"单位：{unit}"),
        below=("注：1.本表反映上一年度地方政府债券发行及还本付息预计执行数、本年度还本付息预算数。",),
        name="表1-4",
    )


def adjustment(debt: Debt, unit: str) -> Form:
    """附件6: last year's limit and what is added, 本地区, 本级 and 下级."""
    y = debt.year

    def row(label: str, letters: str, value: Decimal) -> tuple[str, ...]:
        return (label, letters, printed(value, unit), printed(value, unit), printed(Decimal(0), unit))

    now = {k: debt.kinds[k].limit + debt.kinds[k].new_limit for k in KINDS}
    return Form(
        rows=(
            ("项目", "公式", "本地区", "本级", "下级"),
            row(f"一、{y - 1}年地方政府债务限额", "A=B+C", debt.total("limit")),
            row("其中：一般债务限额", "B", debt.kinds["一般"].limit),
            row("      专项债务限额", "C", debt.kinds["专项"].limit),
            row(f"二、{y}年新增地方政府债务限额", "D=E+F", debt.total("new_limit")),
            row("其中：一般债务限额", "E", debt.kinds["一般"].new_limit),
            row("      专项债务限额", "F", debt.kinds["专项"].new_limit),
            row(f"三、{y}年地方政府债务限额", "J=K+L", sum(now.values(), Decimal(0))),
            row("其中：一般债务限额", "K", now["一般"]),
            row("      专项债务限额", "L", now["专项"]),
        ),
        above=("附件6", f"{debt.county}{y}年地方政府债务限额调整情况表", f"单位：{unit}"),
        name="附件6",
    )


def plain(debt: Debt) -> Form:
    """What a small county makes of it: no letters, the unit in the row labels."""
    y = debt.year - 1
    rows = tuple(
        (
            f"{y}年末政府债务{word}（万元）",
            *(printed(v, "万元") for v in (debt.total(name), *(getattr(debt.kinds[k], name) for k in KINDS))),
        )
        for name, word in (("limit", "限额"), ("balance", "余额"))
    )
    return Form(
        rows=(("项目", "合计", "一般债务", "专项债务"), *rows), above=(f"{debt.county}{y}年政府债务情况",)
    )


def forms(debt: Debt, unit: str) -> tuple[Form, ...]:
    """The tables that go with a budget, in their order."""
    return (
        limits_and_balances(debt, unit),
        roll_forward(debt, "一般", unit),
        roll_forward(debt, "专项", unit),
        flows(debt, unit),
        adjustment(debt, unit),
    )


def expected(debt: Debt) -> dict[tuple[str, str, str, int], Decimal]:
    """(measure, kind, scope, year) → yuan, of everything that `forms` print."""
    y, now = debt.year - 1, debt.year
    found: dict[tuple[str, str, str, int], Decimal] = {}

    def put(measure: str, year: int, values: dict[str, Decimal], scopes: tuple[str, ...]) -> None:
        for scope in scopes:
            for kind, value in values.items():
                found[measure, kind, scope, year] = value if scope != "下级" else Decimal(0)
            found[measure, "合计", scope, year] = (
                sum(values.values(), Decimal(0)) if scope != "下级" else Decimal(0)
            )

    def of(name: str) -> dict[str, Decimal]:
        return {kind: getattr(debt.kinds[kind], name) for kind in KINDS}

    both, all_three = ("本地区", "本级"), ("本地区", "本级", "下级")
    put("limit", y, of("limit"), all_three)
    put("limit_new", now, of("new_limit"), all_three)
    put("limit", now, {k: debt.kinds[k].limit + debt.kinds[k].new_limit for k in KINDS}, all_three)
    put("balance", y, of("balance"), ("本地区",))
    put("issue", y, of("issue"), both)
    put("principal", y, of("principal"), both)
    put("interest", y, of("interest"), both)
    put("interest", now, of("plan_interest"), both)
    parts = {
        k: (debt.kinds[k].plan_principal_refinancing, debt.kinds[k].plan_principal_budget) for k in KINDS
    }
    put("principal", now, {k: sum(parts[k], Decimal(0)) for k in KINDS}, both)
    for kind in KINDS:
        k = debt.kinds[kind]
        found["balance", kind, "本地区", y - 1] = k.balance_before
        found["onlent", kind, "本地区", y] = k.onlent
        found["issue_bonds", kind, "本地区", y] = k.issue - k.onlent
        for scope in both:
            found["refinancing", kind, scope, y] = k.refinancing
            found["principal_refinancing", kind, scope, now] = parts[kind][0]
            found["principal_budget", kind, scope, now] = parts[kind][1]
    del found["limit_new", "一般", "本地区", now]
    found["limit_new", "一般", "本地区", now] = debt.kinds["一般"].new_limit
    found["deficit", "一般", "本地区", now] = debt.kinds["一般"].new_limit
    return found
