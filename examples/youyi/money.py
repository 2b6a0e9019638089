"""Postings with real forms of money among the made-up ones: debt, direct funds and subsidies of 2024 to 2026, each with
what is true of it and the faults that were put into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache

from examples.youyi import debts
from examples.youyi.forms import direct, subsidy
from examples.youyi.forms.debt import printed
from examples.youyi.forms.files import html_table
from examples.youyi.forms.model import Form
from examples.youyi.model import Document, FileKind, Posting, TrueFile
from examples.youyi.planted import Planted
from schemas.divisions import known_divisions

_SHANGHAI = timezone(timedelta(hours=8), "+08:00")
LAND, CORN, SOY, RICE, RELIEF = subsidy.PROGRAMMES
WITH_LISTS = ("友谊镇", "兴隆镇", "龙山镇", "兴盛乡", "东建乡")
"""Townships whose households are published for 2026; the others publish sums by village."""


@cache
def land(township: str) -> subsidy.Batch:
    """耕地地力保护补贴 2026, first batch: every village of a township."""
    rows = known_divisions("230522")
    code = next(d.code for d in rows if d.name == township)
    villages = tuple(d.name for d in rows if d.parent == code)
    return subsidy.made_up("county", township, villages, LAND, households=6)


def townships() -> tuple[str, ...]:
    """Those that were paid, in the order of their codes: 成富 has handed in nothing."""
    return tuple(d.name for d in known_divisions("230522") if d.kind == "township" and "成富" not in d.name)


@cache
def planted() -> tuple[Planted, ...]:
    """All of them, newest first within a column."""
    return (*debts.postings(), *_direct(), *_policies(), *_payments())


def _direct() -> Iterable[Planted]:
    this = direct.made_up("county", 2026)
    title = "友谊县2026年财政直达资金分配使用情况公开（三季度）"
    yield Planted(
        "czj", "direct_fund", title, date(2026, 10, 12), (direct.by_programme(this, cut=True),), "xlsx"
    )
    last = direct.made_up("county", 2025)
    title = "友谊县2025年直达资金按单位使用情况公开"
    yield Planted("czj", "direct_fund", title, date(2025, 10, 14), (direct.by_unit(last),), None)
    before = direct.made_up("county", 2024)
    title = "友谊县2024年财政直达资金执行情况"
    yield Planted("czj", "direct_fund", title, date(2024, 10, 11), lines=(direct.paragraph(before),))
    table = direct.by_programme(direct.made_up("county", 2023))
    title = "友谊县2023年财政直达资金分配使用情况公开（三季度）"
    yield Planted(
        *("czj", "direct_fund", title, date(2023, 10, 10), (table.with_cell(3, 3, "1.00"),), "pdf"),
        faults=("direct_sources",),
    )
    yield from _directed_wrongly()


def _directed_wrongly() -> Iterable[Planted]:
    """Older ones, each with one fault."""

    def posting(true: direct.DirectFunds, fault: str, form: Form | None = None, line: str = "") -> Planted:
        forms, lines = ((form,), ()) if form else ((), (line,))
        title, day = f"友谊县{true.year}年财政直达资金使用情况公开", date(true.year, 10, 15)
        kind: FileKind | None = "xls" if form else None
        return Planted("czj", "direct_fund", title, day, forms, kind, lines, (fault,))

    off = Decimal(1_200_000)
    true = direct.made_up("county", 2022)
    yield posting(true, "direct_recipients", line=direct.where_it_went(true, below=off))
    true = direct.made_up("county", 2021)
    yield posting(true, "direct_allocation", line=direct.where_it_went(true, held=off))
    true = direct.made_up("county", 2020)
    first, *rest = true.funds
    ahead = replace(true, funds=(replace(first, released=first.spent - 100_000), *rest))
    yield posting(ahead, "direct_order", direct.by_programme(ahead))
    true = direct.made_up("county", 2019)
    yield posting(true, "direct_share", direct.by_programme(true).with_cell(3, 9, "9.99"))
    true = direct.made_up("county", 2018)
    table = direct.by_programme(true)
    short = printed(true.sum("released") - 200_000, "万元")
    yield posting(true, "direct_total", table.with_cell(len(table.rows) - 1, 7, short))


def _policies() -> Iterable[Planted]:
    totals = {LAND.name: sum((land(t).paid for t in townships()), Decimal(50_000))}
    forms = (subsidy.policies(subsidy.PROGRAMMES, 2026, totals),)
    yield Planted(
        *("nyj", "subsidy_policy", "友谊县2026年惠民惠农财政补贴政策清单", date(2026, 4, 8), forms, "xlsx"),
        faults=("county_subsidy_programme",),
    )
    sheet = (subsidy.policy_sheet(SOY, 2026),)
    yield Planted("nyj", "subsidy_policy", "友谊县2026年大豆生产者补贴政策明白纸", date(2026, 4, 20), sheet)


def _payments() -> Iterable[Planted]:
    batches = tuple(land(t) for t in townships())
    sums = _off_by(subsidy.township_sums(batches), "庆丰乡", Decimal(1000))
    title = "友谊县2026年耕地地力保护补贴发放情况汇总"
    yield _paid("nyj", title, (2026, 6, 1), sums, "xlsx", "county_subsidy_township")
    yield _paid(
        "nyj",
        "兴隆镇2026年耕地地力保护补贴发放明细公示",
        (2026, 5, 20),
        subsidy.banded_list(land("兴隆镇")),
        "pdf",
    )
    yield _paid(
        "nyj",
        "龙山镇2026年耕地地力保护补贴发放明细公示",
        (2026, 5, 21),
        subsidy.full_list(land("龙山镇")),
        None,
    )
    east = land("东建乡")
    sheets = [subsidy.village_list(east.only(v)) for v in east.villages]
    sheets[2] = sheets[2].with_cell(3, 3, "99999.99")
    yield Planted(
        *(
            "nyj",
            "subsidy_payment",
            "东建乡2026年耕地地力保护补贴发放明细公示",
            date(2026, 5, 22),
            tuple(sheets),
            "xls",
        ),
        faults=("subsidy_amount",),
    )
    for n, town in enumerate(t for t in townships() if t not in ("友谊镇", "兴隆镇", "龙山镇", "兴盛乡")):
        title, form = f"{town}2026年耕地地力保护补贴分村汇总公示", subsidy.village_sums(land(town))
        faults: tuple[str, ...] = ()
        if town == "东建乡":
            form, faults = _off_by(form, east.villages[0], Decimal(500)), ("county_subsidy_village",)
        yield _paid("nyj", title, (2026, 5, 23 + n % 5), form, "xlsx" if n % 2 else None, *faults)
    yield from _faulty()


def _off_by(sums: Form, place: str, yuan: Decimal) -> Form:
    """Sums by place of which one is off, and their total with it."""
    off = next(n for n, row in enumerate(sums.rows) if row[1] == place)
    for row in (off, len(sums.rows) - 1):
        sums = sums.with_cell(row, 4, f"{Decimal(sums.rows[row][4]) + yuan:.2f}")
    return sums


def _faulty() -> Iterable[Planted]:
    """Lists with what must not be in them, and lists whose time is over."""
    town = land("友谊镇")
    leaks = Planted(
        *("youyi-zhen", "subsidy_payment", "友谊镇2026年耕地地力保护补贴发放公示名单", date(2026, 5, 25)),
        *((subsidy.full_list(town, leaks=True),), "xlsx"),
        faults=("list_leaks",),
        secrets=subsidy.secrets(town),
    )
    yield leaks
    home = land("兴盛乡")
    twice = replace(home, households=(*home.households, home.households[4]))
    title = "兴盛乡2026年耕地地力保护补贴发放公示名单"
    yield _paid(
        "xingsheng", title, (2026, 5, 26), subsidy.full_list(twice, masked=True), "xls", "subsidy_duplicate"
    )
    yield from _misplaced()
    relief = subsidy.made_up("county", "新镇乡", ("新镇村", "双林村"), RELIEF, batch="三季度", households=5)
    title = "新镇乡2026年城乡居民最低生活保障金发放公示"
    yield _paid("mzj", title, (2026, 10, 9), subsidy.full_list(relief), "xlsx", "list_sensitive")
    over = (date(2026, 3, 2), date(2026, 3, 10))
    soy = subsidy.made_up(
        "county", "友邻乡", ("友邻村", "东明村"), SOY, year=2025, households=5, publicity=over
    )
    title = "友邻乡2025年大豆生产者补贴发放公示名单"
    yield _paid("nyj", title, (2026, 3, 2), subsidy.full_list(soy), "xlsx", "publicity_expired")
    short = (date(2026, 6, 1), date(2026, 6, 3))
    rice = subsidy.made_up("county", "建设乡", ("建设村", "富民村"), RICE, households=5, publicity=short)
    title = "建设乡2026年稻谷补贴发放公示名单"
    yield _paid(
        "nyj", title, (2026, 6, 1), subsidy.full_list(rice), "xls", "publicity_period", "publicity_expired"
    )


def _misplaced() -> Iterable[Planted]:
    """A payee who is paid in two townships, a village that is not of the township it is listed under, a wrong sum."""
    here = subsidy.made_up("county", "凤岗镇", ("集富村",), SOY, households=5)
    there = subsidy.made_up("county", "庆丰乡", ("庆丰村",), SOY, households=5)
    twice = replace(there, households=(*there.households, replace(here.households[2], village="庆丰村")))
    for batch, day, *faults in ((here, 27), (twice, 28, "county_subsidy_twice")):
        form = subsidy.full_list(batch, masked=True)
        title = f"{batch.township}2026年大豆生产者补贴发放公示名单"
        yield _paid("nyj", title, (2026, 7, day), form, "xlsx", *faults)
    corn = subsidy.made_up("county", "龙山镇", ("龙山村", "青松岭村"), CORN, households=5)
    title = "龙山镇2026年玉米生产者补贴发放公示名单"
    yield _paid("nyj", title, (2026, 7, 29), subsidy.full_list(corn), None, "place_unknown")
    corn = subsidy.made_up("county", "建设乡", ("建设村", "富民村"), CORN, households=5)
    whole = subsidy.full_list(corn)
    wrong = whole.with_cell(len(whole.rows) - 1, 6, f"{corn.paid + 1000:.2f}")
    title = "建设乡2026年玉米生产者补贴发放公示名单"
    yield _paid("nyj", title, (2026, 7, 30), wrong, "xls", "subsidy_total")


def _paid(
    source: str, title: str, day: tuple[int, int, int], form: Form, kind: FileKind | None, *faults: str
) -> Planted:
    return Planted(source, "subsidy_payment", title, date(*day), (form,), kind, faults=faults)


def place(source_id: str, drafts: list[Posting]) -> list[Posting]:
    """The drafts of a site with the planted postings in place of the newest ordinary ones of their columns."""
    waiting = [p for p in planted() if p.source_id == source_id]
    found = []
    for draft in drafts:
        ordinary = len(draft.columns) == 1 and not draft.planted
        fit = next((p for p in waiting if ordinary and _may_stand_for(p, draft)), None)
        if fit is None:
            found.append(draft)
            continue
        waiting.remove(fit)
        published = datetime(fit.day.year, fit.day.month, fit.day.day, 9, 30, tzinfo=_SHANGHAI)
        found.append(
            replace(
                draft,
                title=fit.title,
                published=published,
                written=fit.day,
                money=fit.key,
                personal=False,
                validity="有效",
            )
        )
    assert not waiting, "a column is too short for what is planted in it"
    return found


def _may_stand_for(fit: Planted, draft: Posting) -> bool:
    return fit.category == draft.category and draft.title.startswith(fit.instead)


def document(posting: Posting, contact: str, file_url: str) -> Document:
    """The page of a planted posting: a sentence, the forms or the file, whom to call."""
    fit = next(p for p in planted() if p.key == posting.money)
    opening = f"根据政府信息公开有关规定，现将{fit.title}如下。"
    paragraphs = (opening, *(fit.lines or ("详见下表或附件。",)), contact)
    if fit.kind is None:
        sheets = tuple(html_table(form) for form in fit.forms)
        return Document(paragraphs, (), (), (), fit.secrets, sheets=sheets)
    name = f"{fit.title}.{fit.kind}"
    file = TrueFile(name, file_url.format(number=1, kind=fit.kind), fit.kind, fit.title, (), (), fit.forms)
    return Document(paragraphs, (), (), (file,), fit.secrets)
