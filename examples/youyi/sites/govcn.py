"""The 政府信息公开 table page: labelled columns, pages by link."""

from __future__ import annotations

from functools import partial

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """One file a page: index.htm, index_2.htm …"""
    found: Routes = {}
    for column in plan.columns:
        sheets = pages(rows(plan, column.position, day), plan.rows)
        for number, sheet in enumerate(sheets):
            path = column.path if not number else column.path.replace("index.htm", f"index_{number + 1}.htm")
            found[path] = partial(
                _page, plan, column.position, sheet, number, len(sheets), sum(map(len, sheets))
            )
    return found


def _page(
    plan: SitePlan, position: int, sheet: list[Row], number: int, count: int, total: int, ask: Ask
) -> Page:
    head = "<tr><th>索引号</th><th>标题</th><th>发文字号</th><th>发布机构</th><th>发布日期</th></tr>"
    lines = "\n".join(
        fill(
            "govcn",
            "row",
            index=r.posting.index_number or "",
            link=r.link(),
            number=r.posting.document_number or "",
            publisher=r.posting.publisher,
            date=r.date,
        )
        for r in sheet
    )
    after = f'<a href="index_{number + 2}.htm">下一页</a>' if number + 1 < count else "下一页"
    pager = f'<div class="pages">共{total}条记录 第{number + 1}/{count}页 {after}</div>'
    return Page(
        chrome.column(
            plan,
            position,
            f'<table class="dataList" width="100%"><tbody>{head}\n{lines}\n</tbody></table>\n{pager}',
        )
    )
