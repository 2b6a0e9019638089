"""The postings of each site as of Monday, generated from the plans; the same on every machine."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from random import Random

from examples.youyi import catalogues, gazette, money, texts
from examples.youyi.county import SitePlan, plans
from examples.youyi.faults import with_fault
from examples.youyi.links import with_words
from examples.youyi.model import Posting
from examples.youyi.numbers import spoiled
from examples.youyi.tables import WORDS

SHANGHAI = timezone(timedelta(hours=8), "+08:00")
LAST_DAY = date(2026, 11, 20)
_SPAN = 2500
"""Days that a column's postings are spread over."""
_TWICE = {
    "county": (0, 1),
    "zfb": (0, 1),
    "scjg": (0, 1),
    "zrzy": (0, 1),
    "sthj": (0, 1),
    "yjj": (0, 1),
    "tjj": (0, 1),
}
"""Sites where some postings of the second column stand in the first as well."""
_REPOSTS = {"wlj": 0, "jcj": 0, "lcj": 1}
"""Sites and columns that post documents of the county government again."""
_PUBLISHERS = {
    "ysj": ("友谊县营商局", "友谊县营商环境局", "友谊县营商环境建设监督局"),
    "wjj": ("友谊县卫生健康局", "友谊县卫健局"),
    "jtj": ("友谊县教体局", "友谊县教育和体育局"),
    "fenggang": ("凤岗镇人民政府", "风岗镇人民政府"),
    "xinglong": ("兴隆镇人民政府",) * 7 + ("集贤县兴隆镇人民政府",),
    "nyj": ("友谊县农业农村局",) * 8 + ("北大荒集团黑龙江友谊农场有限公司",),
    "zrzy": ("友谊县自然资源局",) * 8 + ("北大荒集团黑龙江友谊农场有限公司",),
    "jianshe": ("建设乡人民政府",) * 9 + ("红兴隆管理局局直",),
}
_FARM_LISTS = {"county": 1, "nyj": 0, "xinglong": 1, "youyi-zhen": 0, "sthj": 0, "yjj": 0, "jcj": 0}
"""Columns whose lists also lead to pages of 友谊农场, on its own host."""
_PERSONAL = ("subsidy_payment", "recruitment", "permit", "livelihood", "village")


@cache
def monday(source_id: str) -> tuple[Posting, ...]:
    """All postings of a site, oldest first; a serial is never used twice."""
    plan = plans()[source_id]
    drafts = [draft for column in plan.columns for draft in _column(plan, column.position)]
    drafts = money.place(source_id, drafts)
    if source_id in _REPOSTS:
        drafts += _reposts(plan, _REPOSTS[source_id])
    drafts.sort(key=lambda p: (p.published, p.title))
    numbers: Counter[str] = Counter()
    found = [_numbered(replace(p, serial=i), plan, numbers) for i, p in enumerate(drafts, 1)]
    if source_id in _FARM_LISTS:
        found += _farm(plan, _FARM_LISTS[source_id], len(found))
    return tuple(found)


def _column(plan: SitePlan, position: int) -> list[Posting]:
    column = plan.columns[position]
    dice = Random(f"{plan.id}:{column.category}")
    seen: set[str] = set()
    found = []
    for number in range(column.count):
        back = (number * _SPAN) // column.count + dice.randrange(5) + column.quiet_days
        published = datetime.combine(LAST_DAY - timedelta(days=back), datetime.min.time(), SHANGHAI)
        published += timedelta(hours=dice.randrange(8, 18), minutes=dice.randrange(60))
        about = about_number = ""
        if column.category == "interpretation":
            about, about_number, issued = _interpreted(number)
            published = issued + timedelta(days=dice.randrange(1, 4))
        title = texts.title(plan, column.category, number, published.date(), about)
        while title in seen:
            title = f"{title}（续）"
        seen.add(title)
        twice = _TWICE.get(plan.id, (None, None))[1] == position and number % 10 == 4
        draft = Posting(
            source_id=plan.id,
            serial=0,
            columns=(0, position) if twice else (position,),
            category=column.category,
            title=title,
            published=published,
            written=published.date() - timedelta(days=dice.randrange(0, 16)),
            style=plan.styles[number % len(plan.styles)],
            theme=dice.choice(WORDS["themes"]),
            validity="失效" if number % 17 == 16 else "有效",
            about=about,
            about_number=about_number,
            personal=column.category in _PERSONAL and number % 8 == 5,
            catalogue=number if column.category == catalogues.CATEGORY else None,
        )
        found.append(with_fault(with_words(draft, number), number))
    return gazette.numbered(found) if column.category == "gazette" else found


