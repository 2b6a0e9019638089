"""开普云 UCAP: the column's page is a shell, its list comes from the channel search as HTML or JSON."""

from __future__ import annotations

import json
from functools import partial
from hashlib import md5

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """The shells and the search of each channel."""
    found: Routes = {}
    for column in plan.columns:
        found[column.path] = partial(_shell, plan, column.position)
        found[f"/common/search/{channel(plan, column.position)}"] = partial(
            _search, plan, rows(plan, column.position, day)
        )
    return found


def channel(plan: SitePlan, position: int) -> str:
    """The channel's id."""
    return md5(f"{plan.id}:{position}".encode(), usedforsecurity=False).hexdigest()


def _shell(plan: SitePlan, position: int, ask: Ask) -> Page:
    code = plan.columns[position].path.split("/")[-2]
    head = fill("ucap", "head", channel=channel(plan, position), code=code, site=plan.id)
    matter = fill("ucap", "shell", rows=plan.rows)
    return Page(chrome.column(plan, position, matter, head))


def _search(plan: SitePlan, listed: list[Row], ask: Ask) -> Page:
    size, number = int(ask.query.get("_pageSize", "20")), int(ask.query.get("page", "1"))
    sheets = pages(listed, size)
    sheet = sheets[number - 1] if 0 < number <= len(sheets) else []
    if ask.query.get("_isJson") == "true":
        results = [
            {
                "title": r.title,
                "url": r.path,
                "manuscriptId": r.native_id,
                "publishedTimeStr": f"{r.published:%Y-%m-%d %H:%M:%S}",
            }
            for r in sheet
        ]
        data = {"data": {"total": len(listed), "rows": size, "page": number, "results": results}}
        return Page(json.dumps(data, ensure_ascii=False), "application/json")
    items = "\n".join(
        f'<li><div class="title">{r.link(cut=36)}</div><div class="date">{r.date}</div></li>' for r in sheet
    )
    return Page(fill("ucap", "search", items=items, number=number, pages=len(sheets), total=len(listed)))
