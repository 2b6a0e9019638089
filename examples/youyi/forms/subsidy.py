"""Subsidies as townships publish them: lists of households, sums by village and township, the list of programmes.

Households are made up; their identity numbers begin with the code of a whole city, which no resident's does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from examples.youyi.forms.model import Form, Merge
from examples.youyi.numbers import bank_card, mobile, person_number
from examples.youyi.tables import name_of

FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with what its policy sheet says."""

    name: str
    basis: str
    rate: Decimal
    unit: str
    target: str
    department: str
    telephone: str


_FARM = "友谊县农业农村局"
PROGRAMMES = (
    Programme(
        "耕地地力保护补贴",
        "财农〔2016〕26号",
        Decimal("71.45"),
        "亩",
        "拥有耕地承包权的农民",
        _FARM,
        "0469-5810031",
    ),
    Programme(
        "玉米生产者补贴", "黑财规〔2021〕5号", Decimal("28.00"), "亩", "玉米实际种植者", _FARM, "0469-5810032"
    ),
    Programme(
        "大豆生产者补贴",
        "省玉米、大豆生产者补贴实施方案",
        Decimal("366.00"),
        "亩",
        "大豆实际种植者",
        _FARM,
        "0469-5810033",
    ),
    Programme(
        "稻谷补贴", "黑财规〔2021〕6号", Decimal("93.50"), "亩", "稻谷实际种植者", _FARM, "0469-5810034"
    ),
    Programme(
        *("城乡居民最低生活保障", "国务院令第649号", Decimal("480.00"), "月", "符合条件的困难家庭"),
        *("友谊县民政局", "0469-5810035"),
    ),
)
"""The basis numbers are those that the national and provincial programmes are commonly known by (recalled)."""


@dataclass(frozen=True, slots=True)
class Household:
    """One payee with all that an office knows of them."""

    village: str
    name: str
    identity: str
    card: str
    phone: str
    quantity: Decimal

    def paid(self, rate: Decimal) -> Decimal:
        return (self.quantity * rate).quantize(FEN, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Batch:
    """One payment of one programme in one township."""

    township: str
    programme: Programme
    year: int
    batch: str
    households: tuple[Household, ...]
    publicity: tuple[date, date] | None
    paid_on: date | None = None

    @property
    def villages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(h.village for h in self.households))

    def of(self, village: str) -> tuple[Household, ...]:
        return tuple(h for h in self.households if h.village == village)

    @property
    def paid(self) -> Decimal:
        return sum((h.paid(self.programme.rate) for h in self.households), Decimal(0))

    @property
    def quantity(self) -> Decimal:
        return sum((h.quantity for h in self.households), Decimal(0))

    def only(self, village: str) -> Batch:
        return replace(self, households=self.of(village))


