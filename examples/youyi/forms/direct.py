"""Direct funds (财政直达资金) of a county, and how its finance bureau shows them: a table by programme, one by unit,
a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from examples.youyi.forms.debt import printed
from examples.youyi.forms.model import Form

PROGRAMMES = (
    "县级基本财力保障机制奖补资金", "困难群众救助补助资金", "城乡居民基本养老保险补助经费", "城乡义务教育补助经费",
    "基本公共卫生服务补助资金", "优抚对象补助经费", "农田建设补助资金", "就业补助资金", "城镇保障性安居工程补助资金",
    "耕地地力保护补贴资金",
)  # fmt: skip
UNITS = ("友谊县财政局", "友谊县民政局", "友谊县教育和体育局", "友谊县卫生健康局", "友谊县农业农村局")


@dataclass(frozen=True, slots=True)
class TrueFund:
    """One programme, in yuan."""

    programme: str
    central: Decimal
    province: Decimal
    allocated: Decimal
    released: Decimal
    spent: Decimal

    @property
    def total(self) -> Decimal:
        return self.central + self.province


@dataclass(frozen=True, slots=True)
class DirectFunds:
    """All programmes as of a day."""

    year: int
    cut_off: date
    funds: tuple[TrueFund, ...]

    def sum(self, name: str) -> Decimal:
        return sum((getattr(fund, name) for fund in self.funds), Decimal(0))


def made_up(seed: str, year: int = 2026, count: int = 6) -> DirectFunds:
    """Programmes whose parts add up, whole to a hundred yuan."""
    dice = Random(f"direct:{seed}:{year}")

    def one(name: str) -> TrueFund:
        central, province = (Decimal(dice.randrange(low, 300_000)) * 100 for low in (20_000, 1_000))
        allocated = (central + province) * dice.randrange(80, 101) // 10_000 * 100
        released = allocated * dice.randrange(85, 101) // 10_000 * 100
        return TrueFund(
            name, central, province, allocated, released, released * dice.randrange(40, 96) // 10_000 * 100
        )

    return DirectFunds(year, date(year, 9, 30), tuple(one(p) for p in dice.sample(PROGRAMMES, count)))


def percent(part: Decimal, whole: Decimal, places: int = 2, *, cut: bool = False) -> str:
    """A share as printed, rounded or cut off."""
    step = Decimal(1).scaleb(-places)
    return str((part * 100 / whole).quantize(step, ROUND_DOWN if cut else ROUND_HALF_UP))


def by_programme(true: DirectFunds, unit: str = "万元", *, cut: bool = False) -> Form:
    """One row a programme, with the levels of the money and both shares."""

    def cells(name: str, values: tuple[Decimal, ...]) -> tuple[str, ...]:
        total, central, province, allocated, released, spent = values
        shares = percent(allocated, total, cut=cut), percent(spent, total, cut=cut)
        money = [printed(v, unit) for v in (total, central, province, allocated, released, spent)]
        return (name, *money[:4], shares[0], *money[4:], shares[1])

    columns = ("total", "central", "province", "allocated", "released", "spent")
    rows = tuple(
        (str(n), *cells(f.programme, tuple(getattr(f, c) for c in columns)))
        for n, f in enumerate(true.funds, 1)
    )
    total = ("", *cells("合计", tuple(true.sum(c) for c in columns)))
    return Form(
        rows=(
            (
                "序号",
                "资金项目",
                "资金总额",
                "其中",
                "",
                "已分配",
                "分配率（%）",
                "已下达",
                "已支出",
                "支付率（%）",
            ),
            ("", "", "", "中央资金", "省级资金", "", "", "", "", ""),
            *rows,
            total,
        ),
        above=(
            f"友谊县{true.year}年财政直达资金分配使用情况表",
            f"（截至{true.cut_off.year}年{true.cut_off.month}月{true.cut_off.day}日）",
            f"单位：{unit}",
        ),
        merges=((0, 3, 1, 2), *((0, c, 2, 1) for c in (0, 1, 2, 5, 6, 7, 8, 9))),
        name="直达资金",
        repeat=2,
    )


def by_unit(true: DirectFunds) -> Form:
    """One row a programme and unit: where the money went, total first."""
    rows = tuple(
        (
            UNITS[n % len(UNITS)],
            f.programme,
            "中央直达",
            printed(f.total, "元"),
            printed(f.spent, "元"),
            f"{percent(f.spent, f.total, 1)}%",
        )
        for n, f in enumerate(true.funds)
    )
    whole = (
        printed(true.sum("total"), "元"),
        printed(true.sum("spent"), "元"),
        f"{percent(true.sum('spent'), true.sum('total'), 1)}%",
    )
    return Form(
        rows=(
            ("主管部门", "资金名称", "资金来源", "下达金额（元）", "支出金额（元）", "支出进度"),
            ("", "合计", "", *whole),
            *rows,
        ),
        above=(f"{true.year}年直达资金使用情况公开表", f"截至{true.cut_off.month}月底"),
        name="资金使用",
    )


def paragraph(true: DirectFunds) -> str:
    """The same in a sentence, in 亿元 with four decimals, shares cut off after one."""

    def yi(name: str) -> str:
        return f"{true.sum(name) / 100_000_000:.4f}亿元"

    total = true.sum("total")
    return (
        f"截至{true.year}年{true.cut_off.month}月{true.cut_off.day}日，全县收到财政直达资金{yi('total')}，"
        f"其中中央资金{yi('central')}，省级资金{yi('province')}；"
        f"已分配{yi('allocated')}，分配率{percent(true.sum('allocated'), total, 1, cut=True)}%；"
        f"累计支出{yi('spent')}，支付率{percent(true.sum('spent'), total, 1, cut=True)}%。"
    )


def where_it_went(true: DirectFunds, *, below: Decimal = Decimal(0), held: Decimal = Decimal(0)) -> str:
    """Another sentence: how much stays with the county and goes to townships, what is allocated and what is not. A
    clerk who adds up wrongly tells so many yuan too much of what goes `below`, or of what is still `held`."""

    def yi(value: Decimal) -> str:
        return f"{value / 100_000_000:.6f}亿元"

    total, allocated = true.sum("total"), true.sum("allocated")
    townships = total * 3 // 1000 * 100
    return (
        f"截至{true.year}年{true.cut_off.month}月{true.cut_off.day}日，我县收到财政直达资金{yi(total)}，"
        f"其中县本级{yi(total - townships)}，乡镇{yi(townships + below)}；"
        f"已分配{yi(allocated)}，未分配{yi(total - allocated + held)}。"
    )
