"""How the county's sites stand as platforms: what nobody fills, links that lead nowhere, who answers on IPv6."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Literal

from examples.youyi.county import ColumnPlan, SitePlan, data, plans
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import rows

OverIpv6 = Literal["same", "home", "other"]
_OTHER = (
    "<html><head><title>Welcome</title></head><body><h1>It works!</h1><p>The default page.</p></body></html>"
)


@cache
def over_ipv6(ports_from: int) -> dict[int, OverIpv6]:
    """What answers on ::1, by port."""
    return {plans(ports_from)[e["source"]].port: e["answers"] for e in data("platform")["ipv6"]}


@cache
def homeless() -> frozenset[str]:
    """Sites without a home page, by their first source."""
    return frozenset(entry["source"] for entry in data("platform")["home_dead"])


def home(together: list[SitePlan], day: Day) -> str:
    """The home page of a host: the columns of its sources, each with its newest postings."""
    blocks = [_block(plan, column, day) for plan in together for column in plan.columns]
    first = together[0]
    return (
        chrome.head(first, first.unit_name, "", large=False) + "<body>" + "".join(blocks) + "</body></html>"
    )


def _block(plan: SitePlan, column: ColumnPlan, day: Day) -> str:
    newest = rows(plan, column.position, day)[:3]
    lines = "".join(f"<li>{row.link()}<span>{row.date}</span></li>" for row in newest)
    return f'<h3><a href="{escape(column.path)}">{escape(plan.unit_name)}</a></h3><ul>{lines}</ul>'


def other_page() -> str:
    """What a server shows that nobody has set up."""
    return _OTHER