def made_up(
    seed: str,
    township: str,
    villages: tuple[str, ...],
    programme: Programme,
    *,
    year: int = 2026,
    batch: str = "第一批",
    households: int = 12,
    publicity: tuple[date, date] | None = None,
) -> Batch:
    """Households of these villages, no two of one name in a village."""
    dice = Random(f"subsidy:{seed}:{township}:{programme.name}:{year}")
    found: dict[tuple[str, str], Household] = {}
    while len(found) < households * len(villages):
        village = villages[len(found) // households]
        name = name_of(dice)
        quantity = (
            Decimal(dice.randrange(10, 900)) / 10
            if programme.unit == "亩"
            else Decimal(dice.randrange(1, 13))
        )
        found.setdefault(
            (village, name),
            Household(village, name, person_number(dice), bank_card(dice), mobile(dice), quantity),
        )
    return Batch(township, programme, year, batch, tuple(found.values()), publicity)


def _lines(batch: Batch, title: str, unit: str = "元") -> tuple[str, ...]:
    lines = [title]
    if batch.publicity:
        a, b = batch.publicity
        lines.append(f"公示时间：{a.year}年{a.month}月{a.day}日至{b.year}年{b.month}月{b.day}日")
    if batch.paid_on:
        lines.append(f"发放日期：{batch.paid_on.year}年{batch.paid_on.month}月{batch.paid_on.day}日")
    return (*lines, f"单位：{batch.programme.unit}、{unit}")


def full_list(batch: Batch, *, leaks: bool = False, masked: bool = False) -> Form:
    """Every household of a township; with `leaks` identity and card numbers and telephones beside the names."""
    p = batch.programme
    rows = []
    for n, h in enumerate(batch.households, 1):
        row = [
            str(n),
            batch.township,
            h.village,
            h.name,
            f"{h.quantity}",
            f"{p.rate:.2f}",
            f"{h.paid(p.rate):.2f}",
        ]
        if leaks or masked:
            row += [
                _hidden(h.identity) if masked else h.identity,
                h.card if leaks else "",
                h.phone if leaks else "",
            ]
        rows.append(tuple(row))
    word = "面积" if p.unit == "亩" else "月数"
    header = [
        "序号",
        "乡镇",
        "村（社区）",
        "姓名",
        f"{word}（{p.unit}）",
        f"补贴标准（元/{p.unit}）",
        "补贴金额（元）",
    ]
    total = ["合计", "", "", "", f"{batch.quantity}", "", f"{batch.paid:.2f}"]
    if leaks or masked:
        header += ["身份证号", "银行卡号", "联系电话"]
        total += ["", "", ""]
    return Form(
        rows=(tuple(header), *rows, tuple(total)),
        above=_lines(batch, f"{batch.township}{batch.year}年{p.name}发放公示表（{batch.batch}）"),
        below=("如有异议，请在公示期内向县财政局反映，监督电话：0469-5810022。",),
        name="公示表",
    )


def village_list(batch: Batch) -> Form:
    """One village: no column for it, the rate above the table, bands for nothing; the village in the title."""
    p, village = batch.programme, batch.villages[0]
    rows = tuple(
        (str(n), h.name, f"{h.quantity}", f"{h.paid(p.rate):.2f}", "")
        for n, h in enumerate(batch.of(village), 1)
    )
    one = batch.only(village)
    title = f"友谊县{batch.township}{village}{batch.year}年{p.name}明细公示（{batch.batch}）"
    return Form(
        rows=(
            ("序号", "户主姓名", f"数量（{p.unit}）", "实发金额（元）", "备注"),
            *rows,
            ("", "合计", f"{one.quantity}", f"{one.paid:.2f}", ""),
        ),
        above=(*_lines(batch, title), f"补贴标准：{p.rate}元/{p.unit}"),
        name=village,
    )


def banded_list(batch: Batch) -> Form:
    """The village stands in a merged cell beside its households, with a 小计 below each."""
    p = batch.programme
    rows: list[tuple[str, ...]] = []
    merges: list[Merge] = []
    for village in batch.villages:
        own = batch.only(village)
        merges.append((len(rows) + 1, 0, len(own.households), 1))
        for n, h in enumerate(own.households):
            rows.append(
                (village if n == 0 else "", h.name, f"{h.quantity}", f"{p.rate:.2f}", f"{h.paid(p.rate):.2f}")
            )
        rows.append(("小计", "", f"{own.quantity}", "", f"{own.paid:.2f}"))
    rows.append(("总计", "", f"{batch.quantity}", "", f"{batch.paid:.2f}"))
    return Form(
        rows=(("村名", "领款人", f"面积（{p.unit}）", "标准", "金额"), *rows),
        above=_lines(batch, f"{batch.township}{batch.year}年度{p.name}资金发放明细表（{batch.batch}）"),
        merges=tuple(merges),
    )


def village_sums(batch: Batch) -> Form:
    """What a township reports: one row a village."""
    p = batch.programme
    rows = tuple(
        (str(n), v, str(len(batch.of(v))), f"{batch.only(v).quantity}", f"{batch.only(v).paid:.2f}")
        for n, v in enumerate(batch.villages, 1)
    )
    total = ("合计", "", str(len(batch.households)), f"{batch.quantity}", f"{batch.paid:.2f}")
    return Form(
        rows=(("序号", "村（社区）", "户数", f"面积（{p.unit}）", "补贴金额（元）"), *rows, total),
        above=_lines(batch, f"{batch.township}{batch.year}年{p.name}发放汇总表（{batch.batch}）"),
    )


def township_sums(batches: tuple[Batch, ...]) -> Form:
    """What the county publishes: one row a township."""
    p, first = batches[0].programme, batches[0]
    rows = tuple(
        (str(n), b.township, str(len(b.households)), f"{b.quantity}", f"{b.paid:.2f}")
        for n, b in enumerate(batches, 1)
    )
    total = (
        "",
        "合计",
        str(sum(len(b.households) for b in batches)),
        f"{sum((b.quantity for b in batches), Decimal(0))}",
        f"{sum((b.paid for b in batches), Decimal(0)):.2f}",
    )
    return Form(
        rows=(("序号", "乡（镇）", "户数", f"面积（{p.unit}）", "补贴金额（元）"), *rows, total),
        above=_lines(first, f"友谊县{first.year}年{p.name}发放情况汇总表（{first.batch}）"),
    )


def policies(programmes: tuple[Programme, ...], year: int, totals: dict[str, Decimal]) -> Form:
    """The county's list of programmes; `totals` in yuan by name."""
    rows = tuple(
        (
            str(n), p.name, p.basis, f"{p.rate}元/{p.unit}", p.target, p.department, p.telephone,
            f"{totals[p.name] / 10_000:.6f}" if p.name in totals else "",
        )
        for n, p in enumerate(programmes, 1)
    )  # fmt: skip
    header = (
        "序号",
        "补贴项目",
        "政策依据",
        "补贴标准",
        "补贴对象",
        "主管部门",
        "咨询电话",
        "资金总额（万元）",
    )
    return Form(rows=(header, *rows), above=(f"友谊县{year}年惠民惠农财政补贴政策清单",), name="政策清单")


def policy_sheet(programme: Programme, year: int) -> Form:
    """明白纸: one programme, field by field."""
    p = programme
    return Form(
        rows=(
            ("补贴项目", p.name),
            ("政策依据", p.basis),
            ("补贴标准", f"{p.rate}元/{p.unit}"),
            ("补贴对象", p.target),
            ("主管部门", p.department),
            ("咨询电话", p.telephone),
        ),
        above=(f"{year}年{p.name}政策明白纸",),
        name="明白纸",
    )


def secrets(batch: Batch) -> tuple[str, ...]:
    """Every number that must be masked, and every name that must not stand whole."""
    return tuple(s for h in batch.households for s in (h.identity, h.card, h.phone))


def _hidden(identity: str) -> str:
    return identity[:6] + "********" + identity[-4:]
