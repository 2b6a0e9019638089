"""Three home-made sites; the registry's XPaths say where things are."""

from __future__ import annotations

from functools import partial

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """The lists: two sites page by query, the third by file name."""
    found: Routes = {}
    for column in plan.columns:
        sheets = pages(rows(plan, column.position, day), plan.rows)
        if plan.template == 2:
            for number, _ in enumerate(sheets):
                path = column.path.replace("list-1", f"list-{number + 1}")
                found[path] = partial(_page, plan, column.position, sheets, number)
        else:
            found[column.path] = partial(_page, plan, column.position, sheets, None)
    return found


def _page(plan: SitePlan, position: int, sheets: list[list[Row]], fixed: int | None, ask: Ask) -> Page:
    number = int(ask.query.get("page", "1")) - 1 if fixed is None else fixed
    sheet = sheets[number] if number < len(sheets) else []
    more = number + 1 < len(sheets)
    total = sum(map(len, sheets))
    matter = (_aspx, _grid, _cards)[plan.template](plan, position, sheet, number, total, more)
    return Page(chrome.column(plan, position, matter))


def _aspx(plan: SitePlan, position: int, sheet: list[Row], number: int, total: int, more: bool) -> str:
    lines = "\n".join(f'<dl><dt>{r.link(cut=26)}</dt><dd class="sj">[{r.date}]</dd></dl>' for r in sheet)
    after = (
        f'<a href="{plan.columns[position].path}&amp;page={number + 2}">下页</a>' if more else "<a>下页</a>"
    )
    pager = f'<div class="fy">共 <b id="lblTotal">{total}</b> 条 {after if more else ""}</div>'
    return f'<div class="newslist">\n{lines}\n</div>\n{pager}'


def _grid(plan: SitePlan, position: int, sheet: list[Row], number: int, total: int, more: bool) -> str:
    lines = "\n".join(
        f"<tr><td>{n}</td><td>{r.link()}</td><td>{r.date}</td></tr>" for n, r in enumerate(sheet, 1)
    )
    after = (
        f'<a class="next-page" href="{plan.columns[position].path}&amp;page={number + 2}">&gt;</a>'
        if more
        else ""
    )
    return fill("selectors", "grid", lines=lines, total=total, after=after)


def _cards(plan: SitePlan, position: int, sheet: list[Row], number: int, total: int, more: bool) -> str:
    marks = ' class="tit"'
    lines = "\n".join(fill("selectors", "card", link=r.link(marks=marks), date=r.date) for r in sheet)
    after = f'<a rel="next" href="list-{number + 2}.html">下一页</a>' if more else ""
    return f'<div class="item-box">\n{lines}\n</div>\n<div class="pg">{after}</div>'
