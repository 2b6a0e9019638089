"""TRS WCM 海云 and its static relatives: `index.html`, then `index_1.html` or `index_2.html`."""

from __future__ import annotations

from functools import partial
from html import escape

from examples.youyi.county import SitePlan
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
    return f'<ul class="list-con u-list">\n{lines}\n</ul>'


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
        box = f'<div class="popbox"><div class="close" title="关闭"></div><h3 title="相关解读">相关解读</h3><ul>{inner}</ul></div>'
        lines.append(
            f"<li>{row.link()}<script>var jdFlag=0;</script>{box}<span>{row.date.replace('-', '/')}</span></li>"
        )
    return '<div class="list"><ul class="u-list">\n' + "\n".join(lines) + "\n</ul></div>"


def _catalogue(sheet: list[Row]) -> str:
    """The xxgk table: 名称, 索引号, 发布机构, 发布日期."""
    head = '<tr><th width="47%">名称</th><th width="21%">索引号</th><th width="19%">发布机构</th><th width="12%">发布日期</th></tr>'
    lines = "\n".join(
        f'<tr><td height="35">{row.link()}</td><td>{row.posting.index_number or ""}</td><td>{row.posting.publisher}</td><td>{row.date}</td></tr>'
        for row in sheet
    )
    return f'<div class="szbmtclb"><table><tbody>{head}\n{lines}\n</tbody></table></div>'


def _numbered_rows(sheet: list[Row]) -> str:
    lines = "\n".join(
        f'<li><i>{n}</i>{row.link()}<em class="date">{row.date}</em></li>' for n, row in enumerate(sheet, 1)
    )
    return f'<div class="hy-list-text"><ul>\n{lines}\n</ul></div>'


def _create(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    return f'<div class="page"><script>createPageHTML({count}, {number}, "index", "html");</script></div>'


def _create_from_one(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    return f'<div class="page"><script>createPageHTML({count}, {number + 1}, "index", "html", {total});</script></div>'


def _written(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    return (
        f'<div class="page_box"><div class="page"><script language="javascript">\nvar countnum= {total};\nvar currentPage={number};\n'
        f"var prevPage=currentPage-1\nvar nextPage=currentPage+1\nvar countPage={count}\n"
        'document.write("<a href=\\"index.html\\" target=\\"_self\\">首页</a>");\n'
        'if(nextPage<countPage)document.write("<a href=\\"index_"+nextPage+".html\\">下一页</a>");\n</script></div></div>'
    )


def _linked(plan: SitePlan, position: int, number: int, count: int, total: int) -> str:
    stem = plan.columns[position].path.rpartition("/")[2].partition(".")[0]
    after = f'<a href="{stem}_{number + 2}.shtml">下一页</a>' if number + 1 < count else "<span>下一页</span>"
    return f'<div class="pagination"><span>共{total}条 第{number + 1}/{count}页</span>{after}</div>'
