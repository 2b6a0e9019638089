"""Rows are found whatever the template: many ways to mark up a list, among menus and dated side boxes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from connectors.families.markup import document
from connectors.families.rows import Found, find_rows

PAGE_URL = "http://www.youyi.example/zwgk/ghjh/index.html"


@dataclass(frozen=True)
class Posting:
    number: int

    @property
    def href(self) -> str:
        return f"/info/1007/{5000 + self.number}.htm"

    @property
    def title(self) -> str:
        subject = ["春耕备耕", "义务教育招生", "农村公路养护", "城乡居民医疗保险", "安全生产"][
            self.number % 5
        ]
        return f"友谊县人民政府关于做好2026年{subject}第{self.number}批工作的通知"

    @property
    def cut(self) -> str:
        return self.title[:13] + "..."

    @property
    def date(self) -> str:
        return f"2026-{self.number % 12 + 1:02d}-{self.number % 28 + 1:02d}"


CUT = '<a href="{p.href}" title="{p.title}">{p.cut}</a>'
ROWS = {
    "li a@title b": '<li><a href="{p.href}" title="{p.title}">{p.cut}</a><b>{p.date}</b></li>',
    "li a span span": '<li><a href="{p.href}"><span>{p.title}</span><span>{p.date}</span></a></li>',
    "li a small": '<li><a href="{p.href}" title="{p.title}">{p.cut}<small>{p.date}</small></a></li>',
    "li divs": '<li><div class="lie1">{p.number}</div><div class="lie2">'
    + CUT
    + '</div><div>友政发</div><div class="lie4">{p.date}</div></li>',
    "div divs": '<div class="con"><div class="txt"><span class="lk">'
    + CUT
    + '</span></div><div class="time"><span>{p.date}</span></div></div>',
    "heading": '<h1 class="f-20"><div><a href="{p.href}">{p.title}</a></div><span>{p.date}</span></h1>',
    "block link": '<div class="li-8"><a href="{p.href}"><p>{p.title}</p><span>{p.date}</span></a></div>',
    "summary": '<li><h4><a href="{p.href}" title="{p.title}">{p.cut}</a></h4><p class="date">{p.date}</p>'
    '<p>为切实做好相关工作，现将有关事项通知如下，请认真贯彻执行……<a href="{p.href}">[详细]</a></p></li>',
    "labelled": '<li><a href="{p.href}">{p.title}</a><div class="info"><span>发布机构：县政府办</span>'
    "<span>发布日期：{p.date}</span></div></li>",
    "dated readings": '<li><a href="{p.href}">{p.title}</a><span>{p.date}</span><ul>'
    '<li><a href="/jd/{p.number}1.htm">《方案》解读</a><i>2025-01-02</i></li>'
    '<li><a href="/jd/{p.number}2.htm">一图读懂</a><i>2025-01-03</i></li></ul></li>',
    "dd": '<dd><a href="{p.href}" title="{p.title}">{p.cut}</a><span>{p.date}</span></dd>',
    "date first": '<tr><td>{p.date}</td><td><a href="{p.href}">{p.title}</a></td></tr>',
    "table a row": '<table><tr><td><img src="d.gif"></td><td><a href="{p.href}">{p.title}</a></td>'
    "<td>[{p.date}]</td></tr></table>",
    "flat": '<a href="{p.href}">{p.title}</a><span>{p.date}</span><br>',
    "flat blocks": '<div class="t"><a href="{p.href}">{p.title}</a></div><div class="d">{p.date}</div>',
    "leading label": '<li><span class="lb">[通知公告]</span><a href="{p.href}">{p.title}</a>'
    "<i>（{p.date}）</i></li>",
    "category link": '<li><a class="c" href="/zwgk/tzgg/">通知公告</a><a href="{p.href}">{p.title}</a>'
    "<em>{p.date}</em></li>",
    "thumbnail": '<li><a href="{p.href}"><img src="/i/{p.number}.jpg" alt=""></a><div>'
    '<a href="{p.href}">{p.title}</a><p>{p.date} 10:30</p></div></li>',
    "on click": '<li><a href="javascript:void(0)" onclick="window.open(\'{p.href}\')">{p.title}</a>'
    "<span>{p.date}</span></li>",
    "files beside": '<li><a href="{p.href}">{p.title}</a><a href="/files/{p.number}.pdf">下载</a>'
    "<span>{p.date}</span></li>",
}
BOXES = {
    "li": "<ul>{rows}</ul>",
    "dd": "<dl><dt>列表</dt>{rows}</dl>",
    "tr": "<table><tr><th>日期</th><th>标题</th></tr>{rows}</table>",
}
PAGE = """<html><head><title>规划计划</title></head><body>
<div><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/hdjl/">互动交流</a></div>
<ul>{menu}</ul>
<div><div><div><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>{box}
<div>{pager}</div></div></div>
<div><h3>最新信息</h3><ul>{side}</ul></div>
<div><p>主办单位：友谊县人民政府 <a href="/map.html">网站地图</a></p></div></body></html>"""
PAGERS = {
    "links": '<a href="index_1.html">下一页</a><a href="index_5.html">尾页</a>',
    "script": '<script>createPageHTML(5, 0, "index", "html");</script>',
    "none": "",
}


def _page(row: str, count: int, pager: str) -> tuple[Found, list[Posting]]:
    postings = [Posting(n) for n in range(count)]
    rows = "".join(ROWS[row].format(p=posting) for posting in postings)
    tag = ROWS[row][1:3]
    box = BOXES.get(tag, "<div>{rows}</div>").format(rows=rows)
    names = ("机构职能", "规划计划", "预算决算", "政府采购", "行政许可", "公开年报", "重大项目")
    menu = "".join(f'<li><a href="/zwgk/l{n}/index.html">{name}</a></li>' for n, name in enumerate(names))
    side = "".join(
        f'<li><a href="/ywdt/{n}.html">县领导到乡镇调研第{n}次</a><span>2026-02-0{n}</span></li>'
        for n in range(1, 6)
    )
    html = PAGE.format(box=box, menu=menu, side=side, pager=PAGERS[pager])
    return find_rows(document(html), PAGE_URL), postings


@pytest.mark.parametrize("pager", PAGERS)
@pytest.mark.parametrize("count", [1, 2, 7, 20])
@pytest.mark.parametrize("row", ROWS)
def test_finds_every_row_with_title_and_date(row: str, count: int, pager: str) -> None:
    found, postings = _page(row, count, pager)
    assert [
        (r.url.removeprefix("http://www.youyi.example"), r.title, (r.date_text or "")[:10])
        for r in found.rows
    ] == [(p.href, p.title, p.date) for p in postings]


@pytest.mark.parametrize("row", ROWS)
def test_last_page_with_one_row_is_found_again_by_its_markup(row: str) -> None:
    first, _ = _page(row, 7, "links")
    rows = ROWS[row].format(p=Posting(3))
    box = BOXES.get(ROWS[row][1:3], "<div>{rows}</div>").format(rows=rows)
    side = "".join(
        f'<li><a href="/ywdt/{n}.html">县领导到乡镇调研第{n}次</a><span>2026-02-0{n}</span></li>'
        for n in range(1, 9)
    )
    html = PAGE.format(box=box, menu="", side=side, pager="")
    found = find_rows(document(html), PAGE_URL, like=first.signature)
    assert [r.title for r in found.rows] == [Posting(3).title]


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("title", ["通知公告-友谊县人民政府", "友谊县人民政府_通知公告"])
@pytest.mark.parametrize("first", [True, False])
def test_short_list_under_the_columns_name_before_a_longer_one_of_another(
    count: int, title: str, first: bool
) -> None:
    def box(name: str, numbers: range) -> str:
        lines = "".join(ROWS["li a span span"].format(p=Posting(n)) for n in numbers)
        return f"<div class='b{name}'><div class='t'>{name}</div><ul>{lines}</ul></div>"

    boxes = [box("通知公告", range(count)), box("政务动态", range(20, 30))]
    body = "".join(boxes if first else boxes[::-1])
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    assert [row.title for row in find_rows(document(html), PAGE_URL).rows] == [
        Posting(n).title for n in range(count)
    ]
