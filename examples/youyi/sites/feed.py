"""Feeds: RSS 2.0 on one site, Atom (RFC 4287) on the other."""

from __future__ import annotations

from email.utils import format_datetime
from functools import partial
from html import escape

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites.model import Ask, Page, Routes, Row, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """The feed of each column."""
    make = _atom if plan.template else _rss
    return {c.path: partial(make, plan, rows(plan, c.position, day)) for c in plan.columns}


def _rss(plan: SitePlan, listed: list[Row], ask: Ask) -> Page:
    items = "\n".join(
        fill(
            "feed",
            "item",
            title=escape(r.title),
            url=escape(r.url),
            id=r.native_id,
            date=format_datetime(r.published),
        )
        for r in listed
    )
    text = fill("feed", "rss", name=plan.unit_name, base=plan.base_url, items=items)
    return Page(text, "application/rss+xml")


def _atom(plan: SitePlan, listed: list[Row], ask: Ask) -> Page:
    entries = "\n".join(
        fill(
            "feed",
            "entry",
            site=plan.id,
            id=r.native_id,
            title=escape(r.title),
            url=escape(r.url),
            date=r.published.isoformat(),
        )
        for r in listed
    )
    text = fill("feed", "atom", name=plan.unit_name, base=plan.base_url, items=entries)
    return Page(text, "application/atom+xml")
