"""Pairs of postings of which it is known by construction whether they show one document: 46 difficulties.

Every text is composed from the phrase list of the sample county by a seeded generator; nothing here knows how
the catalogue decides. A pair is made from a true document and what a site, a clerk or a year makes of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

PHRASES = tomllib.loads(
    (Path(__file__).parents[1] / "examples" / "youyi" / "phrases.toml").read_text(encoding="utf-8")
)
ISSUERS = (
    ("友谊县人民政府办公室", "友政办发", ("友谊县政府办公室", "友谊县政府办", "县政府办公室")),
    ("友谊县人民政府", "友政发", ("友谊县政府",)),
    ("友谊县营商环境建设监督局", "友营商发", ("友谊县营商局", "友谊县营商环境局")),
    ("友谊县卫生健康局", "友卫健发", ("友谊县卫健局",)),
)
SITES = ("友谊县人民政府", "友谊县文体广电和旅游局", "友谊县林业和草原局", "友谊县经济促进局")
_NAMES = [f"{a}{b}镇" for a in "青白黄红黑金银玉石林" for b in "山河泉岭湖原"]
TOWNS = ("兴隆镇", "龙山镇", "凤岗镇", "兴盛乡", "东建乡", "庆丰乡", "建设乡", "友邻乡")


@dataclass(frozen=True, slots=True)
class Shown:
    """A posting as a page shows it."""

    title: str
    text: str
    number: str | None = None
    publisher: str | None = None
    written: date | None = None
    published: date | None = None
    index: str | None = None
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two postings and the truth about them."""

    difficulty: str
    same: bool
    one: Shown
    other: Shown


class Maker:
    """What one pair is made of: dice of its own, and a serial that no other pair has."""

    def __init__(self, difficulty: str, serial: int) -> None:
        self.dice = Random(f"{difficulty}:{serial}")
        self.serial = serial
        self.year = self.dice.randrange(2017, 2025)
        self.subject = self.dice.choice(PHRASES["subjects"])
        self.issuer, self.series, self.aliases = self.dice.choice(ISSUERS)
        self.day = date(self.year, self.dice.randrange(2, 11), self.dice.randrange(1, 28))

    def own_towns(self) -> tuple[str, str]:
        """Two townships that hardly another pair speaks of: its papers say nothing else to be told apart by."""
        return _NAMES[2 * self.serial % 60], _NAMES[(2 * self.serial + 1) % 60]

    def number(self, serial: int | None = None, year: int | None = None, series: str | None = None) -> str:
        return f"{series or self.series}〔{year or self.year}〕{serial or self.serial}号"

    def sentences(self, count: int, **slots: str) -> list[str]:
        words = {"u": self.issuer, "y": str(self.year), "m": str(self.day.month), "s": self.subject}
        words |= {"n": str(self.dice.randrange(4, 48)), "k": str(self.dice.randrange(300, 9000))}
        words |= {"v": self.dice.choice(PHRASES["villages"]), "doc": self.subject} | slots
        pool = PHRASES["sentences"]["duty"]
        return [s.format(**words) for s in self.dice.sample(pool, count)]

    def text(self, count: int = 9, day: date | None = None) -> str:
        """A document: salutation, opening, sentences in paragraphs, signature with its day."""
        day = day or self.day
        opening = self.dice.choice(PHRASES["sentences"]["opening"])
        opening = opening.format(s=self.subject, u=self.issuer, y=self.year)
        said = self.sentences(count)
        parts = ["".join(said[i : i + 3]) for i in range(0, len(said), 3)]
        phone = f"联系电话：0469-58{self.dice.randrange(10000, 99999)}。"
        signed = [self.issuer, f"{day.year}年{day.month}月{day.day}日"]
        return "\n".join(["各乡（镇）人民政府，县直有关单位：", opening, *parts, phone, *signed])

    def document(self, count: int = 9) -> Shown:
        """A numbered document on its issuer's site."""
        title = self.dice.choice(
            [
                f"{self.issuer}关于做好{self.year}年{self.subject}工作的通知",
                f"{self.issuer}关于印发《友谊县{self.subject}管理办法》的通知",
                f"{self.issuer}关于印发《友谊县{self.year}年{self.subject}实施方案》的通知",
                f"{self.issuer}关于进一步加强{self.subject}工作的意见",
            ]
        )
        return Shown(
            title,
            self.text(count),
            number=self.number(),
            publisher=self.issuer,
            written=self.day,
            published=self.day + timedelta(days=self.dice.randrange(6)),
            index=f"000014349/{self.year}-{self.serial:05d}",
        )

    def elsewhere(self, shown: Shown, days: int = 40) -> Shown:
        """The same on another site, later, under a new index number."""
        later = (shown.published or self.day) + timedelta(days=days)
        index = f"11230522073500372P/{later.year}-{self.serial:05d}"
        return replace(shown, publisher=self.dice.choice(SITES), published=later, index=index)

    def typos(self, text: str, count: int) -> str:
        """Characters mistyped, far apart, in no number."""
        letters = list(text)
        places = [n for n, c in enumerate(letters) if "\u4e00" <= c <= "\u9fff"]
        for place in self.dice.sample(places, count):
            letters[place] = self.dice.choice("的地得在再做作以已那哪")
        return "".join(letters)


