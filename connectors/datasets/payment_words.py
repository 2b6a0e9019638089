"""The words of publicity lists of subsidies: which column is which, what the lines around the table say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.datasets.blocks import Block
from connectors.datasets.printed import days_of, folded, years_of
from connectors.payees import sensitive_column
from schemas.workdays import CalendarEndsError, plus_working_days

_COLUMNS = {
    "township": re.compile(r"^(?:所属|所在)?乡[（(]?镇[)）]?|^乡镇|街道"),
    "village": re.compile(r"^(?:行政)?村(?![民组])|村[（(]|村名|村委会|社区|村居"),
    "group": re.compile(r"^(?:村民)?(?:小)?组|村民组|屯"),
    "payee": re.compile(r"姓名|户主|领[款取]人|受益人|补贴对象|农户|申请人|享受人|救助对象"),
    "identity": re.compile(r"身份证|证件号|公民身份"),
    "programme": re.compile(r"补[贴助]项目|补贴名称|资金项目|项目名称"),
    "batch": re.compile(r"批次|期次"),
    "households": re.compile(r"户数|人数(?!.*标准)"),
    "paid_on": re.compile(r"(?:发放|打卡|支付|拨付)(?:日期|时间)"),
    "publicity": re.compile(r"公示(?:期|时间|起止|日期)"),
}
_AMOUNT = re.compile(r"金额|补[贴助](?:资金|款)$|合计[（(]元[)）]|发放(?:金额|数额)|实发|应发")
_QUANTITY = re.compile(r"面积|数量|亩数|头数|台数|月数|天数|人口数|只数")
_STANDARD = re.compile(r"标准|单价|定额")
_QUANTITY_UNIT = re.compile(r"[（(]\s*(亩|公顷|头|只|羽|台|套|月|个月|天|人|户|吨|公斤|株)\s*[)）]")
_PER = re.compile(r"元\s*[/／每]\s*(亩|公顷|头|只|羽|台|套|月|个月|天|人|户|吨|公斤|株)")
_OF_QUANTITY = {
    "亩数": "亩",
    "面积": "亩",
    "头数": "头",
    "月数": "月",
    "台数": "台",
    "只数": "只",
    "天数": "天",
    "人口数": "人",
}
_BATCH = re.compile(r"第?[一二三四五六七八九十\d]+(?:批次?|期)(?!债)|[一二三四]季度|\d{1,2}月份?")
_PROGRAMME = re.compile(
    r"[\u4e00-\u9fff（）()“”\"]*?(?:补贴|补助|补偿|奖补|奖励|救助|最低生活保障|保障金|津贴|抚恤金|供养金)"
)
_STRIP = re.compile(
    r"(?:19|20)\d\d年?(?:度)?|关于|友谊县|\d{1,2}月(?:份)?|第?[一二三四五六七八九十\d]+批次?|全县|我县|各乡镇|村民委员会"
)
_ORGAN = re.compile(r"^[^\d]{0,20}?(?:局|政府|委员会|办公室|中心)(?=关于|(?:19|20)\d\d)")
"""Who publishes, before the year or 关于: 法治政府建设 is no organ."""
_PERIOD = re.compile(r"公示(?:时间|期限?|日期|起止(?:时间|日期)?)?")
_NUMERALS = {"三": 3, "五": 5, "七": 7, "十": 10, "十五": 15, "二十": 20, "三十": 30}
_LENGTH = re.compile(
    rf"公示(?:时间|期限?)[为：:\s]*(\d{{1,3}}|{'|'.join(sorted(_NUMERALS, reverse=True))})"
    r"\s*个?(工作日|天|日)(?!\s*[至到~—-])"
)
"""公示期为7个工作日."""
_PAID = re.compile(r"(?:发放|打卡|支付|拨付|到账)(?:日期|时间)")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount column with the quantity and the rate it is made of."""

    amount: int
    quantity: int | None
    standard: int | None
    label: str
    """What parts it from the table's other amounts: 玉米, 大豆; empty for the only one."""


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Where a list has what; None for what it lacks."""

    named: dict[str, int | None]
    money: tuple[Money, ...]
    details: dict[int, str]
    """Columns that hold what has no place in such a list, by kind."""

    def __getitem__(self, name: str) -> int | None:
        return self.named[name]


def list_columns(block: Block) -> ListColumns | None:
    """The columns of a payment list, or of a table of its sums; None for any other table."""
    details = {n: kind for n, heading in enumerate(block.header) if (kind := sensitive_column(heading))}
    named = {name: _first(block, pattern, name, details) for name, pattern in _COLUMNS.items()}
    money = _money(block, named)
    placed = any(named[name] is not None for name in ("payee", "village", "township"))
    subsidised = bool(
        re.search(r"补[贴助偿]|救助|低保|津贴|奖励|惠农|一卡通|发放", block.title + "".join(block.header))
    )
    return ListColumns(named, money, details) if money and placed and subsidised else None


def _first(block: Block, pattern: re.Pattern[str], name: str, details: dict[int, str]) -> int | None:
    for n, heading in enumerate(block.header):
        if n in details and name != "identity":
            continue
        if pattern.search(heading) and not (name == "programme" and _AMOUNT.search(heading)):
            return n
    return None


def _money(block: Block, named: dict[str, int | None]) -> tuple[Money, ...]:
    taken = {column for column in named.values() if column is not None}
    free = [(n, h) for n, h in enumerate(block.header) if n not in taken and not re.search(r"序号|备注", h)]
    amounts = [
        n for n, h in free if _AMOUNT.search(h) and not _STANDARD.search(h) and not _QUANTITY.search(h)
    ]
    parts = [n for n in amounts if "/" in block.header[n] and not re.search("合计|总", block.header[n])]
    if len(parts) > 1:
        amounts = parts
    elif len(amounts) > 1:
        amounts = [next((n for n in amounts if re.search(r"实发|合计", block.header[n])), amounts[0])]
    found = []
    for n in amounts:
        group = block.header[n].rpartition("/")[0] if len(amounts) > 1 else ""
        near = [(m, h) for m, h in free if not group or h.startswith(group)]
        quantity = next((m for m, h in near if _QUANTITY.search(h) and not _STANDARD.search(h)), None)
        standard = next((m for m, h in near if _STANDARD.search(h)), None)
        found.append(Money(n, quantity, standard, group.rpartition("/")[2]))
    return tuple(found)


def quantity_unit(block: Block, money: Money) -> str | None:
    """亩, 头, 月 …, as the heading of the quantity or of the rate tells."""
    if money.quantity is None:
        return None
    heading = block.header[money.quantity]
    standard = block.header[money.standard] if money.standard is not None else ""
    found = _QUANTITY_UNIT.search(heading) or _PER.search(standard)
    if found:
        return found[1].removeprefix("个")
    return next((unit for word, unit in _OF_QUANTITY.items() if word in heading), None)


def batch_of(*texts: str) -> str | None:
    """第一批, 二季度 …: the first words of the kind."""
    for text in texts:
        if found := _BATCH.search(folded(text)):
            return found[0]
    return None


def year_of(*texts: str) -> int | None:
    """The first year named."""
    return next((year for text in texts for year in years_of(text)), None)


def programme_of(*texts: str, places: Sequence[str] = ()) -> str | None:
    """The programme a title speaks of: `友谊县兴隆镇2026年耕地地力保护补贴发放公示表` → 耕地地力保护补贴."""
    for text in texts:
        words = folded(text)
        for place in sorted(places, key=len, reverse=True):
            words = words.replace(place, "")
        found = _PROGRAMME.search(_STRIP.sub("", _ORGAN.sub("", words)))
        if found and len(found[0]) > 3:
            return found[0].strip('（）()“”"')
    return None


def publicity_period(lines: Sequence[str], published_on: date | None) -> tuple[date | None, date | None]:
    """First and last day of publicity: 公示时间：2026年5月6日至5月14日, or 公示期7天 from the day after publication.
    Open at the end where only one day stands."""
    for line in lines:
        found = _PERIOD.search(line)
        if not found:
            continue
        days = days_of(line[found.start() :])
        if len(days) > 1:
            return days[0], days[1]
        if days:
            return days[0], None
        if published_on is not None and (length := _LENGTH.match(line, found.start())):
            return published_on + timedelta(days=1), _last_day(published_on, length)
    return None, None


def _last_day(published_on: date, length: re.Match[str]) -> date | None:
    """The last of so many days; the day of publication does not count. None beyond the known holidays."""
    count = _NUMERALS.get(length[1]) or int(length[1])
    if length[2] != "工作日":
        return published_on + timedelta(days=count)
    try:
        return plus_working_days(published_on, count)
    except CalendarEndsError:
        return None


def paid_day(lines: Sequence[str]) -> date | None:
    """发放日期：2026年5月20日."""
    for line in lines:
        found = _PAID.search(line)
        if found and (days := days_of(line[found.start() :])):
            return days[0]
    return None


def rate_in_words(lines: Sequence[str]) -> str | None:
    """补贴标准：71.45元/亩, where it stands above the table."""
    for line in lines:
        found = re.search(r"标准\s*[:：为]?\s*(?:每亩)?\s*(\d+(?:\.\d+)?)\s*元\s*[/／每]?\s*\S?", line)
        if found:
            return found[1]
    return None
