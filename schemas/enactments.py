"""Version lines (题注) of statutes: who made, changed or repealed them, by which order, from when. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from schemas.identity import folded

Action = Literal["made", "revised", "amended", "repealed"]

ACTION_WORDS: dict[Action, str] = {
    "made": "公布",
    "revised": "修订",
    "amended": "修正",
    "repealed": "废止",
}
_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_ORDER = re.compile(r"(?P<issuer>[\u4e00-\u9fff]{0,24}令)?[\s…·.　]*第\s*(?P<n>\d{1,5})\s*号")
_VERBS: tuple[tuple[Action, str], ...] = (
    ("repealed", "废止|失效"),
    ("revised", "修订"),
    ("amended", "修正|修改"),
    ("made", "公布|发布|颁布|制定|印发"),
)
_ADOPTED = re.compile(r"通过|批准")
_IN_FORCE = re.compile(r"施行|实施|生效|执行")
_LINE = re.compile(
    r"[（(][^（）()]*(?:19|20)\d{2}\s*年[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Enactment:
    """One act of a statute's history."""

    action: Action
    on: date
    order: str | None
    """国务院令第711号, where the line names one."""
    in_force_on: date | None
    """From when, where the line says so."""


def enactments(text: str) -> tuple[Enactment, ...]:
    """The acts that a text's opening tells of, oldest first; those in brackets, where there are such."""
    bracketed = [m[0] for m in _LINE.finditer(text) if re.search("公布|发布|颁布|通过|修[订正改]|令", m[0])]
    found = _acts(" ".join(bracketed)) if bracketed else []
    return tuple(sorted(found or _acts(text), key=lambda act: act.on))


def order_numbers(text: str) -> frozenset[str]:
    """The numbers of all orders that a text names: 492, 711."""
    return frozenset(m["n"] for m in _ORDER.finditer(folded(text)) if m["issuer"])


def order_number(order: str | None) -> str | None:
    """The bare number of an order."""
    match = _ORDER.search(order or "")
    return match["n"] if match else None


def _acts(text: str) -> list[Enactment]:
    text = folded(text)
    dates = list(_DATE.finditer(text))
    found: list[Enactment] = []
    adopted: list[Enactment] = []
    issuer = ""
    for n, match in enumerate(dates):
        words = text[match.end() : dates[n + 1].start() if n + 1 < len(dates) else len(text)]
        on = _day(match)
        if on is None:
            continue
        order = _ORDER.search(words)
        action = _action(words)
        if order is not None:
            issuer = (order["issuer"] or issuer).removeprefix("中华人民共和国")
        named = f"{issuer}第{order['n']}号" if order is not None else None
        if action is not None:
            found.append(Enactment(action, on, named, None))
        elif _ADOPTED.search(words):
            adopted.append(Enactment("made", on, named, None))
        if _IN_FORCE.search(words) and (found or adopted):
            acts = found or adopted
            acts[-1] = replace(acts[-1], in_force_on=on)
    return found if any(act.action == "made" for act in found) else [*adopted[:1], *found]


def _action(words: str) -> Action | None:
    """What was done on a day; words of coming into force are another matter."""
    before = _IN_FORCE.split(words)[0] if _IN_FORCE.match(words.lstrip("起，,。")) else words
    return next((action for action, verbs in _VERBS if re.search(verbs, before)), None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
