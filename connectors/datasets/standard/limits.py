"""What a 公开时限 asks for, in words that catalogues use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from schemas.standard import LimitKind, LimitUnit

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_NUMBER = r"(\d{1,3}|[一二三四五六七八九十两]{1,3})"
_UNIT = r"个?(工作日|工作天|自然日|天|日|小时|周|月|年)"
_LENGTH = re.compile(_NUMBER + _UNIT)
_EVENT = re.compile(r"(?:自|从|在|于)?([^，。；,;:：\d]{1,30}?)(?:之日起|之日|日起|后|之后)")
_OVERRIDE = re.compile(r"另有规定|另行规定|从其规定|有其他规定")
_EVERY = re.compile(
    r"每(?:个)?(工作日|日|天|周|月|季度|季|半年|年)|按(月|季度|季|年)|(月|季)度公开|(年)度公开"
)
_STANDING = re.compile(r"长期|常年|动态(?:更新|调整)|持续公开")
_PROMPT = re.compile(r"及时|实时|即时|立即|随时|当[日天]")
_DURING = re.compile(r"公示|不少于|不得少于|至少")
_EVENT_NOISE = re.compile(r"^(?:政府|公开事项|有关|相关|该)?(?:信息)?(?:自|从|在|于)?|[的由]$")
_UNITS: dict[str, LimitUnit] = {
    "工作日": "工作日",
    "工作天": "工作日",
    "自然日": "日",
    "天": "日",
    "日": "日",
    "小时": "小时",
    "周": "周",
    "月": "月",
    "季度": "季度",
    "季": "季度",
    "半年": "半年",
    "年": "年",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; all but `kind` may be unknown."""

    kind: LimitKind
    number: int | None = None
    unit: LimitUnit | None = None
    event: str | None = None
    override: bool = False


def read_limit(text: str) -> Limit | None:
    """The limit that a cell prints; None for words that say none.

    `within`: 20 工作日 from an event, the first number of the text; `every`: again in each period; `during`: shown for
    so long; `standing` and `prompt`: no number at all.
    """
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    override = _OVERRIDE.search(bare) is not None
    if every := _EVERY.search(bare):
        return Limit("every", 1, _UNITS[next(group for group in every.groups() if group)], None, override)
    if length := _LENGTH.search(bare):
        before = bare[: length.start()]
        number, unit = _number(length[1]), _UNITS[length[2]]
        if _DURING.search(before) and "之日起" not in before:
            return Limit("during", number, unit, None, override)
        return Limit("within", number, unit, _event(before), override)
    if _PROMPT.search(bare):
        return Limit("prompt", event=_event(bare), override=override)
    return Limit("standing", override=override) if _STANDING.search(bare) else None


def _event(text: str) -> str | None:
    """`形成或变更` for 自政府信息形成或者变更之日起; other events as printed."""
    if "形成" in text and "变更" in text:
        return "形成或变更"
    found = _EVENT.search(text)
    return (_EVENT_NOISE.sub("", found[1]) or None) if found else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十") if "十" in text else ("", "", text)
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)
