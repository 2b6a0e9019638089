"""TRS WCM 海云 and its static relatives: `index.html`, then `index_1.html` or `index_2.html`."""

from __future__ import annotations

from functools import partial
from html import escape

from examples.youyi.county import SitePlan
from examples.youyi.markup import fill
from examples.youyi.model import Day
from examples.youyi.sites import chrome
from examples.youyi.sites.model import Ask, Page, Routes, Row, pages, rows


def routes(plan: SitePlan, day: Day) -> Routes:
    """One static file a page. Templates 3 and 4 count from 1, the others from 0."""
    found: Routes = {}
    for column in plan.columns:
        sheets = pages(rows(plan, column.position, day), plan.rows)
        folder, _, name = column.path.rpartition("/")
        stem, _, suffix = name.rpartition(".")
        for number, sheet in enumerate(sheets):
            infix = f"_{number + 1 if plan.template in (3, 4) else number}" if number else ""
            total = sum(map(len, sheets))
            found[f"{folder}/{stem}{infix}.{suffix}"] = partial(
                _page, plan, column.position, sheet, number, len(sheets), total
            )
    return found


def empty(plan: SitePlan, position: int) -> Page:
    """The page as it stands while the CMS writes it anew: no rows, no pages."""
    return Page(
        chrome.column(
            plan, position, '<ul class="list-con u-list">\n</ul>\n' + _create(plan, position, 0, 0, 0)
        )
    )


def _page(
    plan: SitePlan, position: int, sheet: list[Row], number: int, count: int, total: int, ask: Ask
) -> Page:
    listed = (_plain, _nested, _catalogue, _numbered_rows, _plain)[plan.template](sheet)
    pager = (_create, _create, _written, _create_from_one, _linked)[plan.template](
        plan, position, number, count, total
    )
    return Page(chrome.column(plan, position, listed + "\n" + pager))


def _plain(sheet: list[Row]) -> str:
    lines = "\n".join(f"<li>{row.link(cut=32)}<span>{row.date}</span></li>" for row in sheet)
    return f'<ul class="list-con u-list">\n{lines}\n{fill("trs", "left_over")}\n</ul>'


def _nested(sheet: list[Row]) -> str:
    """Each row carries a box of 相关解读, some with links that are no rows of this list."""
    lines = []
    for n, row in enumerate(sheet):
        other = sheet[(n + 1) % len(sheet)]
        inner = (
            f'<li><a href="{escape(other.path)}" title="{escape(other.title)}">{escape(other.title)}</a></li>'
            if n % 5 == 2
            else ""
        )
        box = fill("trs", "popbox", inner=inner)
        lines.append(fill("trs", "popbox_row", link=row.link(), box=box, date=row.date.replace("-", "/")))
    return '<div class="list"><ul class="u-list">\n' + "\n".join(lines) + "\n</ul></div>"


def _catalogue(sheet: list[Row]) -> str:
    """The xxgk table: 名称, 索引号, 发布机构, 发布日期."""
    lines = "\n".join(
        fill(
            "trs",
            "catalogue_row",
            link=row.link(),
            index=row.posting.index_number or "",
            publisher=row.posting.publisher,
            date=row.date,
        )
        for row in sheet
    )
    head = fill("trs", "catalogue_head")
    return f'<div class="szbmtclb"><table><tbody>{head}\n{lines}\n</tbody></table></div>'


def _numbered_rows(sheet: list[Row]) -> str:
    lines = "\n".join(
        f'<li><i>{n}</i>{row.link()}<em class="date">{row.date}</em></li>' for n, row in enumerate(sheet, 1)
    )
    return f'<div class="hy-list-text"><ul>\n{lines}\n</ul></div>'


def _create(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    return fill("trs", "create", count=count, number=number)


def _create_from_one(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    return fill("trs", "create_from_one", count=count, number=number + 1, total=total)


def _written(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    return fill("trs", "written", total=total, number=number, count=count)


def _linked(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    stem = plan.columns[position].path.rpartition("/")[2].partition(".")[0]
    after = f'<a href="{stem}_{number + 2}.shtml">下一页</a>' if number + 1 < count else "<span>下一页</span>"
    return f'<div class="pagination"><span>共{total}条 第{number + 1}/{count}页</span>{after}</div>'
