"""大汉 hanweb jcms: the first window of rows in the page as CDATA, the others by POST, with overlap."""

from __future__ import annotations

from functools import partial

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, rows

GROUP = 3
"""UI pages that one window spans."""


def routes(plan: SitePlan, day: Day) -> Routes:
    """The column pages, and the one data proxy of the site."""
    columns = {_number(c.path): rows(plan, c.position, day) for c in plan.columns}
    found: Routes = {_proxy(plan): partial(_window, plan, columns)}
    for column in plan.columns:
        found[column.path] = partial(_page, plan, column.position, columns[_number(column.path)])
    return found


def _page(plan: SitePlan, position: int, listed: list[Row], ask: Ask) -> Page:
    column = _number(plan.columns[position].path)
    unit = f"{column}{plan.number}"
    form = fill("hanweb", "form", site=plan.number, column=column, unit=unit, name=plan.unit_name)
    first = listed[: plan.rows * GROUP]
    link = f'<a href="{_proxy(plan)}?page=1&{form}"></a>'
    store = _store(first, len(listed), plan.rows, next_group=link)
    matter = fill(
        "hanweb",
        "page",
        unit=unit,
        store=store,
        rows=plan.rows,
        group=GROUP,
        total=len(listed),
        proxy=_proxy(plan),
        site=plan.number,
        column=column,
        name=plan.unit_name,
    )
    head = (
        f"<meta name='WebId' content='{plan.number}'>\n<meta name='Maketime' content='2026-11-20 02:11:40'>\n"
    )
    text = chrome.column(plan, position, matter, head)
    return Page(text.replace("</body>", "<!-- Produced By 大汉网络 大汉版通发布系统 --></body>"))


def _window(plan: SitePlan, columns: dict[str, list[Row]], ask: Ask) -> Page:
    """Records `startrecord` to `endrecord` and one more, which the next window gives again."""
    listed = columns.get(ask.form.get("columnid") or ask.query.get("columnid", ""), [])
    start, end = (
        int(ask.query.get("startrecord", "1")),
        int(ask.query.get("endrecord", str(plan.rows * GROUP))),
    )
    return Page(_store(listed[start - 1 : end + 1], len(listed), plan.rows), "application/xml")


def _store(listed: list[Row], total: int, size: int, next_group: str = "") -> str:
    group = f"<nextgroup><![CDATA[{next_group}]]></nextgroup>" if next_group else ""
    records = "".join(f"<record><![CDATA[{_record(row)}]]></record>" for row in listed)
    return fill("hanweb", "store", group=group, total=total, pages=-(-total // size), records=records)


def _record(row: Row) -> str:
    return f'<li>{row.link(cut=30)}<b readlabel="{row.date}">{row.date}</b></li>'


def _proxy(plan: SitePlan) -> str:
    return "/module/jpage/dataproxy.jsp" if plan.template else "/module/web/jpage/dataproxy.jsp"


def _number(path: str) -> str:
    return path.split("/")[2].removeprefix("col")
