"""博达 vsb: the first page is `{list}.htm`, the others `{list}/{n}.htm`, counted down to 1."""

from __future__ import annotations

from functools import partial

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """One static file a page."""
    found: Routes = {}
    for column in plan.columns:
        sheets = pages(rows(plan, column.position, day), plan.rows)
        for number, sheet in enumerate(sheets):
            found[_path(column.path, number, len(sheets))] = partial(
                _page, plan, column.position, sheet, number, len(sheets)
            )
    return found


def _path(first: str, number: int, count: int) -> str:
    return f"{first.removesuffix('.htm')}/{count - number}.htm" if number else first


def _page(plan: SitePlan, position: int, sheet: list[Row], number: int, count: int, ask: Ask) -> Page:
    first = plan.columns[position].path
    if plan.template:
        lines = "\n".join(
            fill("vsb", "row", n=n, link=r.link(cut=30), date=r.date) for n, r in enumerate(sheet)
        )
        listed = f'<table class="winstyle1060" width="100%"><tbody>\n{lines}\n</tbody></table>'
    else:
        lines = "\n".join(
            f'<li id="line_u9_{n}"><span>{r.date}</span>{r.link()}</li>' for n, r in enumerate(sheet)
        )
        listed = f'<div class="list_right"><ul>\n{lines}\n</ul></div>'
    later = _path(first, number + 1, count) if number + 1 < count else ""
    after = (
        f'<span class="p_next p_fun"><a href="{later}">下页</a></span>'
        if later
        else '<span class="p_next_d p_fun_d">下页</span>'
    )
    pager = fill("vsb", "pager", total=f"{len(sheet)}条" if count == 1 else f"{count}页", after=after)
    return Page(
        chrome.column(
            plan,
            position,
            listed + "\n" + pager,
            '<script src="/system/resource/js/dynclicks.js"></script>\n',
        )
    )
