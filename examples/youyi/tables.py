"""Plausible tables: rows of text whose sums add up."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from examples.youyi.county import data
from examples.youyi.model import Rows
from examples.youyi.numbers import bank_card, mobile, person_number

WORDS = data("phrases")
_FUNCTIONS = (
    ("201", "一般公共服务支出"), ("20103", "政府办公厅（室）及相关机构事务"), ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"), ("208", "社会保障和就业支出"), ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"), ("210", "卫生健康支出"), ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"), ("221", "住房保障支出"), ("22102", "住房改革支出"), ("2210201", "住房公积金"),
)  # fmt: skip


def name_of(dice: Random) -> str:
    """A person's name."""
    return dice.choice(WORDS["surnames"]) + dice.choice(WORDS["given"])


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


def _listed(header: tuple[str, ...], make: Callable[[Random, int], tuple[str, ...]], dice: Random) -> Rows:
    return (("序号", *header), *((str(i), *make(dice, i)) for i in range(1, dice.randrange(5, 11))))


def _case(dice: Random, mark: str) -> str:
    return f"友{mark}罚字[{dice.randrange(2020, 2027)}]第{dice.randrange(1, 400)}号"


_MAKERS: dict[str, tuple[tuple[str, ...], Callable[[Random, int], tuple[str, ...]]]] = {
    "permit": (
        ("行政相对人", "许可事项", "许可证编号", "决定日期"),
        lambda d, i: (f"友谊县{d.choice(WORDS['firms'])}有限公司", f"{d.choice(WORDS['subjects'])}许可",
                      f"XK{d.randrange(10**7):07d}", f"{d.randrange(2020, 2027)}-{d.randrange(1, 13):02d}-{d.randrange(1, 29):02d}"),
    ),
    "penalty": (
        ("当事人", "案件名称", "决定书文号", "处罚内容"),
        lambda d, i: (f"友谊县{d.choice(WORDS['firms'])}有限公司", "未按规定建立台账案", _case(d, "市监"),
                      f"罚款{d.randrange(1, 40) * 500}元"),
    ),
    "fund": (
        ("项目名称", "下达金额（万元）", "已支出（万元）"),
        lambda d, i: (d.choice(WORDS["subjects"]), money(d.randrange(50000, 900000)), money(d.randrange(1000, 50000))),
    ),
    "fee": (
        ("收费项目", "收费标准", "收费依据"),
        lambda d, i: (f"{d.choice(WORDS['subjects'])}费", f"{d.randrange(1, 60)}元/次", "省发改委、省财政厅有关文件"),
    ),
    "tender": (
        ("供应商名称", "报价（元）", "评审得分"),
        lambda d, i: (f"友谊县{d.choice(WORDS['firms'])}有限公司", money(d.randrange(10**6, 9 * 10**7)), f"{d.randrange(600, 990) / 10}"),
    ),
    "check": (
        ("检查对象", "检查事项", "检查结果"),
        lambda d, i: (f"友谊县{d.choice(WORDS['firms'])}有限公司", d.choice(WORDS["subjects"]), d.choice(["合格", "合格", "责令整改"])),
    ),
    "land": (
        ("权利人", "地类", "面积（公顷）"),
        lambda d, i: (f"{d.choice(WORDS['villages'])}集体", d.choice(["旱地", "水田", "建设用地"]), f"{d.randrange(100, 90000) / 10000:.4f}"),
    ),
    "media": (
        ("账号名称", "平台", "本季度更新条数"),
        lambda d, i: (f"{d.choice(WORDS['places'])}发布", d.choice(["微信", "微博", "抖音"]), str(d.randrange(3, 200))),
    ),
    "figures": (
        ("指标", "本期", "同比（%）"),
        lambda d, i: (f"{d.choice(WORDS['subjects'])}完成额（万元）", str(d.randrange(300, 99999)), f"{d.randrange(-80, 150) / 10}"),
    ),
    "village": (
        ("项目", "收入（元）", "支出（元）"),
        lambda d, i: (d.choice(WORDS["subjects"]), money(d.randrange(9000, 900000)), money(d.randrange(100, 90000))),
    ),
    "standard": (
        ("公开事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开层级"),
        lambda d, i: (d.choice(WORDS["subjects"]), "办理依据、条件、程序、结果", "政府信息公开条例",
                      "自信息形成或者变更之日起20个工作日内", d.choice(WORDS["places"]), "■政府网站 □政府公报 ■村公示栏", "乡级"),
    ),
}  # fmt: skip


def debt(dice: Random) -> Rows:
    """限额及余额: total is general plus special, balance within the limit."""
    limits = dice.randrange(300000, 900000), dice.randrange(200000, 800000)
    used = limits[0] - dice.randrange(1, 90000), limits[1] - dice.randrange(1, 90000)
    cells = [(money(sum(pair)), money(pair[0]), money(pair[1])) for pair in (limits, used)]
    return (
        ("项目", "合计", "一般债务", "专项债务"),
        ("政府债务限额（万元）", *cells[0]),
        ("政府债务余额（万元）", *cells[1]),
    )


def subsidy(dice: Random, *, personal: bool) -> tuple[Rows, tuple[str, ...]]:
    """A payment list whose amounts are area times rate; with `personal` also identity and card numbers, which
    come back as second value."""
    header: tuple[str, ...] = ("序号", "村", "姓名", "面积（亩）", "标准（元/亩）", "金额（元）")
    rate, lines, secrets = dice.randrange(20, 120), [], []
    for i in range(1, dice.randrange(6, 14)):
        area = dice.randrange(10, 900)
        line = (
            str(i),
            dice.choice(WORDS["villages"]),
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


def table(kind: str, dice: Random) -> Rows:
    """A table of this kind, header first."""
    if kind == "debt":
        return debt(dice)
    if kind == "budget":
        return budget(dice)
    return _listed(*_MAKERS[kind], dice)
