"""Plausible tables: rows of text whose sums add up."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from examples.youyi.county import data
from examples.youyi.forms.debt import made_up, printed
from examples.youyi.model import Rows
from examples.youyi.numbers import bank_card, mobile, person_number
from schemas.divisions import known_divisions

WORDS = data("phrases")
_FUNCTIONS: list[list[str]] = WORDS["functions"]


def name_of(dice: Random) -> str:
    """A person's name."""
    return f"{dice.choice(WORDS['surnames'])}{dice.choice(WORDS['given'])}"


def money(cents: int) -> str:
    """An amount with two decimals, as printed."""
    return f"{cents // 100}.{cents % 100:02d}"


def budget(dice: Random) -> Rows:
    """一般公共预算支出表: classes are the sums of their items."""
    basic = {code: dice.randrange(800, 90000) for code, _ in _FUNCTIONS if len(code) == 7}
    project = {code: dice.randrange(0, 50000) if code.endswith("02") else 0 for code in basic}

    def row(code: str, name: str) -> tuple[str, ...]:
        own = [c for c in basic if c.startswith(code)]
        sums = sum(basic[c] for c in own), sum(project[c] for c in own)
        return (code, name, money(sum(sums)), money(sums[0]), money(sums[1]))

    lines = [row(code, name) for code, name in _FUNCTIONS]
    return (("科目编码", "科目名称", "合计", "基本支出", "项目支出"), row("", "合计"), *lines)


_CELLS: dict[str, Callable[[Random], str]] = {
    "firm": lambda dice: f"友谊县{dice.choice(WORDS['firms'])}有限公司",
    "subject": lambda dice: str(dice.choice(WORDS["subjects"])),
    "place": lambda dice: str(dice.choice(WORDS["places"])),
    "village": lambda dice: str(dice.choice(WORDS["villages"])),
    "licence": lambda dice: f"XK{dice.randrange(10**7):07d}",
    "case": lambda dice: f"友市监罚字[{dice.randrange(2020, 2027)}]第{dice.randrange(1, 400)}号",
    "date": lambda dice: (
        f"{dice.randrange(2020, 2027)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
    ),
    "amount": lambda dice: money(dice.randrange(90000, 9000000)),
    "part": lambda dice: money(dice.randrange(1000, 90000)),
    "count": lambda dice: str(dice.randrange(3, 9999)),
    "share": lambda dice: f"{dice.randrange(-80, 150) / 10}",
    "score": lambda dice: f"{dice.randrange(600, 990) / 10}",
    "hectares": lambda dice: f"{dice.randrange(100, 90000) / 10000:.4f}",
}


def _cell(kind: str, dice: Random) -> str:
    """A cell of a known kind, or one of the words between bars."""
    return _CELLS[kind](dice) if kind in _CELLS else dice.choice(kind.split("|"))


def debt(year: int) -> Rows:
    """限额及余额 at the end of a year, as the county's debt was then."""
    true = made_up("county", year + 1)
    pairs = [tuple(getattr(kind, name) for kind in true.kinds.values()) for name in ("limit", "balance")]
    cells = [tuple(printed(amount, "万元") for amount in (sum(pair), *pair)) for pair in pairs]
    return (
        ("项目", "合计", "一般债务", "专项债务"),
        ("政府债务限额（万元）", *cells[0]),
        ("政府债务余额（万元）", *cells[1]),
    )


def villages_of(title: str) -> list[str]:
    """The villages of the township that a title names last, or of the whole county."""
    rows = known_divisions("230522")
    towns = [d for d in rows if d.kind == "township" and d.name in title]
    last = max(towns, key=lambda d: title.rfind(d.name), default=None)
    kinds = ("village", "community")
    return [d.name for d in rows if d.kind in kinds and (last is None or d.parent == last.code)]


def subsidy(dice: Random, title: str, *, personal: bool) -> tuple[Rows, tuple[str, ...]]:
    """A payment list whose amounts are area times rate; with `personal` also identity and card numbers, which
    come back as second value."""
    header: tuple[str, ...] = ("序号", "村", "姓名", "面积（亩）", "标准（元/亩）", "金额（元）")
    rate, villages = dice.randrange(20, 120), villages_of(title)
    lines: list[tuple[str, ...]] = []
    secrets: list[str] = []
    for i in range(1, dice.randrange(6, 14)):
        area = dice.randrange(10, 900)
        line: tuple[str, ...] = (
            str(i),
            dice.choice(villages),
            name_of(dice),
            f"{area / 10:.1f}",
            f"{rate}.00",
            money(area * rate * 10),
        )
        if personal:
            extra = person_number(dice), bank_card(dice), mobile(dice)
            secrets += extra
            line += extra
        lines.append(line)
    return ((*header, "身份证号", "银行卡号", "联系电话") if personal else header, *lines), tuple(secrets)


def table(kind: str, dice: Random, year: int = 2025) -> Rows:
    """A table of this kind, header first."""
    if kind == "debt":
        return debt(year)
    if kind == "budget":
        return budget(dice)
    columns = WORDS["table"][kind]
    header = ("序号", *(name for name, _ in columns))
    return (
        header,
        *((str(i), *(_cell(k, dice) for _, k in columns)) for i in range(1, dice.randrange(6, 12))),
    )