Same = Callable[[Maker], tuple[Shown, Shown]]
SAME: dict[str, Same] = {}
OTHER: dict[str, Same] = {}


def _same(make: Same) -> Same:
    SAME[make.__name__] = make
    return make


def _other(make: Same) -> Same:
    OTHER[make.__name__] = make
    return make


@_same
def reposted_years_later(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    other = m.elsewhere(one, days=m.dice.randrange(300, 1900))
    return one, replace(other, written=m.dice.choice([one.written, None]))


@_same
def copy_without_number(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    return one, replace(m.elsewhere(one), number=None, title=one.title.removeprefix(m.issuer))


@_same
def county_copy_of_the_province(m: Maker) -> tuple[Shown, Shown]:
    m.issuer, m.series = "黑龙江省人民政府办公厅", "黑政办发"
    one = replace(m.document(), publisher="黑龙江省人民政府办公厅")
    copied = f"来源：黑龙江省人民政府网　字号：大 中 小\n{one.text}"
    kept = one.number if m.serial % 2 else None
    return one, replace(
        m.elsewhere(one, 12), text=copied, number=kept, title=one.title.removeprefix(m.issuer)
    )


@_same
def a_few_typos(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None) if m.serial % 2 else m.document()
    return one, replace(m.elsewhere(one), text=m.typos(one.text, 3))


@_same
def other_layout(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    wide = str.maketrans("0123456789：，", "０１２３４５６７８９:,")
    return one, replace(m.elsewhere(one), text="　　" + one.text.translate(wide).replace("\n", " \n　　 "))


@_same
def a_paragraph_more(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    more = "\n附件：1.任务分工表　2.联系人名单\n" + "".join(m.sentences(2))
    return one, replace(m.elsewhere(one), text=one.text + more)


@_same
def cut_short(m: Maker) -> tuple[Shown, Shown]:
    one = m.document(12) if m.serial % 2 else replace(m.document(12), number=None)
    return one, replace(m.elsewhere(one), text=one.text[: len(one.text) * 2 // 3], written=None)


@_same
def number_in_the_title(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    titled = f"{one.number} {one.title}" if m.serial % 2 else f"{one.title}（{one.number}）"
    return one, replace(m.elsewhere(one), title=titled, number=None if m.serial % 3 else one.number)


@_same
def issuer_by_another_name(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    alias = m.dice.choice(m.aliases)
    number = one.number if m.serial % 2 else None
    return one, replace(m.elsewhere(one), title=one.title.replace(m.issuer, alias), number=number)


@_same
def title_without_quotes(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), title=f"{m.issuer}关于印发《友谊县{m.subject}管理办法（试行）》的通知")
    bare = f"关于印发友谊县{m.subject}管理办法(试行)的通知"
    return one, replace(m.elsewhere(one), title=bare, number=None)


@_same
def text_only_as_a_file(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    hint = m.dice.choice(["", "详见附件。", "（点击下载）"])
    return one, replace(m.elsewhere(one, 3), text=hint, files=((f"{m.subject}.pdf", f"{m.serial:064x}"),))


@_same
def the_same_file_with_other_words(m: Maker) -> tuple[Shown, Shown]:
    file = ((f"{m.subject}.pdf", f"{m.serial:064x}"),)
    one = Shown(f"友谊县{m.year}年{m.subject}工作方案", "具体内容见附件。", files=file, published=m.day)
    other = replace(m.elsewhere(one, 400), text="请下载附件查看全文。", files=(("附件.pdf", file[0][1]),))
    return one, other


@_same
def another_telephone(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    place = one.text.index("0469-") + 7
    return one, replace(m.elsewhere(one), text=f"{one.text[:place]}90817{one.text[place + 5 :]}")


@_same
def a_misprinted_number(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    return one, replace(m.elsewhere(one), number=m.number(m.serial * 10 + 7))


@_same
def written_some_days_apart(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    assert one.written is not None
    other = replace(m.elsewhere(one), written=one.written + timedelta(days=m.dice.randrange(1, 12)))
    return one, replace(other, text=m.typos(one.text, 1))


@_same
def title_cut_by_the_list(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    return one, replace(m.elsewhere(one), title=one.title[: len(one.title) * 3 // 4] + "…", number=None)


@_same
def neither_number_nor_days(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None, written=None, published=None)
    return one, replace(one, publisher=m.dice.choice(SITES), text=one.text.replace("\n", ""))


@_same
def dated_by_the_repost(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    other = m.elsewhere(one, days=500)
    return one, replace(other, written=other.published)


@_same
def joint_issuers(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    name = f"关于做好{m.year}年{m.subject}工作的通知"
    long, short = "友谊县农业农村局 友谊县财政局 友谊县水务局", "友谊县农业农村局等三部门"
    return replace(one, title=long + name), replace(m.elsewhere(one), title=short + name)


@_same
def noise_of_the_page(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    noise = (
        "字体：大 中 小　打印本页　关闭窗口\n" + one.text + "\n扫一扫在手机打开当前页\n责任编辑：政务公开办"
    )
    return one, replace(m.elsewhere(one), title=f"【文件】{one.title}", text=noise)


@_same
def no_text_on_either(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), text="", title=f"关于做好{m.year}年{m.subject}工作的通知")
    return one, m.elsewhere(replace(one, text="见附件"), 90)


@_same
def half_of_it_rewritten_under_its_number(m: Maker) -> tuple[Shown, Shown]:
    one = m.document(12)
    kept = one.text.splitlines()
    return one, replace(m.elsewhere(one), text="\n".join(kept[: len(kept) // 2] + m.sentences(3)))


@_other
def one_number_two_counties_without_text(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), title=f"关于做好{m.year}年{m.subject}工作的通知", text="详见附件。")
    one = replace(one, number=m.number(series="友政发"), publisher="友谊县人民政府")
    return one, replace(one, publisher="友好区人民政府")


@_other
def townships_with_one_serial(m: Maker) -> tuple[Shown, Shown]:
    a, b = m.dice.sample(TOWNS, 2)
    m.issuer = f"{a}人民政府"
    one = replace(m.document(), title=f"关于做好{m.subject}工作的通知", number=m.number(series=f"{a[0]}政发"))
    text = one.text.replace(a, b)
    return one, replace(one, number=m.number(series=f"{b[0]}政发"), publisher=f"{b}人民政府", text=text)


@_other
def groups_of_one_form(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), title=f"{m.issuer}关于成立友谊县{m.subject}工作领导小组的通知", number=None)
    other = m.dice.choice([s for s in PHRASES["subjects"] if s != m.subject])
    swapped = (one.title.replace(m.subject, other), one.text.replace(m.subject, other))
    return one, replace(one, title=swapped[0], text=swapped[1])


@_other
def next_years_with_numbers(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), title=f"{m.issuer}关于做好{m.subject}工作的通知")
    return one, _next_year(m, one, number=m.number(year=m.year + 1))


@_other
def next_years_with_days(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), title=f"{m.issuer}关于做好{m.subject}工作的通知", number=None)
    return one, _next_year(m, one)


@_other
def next_years_by_the_text_alone(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), title=f"关于做好{m.subject}工作的通知", number=None, written=None)
    return one, replace(_next_year(m, one), written=None)


@_other
def holidays_without_a_year(m: Maker) -> tuple[Shown, Shown]:
    def notice(first: int) -> str:
        return (
            f"根据上级通知，现将清明节放假安排通知如下：4月{first}日至{first + 2}日放假调休，共3天，"
            f"4月{first + 3}日正常上班。请各单位安排好值班，值班电话0469-58{m.serial:05d}，遇有重大情况及时报告。"
        )

    one = Shown("关于清明节放假的通知", notice(3), publisher=f"{m.own_towns()[0]}人民政府", published=m.day)
    return one, replace(one, text=notice(5), published=m.day + timedelta(days=365))


@_other
def budgets_of_two_units(m: Maker) -> tuple[Shown, Shown]:
    a, b = m.dice.sample(TOWNS, 2)
    title = f"{m.year}年部门预算公开" if m.serial % 2 else f"关于{m.year}年部门预算公开的说明"
    return _budget(m, a, title, m.year), _budget(m, b, title, m.year)


@_other
def budgets_of_two_years(m: Maker) -> tuple[Shown, Shown]:
    town = m.dice.choice(TOWNS)
    titles = [
        f"{town}{y}年部门预算公开" if m.serial % 2 else f"{town}部门预算公开" for y in (m.year, m.year + 1)
    ]
    one, other = (_budget(m, town, t, m.year + n) for n, t in enumerate(titles))
    return one, replace(other, published=m.day + timedelta(days=365))


@_other
def budgets_that_are_only_files(m: Maker) -> tuple[Shown, Shown]:
    a, b = m.dice.sample(TOWNS, 2)
    one = Shown(f"{m.year}年部门预算公开", "详见附件。", publisher=f"{a}人民政府", published=m.day)
    one = replace(one, files=(("预算.xlsx", f"{m.serial:063x}a"),))
    return one, replace(one, publisher=f"{b}人民政府", files=(("预算.xlsx", f"{m.serial:063x}b"),))


@_other
def budget_and_final_account(m: Maker) -> tuple[Shown, Shown]:
    town = m.dice.choice(TOWNS)
    one = _budget(m, town, f"{town}{m.year}年部门预算公开说明", m.year)
    other = _budget(m, town, f"{town}{m.year}年部门决算公开说明", m.year)
    return one, replace(other, text=other.text.replace("预算", "决算"))


@_other
def interpretation_under_the_documents_number(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    name = one.title.removeprefix(m.issuer)
    title = m.dice.choice([f"《{name}》政策解读", f"一图读懂{name}", f"{name}解读"])
    return one, replace(m.elsewhere(one, 2), title=title, text=f"现将有关内容解读如下：\n{one.text}")


@_other
def draft_and_document(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), title=f"友谊县{m.subject}管理办法")
    draft = m.dice.choice(["（征求意见稿）", "（草案）"])
    before = m.day - timedelta(days=15)
    return one, replace(one, title=one.title + draft, number=None, written=before, published=before)


@_other
def one_number_two_counties(m: Maker) -> tuple[Shown, Shown]:
    m.issuer, m.series = "友谊县人民政府", "友政发"
    one = replace(m.document(), title=f"关于做好{m.year}年{m.subject}工作的通知")
    m.issuer = "友好区人民政府"
    return one, replace(one, text=m.text().replace("县", "区"), publisher=m.issuer)


@_other
def notice_and_its_supplement(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    word = m.dice.choice(["补充通知", "更正通知"])
    title = f"{m.issuer}关于做好{m.subject}工作的"
    return replace(one, title=f"{title}通知"), replace(m.elsewhere(one, 9), title=title + word)


@_other
def lists_of_two_months(m: Maker) -> tuple[Shown, Shown]:
    def listed() -> str:
        rows = [
            f"{n}. {m.dice.choice(TOWNS)}{m.dice.choice(PHRASES['villages'])} 许可证{m.dice.randrange(10**5, 10**6)} "
            f"面积{m.dice.randrange(100, 999)}.{m.dice.randrange(10, 99)}平方米"
            for n in range(1, 9)
        ]
        return "现将行政许可决定公示如下：\n" + "\n".join(rows) + f"\n联系电话：0469-58{m.serial:05d}"

    one = Shown("行政许可决定公示", listed(), publisher=m.issuer, published=m.day)
    return one, replace(one, text=listed(), published=m.day + timedelta(days=31))


@_other
def forwarded_under_its_own_number(m: Maker) -> tuple[Shown, Shown]:
    upper = replace(m.document(), number=m.number(series="双政办发"), publisher="双鸭山市人民政府办公室")
    title = f"转发{upper.title}"
    text = f"现将上级文件转发给你们，请结合实际认真贯彻执行。\n{upper.text}"
    return upper, replace(upper, title=title, text=text, number=m.number(), publisher=m.issuer)


@_other
def two_persons(m: Maker) -> tuple[Shown, Shown]:
    a, b = m.dice.sample([s + g for s in PHRASES["surnames"] for g in PHRASES["given"]], 2)
    text = "经研究，拟任命{p}同志为有关单位负责人，现予公示，公示期为五个工作日。如有异议，请向组织部门反映。"
    one = Shown("关于拟任职人员的公示", text.format(p=a), publisher=m.issuer, written=m.day, published=m.day)
    return one, replace(one, text=text.format(p=b))


@_other
def guides_of_two_townships(m: Maker) -> tuple[Shown, Shown]:
    a, b = m.own_towns()

    def guide(town: str) -> str:
        said = "".join(m.sentences(0) + PHRASES["sentences"]["duty"][3:9]).format(
            u=f"{town}人民政府", y=m.year, s="政府信息公开", n=12, k=900, m=3, v=f"{town}中心村"
        )
        return (
            f"{town}人民政府主动公开政府信息，公民可到{town}便民服务中心查阅。{said}受理机构：{town}党政办公室，"
            f"地址：{town}政府院内，电话0469-58{m.dice.randrange(10**4, 10**5)}。"
        )

    one = Shown("政府信息公开指南", guide(a), publisher=f"{a}人民政府", published=m.day)
    return one, replace(one, text=guide(b), publisher=f"{b}人民政府")


@_other
def two_batches(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None)
    title = f"友谊县{m.year}年{m.subject}补贴发放公示（第{{}}批）"
    pair = ("一", "二") if m.serial % 2 else ("1", "2")
    return replace(one, title=title.format(pair[0])), replace(one, title=title.format(pair[1]))


@_other
def a_revised_edition(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    note = "（2025年修订）" if m.serial % 2 else ""
    revised = replace(one, title=one.title + note, text=m.typos(one.text, 20), number=m.number(year=2025))
    day = m.day.replace(year=2025)
    return one, replace(revised, written=day, published=day)


@_other
def two_meetings(m: Maker) -> tuple[Shown, Shown]:
    one = replace(m.document(), number=None, title=f"县政府{m.year}年第12次常务会议召开")
    later = m.day + timedelta(days=14)
    return one, replace(one, title=f"县政府{m.year}年第13次常务会议召开", published=later, written=later)


@_other
def a_document_and_its_repeal(m: Maker) -> tuple[Shown, Shown]:
    one = m.document()
    name = one.title.removeprefix(m.issuer)
    text = f"经研究，决定废止《{name}》（{one.number}），自即日起停止执行。\n{one.text[-40:]}"
    repeal = Shown(f"{m.issuer}关于废止《{name}》的决定", text, number=one.number, publisher=m.issuer)
    return one, replace(repeal, published=m.day + timedelta(days=900))


@_other
def villages_with_one_form(m: Maker) -> tuple[Shown, Shown]:
    a, b = m.dice.sample(PHRASES["villages"], 2)

    def accounts(village: str) -> str:
        rows = [
            f"{s}收入{m.dice.randrange(10**3, 10**5)}元，支出{m.dice.randrange(10**3, 10**5)}元。"
            for s in ("土地", "管理", "公益")
        ]
        head = f"现将{village}{m.year}年第一季度财务收支情况公示如下，请村民监督："
        return f"{head}{''.join(rows)}特此公示，{village}村民委员会。"

    one = Shown(f"{m.year}年第一季度财务收支公示", accounts(a), publisher=f"{a}民委员会", published=m.day)
    return one, replace(one, text=accounts(b), publisher=f"{b}民委员会")


def _next_year(m: Maker, one: Shown, number: str | None = None) -> Shown:
    """The same form a year later: years moved on, the rest as it was."""
    text = one.text
    for year in range(m.year + 2, m.year - 3, -1):
        text = text.replace(str(year), str(year + 1))
    year_on = timedelta(days=364)
    return replace(
        one,
        text=text,
        number=number,
        index=None,
        written=one.written and one.written + year_on,
        published=one.published and one.published + year_on,
    )


def _budget(m: Maker, town: str, title: str, year: int) -> Shown:
    amounts = [f"{m.dice.randrange(100, 3000)}.{m.dice.randrange(10, 99)}" for _ in range(8)]
    text = (
        f"一、部门概况。{town}人民政府内设机构5个，编制32人。二、收支总体情况。{year}年收入总计{amounts[0]}万元，"
        f"其中一般公共预算拨款{amounts[1]}万元；支出总计{amounts[2]}万元，其中基本支出{amounts[3]}万元，"
        f"项目支出{amounts[4]}万元。三、“三公”经费预算{amounts[5]}万元，其中公务接待费{amounts[6]}万元，"
        f"公务用车运行维护费{amounts[7]}万元。四、专业名词解释。财政拨款收入指本级财政当年拨付的资金。"
        "基本支出指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。项目支出指在基本支出之外"
        "为完成特定行政任务和事业发展目标所发生的支出。机关运行经费指为保障行政单位运行用于购买货物和服务的资金。"
    )
    return Shown(title, text, publisher=f"{town}人民政府", published=m.day)


def pairs(each: int = 12) -> Iterator[Pair]:
    """`each` pairs of every difficulty; same code, same pairs."""
    serial = 0
    for same, makers in ((True, SAME), (False, OTHER)):
        for difficulty, make in makers.items():
            for _ in range(each):
                serial += 1
                yield Pair(difficulty, same, *make(Maker(difficulty, serial)))
