"""Feeds: RSS 2.0 on one site, Atom (RFC 4287) on the other."""

from __future__ import annotations

from email.utils import format_datetime
from functools import partial
from html import escape

from examples.youyi.county import SitePlan
from examples.youyi.model import Day
from examples.youyi.sites.model import Ask, Page, Routes, Row, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """The feed of each column."""
    make = _atom if plan.template else _rss
    return {c.path: partial(make, plan, rows(plan, c.position, day)) for c in plan.columns}


def _rss(plan: SitePlan, listed: list[Row], ask: Ask) -> Page:
    items = "\n".join(
        f'<item><title>{escape(r.title)}</title><link>{escape(r.url)}</link><guid isPermaLink="false">{r.native_id}</guid>'
        f"<pubDate>{format_datetime(r.published)}</pubDate></item>"
        for r in listed
    )
    channel = (
        f"<title>{plan.unit_name}</title><link>{plan.base_url}/</link><description>政府信息公开</description>"
    )
    return Page(
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{channel}\n{items}\n</channel></rss>\n',
        "application/rss+xml",
    )


def _atom(plan: SitePlan, listed: list[Row], ask: Ask) -> Page:
    entries = "\n".join(
        f'<entry><id>tag:youyi.example,2026:{plan.id}:{r.native_id}</id><title>{escape(r.title)}</title><link href="{escape(r.url)}"/>'
        f"<published>{r.published.isoformat()}</published><updated>{r.published.isoformat()}</updated></entry>"
        for r in listed
    )
    head = f"<id>{plan.base_url}/</id><title>{plan.unit_name}</title><updated>2026-11-20T03:15:07+08:00</updated><author><name>{plan.unit_name}</name></author>"
    return Page(
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{head}\n{entries}\n</feed>\n',
        "application/atom+xml",
    )
