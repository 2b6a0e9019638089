"""Bonds in being (存续期债券), as the county lists them: issued by the province, on-lent to the county."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from examples.youyi.forms.debt import printed
from examples.youyi.forms.model import Form

_PROJECTS = (
    ("友谊县城镇老旧小区改造配套基础设施项目", "一般公共预算收入"),
    ("友谊县污水处理厂提标改造项目", "污水处理费收入"),
    ("友谊县高标准农田建设项目", "一般公共预算收入"),
    ("友谊县人民医院门诊综合楼建设项目", "医疗服务收入"),
    ("友谊县供水管网改造工程", "供水收入"),
    ("友谊县粮食仓储物流园区项目", "仓储租金收入"),
)
_TERMS = (3, 5, 7, 10, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class TrueBond:
    """One bond, in yuan."""

    code: str
    name: str
    kind: str
    nature: str
    amount: Decimal
    term: int
    rate: Decimal
    issued_on: date
    project: str
    source: str

    @property
    def matures_on(self) -> date:
        return self.issued_on.replace(year=self.issued_on.year + self.term)


def made_up(seed: str, count: int = 8) -> tuple[TrueBond, ...]:
    """Bonds with codes of the market's shape."""
    dice = Random(f"bonds:{seed}")
    found = []
    for n in range(count):
        kind, nature = dice.choice(("一般", "专项")), dice.choice(("新增", "新增", "再融资"))
        issued = date(dice.randrange(2018, 2026), dice.randrange(3, 12), dice.randrange(1, 28))
        project, source = _PROJECTS[n % len(_PROJECTS)]
        found.append(
            TrueBond(
                code=f"{issued.year % 100}05{dice.randrange(10_000):04d}",
                name=f"{issued.year}年黑龙江省{nature.replace('新增', '')}{kind}债券（{'一二三四五六七八'[n % 8]}期）",
                kind=kind,
                nature=nature,
                amount=Decimal(dice.randrange(300, 9_000)) * 10_000,
                term=dice.choice(_TERMS),
                rate=Decimal(dice.randrange(170, 412)) / 100,
                issued_on=issued,
                project=project,
                source=source if kind == "专项" else "一般公共预算收入",
            )
        )
    return tuple(found)


def listing(bonds: tuple[TrueBond, ...], unit: str) -> Form:
    """One row a bond, with a total."""
    rows = tuple(
        (
            str(n), b.name, b.code, f"{b.kind}债券", b.nature, printed(b.amount, unit), f"{b.term}年", f"{b.rate}",
            f"{b.issued_on:%Y-%m-%d}", f"{b.matures_on:%Y-%m-%d}", b.project, b.source,
        )
        for n, b in enumerate(bonds, 1)
    )  # fmt: skip
    header = (
        *("序号", "债券名称", "债券编码", "债券类型", "债券性质", "债券规模", "债券期限", "债券利率（%）"),
        *("发行时间", "到期时间", "项目名称", "偿债资金来源"),
    )
    total = ("合计", *[""] * 4, printed(sum((b.amount for b in bonds), Decimal(0)), unit), *[""] * 6)
    return Form(
        rows=(header, *rows, total),
        above=("友谊县存续期政府债券情况表", f"单位：{unit}"),
        name="存续期债券",
    )


def listing_by_project(bonds: tuple[TrueBond, ...]) -> Form:
    """Another order of columns: the project first, the unit in the heading, no day of maturity."""
    rows = tuple(
        (
            b.project, b.name, b.code, f"{b.issued_on.year}年{b.issued_on.month}月{b.issued_on.day}日", f"{b.rate}%",
            str(b.term), printed(b.amount, "万元"),
        )
        for b in bonds
    )  # fmt: skip
    header = ("项目名称", "债券名称", "债券代码", "发行日期", "利率", "期限（年）", "发行金额（万元）")
    return Form(rows=(header, *rows), above=("友谊县政府债券资金使用安排情况表",), name="债券安排")