def _numbered(posting: Posting, plan: SitePlan, numbers: Counter[str]) -> Posting:
    """With publisher, source, index number and document number, which follow the order of publication."""
    names = _PUBLISHERS.get(plan.id, (plan.unit_name,))
    publisher = posting.publisher or names[posting.serial % len(names)]
    number = posting.document_number
    if number is None and texts.kind_of(posting.category) == "document":
        series = f"{plan.mark}{_suffix(plan, posting)}〔{posting.written.year}〕"
        numbers[series] += 1
        number = f"{series}{numbers[series]}号"
    return replace(
        posting,
        publisher=publisher,
        content_source=posting.content_source or plan.short_name,
        document_number=number,
        index_number=posting.index_number or _index_number(plan, posting.serial, posting.published),
    )


def _suffix(plan: SitePlan, posting: Posting) -> str:
    if posting.category == "normative":
        return "规"
    if posting.category == "proposal":
        return "函"
    return "办发" if plan.id == "county" and posting.serial % 2 else "发"


def _index_number(plan: SitePlan, serial: int, published: datetime) -> str | None:
    if plan.index == "none" or serial % 13 == 5:
        return None
    if plan.index == "date":
        return f"{published:%Y%m%d}-{100000 + plan.number * 1000 + serial}"
    organ = plan.credit if plan.index == "credit" else plan.credit[8:17]
    if serial % 41 == 7:
        organ = spoiled(organ)
    return f"{organ}/{published.year}-{serial:05d}"


def _interpreted(number: int) -> tuple[str, str, datetime]:
    """Title, number and date of the county document that the `number`th interpretation speaks of."""
    issued = [p for p in monday("county") if p.category in ("normative", "policy") and p.document_number]
    document = issued[-1 - number * 3]
    named = re.search(r"《(.+?)》", document.title)
    return (named[1] if named else document.title), document.document_number or "", document.published


def _reposts(plan: SitePlan, position: int) -> list[Posting]:
    """Documents of the county government on a department's site: same words, posted months later."""
    issued = [p for p in monday("county") if p.category == "policy" and p.document_number and not p.offsite]
    return [
        replace(
            original,
            source_id=plan.id,
            columns=(position,),
            style=plan.styles[0],
            published=original.published + timedelta(days=40 + n),
            text_of=("county", original.serial),
            publisher="友谊县人民政府办公室",
            content_source="友谊县人民政府",
        )
        for n, original in enumerate(issued[10 + plan.number : 40 + plan.number : 10])
    ]


def _farm(plan: SitePlan, position: int, serial: int) -> list[Posting]:
    """Rows that lead to the farm's own site: never fetched, counted as skipped."""
    names = ("友谊农场第五管理区春播工作动态", "红兴隆管理局局直秋收现场会在友谊农场召开")
    return [
        Posting(
            source_id=plan.id,
            serial=serial + n,
            columns=(position,),
            category=plan.columns[position].category,
            title=name,
            published=datetime(2025, 5 + n, 12, 9, 0, tzinfo=SHANGHAI),
            written=date(2025, 5 + n, 12),
            style=plan.styles[0],
            offsite=f"/art/2025/{5 + n}/12/art_77_{4100 + n}.html",
        )
        for n, name in enumerate(names, 1)
    ]
