"""Registers of applications (依申请公开登记簿) of a whole year, and what their units' reports made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from examples.youyi.county import data
from examples.youyi.model import Posting

_KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_CARRIED_OUT = "结转"


@dataclass(frozen=True, slots=True)
class Reported:
    """Table 3 as the unit counted it: for each row, cases by kind of applicant."""

    unit: str
    received: list[int]
    carried_in: list[int]
    outcomes: dict[str, list[int]]
    carried_out: list[int]


def rows() -> list[dict[str, str]]:
    """All rows of the registers, headings as in the template."""
    return [entry["row"] for unit in _units() for entry in unit["application"]]


def reported(posting: Posting) -> Reported | None:
    """The counts of the report that this posting is; None where no register lies behind it."""
    unit = next((u for u in _units() if posting.title.startswith(f"{u['name']}{u['year']}年")), None)
    if unit is None or posting.category != "annual_report":
        return None
    year = str(unit["year"])
    counted: dict[str, list[int]] = {}
    for row in (entry["row"] for entry in unit["application"] if not entry.get("forgotten")):
        came = "received" if row["收到日期"].startswith(year) else "carried_in"
        went = row["办理结果"] if row["答复日期"].startswith(year) else _CARRIED_OUT
        for name in (came, went):
            counted.setdefault(name, [0] * len(_KINDS))[_KINDS.index(row["申请人类型"])] += 1
    received, carried_in, carried_out = (
        counted.pop(name, [0] * len(_KINDS)) for name in ("received", "carried_in", _CARRIED_OUT)
    )
    return Reported(unit["name"], received, carried_in, counted, carried_out)


def faulty(posting: Posting) -> bool:
    """Whether the report forgot an application of the register."""
    return any(
        posting.title.startswith(f"{unit['name']}{unit['year']}年") and entry.get("forgotten")
        for unit in _units()
        for entry in unit["application"]
        if posting.category == "annual_report"
    )


@cache
def _units() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data("applications")["unit"]
    return found
