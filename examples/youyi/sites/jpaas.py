"""大汉 JPAAS: a script names the list unit of the page; the unit comes as HTML inside JSON."""

from __future__ import annotations

import json
from functools import partial
from html import escape

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def routes(plan: SitePlan, day: Day) -> Routes:
    """The column pages, and the gateway that builds their lists."""
    columns = {_page_id(plan, c.position): rows(plan, c.position, day) for c in plan.columns}
    found: Routes = {UNIT: partial(_unit, plan, columns)}
    for column in plan.columns:
        found[column.path] = partial(_page, plan, column.position)
    return found


def _page(plan: SitePlan, position: int, ask: Ask) -> Page:
    menu = fill("jpaas", "script", url=UNIT, query=_query(plan, position, "栏目导航"))
    listed = fill("jpaas", "script", url=UNIT, query=_query(plan, position, "信息列表"))
    return Page(
        chrome.column(plan, position, f'<div class="menu">{menu}</div>\n<div class="list">{listed}</div>')
    )


def _unit(plan: SitePlan, columns: dict[str, list[Row]], ask: Ask) -> Page:
    asked = json.loads(ask.query.get("paramJson") or "{}")
    number, size = int(asked.get("pageNo", 1)), int(asked.get("pageSize", plan.rows))
    listed = columns.get(ask.query.get("pageId", ""), [])
    if ask.query.get("tagId") != "信息列表":
        return _answer('<ul class="nav"><li><a href="/col/">政府信息公开</a></li></ul>')
    sheets = pages(listed, size)
    sheet = sheets[number - 1] if number <= len(sheets) else []
    items = "\n\n".join(_item(plan, row) for row in sheet)
    query = fill("jpaas", "query", site=plan.number, page=ask.query["pageId"], tag="信息列表")
    total = len(listed)
    html = fill("jpaas", "unit", items=items, query=query, size=size, total=total, number=number, url=UNIT)
    return _answer(html)


def _item(plan: SitePlan, row: Row) -> str:
    """Old postings are linked protocol-relative, with the host."""
    link = row.link(cut=34, marks=' class="bt-left"')
    if row.path.startswith("/art/"):
        link = link.replace(f'href="{escape(row.path)}"', f'href="{escape(row.url.removeprefix("http:"))}"')
    return f'<li class="clearfix">{link}<span class="bt-right">{row.date}</span></li>'


def _answer(html: str) -> Page:
    data = {
        "roles": None,
        "permissions": None,
        "success": True,
        "message": "生成成功",
        "code": "200",
        "data": {"html": html},
        "messageType": 2,
    }
    return Page(json.dumps(data, ensure_ascii=False), "application/json")


def _page_id(plan: SitePlan, position: int) -> str:
    return plan.columns[position].path.split("/")[2].removeprefix("col")


def _query(plan: SitePlan, position: int, tag: str) -> str:
    """As the product writes it, its own misspelling (bulidstatic) included."""
    return fill("jpaas", "query", site=plan.number, page=_page_id(plan, position), tag=tag)
