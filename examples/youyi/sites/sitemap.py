"""Sitemaps: one site has an index of two maps, the other one map."""

from __future__ import annotations

from functools import partial
from html import escape

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """The maps; template 0 has an index in front."""
    listed = rows(plan, 0, day)
    path = plan.columns[0].path
    if plan.template:
        return {path: partial(_map, plan, listed)}
    found: Routes = {}
    names = []
    for number, sheet in enumerate(pages(listed, 30), 1):
        names.append(path.replace(".xml", f"_{number}.xml"))
        found[names[-1]] = partial(_map, plan, sheet)
    found[path] = partial(_index, plan, names)
    return found


def _map(plan: SitePlan, listed: list[Row], ask: Ask) -> Page:
    lines = "\n".join(
        f"<url><loc>{escape(r.url)}</loc><lastmod>{r.published.isoformat()}</lastmod></url>" for r in listed
    )
    return Page(fill("sitemap", "map", base=plan.base_url, lines=lines), "application/xml")


def _index(plan: SitePlan, names: list[str], ask: Ask) -> Page:
    lines = "\n".join(f"<sitemap><loc>{plan.base_url}{name}</loc></sitemap>" for name in names)
    return Page(fill("sitemap", "index", lines=lines), "application/xml")
