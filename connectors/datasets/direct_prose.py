"""Direct funds told in sentences: 截至9月30日，全县收到直达资金2.34亿元，其中中央资金1.98亿元 …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from connectors.datasets.direct_checks import Fund
from connectors.datasets.printed import amount, folded, half_step, in_yuan
from connectors.tables import Prose

_MONEY = r"(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元)"
_GAP = r"[^，。；、,;\d]{0,16}"
_AMOUNTS: tuple[tuple[str, str | None, str | None, re.Pattern[str]], ...] = tuple(
    (measure, level, recipient, re.compile(words + _GAP + _MONEY))
    for measure, level, recipient, words in (
        ("unallocated", None, None, r"(?:未|待)分配"),
        ("allocated", None, None, r"已(?:经)?分配(?:下达)?"),
        ("spent", None, None, r"(?:累计|实际|已)?(?:形成)?(?:支出|支付)"),
        ("total", "中央", None, r"中央(?:直达|财政|安排|资金)?"),
        ("total", "省", None, r"省(?:级|财政)(?:安排|资金|参照直达)?"),
        ("total", "地方", None, r"地方(?:财政|安排|对应安排)?"),
        ("total", None, "市本级", r"市本级"),
        ("total", None, "县本级", r"县本级"),
        ("total", None, "县区", r"(?:各)?县(?:\(?市\)?、?)?区"),
        ("total", None, "乡镇", r"(?:各)?乡\(?镇\)?"),
        ("released", None, None, r"已下达"),
        (
            "total",
            None,
            None,
            r"(?:收到|争取|获得|下达|直达资金)(?:我县|我市|全县|全市)?(?:\d{4}年)?(?:财政|中央财政)?(?:直达资金)?(?:总额|总量|规模|共计|合计)?",
        ),
    )
)
_SHARE = re.compile(
    r"(?P<name>分配|下达|支付|支出|执行)(?:率|进度|比例)(?:为|达到?|约)?(?P<share>\d+(?:\.\d+)?)[%％]"
)
_SHARED = {"分配": "allocated", "下达": "released", "支付": "spent", "支出": "spent", "执行": "spent"}


def read_prose(prose: Sequence[Prose]) -> Iterator[Fund]:
    """The amounts of the paragraphs that speak of direct funds; `cell` counts lines of the place from 1."""
    for place in prose:
        for number, line in enumerate(place.lines, 1):
            text = folded(line)
            if "直达" in text and re.search(_MONEY, text):
                yield from _funds(text, place.place, number)


def _funds(text: str, place: str, line: int) -> Iterator[Fund]:
    shares = {_SHARED[m["name"]]: m["share"] for m in reversed(list(_SHARE.finditer(text)))}
    taken: set[int] = set()
    seen: set[tuple[str, str | None, str | None]] = set()
    for measure, level, recipient, pattern in _AMOUNTS:
        for found in pattern.finditer(text):
            key = (measure, level, recipient)
            if found.start("amount") in taken or key in seen:
                continue
            taken.add(found.start("amount"))
            seen.add(key)
            value, unit = amount(found["amount"]), found["unit"]
            assert value is not None, "the pattern finds numbers only"
            yield Fund(
                block=None,
                row=line,
                column=found.start("amount"),
                place=place or "正文",
                cell=f"line {line}",
                programme=None,
                recipient=recipient,
                is_total=level is None and recipient is None,
                level=level,
                is_part=level is not None,
                measure=measure,
                printed=found["amount"],
                unit=unit,
                yuan=in_yuan(value, unit),
                step=half_step(found["amount"], unit),
                share=shares.get(measure) if level is None and recipient is None else None,
                recipient_part=recipient is not None,
            )
