"""gkmlpt 政府信息公开平台: several organs on one host, each with its site id; rows come as JSON."""

from __future__ import annotations

import json
from functools import partial

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """The shell and the interface of each column."""
    found: Routes = {}
    for column in plan.columns:
        shell, _, number = column.path.partition("#")
        root = shell.removesuffix("index")
        found[shell] = partial(_shell, plan, root)
        found[f"{root}api/all/{number}"] = partial(_api, plan, rows(plan, column.position, day))
    return found


def _shell(plan: SitePlan, root: str, ask: Ask) -> Page:
    tree = [
        {"id": int(c.path.partition("#")[2]), "name": f"栏目{c.position + 1}", "post_count": c.count}
        for c in plan.columns
    ]
    config = {"SID": str(755000 + plan.number), "SITE_NAME": plan.unit_name, "TREE": tree}
    matter = fill("gkmlpt", "shell", config=json.dumps(config, ensure_ascii=False), root=root)
    return Page(chrome.column(plan, 0, matter))


def _api(plan: SitePlan, listed: list[Row], ask: Ask) -> Page:
    number = int(ask.query.get("page", "1"))
    sheets = pages(listed, plan.rows)
    sheet = sheets[number - 1] if 0 < number <= len(sheets) else []
    return Page(
        json.dumps({"articles": [_article(row) for row in sheet], "total": len(listed)}, ensure_ascii=False),
        "application/json",
    )


def _article(row: Row) -> dict[str, object]:
    return {
        "id": int(row.native_id),
        "title": row.title,
        "url": row.url,
        "publisher": row.posting.publisher,
        "identifier": row.posting.index_number or "",
        "document_number": row.posting.document_number or "",
        "display_publish_time": int(row.published.timestamp()),
        "created_at": f"{row.published:%Y-%m-%d %H:%M:%S}",
    }
